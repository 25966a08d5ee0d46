"""The self-test: whether everything the program stands on works on this computer, for support and for the installer."""

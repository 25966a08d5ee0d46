"""The command line: one command a module; heavy parts are imported by the command that needs them."""

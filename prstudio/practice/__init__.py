"""The practice server: the platforms' upload protocols on this computer, with trouble by script."""

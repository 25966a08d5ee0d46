"""What is remembered on this computer; the only home of keyring."""

"""Updates in the window: what is here, what is newer, and the ways to it and back."""

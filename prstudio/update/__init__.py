"""Updates of the installed program: signed packs, taken from a file, switched to whole, and back again."""

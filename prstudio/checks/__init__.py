"""Variants become findings. Pure: no files, and never an exception on a bad post."""

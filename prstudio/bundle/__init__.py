"""Bundles: writing, reading, verifying, signing, and the review page."""

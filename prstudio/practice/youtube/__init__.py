"""YouTube as its clients see it: Data API v3 and its uploads."""

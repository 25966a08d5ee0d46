"""X as its clients see it: API v2."""

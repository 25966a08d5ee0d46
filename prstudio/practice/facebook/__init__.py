"""Facebook as its clients see it: Graph API and its video uploads."""

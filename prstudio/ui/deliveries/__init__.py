"""Deliveries on their way to the platforms: the queue as a page and a line, and what stands before the first send."""

"""The post's photos and clips: the strip, their alternative texts, and how files come in."""

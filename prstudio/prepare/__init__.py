"""Post and rules become variants: final texts, crop boxes, video plans; and fixes, post to post. No files."""

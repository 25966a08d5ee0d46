"""The list of posts, and what happens to posts as wholes: opened, saved by themselves, copied, put away, deleted."""

"""The sample post: its pictures and clip are painted by the program itself, so that they belong to nobody."""

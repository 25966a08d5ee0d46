"""The texts of a post: both languages beside each other, with what each target makes of them."""

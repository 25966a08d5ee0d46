"""What every target will look like, what is wrong with it, and the bundles that are made of it."""

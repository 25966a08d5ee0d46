"""The rules in force: typed, read strictly from resources/platforms; counting in each platform's unit."""

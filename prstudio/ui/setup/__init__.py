"""The fields in which an officer sets the program up: at the first start and on the page of settings."""

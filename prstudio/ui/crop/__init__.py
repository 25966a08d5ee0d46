"""The crop page: what is shown of a photo or clip, for every target at once."""

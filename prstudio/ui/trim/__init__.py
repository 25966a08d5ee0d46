"""The trim page: which part of a clip is used, seen and heard, and what that means for every target."""

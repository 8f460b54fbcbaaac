"""The forms of texts."""

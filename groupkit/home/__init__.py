"""The first page: what is coming up, the money today, how to begin."""

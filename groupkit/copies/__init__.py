"""Copies with names taken out: what a critical friend reads of papers that hold prose."""

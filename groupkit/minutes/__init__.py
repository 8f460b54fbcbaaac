"""Holding meetings and keeping what they came to: the room, minutes from draft to approved, actions and letters."""

"""Decisions: what the group decided, in which words, how and when; and what is still being talked about."""

"""Reading what a meeting came to."""

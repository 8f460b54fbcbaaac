"""Looking for something in everything that the money books hold; it keeps nothing of its own."""

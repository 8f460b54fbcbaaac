"""Writing down what a meeting came to."""

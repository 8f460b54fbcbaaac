"""Nothing is told to other books yet."""

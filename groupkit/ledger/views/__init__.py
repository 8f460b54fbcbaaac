"""The pages of the treasurer's book, as they answer."""

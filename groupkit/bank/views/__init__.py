"""The pages of what the bank says, as they answer."""

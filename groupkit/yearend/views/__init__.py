"""The pages of the year end."""

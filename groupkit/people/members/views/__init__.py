"""The pages of the list of members."""

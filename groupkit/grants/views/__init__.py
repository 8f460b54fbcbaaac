"""The pages of grants, and of the returns on them."""

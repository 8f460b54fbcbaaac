"""Grants, and the returns that tell a funder how the money was used."""

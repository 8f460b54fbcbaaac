"""The end of a year: closing it, opening it again, the pack for whoever looks over the accounts, and what they said."""

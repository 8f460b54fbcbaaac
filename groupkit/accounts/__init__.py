"""The treasurer's report, the accounts of a year, and what the group owns, owes and is owed."""

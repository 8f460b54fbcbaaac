"""Budgets: what the group plans for a year, what was agreed, how the year goes beside it, and what funders agreed."""

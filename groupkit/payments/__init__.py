"""Payments that two people say yes to, claims for what somebody spent, and counting the cash."""

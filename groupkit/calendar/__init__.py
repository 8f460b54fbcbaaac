"""The group's dates as a page, as files for a calendar, and at a secret address for a telephone."""

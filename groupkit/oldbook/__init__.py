"""Starting from an old spreadsheet: a cash book kept elsewhere is looked at, sorted and brought in (DOMAIN 4)."""

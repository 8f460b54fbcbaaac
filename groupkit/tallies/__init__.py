"""What we did and how many came: month, kind, number, and never a person."""

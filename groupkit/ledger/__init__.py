"""The treasurer's book: money legs and purpose legs that always add to the same sum."""

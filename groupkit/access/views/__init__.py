"""The pages at the door, as they answer."""

"""The pages of an old cash book, as they answer."""

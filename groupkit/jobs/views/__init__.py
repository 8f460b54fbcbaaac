"""The pages of the book of jobs."""

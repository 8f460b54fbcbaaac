"""Who does what: the page of people and jobs."""

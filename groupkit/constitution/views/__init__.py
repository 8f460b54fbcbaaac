"""The pages of texts: what was adopted, the conversation about a draft, and what funders ask."""

"""The funder's own workbook: its cells pointed at what the books know, and filled in without changing anything else."""

"""What the bank says, beside the cash book: files brought in, lines written into the book, statements reconciled."""

"""Rules that a table must keep and its schema cannot say: across the cells of a row, and across tables."""

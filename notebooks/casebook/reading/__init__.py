"""What a text says: printed figures to sets of values, dates to spans of days. It uses no other room."""

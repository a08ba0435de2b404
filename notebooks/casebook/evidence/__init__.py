"""What is on record: tables by schema, sources, claims, the register of results."""

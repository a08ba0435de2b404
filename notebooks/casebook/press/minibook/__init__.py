"""A mini-book: the engine with an article of somebody else's, drafted by machine and finished by a person."""

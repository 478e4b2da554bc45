"""A school's own document comes in: the pages of it."""

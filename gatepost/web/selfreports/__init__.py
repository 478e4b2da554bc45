"""Pages on which somebody reports for themselves, and the safeguarding lead sees it."""

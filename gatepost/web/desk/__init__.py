"""The page of what the office has before it today."""

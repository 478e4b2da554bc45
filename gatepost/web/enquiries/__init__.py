"""Pages on which somebody asks the school something, and the school answers."""

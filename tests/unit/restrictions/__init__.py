"""Does the room of what parents have lost keep it, and no more than was decided?"""

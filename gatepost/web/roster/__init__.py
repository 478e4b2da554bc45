"""How does the office import a list of people?

start → columns → (being read) → the dry run: lists, who is who, leavers → confirm → (being carried out) → done, undo
"""

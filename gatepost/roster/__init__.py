"""How does a school's list of people become people, without surprises?

A file from the school's management system is read, shown as what is new, changed and gone, and applied only when a person
confirms; the last time can be undone.

Example: a CSV with 412 rows shows 3 new people, 1 changed name and 2 who left, before anything is kept.
"""

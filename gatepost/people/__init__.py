"""Who belongs to the school, and as what?

A person is not an account and not a hat: one person, one e-mail, one account, several hats (staff, governor, volunteer,
parent), each with its dates, and the duties they carry (head, office, safeguarding lead …), each with its dates.

Example: a teaching assistant whose daughter is in Year 2 is one person with one account and two hats.
"""

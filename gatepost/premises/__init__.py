"""Whose phone lies in the office today, and who uses which part of the school when?

Two things that the policy's clauses on phones need to know of a place. What they mean, the policy says (``policy``).

Example: a teacher's phone is in the office since 8.40 because the hospital may ring; pupils use the hall until six.
"""

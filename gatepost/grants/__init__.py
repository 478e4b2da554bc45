"""Who asked for which permission, who decided on it, and does it hold?

The kinds of permission and who decides on them stand in the policy's pack; this room asks those whom it names, each on its own,
and keeps what each of them said about exactly what was asked.

Example: to post for the school, the head teacher and the governing body both have to say yes; either takes it back.
"""

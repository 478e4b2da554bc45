"""What names a row in a link, in the record, in a file?

A random text id: it says nothing about how many there are or when they were made, and survives a move to another
database. Twenty characters of Crockford's base 32 carry a hundred random bits and no letter that is misread aloud.

    >>> len(new_id()), new_id() == new_id()
    (20, False)
"""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 20
BITS = 5
"""Random bits that one of the thirty-two letters carries."""
MASK = len(ALPHABET) - 1


def new_id() -> str:
    """Return a new random id: LENGTH characters of ALPHABET, a hundred bits."""
    number = secrets.randbits(BITS * LENGTH)
    return "".join(ALPHABET[(number >> (BITS * place)) & MASK] for place in range(LENGTH))

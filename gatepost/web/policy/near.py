"""Which clause may somebody have meant who typed an address that names none?

>>> from gatepost.policy import default_pack
>>> [link.url for link in nearest("conduct.10", default_pack())][:1]
['/policy/conduct.1/']
"""

from difflib import get_close_matches

from gatepost.policy import Edition
from gatepost.web.policy.clauses import ClauseLink, link

LONGEST_GUESSED = 64  # no clause id is longer; comparing more is work for a prankster
MOST_GUESSES = 3


def nearest(typed: str, edition: Edition) -> tuple[ClauseLink, ...]:
    """Return up to MOST_GUESSES clauses with ids like what was typed."""
    near = get_close_matches(typed[:LONGEST_GUESSED].lower(), edition.clauses, n=MOST_GUESSES)
    return tuple(link(edition.clauses[clause]) for clause in near)

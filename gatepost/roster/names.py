"""Are two names one name, nearly one, or two?

Compared without titles, accents, capital letters and hyphens, first name first.

    >>> likeness("Mrs Anna Nowak", "NOWAK, Anna"), likeness("Jon Smith", "John Smith"), likeness("A Nowak", "Piotr Nowak")
    (<Likeness.SAME: 'same'>, <Likeness.SIMILAR: 'similar'>, <Likeness.OTHER: 'other'>)
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "dame", "lady", "lord"}
)
SIMILAR_ENOUGH = 86
"""Of 100, by rapidfuzz's token sort ratio: "Jon Smith" and "John Smith" are 95, "Anna Nowak" and "Hanna Nowak" 95 too, so
a person decides; "Anna Nowak" and "Piotr Nowak" are 57."""


class Likeness(StrEnum):
    """How alike two names are."""

    SAME = "same"
    SIMILAR = "similar"
    OTHER = "other"


def likeness(one: str, other: str) -> Likeness:
    """Return how alike two names are."""
    first, second = compared(one), compared(other)
    if first == second:
        return Likeness.SAME
    if _is_initial_of(first, second) or _is_initial_of(second, first):
        return Likeness.SIMILAR
    return Likeness.SIMILAR if fuzz.token_sort_ratio(first, second) >= SIMILAR_ENOUGH else Likeness.OTHER


@lru_cache(maxsize=65536)
def compared(name: str) -> str:
    """Return a name as names are compared: small plain letters, no title, the first name first."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", first_name_first(name))
        if letter.isalnum() or letter in " -'"
    )
    words = re.sub(r"[\s\-]+", " ", plain.replace("'", "")).lower().split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return " ".join(words)


def first_name_first(name: str) -> str:
    """Return ``Adeyemi, Ruth`` as ``Ruth Adeyemi``; a name without a comma stays as it is."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and last.strip() and "," not in first else name


def last_name(name: str) -> str:
    """Return the last word of a name, as names are compared: what likely namesakes share."""
    return compared(name).rpartition(" ")[2]


def _is_initial_of(short: str, long: str) -> bool:
    """Tell whether ``r adeyemi`` may be ``ruth adeyemi``."""
    first, _, rest = short.partition(" ")
    return len(first) == 1 and bool(rest) and long.startswith(first) and long.endswith(f" {rest}")

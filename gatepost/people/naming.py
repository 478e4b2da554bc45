"""How is somebody found by what a busy person types?

Names are compared without accents, case and marks, so that "Zielinski" finds "Zieliński" and "obrien" finds "O'Brien";
any word of a name may be begun with.

    >>> plain("  Zoë O'Brien-Łukasz ")
    'zoe obrien lukasz'
    >>> words("Zoë O'Brien-Łukasz")
    ('zoe', 'obrien', 'lukasz')
"""

import re
import secrets
import unicodedata

LONGEST_PLAIN = 400
LONGEST_WORD = 64
"""Characters that are kept of one word: nobody types more to find somebody."""
MOST_WORDS = 12
LONGEST_OF_SIGN_IN = 24
NUMBERS = (100, 1000)
LONGER_NUMBERS = (100_000, 1_000_000)
"""Where the others are taken: names without a plain letter all begin in the same way."""

_UNMARKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a letter and a mark."""
# straight, curly and other apostrophes
_INSIDE = re.compile("['\u2019\u02bc`\u00b4.]")
_BETWEEN = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return a text as it is compared and ordered: small letters without marks, words with one space between them."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_UNMARKED)
    folded = unicodedata.normalize("NFKD", apart).casefold()
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", _INSIDE.sub("", letters)).strip()[:LONGEST_PLAIN]


def words(text: str) -> tuple[str, ...]:
    """Return the words by which a text is found, each once, in order."""
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in plain(text).split()))[:MOST_WORDS]


def sign_in_name(name: str, *, longer: bool = False) -> str:
    """Return a new sign-in name: the first and the last of somebody's names that have plain letters, and a number.

    Always with a number, so that none tells whether somebody else has the same names.
    """
    usable = [word[:LONGEST_OF_SIGN_IN] for word in words(name) if word.isascii() and word.isalnum()] or ["family"]
    number = secrets.choice(range(*(LONGER_NUMBERS if longer else NUMBERS)))
    return ".".join([*dict.fromkeys((usable[0], usable[-1])), str(number)])

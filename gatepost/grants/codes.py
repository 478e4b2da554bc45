"""Which code stands on a letter, and was it typed as it stands there?

Twenty letters and digits at random, which nobody guesses, and four that follow from them, so that a typing error is known for one
without anybody looking for the code. There is no I, L, O or U in it; whoever types one of the first three all the same is
understood.

    >>> shown(checked("k7qm4xtd9rwe2hp0v3cz"))
    'K7QM-4XTD-9RWE-2HP0-V3CZ-PGPR'
    >>> read("k7qm 4xtd 9rwe 2hpO v3cz pgpr")
    'k7qm4xtd9rwe2hp0v3czpgpr'
"""

import unicodedata
from functools import reduce

from django.utils.translation import gettext as _

from gatepost.accounts.codes import BETWEEN, GROUP, MEANT
from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import ALPHABET, LENGTH, new_id

CHECKS = 4
WHOLE = LENGTH + CHECKS
"""Letters and digits of a code."""
PRIME = 1_048_573
"""The largest one that four of the alphabet can count to. A prime: one character that is another, or two neighbours that
changed places, always come to something else."""
LONGEST = 100
"""Characters that are looked at: a code with everything that one may type between."""


def new_code() -> str:
    """Return a new code: a hundred random bits, and what checks them."""
    return checked(new_id())


def checked(body: str) -> str:
    """Return a code of its random part."""
    rest = reduce(lambda number, letter: (number * len(ALPHABET) + ALPHABET.index(letter)) % PRIME, body, 0)
    return body + "".join(ALPHABET[rest // len(ALPHABET) ** place % len(ALPHABET)] for place in reversed(range(CHECKS)))


def shown(code: str) -> str:
    """Return a code as it is printed."""
    return "-".join(code[first : first + GROUP] for first in range(0, len(code), GROUP)).upper()


def read(typed: str) -> str:
    """Return the code that was typed; raise Refused if it cannot be one, whatever codes there are."""
    code = (
        "" if len(typed) > LONGEST else BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).lower().translate(MEANT)
    )
    if not typed.strip():
        raise Refused("empty", _("Type the code that is on the letter."))
    if len(code) != WHOLE or not set(code) <= set(ALPHABET) or checked(code[:LENGTH]) != code:
        raise Refused(
            "mistyped",
            _(
                "There is a typing error in this code: no letter has it, and nothing is permitted by it. A code has six groups of "
                "four letters and digits: compare them with the letter, one by one."
            ),
        )
    return code

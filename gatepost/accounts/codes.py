"""Which code can somebody type from paper?

Sixteen letters and digits in groups of four: eighty random bits, which nobody guesses. There is no I, L, O or U in it, so that
nothing is mistaken for a digit; whoever types one of the first three all the same is understood.

    >>> read("k7qm-4xtd 9rwe 2hpO"), shown("k7qm4xtd9rwe2hp0")
    ('k7qm4xtd9rwe2hp0', 'K7QM-4XTD-9RWE-2HP0')
"""

import re
import secrets

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import ALPHABET

LENGTH = 16
GROUP = 4
BETWEEN = re.compile(r"[\s\-‐‑‒–—.·_]+")  # noqa: RUF001  # the dashes that phones put in by themselves
NO_CODE = frozenset({"empty", "not-a-letter", "length"})
"""What `read` refuses."""
MEANT = str.maketrans({"o": "0", "i": "1", "l": "1"})


def new_code() -> str:
    """Return a new code as it is kept by nobody."""
    return "".join(secrets.choice(ALPHABET) for _number in range(LENGTH))


def shown(code: str) -> str:
    """Return a code as it is printed."""
    return "-".join(code[first : first + GROUP] for first in range(0, LENGTH, GROUP)).upper()


def read(typed: str) -> str:
    """Return the code that was typed; raise Refused with what is wrong if it cannot be one."""
    code = BETWEEN.sub("", typed).lower().translate(MEANT)
    if not code:
        raise Refused("empty", _("Type the code in your letter."))
    wrong = next((letter for letter in code if letter not in ALPHABET), "")
    if wrong:
        sentence = _(
            "There is no “%(letter)s” in a code. A code has 16 letters and digits: look at the letter again."
        ) % {"letter": wrong.upper()}
        raise Refused("not-a-letter", sentence)
    if len(code) != LENGTH:
        said = ngettext(
            "A code has 16 letters and digits; you typed %(count)s.",
            "A code has 16 letters and digits; you typed %(count)s.",
            len(code),
        )
        raise Refused("length", said % {"count": len(code)})
    return code

"""Does what somebody typed to sign make sense: the name, and the reason why not?

>>> is_name("…").code
'no-name'
"""

import re

from gatepost.kernel.errors import Refused
from gatepost.people.models import NAME_LENGTH
from gatepost.signoff.states import REASON_LENGTH

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
NOT_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""A reason has lines."""


def is_name(name: str) -> Refused | None:
    """Answer whether this can be a name."""
    if not any(letter.isalpha() for letter in name):
        return Refused("no-name", "Type your name.")
    if len(name.strip()) > NAME_LENGTH or CONTROL.search(name):
        return Refused("bad-name", f"A name has at most {NAME_LENGTH} characters.")
    return None


def is_reason(reason: str) -> Refused | None:
    """Answer whether this can be a reason."""
    if not reason:
        return Refused("no-reason", "Say why you do not agree.")
    if len(reason) > REASON_LENGTH or NOT_IN_A_TEXT.search(reason):
        return Refused("bad-reason", f"At most {REASON_LENGTH} characters are taken here.")
    return None


def one_kind_of_line_end(text: str) -> str:
    """Return a text as it is kept: browsers send two characters for the end of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def unless(refusal: Refused | None) -> None:
    """Raise a refusal, if there is one."""
    if refusal:
        raise refusal

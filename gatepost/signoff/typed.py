"""Does what somebody typed to sign make sense: the name, and the reason why not? And which mark does the record hold of both?

>>> is_name("…").code
'no-name'
>>> mark(b"1234567890123456", "Ada", "") == mark(b"1234567890123456", "Ada", "No.")
False
"""

import hashlib
import json
import re
import secrets

from gatepost.kernel.errors import Refused
from gatepost.people.models import NAME_LENGTH
from gatepost.signoff.states import REASON_LENGTH

SALT_LENGTH = 16
DOMAIN = b"gatepost.signoff.typed.1\0"
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


def new_salt() -> bytes:
    """Return what makes the mark of one answer unlike that of any other, and goes with the answer."""
    return secrets.token_bytes(SALT_LENGTH)


def mark(salt: bytes | memoryview, name: str, reason: str) -> str:
    """Return the mark of a name and a reason: who has it without the salt learns nothing, however many names they try."""
    return hashlib.sha256(DOMAIN + bytes(salt) + json.dumps([name, reason]).encode()).hexdigest()


def one_kind_of_line_end(text: str) -> str:
    """Return a text as it is kept: browsers send two characters for the end of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def unless(refusal: Refused | None) -> None:
    """Raise a refusal, if there is one."""
    if refusal:
        raise refusal

r"""Does what somebody wrote make sense as reasons or as a reply?

Any alphabet, several lines; no letters that steer a screen.

>>> as_kept(" So.\r\n\r\nYours ")
'So.\n\nYours'
>>> is_text("", "words", "Say why.").code
'bad-words'
"""

import re

from gatepost.kernel.errors import Refused
from gatepost.restrictions.rules import WORDS_LENGTH

NOT_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def as_kept(text: str) -> str:
    """Return a text as it is kept: browsers send two characters for the end of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def is_text(text: str, field: str, missing: str) -> Refused | None:
    """Answer whether a text as it is kept can be kept; ``missing`` is what is said if there is none."""
    if not text:
        return Refused(f"bad-{field}", missing)
    if len(text) > WORDS_LENGTH or NOT_IN_A_TEXT.search(text):
        return Refused(f"bad-{field}", f"At most {WORDS_LENGTH} characters are taken here, and no control characters.")
    return None

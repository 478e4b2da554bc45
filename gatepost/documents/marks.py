"""What number or bullet does a line begin with?

>>> taken("(iv) No phones in class.")
('(iv)', 'No phones in class.', 3)
>>> taken("2018 was a good year.")
('', '2018 was a good year.', 0)
"""

from __future__ import annotations

import re

_ROMAN = r"(?:x{0,3})(?:ix|iv|v?i{0,3})"
_DOTTED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}[.)]|\(\d{1,3}\))\s+(?P<rest>\S.*)", re.DOTALL)
_LETTER = re.compile(r"(?P<number>\([a-z]\)|[a-zA-Z][.)])\s+(?P<rest>\S.*)", re.DOTALL)
_ROMANS = re.compile(rf"(?P<number>\((?=[ivx]){_ROMAN}\)|(?=[ivx]){_ROMAN}[.)])\s+(?P<rest>\S.*)", re.DOTALL)
_NAMED = re.compile(
    r"(?P<number>(?:section|part|clause|rule|appendix|annex)\s+(?:\d{1,3}|[A-Z])[.:)]?)\s+[-\u2013:]?\s*(?P<rest>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_BULLET = re.compile(
    "(?P<number>[\u2022\u25cf\u25cb\u25aa\u25ab\u25a0\u25e6\u2023\u2043\u27a2\u2713\u2714\uf0b7\uf0a7\u00b7*o\u2013-])"
    r"\s+(?P<rest>\S.*)",
    re.DOTALL,
)
BULLET = "\u2022"


def taken(line: str) -> tuple[str, str, int]:
    """The number or bullet that ``line`` begins with, the rest, and how deep such a number stands; ("", line, 0) without."""
    text = line.strip()
    bulleted = _BULLET.fullmatch(text)
    if bulleted:
        number, rest, level = _numbered(bulleted["rest"])
        return (number, rest, level) if number else (BULLET, bulleted["rest"], 2)
    return _numbered(text)


def _numbered(text: str) -> tuple[str, str, int]:
    for pattern, level in ((_NAMED, 1), (_DOTTED, 0), (_ROMANS, 3), (_LETTER, 2)):
        found = pattern.fullmatch(text)
        if found and not _a_word(found["number"], found["rest"]):
            return found["number"], found["rest"], level or depth(found["number"])
    return "", text, 0


_BARE = re.compile(r"(?P<number>\d{1,2})\s+(?P<rest>[A-Z].*)", re.DOTALL)


def of_heading(line: str) -> tuple[str, str, int]:
    """The same for a heading, whose number may stand bare: "3 Phones"."""
    number, words, level = taken(line)
    found = None if number else _BARE.fullmatch(words)
    return (found["number"], found["rest"], 1) if found else (number, words, level)


def depth(number: str) -> int:
    """How deep a number of digits and dots stands: 1 for "2.", 2 for "2.1"."""
    return max(1, len(re.findall(r"\d+", number)))


def bare_bullet(line: str) -> bool:
    """Whether a line is only a bullet, whose words stand on the next."""
    return len(line.strip()) == 1 and not line.strip().isalnum() and bool(_BULLET.fullmatch(line.strip() + " x"))


def _a_word(number: str, rest: str) -> bool:
    """Whether what looks like a number is the beginning of a sentence: "I. Smith", "A. N. Other", a table of contents."""
    return number[0].isupper() and len(number.rstrip(".)")) == 1 and bool(re.match(r"[A-Z]\.", rest))

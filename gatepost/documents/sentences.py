"""Where does a sentence end?

    >>> sentences("No phones, e.g. in lessons. Ask Mr. Webb.")
    ('No phones, e.g. in lessons.', 'Ask Mr. Webb.')

A line break inside a block ends one as well: the document put it there.
"""

from __future__ import annotations

import re

_END = re.compile(
    "(?<=[.!?\u2026])[\"'\u201d\u2019)\\]]*(?:\\[\\d+\\])?(?P<gap>\\s+)(?=[\"'\u201c\u2018(\\[]*[A-Z0-9\u00c0-\u00de])"
)
_SHORT = re.compile(
    r"(?:^|[\s(\[])(?:e\.?g|i\.?e|etc|mr|mrs|ms|dr|st|no|nos|para|paras|cf|ref|tel|fig|vs|approx|rev|prof|sec|art|ch|p|pp|[a-z])\.$",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"\b(?:annexe?|appendix|section|part|plan|group|class|form|option|room|block) [a-z]\.$", re.IGNORECASE
)
_NEVER_LAST = re.compile(r"\b(?:e\.?g|i\.?e|mr|mrs|ms|dr|st|prof|cf|vs)\.$", re.IGNORECASE)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text`` in order. Joined with spaces they are the text again, but for white space."""
    found: list[str] = []
    for line in text.split("\n"):
        found += _of_line(" ".join(line.split()))
    return tuple(found)


def _of_line(line: str) -> list[str]:
    found = []
    start = 0
    for end in _END.finditer(line):
        piece = line[start : end.start("gap")]
        if _is_short(piece):
            continue
        found.append(piece)
        start = end.end("gap")
    found.append(line[start:])
    return [piece for piece in found if piece.strip()]


def _is_short(piece: str) -> bool:
    """Whether ``piece`` ends with an abbreviation and so goes on: "etc." may end a sentence, "Mr." never does."""
    if _NEVER_LAST.search(piece):
        return True
    if _LETTERED.search(piece):
        return False
    found = _SHORT.search(piece[-8:])
    return bool(found) and "etc" not in piece[-5:].casefold() and not piece[-3:-1].islower()

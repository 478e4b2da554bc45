"""Which letters can no font on this computer show, and what stands in their place?

Typst finds fonts by itself; a letter that none has would be an empty box, which says nothing and looks like dirt. So it is found
out, if possible before somebody is promised a letter, and a document shows a mark in its place and says so on top.

    unprintable("The school fair")  ->  ()
    unprintable("বাংলা")             ->  ("ব", "া", "ং", "ল") where there are no Bengali letters
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final, Literal

import typst

from gatepost.policy.words import translatable as _

STANDARD: Final[Literal["ua-1"]] = "ua-1"
"""PDF/UA-1, ISO 14289: Typst refuses to set what a screen reader could not read out, an empty box too."""
MARK = "[…]"
NOTE = _(
    "The school's computer cannot print all letters of this document. Where […] stands, something is missing. Ask the school"
    " what it says there before you rely on it."
)
_SAID = re.compile(r"the text `\"(.+?)\"` could not be displayed")
"""What Typst says of a letter that no font has."""
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_SEEN = re.compile(r"\S*[^\s\x20-\x7e\xa0-\u017f\u2013-\u2026\u20ac]\S*")
"""Words with letters other than those that the fonts that come with Typst have."""
_WORD = re.compile(r"\\(?:u[0-9a-f]{4}|.)|[^\s\x00-/:-@\[-`{-\x7f\u2013-\u2026]+")
"""A whole word, of plain letters and others; or what JSON writes with a backslash, which is none."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Letters that mean what two people agreed on: a font may have something there, and nobody knows what."""
_MARKS = re.compile(rf"{re.escape(MARK)}(?: ?{re.escape(MARK)})+")
ONE_AT_A_TIME = Lock()
"""Setting takes a processor and memory: two at once would each take twice as long."""
_TEMPLATE = Path(__file__).parent / "templates" / "glyphs.typ"


def unprintable(*texts: str) -> tuple[str, ...]:
    """Return the letters in these texts that no font here can show, each once, as they come."""
    words = " ".join(dict.fromkeys(word for text in texts for word in _SEEN.findall(text)))
    if not words:
        return ()
    missing = private(words)
    try:
        _set(words)
    except typst.TypstError as error:
        missing |= unshown(error.diagnostic)
    return tuple(dict.fromkeys(letter for letter in words if letter in missing))


def private(text: str) -> frozenset[str]:
    """Return the letters of a text that mean nothing to a stranger, whatever a font has in their place."""
    return frozenset(_PRIVATE.findall(text))


def unshown(diagnostic: str) -> frozenset[str]:
    """Return the letters that Typst says it could not set, or none if it stopped for another reason.

    What Typst names can be several characters, such as a letter with a sign on it: of these the unusual ones are meant.
    """
    missing: set[str] = set()
    for named in _SAID.findall(diagnostic):
        letters = {letter for letter in _ESCAPED.sub(lambda code: chr(int(code[1], 16)), named) if letter > "~"}
        missing |= {each for each in letters if not unicodedata.name(each, "").startswith("LATIN")} or letters
    return frozenset(missing)


def marked(text: str, missing: frozenset[str]) -> str:
    """Return a text with a mark for each stretch of words that cannot be shown whole: half a word could be read as another.

    The text may be JSON, and is JSON afterwards.

    >>> marked("Ask বাং লা at the gate", frozenset("বাংল"))
    'Ask […] at the gate'
    """
    if not missing:
        return text
    return _MARKS.sub(MARK, _WORD.sub(lambda word: word[0] if missing.isdisjoint(word[0]) else MARK, text))


@lru_cache(maxsize=1_000)
def _set(words: str) -> None:
    """Set words; raise if a letter is missing, which is not remembered: somebody may install it."""
    with ONE_AT_A_TIME:
        typst.compile(_TEMPLATE, format="pdf", sys_inputs={"data": json.dumps({"text": words})}, pdf_standards=STANDARD)

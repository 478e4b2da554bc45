"""How is what somebody typed taken apart into words?

    stems("Can I post photos?")  ->  ("can", "i", "post", "photo")

Endings are cut off as the Snowball project's English stemmer does, so that "posting" and "posts" are one word.
"""

from __future__ import annotations

import re
import unicodedata

import snowballstemmer

LONGEST = 400
"""Characters that are read. A question has under 200; of 50,000 the first words say what it is about."""

_WORD = re.compile(r"[a-z]+|\d+")
_APOSTROPHE = re.compile("['\u2019\u02bc`\u00b4]")
_STEMMER = snowballstemmer.stemmer("english")


def stems(text: str) -> tuple[str, ...]:
    """The words of ``text`` without their endings, letters and digits only, apostrophes closed up ("I'm" is "im")."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    words = _WORD.findall(_APOSTROPHE.sub("", plain))
    return tuple(word if word in _KEPT else _STEMMER.stemWord(word) for word in words)


_KEPT = frozenset(("sons", "daughters", "childs", "kids", "nephews", "nieces", "boys", "girls"))
"""Left as they are, because "my sons teacher" is somebody else than "my son"."""

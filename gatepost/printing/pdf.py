"""How does data become a PDF?

A template of ours, set by Typst. Values reach it as data, in JSON: whatever somebody wrote into a clause is text on the page, never
an instruction. The PDF is tagged for screen readers (PDF/UA), has a title and a language, and the same data give the same bytes.

Example: ``pdf("edition", {"title": "Our policy", "language": "en-GB", …})`` begins with ``%PDF``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typst

from gatepost.policy.words import translatable as _
from gatepost.printing.glyphs import NOTE, ONE_AT_A_TIME, STANDARD, marked, private, unshown

TEMPLATES = Path(__file__).parent / "templates"

LARGEST = 4_000_000
"""Characters of data for one document. A policy has some 60,000."""

_TRIES = 10
"""How often letters are left out of one document: each time Typst may name others. A document with more alphabets is refused."""

_NO_TIME = 0
"""Seconds since 1970 that Typst writes as the time of making: none that would make two copies differ."""


class PrintingError(Exception):
    """Something could not be set. ``str()`` is for whoever runs the school's computer; it quotes none of the data."""


def pdf(template: str, data: Mapping[str, Any], *, say: Callable[[str], str] = _) -> bytes:
    """``data`` set by ``template`` (a name in ``templates``). Needs ``title`` and ``language``. Raises ``PrintingError``.

    Letters that no font here has are marked in the text, and the document says so on top.
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    if len(text) > LARGEST:
        raise PrintingError(f"This would be a document of more than {LARGEST:,} characters.")
    path = TEMPLATES / f"{template}.typ"
    missing = private(text)
    with ONE_AT_A_TIME:
        for _try in range(_TRIES):
            try:
                return _set(path, marked(text, missing), say(NOTE) if missing else "")
            except typst.TypstError as error:
                found = unshown(error.diagnostic) - missing
                if not found:
                    raise PrintingError(f"Typst could not set {path.name}: {str(error)[:200]}") from None
                missing |= found
    raise PrintingError(f"No font here has the letters of this document ({path.name}).")


def _set(path: Path, text: str, note: str) -> bytes:
    inputs = {"data": text, "note": note}
    return typst.compile(
        path, root=TEMPLATES, format="pdf", sys_inputs=inputs, pdf_standards=STANDARD, timestamp=_NO_TIME
    )

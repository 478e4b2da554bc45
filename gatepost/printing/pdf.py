"""How does data become a PDF?

A template of ours, set by Typst. Values reach it as data, in JSON: whatever somebody wrote into a clause is text on the page, never
an instruction. The PDF is tagged for screen readers (PDF/UA), has a title and a language, and the same data give the same bytes.

Example: ``pdf("edition", {"title": "Our policy", "language": "en-GB", …})`` begins with ``%PDF``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

import typst

TEMPLATES = Path(__file__).parent / "templates"

STANDARD: Final[Literal["ua-1"]] = "ua-1"
"""PDF/UA-1, ISO 14289: Typst refuses to set what a screen reader could not read out."""

LARGEST = 4_000_000
"""Characters of data for one document. A policy has some 60,000."""

_NO_GLYPH = "could not be displayed"
"""What Typst says of a letter that no font has."""

_NO_TIME = 0
"""Seconds since 1970 that Typst writes as the time of making: none that would make two copies differ."""

_one_at_a_time = Lock()


class PrintingError(Exception):
    """Something could not be set. ``str()`` is for whoever runs the school's computer; it quotes none of the data."""


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """``data`` set by ``template`` (a name in ``templates``). Needs ``title`` and ``language``. Raises ``PrintingError``."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    if len(text) > LARGEST:
        raise PrintingError(f"This would be a document of more than {LARGEST:,} characters.")
    path = TEMPLATES / f"{template}.typ"
    with _one_at_a_time:  # setting takes a processor and memory: two at once would each take twice as long
        try:
            return _set(path, text, STANDARD)
        except typst.TypstError as error:
            if _NO_GLYPH not in str(error):
                raise PrintingError(f"Typst could not set {path.name}: {str(error)[:200]}") from None
        # A letter that no font here has is no reason to print nothing: it becomes a box, and the PDF is tagged all the same.
        return _set(path, text, None)


def _set(path: Path, text: str, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        path, root=TEMPLATES, format="pdf", sys_inputs={"data": text}, pdf_standards=standard, timestamp=_NO_TIME
    )

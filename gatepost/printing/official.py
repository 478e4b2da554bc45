"""What does a letter look like in which the school tells somebody what was decided about them?

On one page or two, to fold into an envelope with a window: to whom, what, the days in a table, the reasons, what they can do, the
clause in its own words, and who decided.

Example: ``official_pdf(OfficialLetter(school="Fernleigh School", name="Anna Kowalska", …))`` begins with ``%PDF``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from gatepost.policy.words import translatable as _
from gatepost.printing.blocks import blocks
from gatepost.printing.edition import Say, day_in_words
from gatepost.printing.pdf import pdf


@dataclass(frozen=True, slots=True)
class Said:
    """A part of the letter under a heading, in paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A clause in its own words (Markdown), and which edition they are from."""

    number: str
    title: str
    wording: str
    source: str


@dataclass(frozen=True, slots=True)
class OfficialLetter:
    """One letter. ``facts`` are names with values; ``signed`` is a name and a capacity."""

    school: str
    name: str
    day: date
    heading: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Said, ...]
    quoted: Quoted
    signed: tuple[str, str]


def official_pdf(letter: OfficialLetter, *, say: Say = _) -> bytes:
    """``letter`` as a PDF."""
    return pdf("official", official_data(letter, say=say), say=say)


def official_data(letter: OfficialLetter, *, say: Say = _) -> dict[str, Any]:
    """All that is printed, as data."""
    day = day_in_words(letter.day, say)
    return {
        "title": letter.heading,
        "language": "en-GB",
        "small": f"{letter.school} · {day}",
        "school": letter.school,
        "name": letter.name,
        "day": day,
        "dear": say(_("Dear {name},")).format(name=letter.name),
        "lead": letter.lead,
        "facts": [{"name": name, "value": value} for name, value in letter.facts],
        "parts": [{"title": part.title, "paragraphs": list(part.paragraphs)} for part in letter.parts],
        "quoted": {
            "heading": say(_("What the policy says")),
            "title": f"{letter.quoted.number} {letter.quoted.title}".strip(),
            "wording": [asdict(block) for block in blocks(letter.quoted.wording)],
            "source": letter.quoted.source,
        },
        "signed": list(letter.signed),
    }

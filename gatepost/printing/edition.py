"""What of an edition goes on paper?

Its wording in order, with the numbers, tables and lists that it has; how it is read, with what the governing body decided; and who
approved and signed it. What is blank stays a blank line to write on.

Example: ``edition_pdf(edition)``, ``edition_docx(edition)`` and ``pack_zip(files)`` are the three ways out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from gatepost.policy import Edition, PackFiles
from gatepost.policy.files import FILES
from gatepost.policy.model import Interpretation, Ruled
from gatepost.policy.words import translatable as _
from gatepost.printing.blocks import blocks
from gatepost.printing.pdf import pdf
from gatepost.printing.word import edition_docx_from

Say = Callable[[str], str]

MONTHS = (
    *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
    *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
)

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that a zip gives each file: the earliest that it knows, so that the same pack is always the same bytes."""


def edition_pdf(edition: Edition, *, say: Say = _) -> bytes:
    """``edition`` as a PDF to read and to sign."""
    return pdf("edition", edition_data(edition, say=say), say=say)


def edition_docx(edition: Edition, *, say: Say = _) -> bytes:
    """``edition`` as a Word document to work on."""
    return edition_docx_from(edition_data(edition, say=say))


def pack_zip(files: PackFiles, *, folder: str = "policy") -> bytes:
    """The pack as a zip of one folder, which loads again to the same hash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return made.getvalue()


def edition_data(edition: Edition, *, say: Say = _) -> dict[str, Any]:
    """All that is printed of ``edition``, as data."""
    return {
        "title": edition.title,
        "language": edition.language,
        "audience": edition.audience,
        "small": f"{edition.title} · {edition.label} · {edition.sha256[:12]}",
        "intro": _blocks(edition.intro),
        "sections": [
            {
                "title": section.title,
                "intro": _blocks(section.intro),
                "clauses": [
                    {"number": clause.number, "title": clause.title, "wording": _blocks(clause.wording)}
                    for clause in section.clauses
                ],
            }
            for section in edition.sections
        ],
        "readings": [_reading(reading, say) for reading in edition.interpretations],
        "about": [
            {"name": say(name), "value": value}
            for name, value in (
                (_("Edition"), edition.label),
                (_("Approved"), edition.approved),
                (_("Signed by"), edition.signed_by),
                (_("Review"), edition.review),
            )
        ],
        "words": {"readings": say(_("How this policy is read")), "about": say(_("About this edition"))},
    }


def _blocks(markdown: str) -> list[dict[str, Any]]:
    return [asdict(block) for block in blocks(markdown)]


def _reading(reading: Interpretation, say: Say) -> dict[str, str]:
    told = {"title": reading.title, "text": reading.text, "decided": ""}
    if isinstance(reading, Ruled):
        day = day_in_words(reading.day, say)
        minute = say(_("Minute {minute}. ")).format(minute=reading.minute) if reading.minute else ""
        decided = say(_("Decided on {day} by {who}.")).format(day=day, who=reading.decided_by)
        told["decided"] = f"{decided} {minute}{reading.why}"
    return told


def day_in_words(day: date, say: Say) -> str:
    """Return a day as a sheet shows it, 3 July 2026."""
    return f"{day.day} {say(MONTHS[day.month - 1])} {day.year}"

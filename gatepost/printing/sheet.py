"""What does somebody sign who signs the policy on paper?

One page a person: who they are at the school, which edition in exactly which words, what they declare, the two choices, and lines
for name, day and signature. The office scans it and records it.

Example: ``sheets_pdf([Sheet(school="Fernleigh School", name="Anna Kowalska", …)])`` is a PDF of one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gatepost.policy.words import translatable as _
from gatepost.printing.edition import Say, day_in_words
from gatepost.printing.pdf import pdf


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``roles`` is what somebody is called at the school; ``words`` the hash of the edition, in groups."""

    school: str
    name: str
    roles: tuple[str, ...]
    edition: str
    since: date
    words: str
    printed: date


def sheets_pdf(sheets: Sequence[Sheet], *, say: Say = _) -> bytes:
    """``sheets`` as one PDF, a page each."""
    return pdf("sheet", sheets_data(sheets, say=say), say=say)


def sheets_data(sheets: Sequence[Sheet], *, say: Say = _) -> dict[str, Any]:
    """All that is printed, as data: the words once, and of each sheet what differs."""
    return {
        "title": say(_("Sheets to sign the social-media policy")),
        "language": "en-GB",
        "words": {
            "heading": say(_("Social-media policy: your answer")),
            "who": say(_("For")),
            "as": say(_("At the school as")),
            "edition": say(_("Edition")),
            "hash": say(_("Exact words (SHA-256)")),
            "tick": say(_("Tick one of the two:")),
            "agree": say(_("I have read this edition of the policy and agree to keep to it.")),
            "refuse": say(_("I do not agree. Why:")),
            "name": say(_("Your name, in capital letters")),
            "day": say(_("Day")),
            "signature": say(_("Signature")),
            "kept": say(
                _(
                    "Give this sheet back to the school office. It is scanned and kept with the policy; your answer cannot be "
                    "changed afterwards. You can see it and the scan on your own page. Why you do not agree is read by "
                    "whoever records this sheet and by the head teacher. You can agree later."
                )
            ),
            "copy": say(_("Ask the school office for a copy of the policy on paper if you have none.")),
        },
        "sheets": [_one(sheet, say) for sheet in sheets],
    }


def _one(sheet: Sheet, say: Say) -> dict[str, Any]:
    return {
        "school": sheet.school,
        "name": sheet.name,
        "roles": ", ".join(sheet.roles),
        "edition": say(_("{label}, in force from {day}")).format(
            label=sheet.edition, day=day_in_words(sheet.since, say)
        ),
        "hash": sheet.words,
        "printed": say(_("Printed on {day}")).format(day=day_in_words(sheet.printed, say)),
    }

"""What stands on the list for the gate?

Who has not answered to the policy yet: names alone, in groups, each with a box to tick when they were spoken to.

Example: ``gate_list_pdf(GateList("Fernleigh School", "July 2018", day, 12, (Group("Class 4B", ("Anna Kowalska",)),)))``
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gatepost.policy.words import translatable as _
from gatepost.printing.edition import Say, day_in_words
from gatepost.printing.pdf import pdf


@dataclass(frozen=True, slots=True)
class Group:
    """People under one heading, in the order in which they are printed."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateList:
    """One list. ``count`` is of people: somebody may stand in two groups."""

    school: str
    edition: str
    day: date
    count: int
    groups: tuple[Group, ...]


def gate_list_pdf(sheet: GateList, *, say: Say = _) -> bytes:
    """``sheet`` as a PDF."""
    return pdf("gate", gate_list_data(sheet, say=say), say=say)


def gate_list_data(sheet: GateList, *, say: Say = _) -> dict[str, Any]:
    """All that is printed, as data."""
    day = day_in_words(sheet.day, say)
    lead = say(_("People who have not answered to “{edition}” yet: {count}.")) if sheet.count else ""
    return {
        "title": say(_("Who has not answered yet")),
        "language": "en-GB",
        "small": f"{sheet.school} · {day}",
        "lead": lead.format(edition=sheet.edition, count=sheet.count)
        or say(_("Everybody who is asked has answered to “{edition}”.")).format(edition=sheet.edition),
        "note": say(
            _(
                "For the staff of the school alone: do not let it lie about, and destroy it when it is done. Whoever has "
                "children in two classes stands in both."
            )
        )
        if sheet.count
        else "",
        "groups": [{"title": group.title, "names": list(group.names)} for group in sheet.groups],
    }

"""What does an inspector get to see of who has signed the policy?

The words by their hash, how many of each group answered what, and of staff, governors and volunteers who did. It comes from the
caller, in words; here it is set.

Example: ``report_pdf(Report(school="Fernleigh School", …))`` begins with ``%PDF``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gatepost.policy.words import translatable as _
from gatepost.printing.edition import Say, day_in_words
from gatepost.printing.pdf import pdf


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A group: how many are asked, how many stand under each heading, and how many of a hundred answered (None: of nobody)."""

    title: str
    asked: int
    numbers: tuple[str, ...]
    percent: int | None

    def cells(self) -> list[str]:
        """The row as it is printed."""
        share = "\u2013" if self.percent is None else f"{self.percent}%"
        return [self.title, str(self.asked), *self.numbers, share]


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported. ``people`` are name, hats, answer, its day (None: there is none), and whether it was on paper.

    ``picture`` is an SVG of our own making, blank for none; ``lead`` says in words what it shows.
    """

    school: str
    made: date
    edition: str
    sha256: str
    since: date | None
    """From when people are asked; None: from no day."""
    until: date | None
    """The last day on which people were asked; None: it is not over."""
    has_begun: bool
    asks: str
    level: str
    lead: str
    picture: str
    headings: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    classes: tuple[ReportRow, ...]
    leaves_out: bool
    """Whether there are classes beside these, so small that a figure would tell what somebody answered."""
    people: tuple[tuple[str, str, str, date | None, bool], ...]


_LEFT_OUT = _("Classes are left out here where a figure would tell what one of a few parents answered.")


def report_pdf(report: Report, *, say: Say = _) -> bytes:
    """``report`` as a PDF."""
    return pdf("report", report_data(report, say=say), say=say)


def report_data(report: Report, *, say: Say = _) -> dict[str, Any]:
    """All that is printed, as data."""
    return {
        "title": say(_("Who has read and signed the social-media policy")),
        "language": "en-GB",
        "small": say(_("{school}, as it stood on {day}")).format(
            school=report.school, day=day_in_words(report.made, say)
        ),
        "lead": report.lead,
        "picture": report.picture,
        "picture_note": say(
            _("Filled: how many had answered by the end of a day. Dashed line: how many were asked on it.")
        ),
        "about": [
            {"name": say(_("School")), "value": report.school},
            {"name": say(_("Edition")), "value": report.edition},
            {"name": say(_("These exact words (SHA-256)")), "value": report.sha256},
            _asked(report, say),
            *([{"name": say(_("Until")), "value": day_in_words(report.until, say)}] if report.until else []),
            {"name": say(_("Who is asked") if report.has_begun else _("Who is to be asked")), "value": report.asks},
            {"name": say(_("What for")), "value": report.level},
        ],
        "figures": {
            "title": say(_("How many")),
            "head": [say(_("Group")), say(_("Asked")), *report.headings, say(_("Answered"))],
            "rows": [row.cells() for row in report.rows],
            "note": say(
                _(
                    "Whoever is here in two capacities counts in both rows, and once in “Everybody”. A refusal is an answer."
                )
            ),
        },
        "classes": {
            "title": say(_("Parents by class")),
            "head": [say(_("Class")), say(_("Asked")), *report.headings, say(_("Answered"))],
            "rows": [row.cells() for row in report.classes],
            "note": say(_("A parent with children in two classes counts in both.")),
        },
        "left_out": say(_LEFT_OUT) if report.leaves_out else "",
        "people": {
            "title": say(_("Staff, governors and volunteers")),
            "head": [say(_("Name")), say(_("Is here as")), say(_("Answer")), say(_("Day"))],
            "rows": [
                [name, hats, answer, _day(day, say, is_on_paper=is_on_paper)]
                for name, hats, answer, day, is_on_paper in report.people
            ],
            "note": say(_("Parents are counted above and not named here. Of paper, the day is the one on the sheet.")),
        },
    }


def _asked(report: Report, say: Say) -> dict[str, str]:
    if report.since is None:
        return {"name": say(_("Asked")), "value": say(_("Nobody"))}
    name = _("Asked since") if report.has_begun else _("Asked from")
    return {"name": say(name), "value": day_in_words(report.since, say)}


def _day(day: date | None, say: Say, *, is_on_paper: bool) -> str:
    if day is None:
        return ""
    words = day_in_words(day, say)
    return say(_("{day}, on paper")).format(day=words) if is_on_paper else words

"""What does a page about a campaign show?

progress(viewer, seen, on=today).lead  ->  '212 of 240 have answered.'
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gatepost.campaigns.access import sees_answers
from gatepost.campaigns.audience import Standing
from gatepost.campaigns.counts import Count
from gatepost.campaigns.few import FEW
from gatepost.campaigns.figures import Published, figures
from gatepost.campaigns.history import DayBy
from gatepost.campaigns.lists import HATLESS
from gatepost.campaigns.queries import CampaignSeen
from gatepost.campaigns.states import Stage
from gatepost.people.viewer import Viewer
from gatepost.signoff.states import Answer
from gatepost.web.campaigns.chart import Chart, chart
from gatepost.web.campaigns.words import GROUPS, STANDINGS, asks_nobody


@dataclass(frozen=True, slots=True)
class Cell:
    """A number under its heading, for screens where the table is a list."""

    heading: str
    number: int | str


@dataclass(frozen=True, slots=True)
class Row:
    """A group: ``kind`` and ``value`` are what the list of its people is filtered by."""

    title: str
    kind: str
    value: str
    asked: int
    missing: int
    cells: tuple[Cell, ...]
    percent: int | None
    """Of those who are asked; None if nobody is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a campaign has come; no figures if it asked nobody.

    ``total`` is None where the few of it would be known by it.
    """

    lead: str
    total: Row | None = None
    hats: tuple[Row, ...] = ()
    classes: tuple[Row, ...] = ()
    headings: tuple[str, ...] = ()
    days: tuple[DayBy, ...] = ()
    chart: Chart | None = None
    has_few: bool = False
    refused: str = ""
    """How many do not agree, for those who see no names: a number only if they are enough."""
    held: str = ""
    """How many are not asked, as what they signed before holds; for those who see no names a number only if they are enough."""
    counted: str = ""
    """When it ended, if it is over, and of which day its people are then."""


def progress(viewer: Viewer, campaign: CampaignSeen, *, on: date) -> Progress | None:
    """Return how far a campaign has come, as far as the viewer may know; None if there is nothing to see for them."""
    found = figures(viewer, campaign.id, on=on)
    if found is None:
        return None
    total, sees_names = found.total, sees_answers(viewer)
    nobody = asks_nobody(campaign, on=on, total=total)
    held = held_in_words(total.of(Standing.HELD), least=1 if sees_names else FEW) if total else ""
    if nobody:
        return Progress(lead=nobody, held=held if campaign.stage is Stage.COMING else "")
    shown = _shown(found, campaign) if sees_names else ()
    day = campaign.counted_on(on)
    return Progress(
        lead=_lead(total),
        total=_row(_("Everybody"), "", "", total, shown) if total else None,
        hats=tuple(_row(hat_in_words(hat), "hat", hat or HATLESS, count, shown) for hat, count in found.hats),
        classes=tuple(_row(name, "class", name, count, shown) for name, count in found.classes),
        headings=tuple(cell.heading for cell in _cells(Count(), shown)),
        days=found.days,
        chart=chart(found.days, first=campaign.since, last=day),
        has_few=found.has_few,
        refused="" if shown or not total else _refused(total.of(Standing.REFUSED)),
        held=held,
        counted=_counted(day, on) if campaign.is_over else "",
    )


def _shown(found: Published, campaign: CampaignSeen) -> tuple[Standing, ...]:
    """Return the columns: those that anybody is in, and always the one that is asked for and the refusals."""
    always = {Standing(campaign.level.value), Standing.REFUSED, Standing.NONE}
    if campaign.level is Answer.READ:
        always.add(Standing.AGREED)
    return tuple(each for each in STANDINGS if each in always or (found.total and found.total.of(each)))


def _lead(total: Count | None) -> str:
    if total is None:
        return _("So few are asked that a figure would tell what each of them answered.")
    if not total.asked:
        return _("Nobody is asked today.")
    if not total.missing:
        return _("Everybody has answered.")
    return ngettext(
        "{answered} of {asked} has answered.", "{answered} of {asked} have answered.", total.answered
    ).format(answered=total.answered, asked=total.asked)


def _counted(day: date, today: date) -> str:
    if day == today:
        return _("This ended today, {day}.").format(day=date_format(day, "j F Y"))
    return _("This is over. Counted are those who were asked on its last day, {day}.").format(
        day=date_format(day, "j F Y")
    )


def _row(title: str, kind: str, value: str, count: Count, shown: tuple[Standing, ...]) -> Row:
    return Row(
        title=title,
        kind=kind,
        value=value,
        asked=count.asked,
        missing=count.missing,
        cells=_cells(count, shown),
        percent=count.percent,
    )


def _cells(count: Count, shown: tuple[Standing, ...]) -> tuple[Cell, ...]:
    """Return what somebody who sees names is shown; to others how many answered."""
    if shown:
        return tuple(Cell(str(STANDINGS[each]), count.of(each)) for each in shown)
    return (Cell(_("Have answered"), count.answered),)


def _refused(number: int) -> str:
    if number < FEW:
        return _("Fewer than {few} of them do not agree.").format(few=FEW)
    return _("{number} of them do not agree.").format(number=number)


def held_in_words(number: int, *, least: int = 1) -> str:
    """Return how many are not asked, as what they signed before holds; if they are fewer than ``least``, not how many."""
    if not number:
        return ""
    if number < least:
        return _("Fewer than {few} people are not asked: what they signed before still says all of it.").format(few=FEW)
    return ngettext(
        "{number} person is not asked: what they signed before still says all of it.",
        "{number} people are not asked: what they signed before still says all of it.",
        number,
    ).format(number=number)


def hat_in_words(hat: str) -> str:
    """Return the heading of a row by hat; blank is who wears none."""
    return str(GROUPS[hat]) if hat else _("No hat, but a duty")

"""What is on the page of the questions that are asked?

A row for each clause and each silence, a number or "fewer than 5" for each hat, a total of what is shown, and the way to
earlier and later weeks.

    asked_page(head, edition, weeks, on=today).rows[0].total  ->  'at least 13'
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gatepost.decisions.queries import asked, has_earlier
from gatepost.decisions.rules import SMALLEST_SHOWN, WEEKS_TOGETHER, AskedRow, Weeks
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.policy import words as policy_words
from gatepost.policy.schema import HATS
from gatepost.web.policy import words


@dataclass(frozen=True, slots=True)
class Number:
    """How often one hat asked, in words; ``is_any`` is false for never."""

    hat: str
    words: str
    is_any: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A clause, or a silence, which has no address."""

    title: str
    id: str
    url: str
    numbers: tuple[Number, ...]
    total: str


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Everything that the page shows. ``earlier`` and ``later`` are addresses, blank where there is nothing."""

    weeks: Weeks
    how_many_weeks: int
    smallest: int
    next_on: date
    hats: tuple[str, ...]
    rows: tuple[Row, ...]
    earlier: str
    later: str


def asked_page(viewer: Viewer, edition: Edition, weeks: Weeks, *, on: date) -> AskedPage:
    """Return the page of a stretch of weeks, as far as the viewer may see it on that day."""
    return AskedPage(
        weeks=weeks,
        how_many_weeks=WEEKS_TOGETHER,
        smallest=SMALLEST_SHOWN,
        next_on=Weeks.holding(on).last + timedelta(days=1),
        hats=tuple(str(capfirst(words.HATS[hat])) for hat in HATS),
        rows=tuple(_row(row, edition) for row in asked(viewer, weeks=weeks, on=on)),
        earlier=_address(weeks.before) if has_earlier(viewer, weeks=weeks) else "",
        later=_address(weeks.after) if weeks.after.is_over(on) else "",
    )


def _row(row: AskedRow, edition: Edition) -> Row:
    clause = edition.clauses.get(row.clause)
    return Row(
        title=clause.title if clause else _of_no_clause(row),
        id=row.clause,
        url=reverse("clause", args=[clause.id]) if clause else "",
        numbers=tuple(_number(hat, row) for hat in HATS),
        total=_total(row),
    )


def _of_no_clause(row: AskedRow) -> str:
    if row.clause:
        return _("A clause of another edition")
    act = policy_words.ACTS.get(row.act, row.act)
    return _("The policy doesn't say: %(act)s") % {"act": _(act)}


def _number(hat: str, row: AskedRow) -> Number:
    is_any = hat in row.by_hat
    return Number(str(capfirst(words.HATS[hat])), _count(row.by_hat[hat]) if is_any else "0", is_any)


def _count(count: int | None) -> str:
    return _("fewer than %(number)s") % {"number": SMALLEST_SHOWN} if count is None else str(count)


def _total(row: AskedRow) -> str:
    if len(row.by_hat) == 1:
        return _count(*row.by_hat.values())
    return str(row.at_least) if row.is_exact else _("at least %(number)s") % {"number": row.at_least}


def _address(weeks: Weeks) -> str:
    return f"{reverse('asked')}?from={weeks.first.isoformat()}"

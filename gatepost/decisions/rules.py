"""What may be shown of the counts, so that nobody's question can be worked out?

Pure. Whole stretches of four weeks, only when they are over, and never two that overlap: the difference of two tables is
no week, day or question. A count under five shows as "fewer than five", whatever it is; a total is worked out from what is
shown and from nothing else, so that no subtraction leads behind it (docs/adr/0014).

    >>> row = publish({Cell("conduct.5", "", "parent"): 12, Cell("conduct.5", "", "staff"): 3})[0]
    >>> row.by_hat, row.at_least, row.is_exact
    ({'staff': None, 'parent': 12}, 13, False)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from gatepost.kernel.errors import ProgrammingMistake
from gatepost.policy.schema import HATS

SMALLEST_SHOWN = 5
"""Questions; the usual threshold of official statistics about schools."""
WEEKS_TOGETHER = 4
"""Long enough for numbers that can be shown at a school of two hundred, short enough for the next governors' meeting."""
ONE_WEEK = timedelta(weeks=1)
STRETCH = WEEKS_TOGETHER * ONE_WEEK
FIRST_MONDAY = date(2024, 1, 1)
"""All stretches are counted from here, so that each week is in exactly one."""
SCHOOL_YEARS_KEPT = 3
"""This one, the one before, and the one before an edition that a policy's yearly review replaced."""


class Cell(NamedTuple):
    """What is counted together: a clause, or for a silence (no clause) the act of which the policy says nothing."""

    clause: str
    act: str
    hat: str


@dataclass(frozen=True, slots=True)
class Weeks:
    """A stretch of whole weeks; ``first`` is its first Monday, a day in the school's time zone."""

    first: date

    def __post_init__(self) -> None:
        """Refuse a stretch that would overlap another."""
        if (self.first - FIRST_MONDAY) % STRETCH:
            raise ProgrammingMistake("weeks-off-the-grid", "Stretches of weeks never overlap.")

    @classmethod
    def holding(cls, day: date) -> "Weeks":
        """Return the stretch in which a day lies."""
        return cls(day - (day - FIRST_MONDAY) % STRETCH)

    @property
    def last(self) -> date:
        """The Sunday that ends it."""
        return self.first + STRETCH - timedelta(days=1)

    @property
    def before(self) -> "Weeks":
        """The stretch before."""
        return Weeks(self.first - STRETCH)

    @property
    def after(self) -> "Weeks":
        """The stretch after."""
        return Weeks(self.first + STRETCH)

    def is_over(self, on: date) -> bool:
        """Tell whether nothing can be added any more on that day."""
        return self.last < on


@dataclass(frozen=True, slots=True)
class AskedRow:
    """What may be shown of one clause, or one silence.

    ``by_hat`` has each hat that asked, in the policy's order: how often, or None for fewer than SMALLEST_SHOWN.
    ``at_least`` is what the shown numbers add up to, each hidden one counted as a single question.
    """

    clause: str
    act: str
    by_hat: Mapping[str, int | None]
    at_least: int
    is_exact: bool


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def publish(counts: Mapping[Cell, int]) -> tuple[AskedRow, ...]:
    """Return what may be shown of the counts of one stretch, the most asked first."""
    shown = {cell: count if count >= SMALLEST_SHOWN else None for cell, count in counts.items() if count > 0}
    return _rows(shown)  # from here on nobody knows the small numbers, the order of the rows included


def _rows(shown: Mapping[Cell, int | None]) -> tuple[AskedRow, ...]:
    subjects = {(cell.clause, cell.act) for cell in shown}
    rows = [_row(clause, act, shown) for clause, act in subjects]
    return tuple(sorted(rows, key=lambda row: (-row.at_least, row.clause, row.act)))


def _row(clause: str, act: str, shown: Mapping[Cell, int | None]) -> AskedRow:
    cells = {hat: Cell(clause, act, hat) for hat in HATS}
    by_hat = {hat: shown[cell] for hat, cell in cells.items() if cell in shown}
    return AskedRow(
        clause=clause,
        act=act,
        by_hat=by_hat,
        at_least=sum(1 if count is None else count for count in by_hat.values()),
        is_exact=None not in by_hat.values(),
    )

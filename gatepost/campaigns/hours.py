"""At which moments may the school write to people of its own accord?

On some days of the week, between two hours of the school's clock, and on no holiday. The clock is London's: on the nights on which
it changes, eight in the morning stays eight in the morning.

    SCHOOL_HOURS.next_allowed(friday_evening)  ->  Monday, 8.00
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = time(6), time(22)
"""A school may choose its hours between these. The clock changes outside of them, so that each hour is there once every day."""
LOOKS_AHEAD = 2 * 366
"""Days: whoever has no day to write on in two years does not write."""
DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one to another, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        """Tell whether a day is one of them."""
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Hours:
    """When the school writes: ``days`` are those of the week, Monday is 0; from ``opens`` on, until before ``closes``."""

    opens: time = time(8)
    closes: time = time(18)
    days: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: Sequence[Span] = ()

    def is_allowed(self, at: datetime) -> bool:
        """Tell whether the school may write at a moment."""
        here = at.astimezone(LONDON)
        return self.opens <= here.time() < self.closes and self._is_a_day(here.date())

    def next_allowed(self, at: datetime) -> datetime | None:
        """Return the first moment from ``at`` on at which the school may write; None if there is none in two years."""
        if self.is_allowed(at):
            return at
        here = at.astimezone(LONDON)
        day = here.date() if here.time() < self.opens else here.date() + DAY
        for ahead in range(LOOKS_AHEAD):
            if self._is_a_day(day + ahead * DAY):
                return self.begin(day + ahead * DAY)
        return None

    def begin(self, day: date) -> datetime:
        """Return the moment at which writing may begin on a day, whether or not it is one to write on."""
        return datetime.combine(day, self.opens, LONDON).astimezone(UTC)

    def _is_a_day(self, day: date) -> bool:
        return day.weekday() in self.days and not any(day in span for span in self.holidays)


SCHOOL_HOURS = Hours()
"""Until a school chooses its own."""


def day_of(at: datetime) -> date:
    """Return the school's day of a moment."""
    return at.astimezone(LONDON).date()

"""When is an edition to be looked at again, as it is written, and is that due?

An edition says so in its own words: a day, a month, a year, or "As required", which is no day and never due. A review that changed
nothing can say another. Due from a term before the last day that the words can mean; overdue after it.

    >>> last_day_of("September 2027"), last_day_of("As required")
    (datetime.date(2027, 9, 30), None)
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

NOTICE = timedelta(weeks=13)
"""A term: teachers are at school on 195 days of a year (School Teachers' Pay and Conditions Document, part 7), five a week, in
three terms: 195 / 5 / 3 = 13 weeks."""
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SHORTEST = len("Sep")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(?:(?:(\d{1,2})(?:st|nd|rd|th)? +)?([a-z]+) +)?(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    """A review that changed nothing."""

    name: str
    capacity: str
    met_on: date
    minute: str
    next: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """What is written about the next review. ``day`` is the last day that it can mean, None for none."""

    words: str
    day: date | None
    is_due: bool
    is_overdue: bool


def last_day_of(words: str) -> date | None:
    """Return the last day that the words can mean, or None where they name no time."""
    span = _span(words)
    return span[1] if span else None


def first_day_of(words: str) -> date | None:
    """Return the first day that the words can mean, or None where they name no time.

    >>> first_day_of("12 July 2018"), first_day_of("July 2018")
    (datetime.date(2018, 7, 12), datetime.date(2018, 7, 1))
    """
    span = _span(words)
    return span[0] if span else None


def review_due(written: str, reviews: tuple[ReviewSeen, ...], *, on: date) -> ReviewDue:
    """Return what counts on a day: the words of the last review, or else those of the edition."""
    last = reviews[-1] if reviews else None
    if last and last.next_on:
        day: date | None = last.next_on
        words = f"{last.next_on.day} {last.next_on:%B %Y}"
    else:
        words = (last.next if last else "") or written
        day = last_day_of(words)
        day = None if day and last and day <= last.met_on else day  # that review has been
    return ReviewDue(words, day, bool(day and on >= day - NOTICE), bool(day and on > day))


def _span(words: str) -> tuple[date, date] | None:
    """Return the first and the last day that the words can mean."""
    found = DAY.fullmatch(words.strip())
    if not found:
        return None
    year, month, day = found[1], found[2], found[3]
    if year:
        return _days(int(year), int(month), (int(day), int(day)))
    if not int(found[6]):
        return None
    if not found[5]:
        return date(int(found[6]), 1, 1), date(int(found[6]), 12, 31)
    name = found[5].lower()
    number = next((place for place, each in enumerate(MONTHS, 1) if each.startswith(name) and len(name) >= SHORTEST), 0)
    if not number:
        return None
    of_the_month = (1, monthrange(int(found[6]), number)[1])
    return _days(int(found[6]), number, (int(found[4]), int(found[4])) if found[4] else of_the_month)


def _days(year: int, month: int, days: tuple[int, int]) -> tuple[date, date] | None:
    try:
        return date(year, month, days[0]), date(year, month, days[1])
    except ValueError:
        return None

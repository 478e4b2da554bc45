"""Do pupils use a part of the school at a moment, until when, and which answer to "Where?" is it then?

Pure: what the school wrote down and a moment in, an answer out. Uses that come back every week are the plan of some days; a use
of single days stands instead of the plan, for as long as it lasts. Outside the hours that were said nothing is known, and the place
stays what it is. One thing follows: after the pupils' last use of a day on which they have a plan, a hall is free of them. Hours
are those of the school's clock.

    >>> from datetime import UTC
    >>> plan = Use(time(8), time(18), by_pupils=True, days=frozenset(range(5)))
    >>> now_in(Place.HALL, [plan], datetime(2026, 7, 3, 16, 59, tzinfo=UTC))  # 17.59 in summer
    Now(place=Place.PUPIL_AREA, until=datetime.time(18, 0))
    >>> now_in(Place.HALL, [plan], datetime(2026, 7, 3, 17, 0, tzinfo=UTC))
    Now(place=Place.NO_PUPIL_AREA, until=None)
    >>> now_in(Place.HALL, [plan], datetime(2026, 7, 3, 6, 30, tzinfo=UTC))
    Now(place=Place.HALL, until=datetime.time(8, 0))
    >>> now_in(Place.HALL, [], datetime(2026, 7, 3, 17, 0, tzinfo=UTC)).place, now_in(Place.HALL, [plan], None).place
    (Place.HALL, Place.PUPIL_AREA)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gatepost.kernel.errors import Refused
from gatepost.premises.states import ALWAYS, Place

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = time(5), time(23)
"""Hours in which a use, and the end of the office's day, can be. The clock changes outside of them: each is there once a day."""
DAY = timedelta(days=1)
WEEK = 7


@dataclass(frozen=True, slots=True)
class Use:
    """From ``begins`` until before ``ends``: on ``days`` of the week (Monday is 0), or without any on each day of a span."""

    begins: time
    ends: time
    by_pupils: bool
    days: frozenset[int] = frozenset()
    first: date | None = None
    last: date | None = None

    @property
    def is_weekly(self) -> bool:
        """Tell whether it comes back every week."""
        return bool(self.days)

    def spans(self, day: date) -> bool:
        """Tell whether a day is between the first and the last, if there are any."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def is_on(self, day: date) -> bool:
        """Tell whether the use is on a day."""
        return self.spans(day) and (not self.days or day.weekday() in self.days)


@dataclass(frozen=True, slots=True)
class Now:
    """What a part of the school is at a moment, and until when that day; no ``until``: for the rest of it."""

    place: Place
    until: time | None = None


def now_in(kind: Place, uses: Sequence[Use], at: datetime | None) -> Now:
    """Return what a place counts as at a moment; at one that is not known, the most careful of what it could be."""
    if kind in ALWAYS:
        return Now(kind)
    if at is None:
        return Now(Place.PUPIL_AREA if any(use.by_pupils for use in uses) else kind)
    here = at.astimezone(LONDON)
    day, hour = here.date(), here.time()
    place = _place(kind, uses, day, hour)
    edges = sorted({edge for use in uses if use.is_on(day) for edge in (use.begins, use.ends)})
    later = (edge for edge in edges if edge > hour and _place(kind, uses, day, edge) is not place)
    return Now(place, next(later, None))


def is_sound(use: Use) -> Refused | None:
    """Answer whether a use makes sense; a refusal's code ends with the field that it is about."""
    if use.begins < EARLIEST or use.ends > LATEST:
        return Refused("night-begins", "Choose times between five in the morning and eleven at night.")
    if use.begins >= use.ends:
        return Refused("backwards-ends", "The second time has to be later than the first.")
    return _has_days(use)


def overlaps(use: Use, others: Iterable[Use]) -> Use | None:
    """Return one of the others that holds at the same time; a use of single days stands instead of a weekly one, and may."""
    return next((other for other in others if _share_hours(use, other) and _share_a_day(use, other)), None)


def is_fetched_late(brought_at: datetime, closes: time, at: datetime) -> bool:
    """Tell whether a phone should have been fetched by now: when the office closed on its day, or once that day is over.

    >>> from datetime import UTC
    >>> is_fetched_late(datetime(2026, 7, 3, 8, tzinfo=UTC), time(17), datetime(2026, 7, 3, 16, tzinfo=UTC))
    True
    """
    brought, here = brought_at.astimezone(LONDON), at.astimezone(LONDON)
    if here.date() != brought.date():
        return here.date() > brought.date()
    return brought.time() < closes <= here.time()


def day_of(at: datetime) -> date:
    """Return the school's day of a moment."""
    return at.astimezone(LONDON).date()


def _has_days(use: Use) -> Refused | None:
    if not use.days <= frozenset(range(WEEK)):
        return Refused("no-days", "Choose days of the week.")
    if not use.days and (use.first is None or use.last is None):
        return Refused(
            "no-days",
            "Choose days of the week, for a use that comes back; or give a first and a last day, for one that does not.",
        )
    if use.first and use.last and use.last < use.first:
        return Refused("backwards-last", "The last day has to come after the first, or be the same.")
    if use.days and use.first and use.last and not any(use.is_on(day) for day in _days(use.first, use.last)):
        return Refused("never-days", "None of these days of the week is between the first and the last day.")
    return None


def _place(kind: Place, uses: Sequence[Use], day: date, hour: time) -> Place:
    holding = [use for use in uses if use.is_on(day) and use.begins <= hour < use.ends]
    use = next(iter(sorted(holding, key=lambda each: each.is_weekly)), None)
    if use:
        return Place.PUPIL_AREA if use.by_pupils else Place.NO_PUPIL_AREA
    return Place.NO_PUPIL_AREA if kind is Place.HALL and _is_after_pupils(uses, day, hour) else kind


def _is_after_pupils(uses: Sequence[Use], day: date, hour: time) -> bool:
    """Tell whether pupils had their hours that day by a weekly plan, and the last of all their uses of it is over."""
    theirs = [use for use in uses if use.by_pupils and use.is_on(day)]
    return any(use.is_weekly for use in theirs) and all(use.ends <= hour for use in theirs)


def _share_hours(one: Use, other: Use) -> bool:
    return one.is_weekly == other.is_weekly and one.begins < other.ends and other.begins < one.ends


def _share_a_day(one: Use, other: Use) -> bool:
    first = max((day for day in (one.first, other.first) if day), default=None)
    last = min((day for day in (one.last, other.last) if day), default=None)
    if first is None:
        first = (last or date(2000, 1, 1)) - (WEEK - 1) * DAY
    return any(one.is_on(day) and other.is_on(day) for day in _days(first, last))


def _days(first: date, last: date | None) -> Iterable[date]:
    """Yield days from the first on, at most a week: all days of the week are there by then."""
    for ahead in range(WEEK):
        day = first + ahead * DAY
        if last is None or day <= last:
            yield day

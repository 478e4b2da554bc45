"""Is a part of the school read right at every minute, and is what nobody fetched found at the right moment?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.policy.schema import FACTS
from gatepost.premises.rules import LONDON, Now, Use, is_fetched_late, is_sound, now_in, overlaps
from gatepost.premises.states import ALWAYS, NEXT, Custody, Place, may_follow

WEEKDAYS = frozenset(range(5))
LESSONS = Use(time(8), time(18), by_pupils=True, days=WEEKDAYS)
MONDAY = date(2026, 10, 19)
MINUTE = timedelta(minutes=1)
OCTOBER, MARCH = date(2026, 10, 25), date(2026, 3, 29)
"""Sundays in whose night the clock changes."""


def at(day: date, hour: time, *, fold: int = 0) -> datetime:
    """Return a moment of the school's clock."""
    return datetime.combine(day, hour, LONDON).replace(fold=fold).astimezone(UTC)


def test_places_are_answers_of_the_policy() -> None:
    """Each sends a word that the policy knows."""
    assert {place.value for place in Place} < set(FACTS["where"].values)


def test_phone_is_held_and_then_given_back_and_nothing_else() -> None:
    """The whole table."""
    assert set(NEXT) == set(Custody)
    assert [(a, b) for a in Custody for b in Custody if may_follow(a, b)] == [(Custody.HELD, Custody.GIVEN_BACK)]


@pytest.mark.parametrize(
    ("use", "code"),
    [
        (Use(time(9), time(9), by_pupils=True, days=WEEKDAYS), "backwards-ends"),
        (Use(time(10), time(9), by_pupils=True, days=WEEKDAYS), "backwards-ends"),
        (Use(time(1, 30), time(9), by_pupils=True, days=WEEKDAYS), "night-begins"),
        (Use(time(9), time(23, 30), by_pupils=True, days=WEEKDAYS), "night-begins"),
        (Use(time(9), time(10), by_pupils=True), "no-days"),
        (Use(time(9), time(10), by_pupils=True, first=MONDAY), "no-days"),
        (Use(time(9), time(10), by_pupils=True, days=frozenset({7})), "no-days"),
        (Use(time(9), time(10), by_pupils=True, first=MONDAY, last=MONDAY - timedelta(days=1)), "backwards-last"),
        (Use(time(9), time(10), by_pupils=True, days=frozenset({6}), first=MONDAY, last=MONDAY), "never-days"),
    ],
)
def test_use_that_makes_no_sense_is_refused(use: Use, code: str) -> None:
    """And the code ends with its field."""
    refusal = is_sound(use)
    assert refusal is not None
    assert refusal.code == code


@pytest.mark.parametrize(
    ("one", "clashes"),
    [
        (Use(time(17, 59), time(19), by_pupils=False, days=frozenset({0})), True),
        (Use(time(18), time(20), by_pupils=False, days=frozenset({0})), False),
        (Use(time(7), time(20), by_pupils=True, days=frozenset({5})), False),
        (Use(time(9), time(10), by_pupils=True, days=WEEKDAYS, first=MONDAY), True),
        (Use(time(9), time(10), by_pupils=True, days=frozenset({0}), last=MONDAY), True),
        (Use(time(9), time(10), by_pupils=False, first=MONDAY, last=MONDAY), False),
    ],
)
def test_uses_of_one_kind_do_not_overlap(one: Use, *, clashes: bool) -> None:
    """A single day stands instead of the week; touching is not overlapping."""
    assert (overlaps(one, [LESSONS]) is LESSONS) == clashes
    assert (overlaps(LESSONS, [one]) is one) == clashes


def test_terms_that_follow_each_other_do_not_overlap() -> None:
    """The same hours, in the next term; nor do two single days."""
    autumn = Use(time(8), time(18), by_pupils=True, days=WEEKDAYS, last=date(2026, 12, 18))
    spring = Use(time(8), time(18), by_pupils=True, days=WEEKDAYS, first=date(2027, 1, 4))
    assert overlaps(spring, [autumn]) is None
    assert overlaps(autumn, [spring]) is None
    fair = Use(time(8), time(18), by_pupils=True, first=MONDAY, last=MONDAY)
    assert overlaps(fair, [fair]) is fair
    assert overlaps(fair, [Use(time(8), time(18), by_pupils=True, first=OCTOBER, last=OCTOBER)]) is None


def test_hall_is_a_pupil_area_until_six() -> None:
    """To the minute, in summer and in winter."""
    for day in (MONDAY, MONDAY + timedelta(days=7)):
        assert now_in(Place.HALL, [LESSONS], at(day, time(17, 59))) == Now(Place.PUPIL_AREA, time(18))
        assert now_in(Place.HALL, [LESSONS], at(day, time(18))) == Now(Place.NO_PUPIL_AREA)
        assert now_in(Place.HALL, [LESSONS], at(day, time(7))) == Now(Place.HALL, time(8))


def test_two_uses_one_after_the_other_are_one_stretch() -> None:
    """Until six, not until the club begins."""
    school = Use(time(8), time(15, 30), by_pupils=True, days=WEEKDAYS)
    club = Use(time(15, 30), time(18), by_pupils=True, days=WEEKDAYS)
    choir = Use(time(18), time(20), by_pupils=False, days=WEEKDAYS)
    assert now_in(Place.HALL, [choir, club, school], at(MONDAY, time(9))) == Now(Place.PUPIL_AREA, time(18))
    assert now_in(Place.HALL, [choir, club, school], at(MONDAY, time(18))) == Now(Place.NO_PUPIL_AREA)


def test_what_nobody_said_is_not_taken_for_free() -> None:
    """Without a plan for that day, or at a time that is not known, the stricter one counts."""
    assert now_in(Place.HALL, [], at(MONDAY, time(9))) == Now(Place.HALL)
    over = Use(time(8), time(18), by_pupils=True, days=WEEKDAYS, last=MONDAY - timedelta(days=3))
    assert now_in(Place.HALL, [over], at(MONDAY, time(20))) == Now(Place.HALL)
    assert now_in(Place.HALL, [LESSONS], None) == Now(Place.PUPIL_AREA)
    assert now_in(Place.PLAYGROUND, [], None) == Now(Place.PLAYGROUND)
    choir = Use(time(18), time(20), by_pupils=False, first=MONDAY, last=MONDAY)
    assert now_in(Place.HALL, [choir], at(MONDAY, time(19))) == Now(Place.NO_PUPIL_AREA, time(20))
    assert now_in(Place.HALL, [choir], at(MONDAY, time(20))) == Now(Place.HALL)


def test_one_use_says_nothing_of_the_rest_of_the_time() -> None:
    """A club on Friday afternoons frees no playground on a Monday, no hall before it, and no Saturday."""
    club = Use(time(15), time(16), by_pupils=True, days=frozenset({4}))
    friday, saturday = MONDAY + timedelta(days=4), MONDAY + timedelta(days=5)
    for day, hour in ((MONDAY, time(10, 30)), (friday, time(16)), (saturday, time(12))):
        assert now_in(Place.PLAYGROUND, [club], at(day, hour)) == Now(Place.PLAYGROUND)
        assert now_in(Place.CLASSROOM, [club], at(day, hour)) == Now(Place.CLASSROOM)
        assert now_in(Place.PUPIL_AREA, [club], at(day, hour)) == Now(Place.PUPIL_AREA)
    assert now_in(Place.HALL, [club], at(MONDAY, time(10, 30))) == Now(Place.HALL)
    assert now_in(Place.HALL, [club], at(friday, time(10, 30))) == Now(Place.HALL, time(15))
    assert now_in(Place.HALL, [club], at(friday, time(16))) == Now(Place.NO_PUPIL_AREA)
    assert now_in(Place.HALL, [LESSONS], at(saturday, time(12))) == Now(Place.HALL)
    evening = Use(time(19), time(20), by_pupils=True, first=friday, last=friday)
    assert now_in(Place.HALL, [club, evening], at(friday, time(17))) == Now(Place.HALL, time(19))
    assert now_in(Place.HALL, [evening], at(friday, time(21))) == Now(Place.HALL)
    assert now_in(Place.NO_PUPIL_AREA, [club], at(friday, time(15, 30))) == Now(Place.PUPIL_AREA, time(16))
    assert now_in(Place.NO_PUPIL_AREA, [club], at(friday, time(16))) == Now(Place.NO_PUPIL_AREA)


@pytest.mark.parametrize("kind", ALWAYS)
def test_staff_room_and_office_are_what_they_are(kind: Place) -> None:
    """Whoever is in them."""
    for moment in (None, at(MONDAY, time(9))):
        assert now_in(kind, [LESSONS], moment) == Now(kind)


def test_single_days_stand_instead_of_the_week() -> None:
    """A training day, or a rehearsal in the evening."""
    training = Use(time(5), time(23), by_pupils=False, first=MONDAY, last=MONDAY)
    assert now_in(Place.HALL, [LESSONS, training], at(MONDAY, time(9))) == Now(Place.NO_PUPIL_AREA)
    rehearsal = Use(time(17), time(19), by_pupils=True, first=MONDAY, last=MONDAY)
    assert now_in(Place.HALL, [LESSONS, rehearsal], at(MONDAY, time(9))) == Now(Place.PUPIL_AREA, time(19))


@pytest.mark.parametrize("night", [OCTOBER, MARCH])
def test_night_of_the_clock_change_opens_nothing_and_shifts_nothing(night: date) -> None:
    """Each minute of that day, counted by the clock of the world: pupils are there from ten to twelve, and never else."""
    sunday = Use(time(10), time(12), by_pupils=True, days=frozenset({6}))
    begin = at(night, time(0))
    hours = 25 if night == OCTOBER else 23
    minutes = [begin + n * MINUTE for n in range(hours * 60)]
    there = [one for one in minutes if now_in(Place.HALL, [sunday], one).place is Place.PUPIL_AREA]
    assert len(there) == 120
    assert (there[0], there[-1]) == (at(night, time(10)), at(night, time(11, 59)))
    for fold in (0, 1):
        assert now_in(Place.HALL, [sunday], at(night, time(1, 30), fold=fold)).until == time(10)


CLOCK = st.builds(time, st.integers(5, 22), st.integers(0, 59))
DAYS_NEAR = st.sampled_from([MONDAY + timedelta(days=n) for n in range(-4, 12)])


@st.composite
def uses(draw: st.DrawFn) -> Use:
    """Return a use that makes sense."""
    begins, ends = sorted(draw(st.lists(CLOCK, min_size=2, max_size=2, unique=True)))
    first, last = sorted([draw(DAYS_NEAR), draw(DAYS_NEAR)])
    days = draw(st.frozensets(st.integers(0, 6), max_size=7))
    open_first, open_last = draw(st.booleans()), draw(st.booleans())
    if days:
        return Use(
            begins,
            ends,
            by_pupils=draw(st.booleans()),
            days=days,
            first=None if open_first else first,
            last=None if open_last else last,
        )
    return Use(begins, ends, by_pupils=draw(st.booleans()), first=first, last=last)


def by_hand(kind: Place, kept: list[Use], day: date, hour: time) -> Place:
    """Read one minute as a person would: single days, the week; else what it is, but for a hall that is done for the day."""
    last_weekly, last_of_all = time.min, time.min
    for weekly in (False, True):
        for use in kept:
            within = (not use.first or use.first <= day) and (not use.last or day <= use.last)
            today = within and (day.weekday() in use.days if weekly else not use.days)
            if bool(use.days) != weekly or not today:
                continue
            if use.begins <= hour < use.ends:
                return Place.PUPIL_AREA if use.by_pupils else Place.NO_PUPIL_AREA
            if use.by_pupils:
                last_of_all = max(last_of_all, use.ends)
                last_weekly = use.ends if weekly else last_weekly
    return Place.NO_PUPIL_AREA if kind is Place.HALL and last_weekly > time.min and hour >= last_of_all else kind


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([place for place in Place if place not in ALWAYS]),
    st.lists(uses(), max_size=7),
    DAYS_NEAR,
    st.data(),
)
def test_rule_says_what_reading_minute_by_minute_says(
    kind: Place, drawn: list[Use], day: date, data: st.DataObject
) -> None:
    """Of random uses that a school could keep together: the place, and the first minute at which it changes."""
    kept: list[Use] = []
    for use in drawn:
        if is_sound(use) is None and overlaps(use, kept) is None:
            kept.append(use)
    minutes = [time(n // 60, n % 60) for n in range(24 * 60)]
    read = [by_hand(kind, kept, day, minute) for minute in minutes]
    for n in data.draw(st.lists(st.integers(0, 24 * 60 - 1), min_size=1, max_size=20)):
        later = (minutes[m] for m in range(n + 1, 24 * 60) if read[m] is not read[n])
        assert now_in(kind, kept, at(day, minutes[n])) == Now(read[n], next(later, None))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([Place.CLASSROOM, Place.PLAYGROUND, Place.PUPIL_AREA]),
    st.lists(uses(), max_size=7),
    DAYS_NEAR,
    CLOCK,
)
def test_place_for_pupils_is_free_only_where_somebody_said_so(
    kind: Place, kept: list[Use], day: date, hour: time
) -> None:
    """Whatever else is known of it."""
    said = [use for use in kept if use.is_on(day) and use.begins <= hour < use.ends and not use.by_pupils]
    assert said or now_in(kind, kept, at(day, hour)).place is not Place.NO_PUPIL_AREA


@settings(max_examples=60, deadline=None)
@given(uses(), uses())
def test_two_uses_overlap_just_if_some_minute_is_in_both(one: Use, other: Use) -> None:
    """Days far from each other are tried too."""
    days = [MONDAY + timedelta(days=n) for n in range(-30, 40)]
    both = any(one.is_on(day) and other.is_on(day) for day in days)
    hours = one.begins < other.ends and other.begins < one.ends
    assert (overlaps(one, [other]) is other) == (both and hours and one.is_weekly == other.is_weekly)


@pytest.mark.parametrize(
    ("brought", "looked", "late"),
    [
        (at(MONDAY, time(8)), at(MONDAY, time(16, 59)), False),
        (at(MONDAY, time(8)), at(MONDAY, time(17)), True),
        (at(MONDAY, time(17, 30)), at(MONDAY, time(23, 59)), False),
        (at(MONDAY, time(17, 30)), at(MONDAY + timedelta(days=1), time(0)), True),
        (at(OCTOBER, time(1, 30)), at(OCTOBER, time(1, 10), fold=1), False),
        (at(OCTOBER, time(16, 30)), at(OCTOBER, time(16, 59)), False),
        (at(OCTOBER, time(16, 30)), at(OCTOBER, time(17)), True),
        (at(OCTOBER - timedelta(days=1), time(18)), at(OCTOBER, time(0)), True),
        (at(MARCH, time(8)), at(MARCH, time(17)), True),
        (at(MARCH, time(8)), at(MARCH, time(16, 59)), False),
    ],
)
def test_phone_stands_out_from_closing_on(brought: datetime, looked: datetime, *, late: bool) -> None:
    """By the school's clock; one that came later than that, once the day is over."""
    assert is_fetched_late(brought, time(17), looked) == late

"""Does nobody get a mail at night, on a holiday, too often or too soon, and does it end?

A campaign is lived through hour by hour as the worker does it, with whatever plan, holidays, presses and answer.
"""

import itertools
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.campaigns.due import APART, Past, Plan, due_from, is_planned
from gatepost.campaigns.hours import DAY, EARLIEST, LATEST, LONDON, SCHOOL_HOURS, Hours, Span, day_of

FRIDAY = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEKS = 12
ON = Plan(is_on=True)


def london(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of London's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def test_never_in_the_evening_or_at_a_weekend() -> None:
    """The next morning at eight, on Friday evening that of Monday; at eight sharp it may, at six in the evening no more."""
    assert SCHOOL_HOURS.next_allowed(london(2026, 7, 2, 18)) == london(2026, 7, 3, 8)
    assert SCHOOL_HOURS.next_allowed(london(2026, 7, 3, 7, 59)) == london(2026, 7, 3, 8)
    assert SCHOOL_HOURS.next_allowed(london(2026, 7, 3, 18)) == london(2026, 7, 6, 8)
    assert SCHOOL_HOURS.next_allowed(london(2026, 7, 3, 17, 59)) == london(2026, 7, 3, 17, 59)
    assert not SCHOOL_HOURS.is_allowed(london(2026, 7, 4, 12))


def test_never_on_a_holiday() -> None:
    """Its first and its last day included."""
    half_term = replace(SCHOOL_HOURS, holidays=(Span(date(2026, 10, 26), date(2026, 10, 30)),))
    assert half_term.next_allowed(london(2026, 10, 23, 19)) == london(2026, 11, 2, 8)
    assert not half_term.is_allowed(london(2026, 10, 26, 12))
    assert not half_term.is_allowed(london(2026, 10, 30, 12))


def test_eight_stays_eight_when_the_clock_changes() -> None:
    """On the Monday after it went forward that is seven by UTC, after it went back eight."""
    assert SCHOOL_HOURS.next_allowed(london(2026, 3, 28, 12)) == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert SCHOOL_HOURS.next_allowed(london(2026, 10, 24, 12)) == datetime(2026, 10, 26, 8, tzinfo=UTC)
    every_day = replace(SCHOOL_HOURS, opens=EARLIEST, closes=LATEST, days=frozenset(range(7)))
    assert every_day.next_allowed(london(2026, 3, 29, 0, 30)) == datetime(2026, 3, 29, 5, tzinfo=UTC)
    assert every_day.next_allowed(london(2026, 10, 25, 0, 30)) == datetime(2026, 10, 25, 6, tzinfo=UTC)


def test_school_without_a_day_to_write_on_does_not_write() -> None:
    """And nobody waits for ever."""
    always = replace(SCHOOL_HOURS, holidays=(Span(date(2000, 1, 1), date(2100, 1, 1)),))
    assert always.next_allowed(FRIDAY) is None
    assert replace(SCHOOL_HOURS, days=frozenset()).next_allowed(FRIDAY) is None


def test_nothing_goes_by_itself_before_the_school_has_a_plan() -> None:
    """The button works without one."""
    assert due_from(Past(), Plan(), begun=FRIDAY, pressed_at=None) is None
    assert due_from(Past(), Plan(), begun=FRIDAY, pressed_at=FRIDAY + HOUR) == FRIDAY + HOUR


def test_plan_writes_at_once_then_every_week_three_times() -> None:
    """A week later from the morning on, whenever the last one was."""
    assert due_from(Past(), ON, begun=FRIDAY, pressed_at=None) == FRIDAY
    once = Past(planned=1, last_here=FRIDAY, last=FRIDAY)
    assert due_from(once, ON, begun=FRIDAY, pressed_at=None) == london(2026, 7, 10, 8)
    assert due_from(replace(once, planned=3), ON, begun=FRIDAY, pressed_at=None) is None


@pytest.mark.parametrize(
    ("last", "due"), [(timedelta(hours=19), None), (timedelta(hours=20), FRIDAY), (None, FRIDAY), (-HOUR, None)]
)
def test_button_passes_over_who_just_got_one(last: timedelta | None, due: datetime | None) -> None:
    """Those of the last twenty hours, and those who got theirs since it was pressed."""
    sent = None if last is None else FRIDAY - last
    past = Past(planned=3, last_here=sent, last=sent)
    assert due_from(past, ON, begun=FRIDAY - 30 * DAY, pressed_at=FRIDAY) == due


def test_mail_of_another_campaign_counts_as_one_of_today() -> None:
    """Who is asked twice for the same edition gets one mail in the morning, not two."""
    past = Past(last=FRIDAY)
    assert due_from(past, ON, begun=FRIDAY, pressed_at=None) == london(2026, 7, 6, 8)


@dataclass(frozen=True)
class Life:
    """A plan, when the button is pressed, and when somebody answers (hours after the campaign began)."""

    plan: Plan
    begun: datetime
    presses: tuple[int, ...]
    answers: int


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Draw a campaign around a change of the clock or anywhere."""
    begun = draw(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))).replace(tzinfo=UTC)  # noqa: DTZ001  # what hypothesis wants
    opens, closes = sorted(draw(st.lists(st.integers(EARLIEST.hour, LATEST.hour), min_size=2, max_size=2, unique=True)))
    first = st.integers(0, WEEKS * 7).map(lambda days: day_of(begun) + days * DAY)
    spans = st.builds(lambda day, long: Span(day, day + long * DAY), first, st.integers(0, 14))
    hours = Hours(
        opens=time(opens),
        closes=time(closes),
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays=tuple(draw(st.lists(spans, max_size=4))),
    )
    plan = Plan(is_on=draw(st.booleans()), every=draw(st.integers(1, 20)), most=draw(st.integers(1, 5)), hours=hours)
    moments = st.integers(0, WEEKS * 7 * 24)
    return Life(plan, begun, tuple(sorted(draw(st.lists(moments, max_size=4)))), draw(moments))


def sent_in(life: Life) -> list[tuple[datetime, bool]]:
    """Return when mail went, and whether by the plan, if the worker looks once an hour."""
    sent: list[tuple[datetime, bool]] = []
    for hour in range(life.answers):
        now = life.begun + hour * HOUR
        pressed = [life.begun + press * HOUR for press in life.presses if press <= hour]
        last = sent[-1][0] if sent else None
        past = Past(planned=sum(planned for _, planned in sent), last_here=last, last=last)
        due = due_from(past, life.plan, begun=life.begun, pressed_at=pressed[-1] if pressed else None)
        if due is not None and due <= now and life.plan.hours.is_allowed(now):
            sent.append((now, is_planned(past, life.plan, begun=life.begun, at=now)))
    return sent


@settings(max_examples=120, deadline=None)
@given(lives())
def test_whatever_the_plan_nobody_is_pestered(life: Life) -> None:
    """Not in quiet hours, not on a holiday, not twice in twenty hours, not too often, not after the answer."""
    sent = sent_in(life)
    hours = life.plan.hours
    for at, _ in sent:
        here = at.astimezone(LONDON)
        assert hours.opens <= here.time() < hours.closes
        assert here.weekday() in hours.days
        assert not any(here.date() in span for span in hours.holidays)
        assert at < life.begun + life.answers * HOUR
    moments = [at for at, _ in sent]
    assert all(later - earlier >= APART for earlier, later in itertools.pairwise(moments))
    planned = [at for at, by_plan in sent if by_plan]
    assert len(planned) <= (life.plan.most if life.plan.is_on else 0)
    assert len(sent) - len(planned) <= len(life.presses)
    days = [day_of(at) for at in planned]
    assert all((later - earlier).days >= life.plan.every for earlier, later in itertools.pairwise(days))


@settings(max_examples=60, deadline=None)
@given(lives())
def test_it_finishes(life: Life) -> None:
    """Whoever got all that the plan has and all presses since is due nothing more."""
    last = life.begun + WEEKS * 7 * DAY
    past = Past(planned=life.plan.most, last_here=last, last=last)
    pressed = life.begun + life.presses[-1] * HOUR if life.presses else None
    assert due_from(past, life.plan, begun=life.begun, pressed_at=pressed) is None

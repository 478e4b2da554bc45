"""Does what somebody signed go exactly when its time is over, with everything of it, and never before?"""

import json
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.audit import services as audit
from gatepost.audit.chain import Value
from gatepost.audit.models import AuditEntry
from gatepost.campaigns import retention as reminders
from gatepost.campaigns.models import Campaign, Reminder
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import DutyHeld, HatWorn, Person
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import NOBODY, SETUP
from gatepost.signoff import retention
from gatepost.signoff.keeping import YEARS, keep_for, list_told, years_kept
from gatepost.signoff.models import QuestionsDone, Scan, SignOff
from gatepost.signoff.paper import record_paper
from gatepost.signoff.retention import first_day_without, last_day_due, remove_due, tidy_up
from gatepost.signoff.states import MOST_YEARS
from tests.conftest import NOON
from tests.unit.campaigns.chased import ask
from tests.unit.signoff.people import TODAY, agree, decline, edition, on_paper, record, viewer_of
from tests.unit.signoff.test_paper import KINDS
from tests.unit.signoff.test_signing import verified

with_school = pytest.mark.usefixtures("school")
LEFT = date(2026, 7, 17)
DUE = date(2032, 7, 18)
"""Six years and a day after."""


def at(day: date) -> datetime:
    """Return a moment in the school's night of that day."""
    return datetime.combine(day, time(0, 30), ZoneInfo("Europe/London"))


def leave(kind: str = "parent", last_day: date = LEFT) -> str:
    """Let somebody leave; return their id."""
    person = viewer_of(kind).person_id
    people.leave(person=Person.objects.get(id=person), last_day=last_day, by=viewer_of("office"), at=NOON)
    return person


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, MOST_YEARS))
def test_last_day_that_is_due_is_the_inverse_of_the_day_it_goes(day: date, years: int) -> None:
    """For every day, 29 February included: due today is whose first day without is no later."""
    last = last_day_due(day, years)
    assert first_day_without(last, years) <= day < first_day_without(last + timedelta(days=1), years)


@pytest.mark.parametrize(
    ("last_day", "gone"),
    [
        (LEFT, DUE),
        (date(2024, 2, 28), date(2030, 3, 1)),
        (date(2024, 2, 29), date(2030, 3, 1)),
        (date(2025, 12, 31), date(2032, 1, 1)),
    ],
)
def test_six_years_later_is_this_day(last_day: date, gone: date) -> None:
    """Counted by hand."""
    assert first_day_without(last_day, YEARS) == gone


@with_school
def test_nothing_goes_the_day_before_and_everything_on_the_day() -> None:
    """The answer, an earlier one, a sheet with its scan; nobody else's; at the school's midnight, not at Greenwich's."""
    decline(viewer_of("parent"), edition())
    record(on_paper())
    stays = agree(viewer_of("teacher"), edition())
    leave()
    tidy_up(at=at(DUE) - timedelta(hours=1))
    assert SignOff.objects.count() == 3
    tidy_up(at=at(DUE))
    assert list(SignOff.objects.all()) == [stays]
    assert not Scan.objects.exists()
    assert verified() == (0, [])
    tidy_up(at=at(DUE))
    assert AuditEntry.objects.filter(action="signoff.removed").count() == 2


@with_school
def test_record_says_what_went_and_why_without_a_name() -> None:
    """One entry an answer, by the machine."""
    row = agree(viewer_of("parent"), edition())
    leave()
    tidy_up(at=at(DUE))
    entry = AuditEntry.objects.get(action="signoff.removed")
    assert (entry.subject, entry.actor, json.loads(entry.data)) == (
        row.id,
        "gatepost",
        {"left": "2026-07-17", "years": 6},
    )


@with_school
def test_whoever_is_here_or_came_back_or_holds_a_duty_keeps_theirs() -> None:
    """However long ago another hat ended."""
    row = agree(viewer_of("parent-staff"), edition())
    person = Person.objects.get(id=row.person_id)
    HatWorn.objects.filter(person=person, hat="staff").update(until=LEFT)
    tidy_up(at=at(DUE))
    HatWorn.objects.filter(person=person).update(until=LEFT)
    back = people.give_hat(person=person, hat=Hat.VOLUNTEER, since=date(2030, 1, 1), by=SETUP, at=NOON)
    tidy_up(at=at(DUE))
    HatWorn.objects.filter(id=back.id).update(until=date(2030, 1, 2))
    tidy_up(at=at(date(2036, 1, 2)))
    duty = people.give_duty(person=person, duty=Duty.TECHNICIAN, since=LEFT, by=SETUP, at=NOON)
    tidy_up(at=at(date(2040, 1, 1)))
    assert SignOff.objects.get() == row
    DutyHeld.objects.filter(id=duty.id).update(until=LEFT)
    tidy_up(at=at(date(2036, 1, 3)))
    assert not SignOff.objects.exists()


@with_school
def test_entries_that_were_joined_count_together() -> None:
    """Whoever is here under one entry keeps what they signed under the other."""
    kept = Person.objects.get(id=viewer_of("parent").person_id)
    twin = people.add_person(school=kept.school, name="Tomasz Z", email="", by=SETUP, at=NOON)
    people.give_hat(person=twin, hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON, until=LEFT)
    sheet = on_paper()
    record_paper(person=twin.id, sheet=sheet, by=viewer_of("office"), at=NOON)
    people.merge(keep=kept, drop=twin, by=viewer_of("head"), at=NOON)
    tidy_up(at=at(date(2050, 1, 1)))
    assert SignOff.objects.exists()
    leave(last_day=LEFT)
    tidy_up(at=at(DUE))
    assert not SignOff.objects.exists()
    assert verified() == (0, [])


@with_school
def test_sheet_that_is_recorded_late_goes_with_the_rest() -> None:
    """And whoever has no hat at all any more is kept from the day of their answer on."""
    leave()
    office = viewer_of("office")
    person = Person.objects.get(name="Tomasz Zielinski").id
    record_paper(person=person, sheet=on_paper(), by=office, at=NOON + timedelta(days=200))
    HatWorn.objects.filter(person=person).delete()
    tidy_up(at=at(first_day_without(TODAY, YEARS) - timedelta(days=1)))
    assert SignOff.objects.exists()
    tidy_up(at=at(first_day_without(TODAY, YEARS)))
    assert not SignOff.objects.exists()


@with_school
def test_many_go_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest an hour later."""
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for kind in ("parent", "parent-apart", "governor"):
        agree(viewer_of(kind), edition())
        leave(kind)
    here = viewer_of("head").school_id
    assert [remove_due(here, at=at(DUE)) for _ in range(3)] == [2, 1, 0]
    (told,) = list_told(viewer_of("head"))
    assert (told.day, told.years, told.count) == (DUE, 6, 3)


@with_school
def test_nothing_is_removed_of_which_the_record_does_not_say_so() -> None:
    """The database itself refuses; what the record says of another school or another answer does not help."""
    row, other = agree(viewer_of("parent"), edition()), agree(viewer_of("teacher"), edition())
    own = edition().school_id
    with transaction.atomic():
        audit.record(by="x", action="signoff.removed", subject=row.id, at=NOON, school="elsewhere")
        audit.record(by="x", action="signoff.removed", subject=other.id, at=NOON, school=own)
        audit.record(by="x", action="signoff.gone", subject=row.id, at=NOON, school=own)
    for doomed in (SignOff.objects.all(), SignOff.objects.filter(id=row.id)):
        with pytest.raises(DatabaseError), transaction.atomic():
            doomed.delete()
    SignOff.objects.filter(id=other.id).delete()
    assert verified() == (1, ["The record says that it was removed, and it was not due yet."])


@with_school
def test_verify_finds_what_went_too_early_and_what_is_there_again() -> None:
    """An entry that says itself that it came too soon, and an answer that somebody put back."""
    row = agree(viewer_of("parent"), edition())
    leave()
    with transaction.atomic():
        said: dict[str, Value] = {"left": "2026-07-17", "years": 6}
        early = at(DUE) - timedelta(hours=1)
        audit.record(
            by="gatepost", action="signoff.removed", subject=row.id, at=early, school=edition().school_id, data=said
        )
    assert verified() == (1, ["The record says that it was removed, and it is there."])
    row.delete()
    assert verified() == (1, ["The record says that it was removed, and it was not due yet."])


@with_school
def test_verify_finds_a_removal_of_what_was_never_given() -> None:
    """A removal is not a cover for a gap."""
    agree(viewer_of("parent"), edition())
    with transaction.atomic():
        said: dict[str, Value] = {"left": "2019-07-17", "years": 6}
        audit.record(
            by="gatepost", action="signoff.removed", subject="made-up", at=NOON, school=edition().school_id, data=said
        )
    assert verified() == (1, ["The record says that it was removed, and not exactly once that it was given."])


@with_school
def test_only_the_head_sets_the_years_and_only_from_one_to_twenty_five() -> None:
    """Until then it is what is proposed."""
    own = viewer_of("head").school_id
    assert years_kept(own) == years_kept("no-such") == YEARS
    for kind in set(KINDS) - {"head"}:
        with pytest.raises(Refused, match="head teacher"):
            keep_for(years=3, by=viewer_of(kind), at=NOON)
    for by in (NOBODY, SETUP):
        with pytest.raises(Refused, match="head teacher"):
            keep_for(years=3, by=by, at=NOON)
    for years in (-1, 0, MOST_YEARS + 1):
        with pytest.raises(Refused, match="from 1 to 25"):
            keep_for(years=years, by=viewer_of("head"), at=NOON)
    assert not AuditEntry.objects.filter(action="signoff.kept-for").exists()
    keep_for(years=3, by=viewer_of("head"), at=NOON)
    keep_for(years=2, by=viewer_of("head"), at=NOON + timedelta(days=1))
    assert years_kept(own) == 2
    assert [(one.day, one.years, one.count) for one in list_told(viewer_of("office"))] == [
        (TODAY + timedelta(days=1), 2, None),
        (TODAY, 3, None),
    ]
    for kind in set(KINDS) - {"head", "office"}:
        assert list_told(viewer_of(kind)) == ()
    agree(viewer_of("parent"), edition())
    leave()
    tidy_up(at=at(date(2028, 7, 17)))
    assert SignOff.objects.exists()
    tidy_up(at=at(date(2028, 7, 18)))
    assert not SignOff.objects.exists()


def test_other_school_keeps_as_long_as_it_has_set(school: None) -> None:
    """One's years are not the other's."""
    other = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    keep_for(years=1, by=viewer_of("head"), at=NOON)
    assert years_kept(other.id) == YEARS


SPAN = st.tuples(
    st.sampled_from(["hat", "duty", "hat of the twin"]), st.integers(0, 900), st.none() | st.integers(0, 900)
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=st.lists(SPAN, min_size=1, max_size=4), years=st.integers(1, 3), today=st.integers(0, 2200))
def test_answer_is_removed_exactly_when_it_is_due(
    school: None, spans: list[tuple[str, int, int | None]], years: int, today: int
) -> None:
    """Counted by hand, over hats and duties that begin and end in any order, on a person and an entry joined to them."""
    with transaction.atomic():
        me = Person.objects.create(school=edition().school, name="Ada", plain_name="ada")
        twin = Person.objects.create(school=edition().school, name="Adah", plain_name="adah", merged_into=me)
        ends: list[date | None] = []
        for number, (what, since, length) in enumerate(spans):
            first = TODAY + timedelta(days=since)
            until = None if length is None else first + timedelta(days=length)
            ends.append(until)
            rows = DutyHeld.objects if what == "duty" else HatWorn.objects
            name = {"duty": Duty.values[number]} if what == "duty" else {"hat": Hat.values[number % len(Hat.values)]}
            rows.create(person=me, since=first, until=until, **name)
        row = SignOff.objects.create(
            person=twin, edition=edition(), number=1, answer="agreed", sha256=edition().sha256, name="A", at=NOON
        )
        keep_for(years=years, by=viewer_of("head"), at=NOON)
        day = TODAY + timedelta(days=today)
        tidy_up(at=at(day))
        is_due = None not in ends and first_day_without(max(end for end in ends if end), years) <= day
        assert SignOff.objects.filter(id=row.id).exists() != is_due
        transaction.set_rollback(True)


@with_school
def test_that_they_did_the_questions_and_were_reminded_goes_too() -> None:
    """On the same day, also of whoever never answered; nobody else's."""
    ask()
    for kind in ("governor", "teacher"):
        person = viewer_of(kind).person_id
        QuestionsDone.objects.create(person_id=person, edition=edition(), hats="staff", at=NOON)
        Reminder.objects.create(campaign=Campaign.objects.get(), person_id=person, at=NOON, how="mail", is_planned=True)
    gone = leave("governor")
    for day, left in ((DUE - timedelta(days=1), 2), (DUE, 1)):
        tidy_up(at=at(day))
        reminders.tidy_up(at=at(day))
        assert (QuestionsDone.objects.count(), Reminder.objects.count()) == (left, left)
    assert not QuestionsDone.objects.filter(person=gone).exists()


@with_school
def test_whatever_points_at_an_answer_goes_with_it() -> None:
    """Else the end of retention would stop at the first row that another room adds."""
    record(on_paper())
    leave()
    tidy_up(at=at(DUE))
    assert not Scan.objects.exists()
    assert not SignOff.objects.exists()

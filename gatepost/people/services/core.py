"""How do people come, change and go?

Each function is one write with its line in the record, in one transaction. ``by`` is who does it, ``at`` when; days are
days in the school's time zone. Access is asked first, then the rules; a refusal raises Refused and nothing is kept.

    person = add_person(school=school, name="Ruth Adeyemi", email="head@oddenbrook.example", by=SETUP, at=now())
    give_duty(person=person, duty=Duty.HEAD, since=date(2024, 9, 1), by=SETUP, at=now())
"""

from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from gatepost.people.access import may_entrust, may_manage_people, may_open_school
from gatepost.people.models import DutyHeld, HatWorn, Person, School
from gatepost.people.naming import plain
from gatepost.people.rules import dates_in_order, overlap
from gatepost.people.services import finding
from gatepost.people.services.leaving import nobody_else
from gatepost.people.services.writing import cut_short, dates, lock, record, save_new, unless
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import Viewer

AnySpan = TypeVar("AnySpan", HatWorn, DutyHeld)


@transaction.atomic
def open_school(*, name: str, by: Viewer, at: datetime, is_invented: bool = False) -> School:
    """Add a school to this installation."""
    unless(may_open_school(by))
    school = School(name=name.strip(), is_invented=is_invented)
    save_new(school)
    record(school.id, "school.opened", school.id, by, at, {"invented": is_invented})
    return school


@transaction.atomic
def add_person(*, school: School, name: str, email: str, by: Viewer, at: datetime) -> Person:
    """Add somebody to the school; ``email`` may be blank."""
    unless(may_manage_people(by, school_id=school.id))
    person = Person(school=school, name=name.strip(), plain_name=plain(name), email=email.strip().lower())
    save_new(person)
    finding.note_people([person])
    record(school.id, "person.added", person.id, by, at)
    return person


@transaction.atomic
def add_with_hat(*, school: School, name: str, email: str, hat: Hat, since: date, by: Viewer, at: datetime) -> Person:
    """Add somebody with what they are at the school, or neither."""
    person = add_person(school=school, name=name, email=email, by=by, at=at)
    give_hat(person=person, hat=hat, since=since, by=by, at=at)
    return person


@transaction.atomic
def give_hat(
    *, person: Person, hat: Hat, since: date, by: Viewer, at: datetime, until: date | None = None, title: str = ""
) -> HatWorn:
    """Let somebody belong to the school as that, from one day to another, both included."""
    unless(may_manage_people(by, school_id=person.school_id))
    worn = HatWorn(person=person, hat=hat.value, title=title.strip(), since=since, until=until)
    return _give(worn, HatWorn.objects.filter(person=person, hat=hat), "hat", hat.value, by, at)


@transaction.atomic
def end_hat(*, worn: HatWorn, until: date, by: Viewer, at: datetime) -> HatWorn:
    """Let a hat end; ``until`` is the last day on which it is worn, and never later than it was before."""
    unless(may_manage_people(by, school_id=worn.person.school_id))
    return _end(worn, HatWorn.objects.all(), until, "hat", worn.hat, by, at)


@transaction.atomic
def give_duty(
    *, person: Person, duty: Duty, since: date, by: Viewer, at: datetime, until: date | None = None
) -> DutyHeld:
    """Entrust somebody with a duty, from one day to another, both included."""
    unless(may_entrust(by, duty=duty, school_id=person.school_id, person_id=person.id))
    held = DutyHeld(person=person, duty=duty.value, since=since, until=until)
    return _give(held, DutyHeld.objects.filter(person=person, duty=duty), "duty", duty.value, by, at)


@transaction.atomic
def end_duty(*, held: DutyHeld, until: date, by: Viewer, at: datetime) -> DutyHeld:
    """Let a duty end; ``until`` is the last day on which it is held, and never later than it was before.

    A duty that the school cannot be without ends only when somebody else holds it on the day after.
    """
    person = held.person
    unless(may_entrust(by, duty=Duty(held.duty), school_id=person.school_id, person_id=person.id))
    School.objects.select_for_update(no_key=True).get(
        id=person.school_id
    )  # two holders must not both be the one who stays
    if held.until is None or until < held.until:
        unless(nobody_else(Duty(held.duty), held.person, until))
    return _end(held, DutyHeld.objects.all(), until, "duty", held.duty, by, at)


def _give(span: AnySpan, others: QuerySet[AnySpan], kind: str, what: str, by: Viewer, at: datetime) -> AnySpan:
    """Save a new span of days beside those that the person has of the same; access was asked by the caller."""
    unless(dates_in_order(span.since, span.until))
    lock(span.person_id)
    unless(overlap(span.since, span.until, others.values_list("since", "until")))
    save_new(span)
    record(span.person.school_id, f"{kind}.given", span.person_id, by, at, dates(what, span.since, span.until))
    return span


def _end(
    span: AnySpan, stored: QuerySet[AnySpan], until: date, kind: str, what: str, by: Viewer, at: datetime
) -> AnySpan:
    """Let a span of days end as it stands in the database, whatever the caller's copy says; access was asked before."""
    lock(span.person_id)
    since = cut_short(span, stored, until)
    if since:
        record(span.person.school_id, f"{kind}.ended", span.person_id, by, at, dates(what, since, until))
    return span

"""How does somebody leave?

Everything that they are and hold ends with their last day, in one transaction; handing over comes first: no duty that the
school cannot be without ends while nobody else holds it. What they did stays.

    leave(person=person, last_day=date(2026, 7, 17), by=office, at=now())
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from gatepost.kernel.errors import Refused
from gatepost.people.access import may_manage_people
from gatepost.people.models import ContactRestriction, DutyHeld, Person, School, holding_on
from gatepost.people.rules import NEVER_WITHOUT, handed_over, leaves_after
from gatepost.people.services.signing_in import end_access
from gatepost.people.services.writing import lock, record, unless
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import Viewer


@transaction.atomic
def leave(*, person: Person, last_day: date, by: Viewer, at: datetime) -> Person:
    """Let somebody leave; raise Refused, naming the duties, while any of them is handed over to nobody.

    Access ends after ``last_day``; if that day is past, at the very next click. What they were before today began by that day; what
    begins today or later, and after it, has never been.
    """
    unless(may_manage_people(by, school_id=person.school_id))
    School.objects.select_for_update(no_key=True).get(id=person.school_id)
    lock(person.id)
    unless(leaves_after(last_day, _had_before(person, localdate(at))))
    for duty in list_to_hand_over(person, last_day):
        unless(nobody_else(duty, person, last_day))
    ContactRestriction.objects.filter(guardianship__person=person, guardianship__since__gt=last_day).delete()
    rows: tuple[QuerySet[Any], ...] = (
        person.hats.all(),
        person.duties.all(),
        person.children.all(),
        person.delegations.all(),
        person.declarations.all(),
        person.adjustments.all(),
    )
    for stored in rows:
        running = stored.filter(Q(until=None) | Q(until__gt=last_day))
        running.filter(since__lte=last_day).update(until=last_day)
        running.filter(since__gt=last_day).delete()
    if last_day < localdate(at):
        end_access(person, at)
    record(person.school_id, "person.left", person.id, by, at, {"last_day": last_day.isoformat()})
    return person


def list_to_hand_over(person: Person, last_day: date) -> tuple[Duty, ...]:
    """Return the duties that somebody holds after that day and that the school cannot be without."""
    held = person.duties.filter(Q(until=None) | Q(until__gt=last_day), duty__in=[duty.value for duty in NEVER_WITHOUT])
    return tuple(duty for duty in NEVER_WITHOUT if duty.value in set(held.values_list("duty", flat=True)))


def list_tasks(person: Person, last_day: date) -> tuple[tuple[Duty, bool], ...]:
    """Return what has to be handed over before somebody leaves, and whether it is: the task list of leaving."""
    return tuple((duty, nobody_else(duty, person, last_day) is None) for duty in list_to_hand_over(person, last_day))


def _had_before(person: Person, today: date) -> list[tuple[str, date]]:
    """Return the hats and duties of somebody that began before today and last, in words, and since when."""
    lasting = holding_on(today) & Q(since__lt=today)
    hats = [(str(Hat(worn.hat).label), worn.since) for worn in person.hats.filter(lasting)]
    return hats + [(str(Duty(held.duty).label), held.since) for held in person.duties.filter(lasting)]


def nobody_else(duty: Duty, person: Person, last_day: date) -> Refused | None:
    """Answer whether somebody else holds a duty on the day after; the caller holds the school's row."""
    others = DutyHeld.objects.filter(person__school_id=person.school_id, duty=duty.value).exclude(person=person)
    spans = [(one.since, one.until) for one in others]
    return handed_over(duty, last_day + timedelta(days=1), spans)

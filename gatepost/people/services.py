"""How do people come, change and go?

Each function is one write with its line in the record, in one transaction. ``by`` is who does it, ``at`` when; days are
days in the school's time zone. Access is asked first, then the rules; a refusal raises Refused and nothing is kept.

    person = add_person(school=school, name="Ruth Adeyemi", email="head@oddenbrook.example", by=SETUP, at=now())
    give_duty(person=person, duty=Duty.HEAD, since=date(2024, 9, 1), by=SETUP, at=now())
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gatepost.audit import services as audit
from gatepost.kernel.errors import Refused
from gatepost.people.access import may_manage_people, may_open_school
from gatepost.people.models import Account, DutyHeld, HatWorn, Person, School
from gatepost.people.rules import dates_in_order, overlap
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import Viewer


@transaction.atomic
def open_school(*, name: str, by: Viewer, at: datetime, is_invented: bool = False) -> School:
    """Add a school to this installation."""
    _unless(may_open_school(by))
    school = School(name=name.strip(), is_invented=is_invented)
    school.full_clean()
    school.save(force_insert=True)
    _record(school, "school.opened", school.id, by, at, {"invented": is_invented})
    return school


@transaction.atomic
def add_person(*, school: School, name: str, email: str, by: Viewer, at: datetime) -> Person:
    """Add somebody to the school; ``email`` may be blank."""
    _unless(may_manage_people(by, school_id=school.id))
    person = Person(school=school, name=name.strip(), email=email.strip().lower())
    person.full_clean()
    person.save(force_insert=True)
    _record(school, "person.added", person.id, by, at)
    return person


@transaction.atomic
def give_hat(
    *, person: Person, hat: Hat, since: date, by: Viewer, at: datetime, until: date | None = None, title: str = ""
) -> HatWorn:
    """Let somebody belong to the school as that, from one day to another, both included."""
    _unless(may_manage_people(by, school_id=person.school_id))
    _unless(dates_in_order(since, until))
    _lock(person)
    _unless(overlap(since, until, person.hats.filter(hat=hat).values_list("since", "until")))
    worn = HatWorn(person=person, hat=hat.value, title=title.strip(), since=since, until=until)
    worn.full_clean()
    worn.save(force_insert=True)
    _record(person.school, "hat.given", person.id, by, at, _held(hat.value, since, until))
    return worn


@transaction.atomic
def end_hat(*, worn: HatWorn, until: date, by: Viewer, at: datetime) -> HatWorn:
    """Let a hat end; ``until`` is the last day on which it is worn."""
    _unless(may_manage_people(by, school_id=worn.person.school_id))
    _unless(dates_in_order(worn.since, until))
    worn.until = until
    worn.full_clean()
    worn.save(update_fields=["until"])
    _record(worn.person.school, "hat.ended", worn.person_id, by, at, _held(worn.hat, worn.since, until))
    return worn


@transaction.atomic
def give_duty(
    *, person: Person, duty: Duty, since: date, by: Viewer, at: datetime, until: date | None = None
) -> DutyHeld:
    """Entrust somebody with a duty, from one day to another, both included."""
    _unless(may_manage_people(by, school_id=person.school_id))
    _unless(dates_in_order(since, until))
    _lock(person)
    _unless(overlap(since, until, person.duties.filter(duty=duty).values_list("since", "until")))
    held = DutyHeld(person=person, duty=duty.value, since=since, until=until)
    held.full_clean()
    held.save(force_insert=True)
    _record(person.school, "duty.given", person.id, by, at, _held(duty.value, since, until))
    return held


@transaction.atomic
def end_duty(*, held: DutyHeld, until: date, by: Viewer, at: datetime) -> DutyHeld:
    """Let a duty end; ``until`` is the last day on which it is held."""
    _unless(may_manage_people(by, school_id=held.person.school_id))
    _unless(dates_in_order(held.since, until))
    held.until = until
    held.full_clean()
    held.save(update_fields=["until"])
    _record(held.person.school, "duty.ended", held.person_id, by, at, _held(held.duty, held.since, until))
    return held


@transaction.atomic
def open_account(*, person: Person, by: Viewer, at: datetime) -> Account:
    """Let somebody sign in with the address that is kept for them; nobody has a password yet."""
    _unless(may_manage_people(by, school_id=person.school_id))
    if not person.email:
        raise Refused("no-email", "There is no e-mail address for this person, so they cannot have an account.")
    _lock(person)
    if Account.objects.filter(email=person.email).exists() or Account.objects.filter(person=person).exists():
        raise Refused("email-taken", "There is an account with this e-mail address, or for this person, already.")
    account = Account(person=person, email=person.email)
    account.set_unusable_password()
    account.full_clean()
    account.save(force_insert=True)
    _record(person.school, "account.opened", person.id, by, at)
    return account


@transaction.atomic
def close_account(*, account: Account, by: Viewer, at: datetime) -> Account:
    """Stop somebody from signing in, from their very next click on."""
    _unless(may_manage_people(by, school_id=account.person.school_id))
    account.is_active = False
    account.save(update_fields=["is_active"])
    _record(account.person.school, "account.closed", account.person_id, by, at)
    return account


def _unless(refusal: Refused | None) -> None:
    if refusal:
        raise refusal


def _lock(person: Person) -> None:
    """Hold the person's row until the end: two overlapping spans given at once must not both pass the rule."""
    Person.objects.select_for_update().get(id=person.id)


def _held(what: str, since: date, until: date | None) -> dict[str, str]:
    return {"what": what, "since": since.isoformat(), "until": until.isoformat() if until else ""}


def _record(
    school: School, action: str, subject: str, by: Viewer, at: datetime, data: Mapping[str, str | bool] | None = None
) -> None:
    audit.record(by=by.actor, action=action, subject=subject, at=at, school=school.id, data=data)

"""How do people come, change and go?

Each function is one write with its line in the record, in one transaction. ``by`` is who does it, ``at`` when; days are
days in the school's time zone. Access is asked first, then the rules; a refusal raises Refused and nothing is kept.

    person = add_person(school=school, name="Ruth Adeyemi", email="head@oddenbrook.example", by=SETUP, at=now())
    give_duty(person=person, duty=Duty.HEAD, since=date(2024, 9, 1), by=SETUP, at=now())
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from gatepost.audit import services as audit
from gatepost.kernel.errors import Refused
from gatepost.people.access import may_manage_people, may_open_school
from gatepost.people.models import NAME_LENGTH, Account, DutyHeld, HatWorn, Person, School
from gatepost.people.rules import dates_in_order, ends_no_later, overlap
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import Viewer

SENTENCES = {
    "name": f"A name of at most {NAME_LENGTH} characters is needed.",
    "email": "This is not an e-mail address.",
    "title": f"At most {NAME_LENGTH} characters are taken here.",
}
"""What is said of a column that makes no sense; its code is `bad-` and the column's name."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

AnySpan = TypeVar("AnySpan", HatWorn, DutyHeld)


@transaction.atomic
def open_school(*, name: str, by: Viewer, at: datetime, is_invented: bool = False) -> School:
    """Add a school to this installation."""
    _unless(may_open_school(by))
    school = School(name=name.strip(), is_invented=is_invented)
    _save_new(school)
    _record(school, "school.opened", school.id, by, at, {"invented": is_invented})
    return school


@transaction.atomic
def add_person(*, school: School, name: str, email: str, by: Viewer, at: datetime) -> Person:
    """Add somebody to the school; ``email`` may be blank."""
    _unless(may_manage_people(by, school_id=school.id))
    person = Person(school=school, name=name.strip(), email=email.strip().lower())
    _save_new(person)
    _record(school, "person.added", person.id, by, at)
    return person


@transaction.atomic
def give_hat(
    *, person: Person, hat: Hat, since: date, by: Viewer, at: datetime, until: date | None = None, title: str = ""
) -> HatWorn:
    """Let somebody belong to the school as that, from one day to another, both included."""
    worn = HatWorn(person=person, hat=hat.value, title=title.strip(), since=since, until=until)
    return _give(worn, HatWorn.objects.filter(person=person, hat=hat), "hat", hat.value, by, at)


@transaction.atomic
def end_hat(*, worn: HatWorn, until: date, by: Viewer, at: datetime) -> HatWorn:
    """Let a hat end; ``until`` is the last day on which it is worn, and never later than it was before."""
    return _end(worn, HatWorn.objects.all(), until, "hat", worn.hat, by, at)


@transaction.atomic
def give_duty(
    *, person: Person, duty: Duty, since: date, by: Viewer, at: datetime, until: date | None = None
) -> DutyHeld:
    """Entrust somebody with a duty, from one day to another, both included."""
    held = DutyHeld(person=person, duty=duty.value, since=since, until=until)
    return _give(held, DutyHeld.objects.filter(person=person, duty=duty), "duty", duty.value, by, at)


@transaction.atomic
def end_duty(*, held: DutyHeld, until: date, by: Viewer, at: datetime) -> DutyHeld:
    """Let a duty end; ``until`` is the last day on which it is held, and never later than it was before."""
    return _end(held, DutyHeld.objects.all(), until, "duty", held.duty, by, at)


@transaction.atomic
def open_account(*, person: Person, by: Viewer, at: datetime) -> Account:
    """Let somebody sign in with the address that is kept for them; nobody has a password yet."""
    _unless(may_manage_people(by, school_id=person.school_id))
    if not person.email:
        raise Refused("no-email", "There is no e-mail address for this person, so they cannot have an account.")
    account = Account(person=person, email=person.email)
    account.set_unusable_password()
    try:
        with transaction.atomic():
            _save_new(account)
    except IntegrityError:  # the database alone knows of another who is opening one at this moment
        raise Refused(
            "email-taken", "There is an account with this e-mail address, or for this person, already."
        ) from None
    _record(person.school, "account.opened", person.id, by, at)
    return account


@transaction.atomic
def close_account(*, account: Account, by: Viewer, at: datetime) -> Account:
    """Stop somebody from signing in, from their very next click on; once it is closed, nothing more happens."""
    _unless(may_manage_people(by, school_id=account.person.school_id))
    if Account.objects.filter(id=account.id, is_active=True).update(is_active=False):
        _record(account.person.school, "account.closed", account.person_id, by, at)
    account.is_active = False
    return account


def _give(span: AnySpan, others: QuerySet[AnySpan], kind: str, what: str, by: Viewer, at: datetime) -> AnySpan:
    """Save a new span of days beside those that the person has of the same."""
    _unless(may_manage_people(by, school_id=span.person.school_id))
    _unless(dates_in_order(span.since, span.until))
    _lock(span.person_id)
    _unless(overlap(span.since, span.until, others.values_list("since", "until")))
    _save_new(span)
    _record(span.person.school, f"{kind}.given", span.person_id, by, at, _held(what, span.since, span.until))
    return span


def _end(
    span: AnySpan, stored: QuerySet[AnySpan], until: date, kind: str, what: str, by: Viewer, at: datetime
) -> AnySpan:
    """Let a span of days end as it stands in the database, whatever the caller's copy says."""
    _unless(may_manage_people(by, school_id=span.person.school_id))
    _lock(span.person_id)
    since, ended = stored.values_list("since", "until").get(id=span.id)
    _unless(dates_in_order(since, until))
    _unless(ends_no_later(until, ended))
    if until != ended:
        stored.filter(id=span.id).update(until=until)
        _record(span.person.school, f"{kind}.ended", span.person_id, by, at, _held(what, since, until))
    span.until = until
    return span


def _save_new(row: School | Person | HatWorn | DutyHeld | Account) -> None:
    """Save a row; raise Refused, with a sentence, if what somebody typed for it makes no sense."""
    try:
        row.clean_fields()
    except ValidationError as refused:
        wrong = next(iter(refused.message_dict))
    else:
        wrong = next((column for column in SENTENCES if CONTROL.search(getattr(row, column, ""))), "")
    if wrong:
        raise Refused(f"bad-{wrong}", SENTENCES.get(wrong, "This cannot be kept as it is."))
    row.save(force_insert=True)


def _unless(refusal: Refused | None) -> None:
    if refusal:
        raise refusal


def _lock(person_id: str) -> None:
    """Hold the person's row until the end: two overlapping spans given at once must not both pass the rule."""
    Person.objects.select_for_update().get(id=person_id)


def _held(what: str, since: date, until: date | None) -> dict[str, str]:
    return {"what": what, "since": since.isoformat(), "until": until.isoformat() if until else ""}


def _record(
    school: School, action: str, subject: str, by: Viewer, at: datetime, data: Mapping[str, str | bool] | None = None
) -> None:
    audit.record(by=by.actor, action=action, subject=subject, at=at, school=school.id, data=data)

"""Who may sign in to a school, and who not any more?

An account opens every school in which a person has it; each school lets in and stops its own person and nobody else's.

    open_account(person=person, by=SETUP, at=now())
    close_account(person=person, by=office, at=now())   # in another school they go on
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from gatepost.audit.services import Happened, record_all
from gatepost.kernel.errors import Refused
from gatepost.people.access import may_manage_people, may_readdress
from gatepost.people.models import SIGN_IN_NAME_LENGTH, Account, Person
from gatepost.people.queries import entrusted
from gatepost.people.services.writing import lock, record, save_new, unless
from gatepost.people.viewer import Viewer

TOGETHER = 200
"""Rows that change in one statement."""
SIGN_IN_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
SHORTEST_NAME = 5


@transaction.atomic
def open_account(*, person: Person, by: Viewer, at: datetime) -> Account:
    """Let somebody sign in with the address that is kept for them; nobody has a password yet."""
    unless(may_manage_people(by, school_id=person.school_id))
    if not person.email:
        raise Refused("no-email", "There is no e-mail address for this person, so they cannot have an account.")
    taken = Refused("email-taken", "There is an account with this e-mail address, or for this person, already.")
    stored = lock(person.id)
    unless(taken if stored.account_id else None)
    account = Account(email=stored.email)
    account.set_unusable_password()
    try:
        with transaction.atomic():
            save_new(account)
    except IntegrityError:  # the database alone knows of another who is opening one at this moment
        raise taken from None
    Person.objects.filter(id=person.id).update(account=account, access_ended_at=None)
    record(person.school_id, "account.opened", person.id, by, at)
    return account


@transaction.atomic
def open_named_accounts(*, names: Mapping[str, str], people: Sequence[Person], by: Viewer, at: datetime) -> None:
    """Let people of one school sign in who have no address of their own, each with the name that is given for their id.

    Whoever has an account keeps it. The caller holds the rows of the people.
    """
    new = [person for person in people if person.id in names and person.account_id is None]
    if not new:
        return
    (school_id,) = {person.school_id for person in new}
    unless(may_manage_people(by, school_id=school_id))
    for person in new:
        person.account = Account(name=names[person.id], password=make_password(None))
        person.account.clean_fields()
        person.access_ended_at = None
    try:
        with transaction.atomic():
            Account.objects.bulk_create(person.account for person in new if person.account)
    except IntegrityError:  # the database alone knows of another who is opening one at this moment
        raise Refused("name-taken", "Somebody else got one of these sign-in names meanwhile. Try again.") from None
    Person.objects.bulk_update(new, ["account", "access_ended_at"], batch_size=TOGETHER)
    opened = [Happened("account.opened", person.id) for person in new]
    record_all(opened, by=by.actor, at=at, school=school_id)


@transaction.atomic
def rename_account(*, person: Person, name: str, by: Viewer, at: datetime) -> None:
    """Let somebody without an address of their own sign in with another name."""
    duties = person.duties.filter(until=None).values_list("duty", flat=True)
    unless(may_readdress(by, school_id=person.school_id, duties=duties))
    account = person.account
    if account is None or account.email or person.access_ended_at:
        raise Refused("no-name", "This person does not sign in with a name.")
    wanted = name.strip().lower()
    if not SHORTEST_NAME <= len(wanted) <= SIGN_IN_NAME_LENGTH or not SIGN_IN_NAME.fullmatch(wanted):
        raise Refused(
            "bad-sign-in-name",
            "A sign-in name has 5 to 60 small letters of the English alphabet and digits, with dots or hyphens between.",
        )
    if wanted == account.name:
        return
    try:
        with transaction.atomic():
            Account.objects.filter(id=account.id).update(name=wanted)
    except IntegrityError:
        raise Refused("name-taken", "This name is taken. Add a number to it.") from None
    record(person.school_id, "account.renamed", person.id, by, at)


@transaction.atomic
def close_account(*, person: Person, by: Viewer, at: datetime) -> None:
    """Stop somebody from signing in to their school, from their very next click on; once they are, nothing more happens."""
    unless(may_readdress(by, school_id=person.school_id, duties=entrusted(person, on=localdate(at))))
    if end_access(person, at):
        record(person.school_id, "account.closed", person.id, by, at)


def end_access(person: Person, at: datetime) -> bool:
    """Let a school be closed to somebody, and their account with the last one; tell whether it was open."""
    account_id = Person.objects.filter(id=person.id).values_list("account", flat=True).get()
    ended = Person.objects.filter(id=person.id, access_ended_at=None).update(access_ended_at=at)
    settle([account_id] if account_id else [])
    return bool(account_id and ended)


def let_in(person: Person, account: Account, by: Viewer, at: datetime) -> None:
    """Let an account open a school to somebody who took up an invitation; one that opened it before does so no more."""
    before = person.account_id
    person.account, person.access_ended_at = account, None
    person.save(update_fields=["account", "access_ended_at"])
    settle(each for each in (account.id, before) if each)
    if before != account.id:
        record(person.school_id, "account.opened", person.id, by, at)


def settle(account_ids: Iterable[str]) -> None:
    """Let accounts be open as long as any school lets their owner in."""
    ids = list(account_ids)
    list(Account.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))  # two schools at once
    still = Person.objects.filter(account=OuterRef("pk"), access_ended_at=None)
    Account.objects.filter(id__in=ids).update(is_active=Exists(still))

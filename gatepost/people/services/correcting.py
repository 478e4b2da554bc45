"""How is what is kept about a person put right?

A name or an address is corrected; two rows that turn out to be one person become one. What was there before is not kept:
the record says that it changed, by whom and when, and nobody needs a wrong address again.

    correct_person(person=person, name="Zoë Hart", email="zoe@oddenbrook.example", by=office, at=now())
    merge(keep=person, drop=twice, by=office, at=now())
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string
from django.utils.timezone import localdate

from gatepost.kernel.errors import Refused
from gatepost.people.access import may_join, may_manage_people, may_readdress
from gatepost.people.models import (
    REASON_LENGTH,
    Adjustment,
    Dated,
    Delegation,
    DutyHeld,
    FamilyDeclaration,
    Guardianship,
    HatWorn,
    Person,
    SearchWord,
)
from gatepost.people.naming import plain
from gatepost.people.queries import entrusted
from gatepost.people.rules import covering
from gatepost.people.services import finding
from gatepost.people.services.writing import check, lock, record, unless
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer

SPANS: tuple[tuple[type[Dated], str], ...] = (
    (HatWorn, "hat"),
    (DutyHeld, "duty"),
    (Delegation, "acts_for"),
    (Guardianship, "pupil_id"),
    (FamilyDeclaration, "pupil_id"),
)
"""What a person can have from one day to another, and what makes two of them the same thing."""


@transaction.atomic
def correct_person(*, person: Person, name: str, email: str, by: Viewer, at: datetime) -> Person:
    """Correct a name or an address. Whoever signs in goes on as before, until they take up an invitation to the new one."""
    unless(may_manage_people(by, school_id=person.school_id))
    stored = lock(person.id)
    unless(_is_no_more(stored))
    wanted = {"name": name.strip(), "email": email.strip().lower()}
    changed = [column for column, value in wanted.items() if getattr(stored, column) != value]
    if not changed:
        return stored
    if "email" in changed:
        unless(may_readdress(by, school_id=stored.school_id, duties=entrusted(stored, on=localdate(at))))
    for column in changed:
        setattr(stored, column, wanted[column])
    stored.plain_name = plain(stored.name)
    check(stored)
    stored.save(update_fields=[*changed, "plain_name"])
    finding.note_people([stored])
    record(stored.school_id, "person.corrected", stored.id, by, at, {"columns": " ".join(sorted(changed))})
    return stored


@transaction.atomic
def merge(*, keep: Person, drop: Person, by: Viewer, at: datetime) -> Person:
    """Make one person of two rows: what ``drop`` is and holds goes to ``keep``; the dropped id leads there from then on.

    Days that both have of the same thing become one stretch. Refused across schools, and while the one that goes can sign
    in beside the other: somebody has to say with which account.
    """
    unless(may_join(by, school_id=keep.school_id, people=(keep.id, drop.id), is_private=_is_private(keep, drop)))
    first, second = sorted((keep.id, drop.id))
    locked = {row.id: row for row in (lock(first), lock(second))}
    keep, drop = locked[keep.id], locked[drop.id]
    unless(may_merge(keep, drop))
    for name in settings.BETWEEN:
        unless(import_string(name)(keep.id, drop.id, on=localdate(at)))
    for model, same in SPANS:
        _join(model, same, keep, drop)
    Adjustment.objects.filter(person=drop).update(person=keep)
    if drop.account_id and drop.access_ended_at is None:
        account, drop.account, keep.access_ended_at = drop.account, None, None
        drop.save(update_fields=["account"])  # one of a school at a time
        keep.account = account
    drop.account = None
    if not keep.email:
        keep.email = drop.email
    Person.objects.filter(merged_into=drop).update(merged_into=keep)
    drop.merged_into, drop.email = keep, ""
    keep.save(update_fields=["email", "account", "access_ended_at"])
    drop.save(update_fields=["merged_into", "email", "account"])
    SearchWord.objects.filter(person=drop).delete()
    record(keep.school_id, "person.merged", keep.id, by, at, {"from": drop.id})
    return keep


def may_merge(keep: Person, drop: Person) -> Refused | None:
    """Answer whether two rows can become one."""
    if keep.id == drop.id:
        return Refused("same-row", "This is the same entry. Choose the other one.")
    if keep.school_id != drop.school_id:
        return Refused("another-school", "There is no such person at this school.")
    if _differ_in_responsibility(keep, drop):
        return Refused(
            "responsibility-differs",
            "One of these has parental responsibility for a child and the other has not. Put that right first.",
        )
    if keep.merged_into_id or drop.merged_into_id:
        return Refused("merged-already", "One of these was merged already.")
    if drop.account_id and drop.access_ended_at is None and keep.account_id:
        return Refused("two-accounts", "Both can sign in. Close the account of the entry that goes first.")
    return None


def _differ_in_responsibility(keep: Person, drop: Person) -> bool:
    pairs = keep.children.filter(pupil__in=drop.children.values("pupil")).values_list("pupil", "has_responsibility")
    return any(drop.children.filter(pupil=pupil).exclude(has_responsibility=has_it).exists() for pupil, has_it in pairs)


def _is_no_more(person: Person) -> Refused | None:
    if person.merged_into_id:
        return Refused("merged-already", "This entry was merged into another. Correct that one.")
    return None


def _is_private(*people: Person) -> bool:
    """Tell whether the head alone may see all that is kept about these people: asked of all staff, so that it tells nothing."""
    ids = [person.id for person in people]
    hats = HatWorn.objects.exclude(hat=Hat.PARENT.value)
    kept = (Adjustment.objects, FamilyDeclaration.objects, DutyHeld.objects, Delegation.objects, hats)
    if any(rows.filter(person__in=ids).exists() for rows in kept):
        return True
    return any(import_string(name)(ids) for name in settings.PRIVATE)


def _join(model: type[Dated], same: str, keep: Person, drop: Person) -> None:
    """Give the spans of one person to the other; those that touch or overlap become one, the rest stand beside them.

    What is kept of the one that stays stands; only what is blank there is filled from the one that goes.
    """
    rows: models.Manager[Any] = model.objects  # type: ignore[attr-defined]  # abstract, its children have one
    for row in rows.filter(person=drop).order_by("since"):
        stays = row
        for other in rows.filter(person=keep, **{same: getattr(row, same)}).order_by("since"):
            joined = covering([(stays.since, stays.until), (other.since, other.until)])
            if joined:
                _fill(other, stays)
                _move_restrictions(stays, other)
                stays.delete()
                other.since, other.until = joined
                stays = other
        stays.person = keep
        stays.save()


def _fill(stays: Dated, goes: Dated) -> None:
    for column in ("title", "external_id", "relationship", "reason", "minute", "decided_on"):
        if not getattr(stays, column, True):
            setattr(stays, column, getattr(goes, column))


def _move_restrictions(row: Dated, stays: Dated) -> None:
    """Let what must not be told go on standing where a guardianship is joined to another; of two open ones, both reasons."""
    if not (isinstance(row, Guardianship) and isinstance(stays, Guardianship)):
        return
    standing = stays.restrictions.filter(until=None).first()
    for moved in row.restrictions.all():
        if moved.until is None and standing is not None:
            standing.since = min(standing.since, moved.since)
            standing.reason = f"{standing.reason} / {moved.reason}"[:REASON_LENGTH]
            standing.save(update_fields=["since", "reason"])
            moved.delete()
        else:
            moved.guardianship = stays
            moved.save(update_fields=["guardianship"])

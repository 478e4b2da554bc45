"""Who does not agree to the policy in force, and whom has the head still to speak with?

For the head in person, as everything about refusals: not for whoever acts for the head, the office, or the governors. A refusal
waits until the head says that it is dealt with, once for each answer; or until it stands no more, since they agreed or left, or
another edition is in force, which asks everybody anew. The record says that the head dealt with it and when, never why somebody
declined. The head's own waits for nobody.

    list_declined(head, on=today)[0].waits  ->  True
    deal_with(sign_off=answer.id, by=head, at=now())
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from gatepost.agreements.queries import in_force
from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.queries import entries_of, with_roles
from gatepost.people.viewer import Viewer
from gatepost.signoff.access import sees_refusals
from gatepost.signoff.models import DealtWith, SignOff
from gatepost.signoff.queries import counted, worn
from gatepost.signoff.states import Answer
from gatepost.signoff.typed import unless

DEALT_WITH = "signoff.dealt-with"


@dataclass(frozen=True, slots=True)
class Declined:
    """Somebody who does not agree, as the head sees it. ``hats`` are codes, those with which they answered."""

    id: str
    person_id: str
    name: str
    hats: tuple[str, ...]
    reason: str
    day: date
    """On which they said so: of paper, the day on the sheet."""
    is_on_paper: bool
    dealt_with_at: datetime | None

    @property
    def waits(self) -> bool:
        """Tell whether the head has still to deal with it."""
        return self.dealt_with_at is None


def list_declined(viewer: Viewer, *, on: date) -> tuple[Declined, ...]:
    """Return who belongs to the school and does not agree to its policy of a day, the first one first; for the head in person."""
    refusals = {row.id: row for row in _refusals(viewer, on)}
    if not refusals:
        return ()
    whole = {row.person.entry_id for row in refusals.values()} - {viewer.person_id}
    people = {row.id: row for row in with_roles(Person.objects.filter(id__in=whole)) if _is_here(row, on)}
    editions = {row.edition_id for row in refusals.values()}
    answers = counted(SignOff.objects.filter(edition__in=editions, person__in=entries_of(people)))
    last = {
        merged or entry: answer
        for answer, entry, merged in answers.order_by("at", "number", "id").values_list(
            "id", "person", "person__merged_into"
        )
    }
    return tuple(
        _seen(row, people[row.person.entry_id]) for row in refusals.values() if last.get(row.person.entry_id) == row.id
    )


@transaction.atomic
def deal_with(*, sign_off: str, by: Viewer, at: datetime) -> DealtWith:
    """Say that a refusal was looked at, and whoever gave it spoken with; said twice, it is one row. Raises Refused."""
    unless(_may_deal(by))
    one = next((each for each in list_declined(by, on=localdate(in_utc(at))) if each.id == sign_off), None)
    if one is None:
        raise Refused("no-refusal", "This waits for you no more: they have answered anew, or do not have to.")
    list(Person.objects.select_for_update().filter(id=one.person_id))  # two who press come one after the other
    there = DealtWith.objects.filter(sign_off=sign_off).first()
    if there:
        return there
    answer = SignOff.objects.get(id=sign_off)
    row = DealtWith.objects.create(sign_off=answer, by_id=by.person_id, at=at)
    audit.record(by=by.actor, action=DEALT_WITH, subject=sign_off, at=at, school=by.school_id, edition=answer.sha256)
    return row


def _may_deal(by: Viewer) -> Refused | None:
    if sees_refusals(by):
        return None
    return Refused("not-the-head", "Only the head teacher, in person, deals with those who do not agree.")


def _refusals(viewer: Viewer, on: date) -> QuerySet[SignOff]:
    if not sees_refusals(viewer):
        return SignOff.objects.none()
    edition = in_force(viewer.school_id, on).values("id")
    rows = counted(SignOff.objects.filter(edition__in=edition, answer=Answer.REFUSED.value))
    return rows.select_related("person", "dealt_with").order_by("at", "number", "id")


def _is_here(person: Person, on: date) -> bool:
    return any(each.holds_on(on) for each in (*person.hats.all(), *person.duties.all()))


def _seen(row: SignOff, person: Person) -> Declined:
    dealt_with: DealtWith | None = getattr(row, "dealt_with", None)
    return Declined(
        id=row.id,
        person_id=person.id,
        name=person.name,
        hats=tuple(sorted(worn(row.hats))),
        reason=row.reason,
        day=row.on_paper or localdate(row.at),
        is_on_paper=row.on_paper is not None,
        dealt_with_at=dealt_with.at if dealt_with else None,
    )

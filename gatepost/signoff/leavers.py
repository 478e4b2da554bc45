"""How does somebody who has left get what they signed, since they sign in no more?

They ask the head teacher, who makes sure that it is them, and gives them each answer as a document: what the head sees of it
elsewhere (the name as typed, and why somebody did not agree), and the exact words. In person, as everything about refusals; of
nobody who is here, who finds it themselves; and each copy has its entry in the record. Whoever was stopped from signing in finds
nothing either, so they get it the same way, also while they still belong to the school.

    list_of_leaver(head, person.id, on=today)  ->  their answers; None: they are here, or it is none of the viewer's business
    copy_of_leaver(sign_off=answer.id, person=person.id, by=head, at=now())
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as, with_roles
from gatepost.people.viewer import Viewer
from gatepost.signoff.access import sees_refusals
from gatepost.signoff.copies import Copy, get_copy
from gatepost.signoff.queries import SignOffSeen, list_own

COPIED = "signoff.copied"


def list_of_leaver(viewer: Viewer, person_id: str, *, on: date) -> tuple[SignOffSeen, ...] | None:
    """Return what somebody who has left answered, the last first; None if the viewer may not give it to them."""
    leaver = _leaver(viewer, person_id, on)
    return list_own(leaver) if leaver else None


@transaction.atomic
def copy_of_leaver(*, sign_off: str, person: str, by: Viewer, at: datetime) -> Copy:
    """Return one answer of somebody who has left to hand to them, with its entry in the record. Raises Refused."""
    on = localdate(in_utc(at))
    leaver = _leaver(by, person, on)
    copy = get_copy(leaver, sign_off, on=on) if leaver else None
    if copy is None:
        raise Refused("no-answer", "There is no such answer of somebody who has left.")
    audit.record(by=by.actor, action=COPIED, subject=sign_off, at=at, school=by.school_id, edition=copy.receipt.sha256)
    return copy


def _leaver(viewer: Viewer, person_id: str, on: date) -> Viewer | None:
    """Return somebody who is nothing at the viewer's school any more, or was stopped, as who they were, for what was theirs."""
    if not sees_refusals(viewer) or viewer.person_id == person_id:
        return None
    row = with_roles(Person.objects.filter(id=person_id, school_id=viewer.school_id, merged_into=None)).first()
    if row is None or (viewer_as(row, on).is_signed_in and row.access_ended_at is None):
        return None
    return Viewer(actor=row.id, person_id=row.id, school_id=row.school_id, name=row.name)

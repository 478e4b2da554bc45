"""How does somebody get what they need for their health, against the policy's clauses on phones?

It is recorded in one step, without a request, by whom the policy in force names for it (``agreements.bodies``): the head teacher,
for the head's own need the chair of governors. Nobody records their own. What stands in it is read by whoever could record it, and
by whoever it is for; under an edition that lets nobody record more, what there is can still be read and ended. The record says that
there is one, and neither what nor whose.

    record_adjustment(person=teacher, what="A glucose monitor on the phone.", since=first, by=head, at=now())
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.agreements.bodies import HEAD, Holder, may_give_at_once, may_speak_for
from gatepost.agreements.queries import edition_on
from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.file import Line, line_of, newest
from gatepost.people.models import Adjustment, Person
from gatepost.people.queries import viewer_as, with_roles
from gatepost.people.rules import dates_in_order
from gatepost.people.services.writing import cut_short, lock, save_new, unless
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer

KIND, FORM = "adjustment", "record"
"""What the policy calls it, and the form in which it is given here."""


def may_adjust(viewer: Viewer, person: Person, *, on: date) -> Refused | None:
    """Answer whether the viewer may record an adjustment for that person on a day: the policy of that day has to know it."""
    refusal = may_know(viewer, person, on=on)
    if refusal or viewer.sets_up:
        return refusal
    policy, holder = edition_on(person.school_id, on), _holder(person, on)
    return may_give_at_once(viewer, KIND, form=FORM, policy=policy, school=person.school_id, holder=holder)


def may_know(viewer: Viewer, person: Person, *, on: date) -> Refused | None:
    """Answer whether the viewer may read that person's adjustments, and end one: also where the policy knows no more of them."""
    holder = _holder(person, on)
    refusal = may_speak_for(viewer, HEAD, school=person.school_id, holder=holder)
    if viewer.sets_up or (refusal is None and may_know_needs(viewer, holder)):
        return None
    return Refused(
        "not-the-head",
        "The head teacher records an adjustment, the chair of governors that of the head teacher, and nobody their own.",
    )


def may_know_needs(viewer: Viewer, holder: Holder) -> bool:
    """Tell whether it is no need of the head's, or the viewer the chair: nobody is lent what is known of somebody's health."""
    return not holder.is_head or viewer.has_duty(Duty.CHAIR.value)


def list_adjustments(viewer: Viewer, person: Person, *, on: date) -> tuple[Line, ...]:
    """Return what was recorded for somebody, the newest first; nothing for who may not know it."""
    if may_know(viewer, person, on=on):
        return ()
    return newest([line_of(row, row.what, on) for row in Adjustment.objects.filter(person=person)])


def get_adjustment(person: Person, row_id: str) -> Adjustment | None:
    """Return one of a person's adjustments; only who may record one asks."""
    return person.adjustments.filter(id=row_id).select_related("person").first()


@transaction.atomic
def record_adjustment(
    *,
    person: Person,
    what: str,
    since: date,
    by: Viewer,
    at: datetime,
    until: date | None = None,
    review: date | None = None,
) -> Adjustment:
    """Record what is allowed for a medical or disability need."""
    unless(may_adjust(by, person, on=localdate(in_utc(at))))
    unless(dates_in_order(since, until))
    made = Adjustment(person=person, what=what.strip(), since=since, until=until, review=review)
    save_new(made)
    _record(made, "adjustment.recorded", by, at)
    return made


@transaction.atomic
def end_adjustment(*, adjustment: Adjustment, until: date, by: Viewer, at: datetime) -> Adjustment:
    """Let an adjustment end; ``until`` is its last day."""
    unless(may_know(by, adjustment.person, on=localdate(in_utc(at))))
    lock(adjustment.person_id)
    if cut_short(adjustment, Adjustment.objects.all(), until):
        _record(adjustment, "adjustment.ended", by, at)
    return adjustment


def _holder(person: Person, on: date) -> Holder:
    them = viewer_as(with_roles(Person.objects.filter(id=person.id)).prefetch_related("delegations").get(), on)
    is_head, is_chair = (them.has_duty(duty.value) for duty in (Duty.HEAD, Duty.CHAIR))
    return Holder(frozenset({person.id}), is_head=is_head, is_chair=is_chair)


def _record(adjustment: Adjustment, action: str, by: Viewer, at: datetime) -> None:
    school = adjustment.person.school_id
    policy = edition_on(school, localdate(in_utc(at)))
    kind = policy.grants.get(KIND)
    audit.record(
        by=by.actor,
        action=action,
        subject=adjustment.id,
        at=at,
        school=school,
        clause=kind.clause if kind else "",
        edition=policy.sha256,
    )

"""What has somebody lost today, and which notices may this viewer see?

``held`` is what everything asks that has to answer a parent. All of a notice is for the parent whom it is about and for who decides
about them; the office and the safeguarding lead learn what is lost until when. To everybody else there is none, in counts too.

    held(person_id, on=today)  ->  frozenset({'no-photos'})
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from gatepost.people.models import DutyHeld, HatWorn, Person, holding_on
from gatepost.people.queries import entries_of, viewer_as, with_roles
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import Viewer
from gatepost.restrictions.access import Subject, may_decide, may_ever_decide, may_restrict, sees_in_force
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.seeing import RestrictionSeen, notice_of, seen_all, standing_of
from gatepost.restrictions.standing import TO_DECIDE
from gatepost.restrictions.states import BINDING, DECIDES, ENDS, State
from gatepost.restrictions.telling import address_of

_WHOLE = Coalesce("person__merged_into_id", "person_id")
"""Whose it is: somebody who was merged is the entry that stayed."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What the desk has to know: who, what, until when.

    ``is_interim`` if it is not decided yet: then it ends by itself after ``lapses``. ``notice`` is its id, blank for who does
    not decide about it.
    """

    person_id: str
    name: str
    kinds: frozenset[str]
    since: date
    until: date
    is_interim: bool
    lapses: date | None
    notice: str

    @property
    def last(self) -> date:
        """The last day on which it counts if nobody does anything."""
        return self.lapses or self.until


def held(person_id: str, *, on: date) -> frozenset[str]:
    """Return what a person has lost that day, as the codes of the policy; nothing for who is no parent then.

    Whoever stops being a parent here and becomes one again before the last day has lost it again. One question to the
    database, two for whom there is something.
    """
    entry = _entry(person_id)
    mine = Restriction.objects.filter(person__in=Person.objects.filter(Q(id__in=entry) | Q(merged_into__in=entry)))
    rows = _of_the_day(mine, on)
    return frozenset(kind for row in rows for kind in standing_of(row, on=on).lost)


def list_in_force(viewer: Viewer, *, on: date) -> tuple[InForce, ...]:
    """Return what parents have lost that day, by name: for the head, the office and the safeguarding lead; never about oneself."""
    if not sees_in_force(viewer):
        return ()
    of_others = Restriction.objects.exclude(person__in=entries_of([viewer.person_id]))
    rows = _of_the_day(of_others.filter(school_id=viewer.school_id), on).select_related("person__merged_into")
    known = visible_to(viewer, on=on).order_by().filter(until__gte=on).values_list("id", flat=True)
    decides = set(known) if may_ever_decide(viewer) else set()
    found = (_in_force(row, on, is_known=row.id in decides) for row in rows)
    return tuple(sorted((each for each in found if each), key=lambda each: (each.name, each.person_id, each.until)))


def own_to(viewer: Viewer) -> QuerySet[Restriction]:
    """Return the notices to the viewer, those to an entry that was joined to theirs included."""
    if not viewer.is_signed_in:
        return Restriction.objects.none()
    mine = Restriction.objects.filter(school_id=viewer.school_id, person__in=entries_of([viewer.person_id]))
    return _whole_rows(mine)


def list_own(viewer: Viewer, *, on: date) -> tuple[RestrictionSeen, ...]:
    """Return the notices to the viewer as they stand on a day, the last one first."""
    return seen_all(own_to(viewer), on=on)


def list_own_open(viewer: Viewer, *, on: date) -> tuple[RestrictionSeen, ...]:
    """Return those of the notices to the viewer that can still be replied to or count, and no older ones."""
    return seen_all(_open(own_to(viewer), on), on=on)


def get_own(viewer: Viewer, restriction_id: str, *, on: date) -> RestrictionSeen | None:
    """Return one of the notices to the viewer, or None."""
    return next(iter(seen_all(own_to(viewer).filter(id=restriction_id), on=on)), None)


def visible_to(viewer: Viewer, *, on: date) -> QuerySet[Restriction]:
    """Return the notices about which the viewer decides that day (``access.may_decide``, in the database)."""
    if not may_ever_decide(viewer):
        return Restriction.objects.none()
    is_head = Exists(_holding(DutyHeld.objects.filter(duty=Duty.HEAD.value), "whole", on))
    rows = Restriction.objects.filter(school_id=viewer.school_id).annotate(whole=_WHOLE, is_head=is_head)
    decides = Q(is_head=False) if viewer.acts_for(Duty.HEAD.value) else Q(pk__in=[])
    if viewer.has_duty(Duty.CHAIR.value):
        decides |= Q(is_head=True)
    return _whole_rows(rows.filter(decides).exclude(whole=viewer.person_id))


def list_visible(viewer: Viewer, *, on: date) -> tuple[RestrictionSeen, ...]:
    """Return the notices about which the viewer decides, as they stand on a day, the last one first."""
    return seen_all(visible_to(viewer, on=on), on=on)


def list_open(viewer: Viewer, *, on: date) -> tuple[RestrictionSeen, ...]:
    """Return the notices about which the viewer decides that are not over, the last one first: what a desk needs each day."""
    return seen_all(_open(visible_to(viewer, on=on), on), on=on)


def get_visible(viewer: Viewer, restriction_id: str, *, on: date) -> RestrictionSeen | None:
    """Return a notice about which the viewer decides, or None."""
    return next(iter(seen_all(visible_to(viewer, on=on).filter(id=restriction_id), on=on)), None)


def get_subject(viewer: Viewer, person_id: str, *, on: date) -> Subject | None:
    """Return somebody about whom the viewer decides that day, parent or not; None for anybody else, and for a made-up id."""
    subject = subject_of(person_id, on=on)
    return subject if subject and may_decide(viewer, subject) is None else None


def can_restrict(viewer: Viewer, person_id: str, *, on: date) -> bool:
    """Tell whether the viewer may give that person a notice that day."""
    subject = subject_of(person_id, on=on) if may_ever_decide(viewer) else None
    return subject is not None and may_restrict(viewer, subject) is None


def list_heads(viewer: Viewer, *, on: date) -> tuple[Subject, ...]:
    """Return the heads who are parents here, for the chair, who decides about them and may not see them in any other list."""
    if not viewer.is_signed_in or not viewer.has_duty(Duty.CHAIR.value):
        return ()
    heads = _holding(DutyHeld.objects.filter(duty=Duty.HEAD.value), "id", on)
    people = Person.objects.filter(Exists(heads), school_id=viewer.school_id, merged_into=None).exclude(
        id=viewer.person_id
    )
    found = (subject_of(person, on=on) for person in people.order_by("name", "id").values_list("id", flat=True))
    return tuple(subject for subject in found if subject and subject.is_parent)


def subject_of(person_id: str, *, on: date) -> Subject | None:
    """Return what somebody is that day, as far as a restriction asks; an entry that was merged is the one that stayed."""
    person = Person.objects.filter(id__in=_entry(person_id)).select_related("account").first()
    if person is None:
        return None
    return Subject(
        id=person.id,
        school_id=person.school_id,
        name=person.name,
        is_parent=HatWorn.objects.filter(holding_on(on), person=person, hat=Hat.PARENT.value).exists(),
        is_head=DutyHeld.objects.filter(holding_on(on), person=person, duty=Duty.HEAD.value).exists(),
        has_address=bool(address_of(person)),
    )


def deciders(person_id: str, *, on: date) -> tuple[Person, ...]:
    """Return who decides about somebody that day, by a duty or for the head by a delegation: to tell them that something waits."""
    subject = subject_of(person_id, on=on)
    if subject is None:
        return ()
    people = Person.objects.filter(school_id=subject.school_id, merged_into=None).exclude(id=subject.id)
    holds = Q(duties__duty__in=(Duty.HEAD.value, Duty.CHAIR.value)) | Q(delegations__acts_for=Duty.HEAD.value)
    some = with_roles(people.filter(id__in=people.filter(holds).values("id"))).prefetch_related("delegations")
    found = some.select_related("account", "school").order_by("id")
    return tuple(each for each in found if may_decide(viewer_as(each, on), subject) is None)


def have_notices(people: Collection[str]) -> bool:
    """Tell whether any of these people (ids) ever got a notice: joining their entry shows it to whoever signs in."""
    return Restriction.objects.filter(person__in=entries_of(people)).exists()


def _entry(person_id: str) -> QuerySet[Person, str]:
    """Return the id under which somebody is kept today."""
    return Person.objects.filter(id=person_id).values_list(Coalesce("merged_into_id", "id"), flat=True)


def _holding(
    rows: QuerySet[DutyHeld] | QuerySet[HatWorn], whole: str, on: date
) -> QuerySet[DutyHeld] | QuerySet[HatWorn]:
    return rows.filter(holding_on(on), person_id=OuterRef(whole))


def _of_the_day(rows: QuerySet[Restriction], on: date) -> QuerySet[Restriction]:
    """Keep those that may count that day, with their steps: no step puts off the last day, and only a parent has lost something."""
    is_parent = Exists(_holding(HatWorn.objects.filter(hat=Hat.PARENT.value), "whole", on))
    return rows.annotate(whole=_WHOLE).filter(is_parent, since__lte=on, until__gte=on).prefetch_related("steps")


def _open(rows: QuerySet[Restriction], on: date) -> QuerySet[Restriction]:
    """Leave out what is over: its last day (which no step puts off), ended by a step, or undecided for weeks."""
    taken = RestrictionStep.objects.filter(restriction=OuterRef("pk"))
    rows = rows.filter(~Exists(taken.filter(step__in=[step.value for step in ENDS])), until__gte=on)
    is_decided = Exists(taken.filter(step__in=[step.value for step in DECIDES]))
    return rows.filter(Q(reply_by__gte=on - TO_DECIDE) | is_decided)


def _whole_rows(rows: QuerySet[Restriction]) -> QuerySet[Restriction]:
    with_people = rows.select_related("person__account", "person__merged_into__account", "by").prefetch_related(
        "steps__by"
    )
    return with_people.order_by(F("at").desc(), "id")


def _in_force(row: Restriction, on: date, *, is_known: bool) -> InForce | None:
    now = standing_of(row, on=on)
    if now.state not in BINDING:
        return None
    person, terms = row.person.entry, now.terms
    return InForce(
        person_id=person.id,
        name=person.name,
        kinds=terms.kinds,
        since=terms.since,
        until=terms.until,
        is_interim=now.state is State.INTERIM,
        lapses=notice_of(row).decide_by if now.state is State.INTERIM else None,
        notice=row.id if is_known else "",
    )

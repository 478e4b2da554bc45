"""Which permissions may this viewer know of, as they stand on a day, and what may the viewer do about them?

One's own; for the head all of the school's; for those who speak for the governing body what it is asked; for the office what it
decides, and what is in force. Counts too.

    [each.state for each in list_own(teacher, on=today)]  ->  [State.GRANTED]
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Length, Replace
from django.utils.timezone import localdate
from django.utils.translation import gettext

from gatepost.agreements.bodies import GOVERNING_BODY, OFFICE, Holder, decided_by, may_speak_for
from gatepost.agreements.queries import edition_on
from gatepost.grants import access, rules
from gatepost.grants.deciders import Entrusted, are_enough_governors, entrusted
from gatepost.grants.kinds import stopped_by
from gatepost.grants.models import Permission, PermissionStep
from gatepost.grants.rules import Taken
from gatepost.grants.seeing import Able, Pending, PermissionSeen, StepSeen
from gatepost.grants.states import YES, State, Step, state_on
from gatepost.people.access import sees_desk
from gatepost.people.models import DutyHeld, HatWorn, Person, holding_on
from gatepost.people.queries import entries_of
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.policy.schema import LISTS
from gatepost.restrictions.queries import held as rights_lost

_OF_HOLDER = Q(person=OuterRef("person")) | Q(person=OuterRef("person__merged_into"))
"""What belongs to whoever holds a permission, whichever of their entries it was given to."""
MOST_LISTED = 200
"""In each list; the first of them are those to be seen first."""


def visible_to(viewer: Viewer, *, on: date) -> QuerySet[Permission]:
    """Return the permissions that the viewer may know of on that day, the last one asked first."""
    if not viewer.is_signed_in:
        return Permission.objects.none()
    rows = Permission.objects.filter(school_id=viewer.school_id).order_by("-asked_at", "-id")
    if access.sees_all(viewer):
        return rows
    seen = Q(person__in=entries_of([viewer.person_id]))
    if access.sees_the_heads(viewer):
        seen |= ~Q(person__in=_heads(on))
    if access.sees_the_bodys(viewer):
        seen |= Q(kind__in=_kinds_of(viewer, GOVERNING_BODY, on)) | Q(person__in=_heads(on))
    if access.sees_the_desks(viewer):
        seen |= Q(kind__in=_kinds_of(viewer, OFFICE, on)) | Q(state=State.GRANTED.value, until__gte=on)
    return rows.filter(seen)


def list_own(viewer: Viewer, *, on: date) -> tuple[PermissionSeen, ...]:
    """Return what the viewer ever asked for, the last first."""
    mine = visible_to(viewer, on=on).filter(person__in=entries_of([viewer.person_id]))
    return _seen(mine[:MOST_LISTED], viewer, on)


def list_waiting(viewer: Viewer, *, on: date) -> tuple[PermissionSeen, ...]:
    """Return the requests that the viewer may decide on that day, the one that waits longest first."""
    waiting = visible_to(viewer, on=on).filter(state=State.REQUESTED.value, until__gte=on).order_by("asked_at", "id")
    return tuple(each for each in _seen(waiting[:MOST_LISTED], viewer, on) if each.able.decide)


def list_lacking(viewer: Viewer, *, on: date) -> tuple[PermissionSeen, ...]:
    """Return the requests for which there are too few governors, for who can record that another one may decide."""
    if not access.may_lend_the_bodys(viewer):
        return ()
    waiting = visible_to(viewer, on=on).filter(state=State.REQUESTED.value, until__gte=on).order_by("asked_at", "id")
    found = _seen(waiting[:MOST_LISTED], viewer, on, counts_governors=True)
    return tuple(each for each in found if each.lacks_a_governor)


def list_pending(viewer: Viewer, *, on: date) -> tuple[Pending, ...]:
    """Return the requests that wait for somebody else that day, for who runs the day; the one that waits longest first.

    The office learns that something waits, since when and for whom, and not who asked, unless it may know of the request
    anyway. What the head asks for is kept from it, as it is from who acts for the head.
    """
    if not sees_desk(viewer):
        return ()
    known = visible_to(viewer, on=on)
    rows = Permission.objects.filter(school_id=viewer.school_id, state=State.REQUESTED.value, until__gte=on)
    rows = rows.exclude(person__in=entries_of([viewer.person_id])).order_by("asked_at", "id")
    rows = rows.filter(Q(id__in=known.order_by().values("id")) | ~Q(person__in=_heads(on)))[:MOST_LISTED]
    names = set(known.filter(state=State.REQUESTED.value, until__gte=on).values_list("id", flat=True))
    return tuple(
        Pending(each.title, each.waits_for, each.asked_at, each.is_heads, each if each.id in names else None)
        for each in _seen(rows, viewer, on)
        if each.state is State.REQUESTED and not each.able.decide
    )


def list_in_force(viewer: Viewer, *, on: date) -> tuple[PermissionSeen, ...]:
    """Return others' permissions that are in force or begin later, the one that ends first on top; MOST_LISTED of them."""
    return _given(viewer, on, visible_to(viewer, on=on).filter(until__gte=on))


def list_expiring(viewer: Viewer, *, on: date, days: int = 7) -> tuple[PermissionSeen, ...]:
    """Return others' permissions whose last day is on that day or one of the next ``days``; MOST_LISTED of them."""
    return _given(viewer, on, visible_to(viewer, on=on).filter(until__range=(on, on + timedelta(days=days))))


def _given(viewer: Viewer, on: date, rows: QuerySet[Permission]) -> tuple[PermissionSeen, ...]:
    others = rows.filter(state=State.GRANTED.value).exclude(person__in=entries_of([viewer.person_id]))
    found = _seen(others.order_by("until", "id")[:MOST_LISTED], viewer, on)
    return tuple(each for each in found if each.state in {State.GRANTED, State.COMING} and not each.rests)


def list_others(viewer: Viewer, *, on: date) -> tuple[PermissionSeen, ...]:
    """Return what others asked for and nobody else lists: what waits for others, and what is over; the last first."""
    rows = visible_to(viewer, on=on).exclude(person__in=entries_of([viewer.person_id]))
    rows = rows.exclude(state=State.GRANTED.value, until__gte=on)
    return tuple(each for each in _seen(rows[:MOST_LISTED], viewer, on) if not each.able.decide)


def get_visible(viewer: Viewer, permission_id: str, *, on: date) -> PermissionSeen | None:
    """Return a permission that the viewer may know of, or None."""
    counts = access.sees_all(viewer) or access.sees_the_bodys(viewer)
    found = _seen(visible_to(viewer, on=on).filter(id=permission_id), viewer, on, counts_governors=counts)
    return found[0] if found else None


def with_hats(rows: QuerySet[Permission], *, on: date) -> QuerySet[Permission]:
    """Add to each permission how many of the hats for which it was given its holder still wears: see ``is_here``."""
    given_for = ExpressionWrapper(OuterRef("hats"), CharField())
    worn = HatWorn.objects.filter(_OF_HOLDER, holding_on(on)).alias(given_for=given_for)
    counted = worn.filter(given_for__contains=F("hat")).annotate(  # no hat's name is part of another's
        many=Func("hat", template="COUNT(DISTINCT %(expressions)s)", output_field=IntegerField())
    )
    return rows.annotate(hats_worn=Subquery(counted.order_by().values("many")))


def with_holders(rows: QuerySet[Permission], *, on: date) -> QuerySet[Permission]:
    """Add whether the holder is head teacher or chair of governors, too."""
    held = DutyHeld.objects.filter(_OF_HOLDER, holding_on(on))
    head, chair = (Exists(held.filter(duty=duty.value)) for duty in (Duty.HEAD, Duty.CHAIR))
    return with_hats(rows, on=on).annotate(is_heads=head, is_chairs=chair)


def of_leavers(rows: QuerySet[Permission], *, on: date) -> QuerySet[Permission]:
    """Return of these permissions those whose holder is not here any more under a hat for which they were given."""
    commas = Length("hats") - Length(Replace("hats", Value(","), Value("")))
    counted: QuerySet[Any] = with_hats(rows, on=on)  # with what the query adds
    return counted.filter(hats_worn__lt=commas + 1)


def state_of(row: Permission, *, on: date) -> State:
    """Return the state on a day of a permission that was fetched ``with_hats``: whoever left holds none, from that day."""
    state = state_on(on, State(row.state), row.since, row.until)
    if is_here(row):
        return state
    if state in {State.GRANTED, State.COMING}:
        return State.ENDED
    return State.WITHDRAWN if state in {State.REQUESTED, State.REFUSED} else state


def is_here(row: Permission) -> bool:
    """Tell whether the holder of a permission that was fetched ``with_hats`` still wears every hat for which it was given."""
    worn: int = getattr(row, "hats_worn")  # noqa: B009  # added by the query, unknown to the model
    return worn == len(row.hats.split(","))


def holder_of(row: Permission) -> Holder:
    """Return the holder of a permission that was fetched ``with_holders`` and with its person."""
    entries = frozenset(filter(None, (row.person_id, row.person.merged_into_id)))
    is_head, is_chair = (bool(getattr(row, name)) for name in ("is_heads", "is_chairs"))
    return Holder(entries, is_head=is_head, is_chair=is_chair)


def taken(steps: Iterable[PermissionStep]) -> list[Taken]:
    """Return steps as the rules look at them."""
    return [Taken(Step(one.step), one.body, _who(one)) for one in steps]


def _who(one: PermissionStep) -> str:
    """Return whoever took a step, under the entry that they have now."""
    return one.by.entry_id if one.by else ""


def rests(row: Permission, policy: Edition, *, on: date) -> bool:
    """Tell whether what was given does not count on a day: the policy asks another body, or the right to it was lost."""
    if not has_every_yes(row, policy):
        return True
    hats = row.hats.split(",")
    could_be_lost = stopped_by(policy, row.kind, hats, LISTS["restrictions"])
    return bool(could_be_lost and stopped_by(policy, row.kind, hats, rights_lost(row.person_id, on=on)))


def has_every_yes(row: Permission, policy: Edition) -> bool:
    """Tell whether every body that a policy asks about a permission has agreed to it; one that it asks anew lets it rest."""
    asked = decided_by(policy, row.kind)
    return bool(asked) and set(asked) <= set(row.agreed.split(","))


def able(row: Permission, steps: Sequence[Taken], state: State, viewer: Viewer, policy: Edition, on: date) -> Able:
    """Return what the viewer may do about a permission: exactly what the services let them."""
    holder = holder_of(row)
    if viewer.person_id in holder.entries:
        return Able(
            answer=state is State.REFUSED and on <= row.until and rules.is_decided_apart(steps, holder.entries) is None,
            withdraw=state is State.REQUESTED,
            give_back=rules.leads_on(state, Step.GIVE_BACK) is None,
        )
    asked = decided_by(policy, row.kind)
    agreed = rules.standing(steps)
    bodies = dict.fromkeys([*asked, *agreed])
    mine = [body for body in bodies if may_speak_for(viewer, body, school=row.school_id, holder=holder) is None]
    return Able(
        decide=tuple(
            body
            for body in mine
            if rules.decides(state, steps, body, asked) is None
            and rules.is_theirs_alone(steps, body, viewer.person_id) is None
        ),
        decline=tuple(body for body in mine if state is State.REQUESTED and body in agreed),
        revoke=tuple(body for body in mine if rules.leads_on(state, Step.REVOKE) is None),
    )


def _heads(on: date) -> QuerySet[Person]:
    """Return the entries of those who are head teacher on a day, joined ones too."""
    heads = DutyHeld.objects.filter(holding_on(on), duty=Duty.HEAD.value).values("person")
    return Person.objects.filter(Q(id__in=heads) | Q(merged_into__in=heads))


def _kinds_of(viewer: Viewer, body: str, on: date) -> list[str]:
    policy = edition_on(viewer.school_id, on)
    return [kind for kind in policy.grants if body in decided_by(policy, kind)]


def _seen(
    rows: QuerySet[Permission], viewer: Viewer, on: date, *, counts_governors: bool = False
) -> tuple[PermissionSeen, ...]:
    policy = edition_on(viewer.school_id, on)
    steps = Prefetch("steps", queryset=PermissionStep.objects.select_related("by").order_by("number"))
    found = list(with_holders(rows, on=on).select_related("person__merged_into").prefetch_related(steps))
    them = entrusted(viewer.school_id, on=on) if counts_governors and found else None
    return tuple(_one(row, viewer, policy, on, them) for row in found)


def _one(
    row: Permission, viewer: Viewer, policy: Edition, on: date, them: Sequence[Entrusted] | None
) -> PermissionSeen:
    kept = list(row.steps.all())
    steps, state = taken(kept), state_of(row, on=on)
    kind, holder = policy.grants.get(row.kind), row.person.entry
    is_own = viewer.person_id in holder_of(row).entries
    asked = decided_by(policy, row.kind)
    waits_for = rules.missing(steps, asked) if state is State.REQUESTED else ()
    last = {body: number for number, (step, body, _by) in enumerate(steps) if step in YES}
    return PermissionSeen(
        id=row.id,
        kind=row.kind,
        title=kind.title if kind else _old_title(row),
        clause=kind.clause if kind else "",
        holder_id=holder.id,
        holder=holder.name,
        hats=tuple(row.hats.split(",")),
        scope=row.scope,
        sha256=row.sha256,
        state=state,
        agreed=tuple(rules.standing(steps)),
        waits_for=waits_for,
        asked_at=row.asked_at,
        granted_on=row.granted_on,
        begins=max(row.since, row.granted_on or row.since),
        conditions=tuple(kept[last[body]].text for body in rules.standing(steps) if kept[last[body]].text),
        steps=tuple(_step(one, hides_checks=is_own) for one in kept) if _sees_history(row, viewer, asked) else (),
        rests=state in {State.GRANTED, State.COMING} and rests(row, policy, on=on),
        is_own=is_own,
        is_heads=holder_of(row).is_head,
        able=able(row, steps, state, viewer, policy, on),
        lacks_a_governor=them is not None
        and not are_enough_governors(them, waits_for, school=row.school_id, holder=holder_of(row), steps=steps),
    )


def _old_title(row: Permission) -> str:
    """Return what a kind that the policy dropped was called when this was asked for."""
    kind = edition_on(row.school_id, localdate(row.asked_at)).grants.get(row.kind)
    return kind.title if kind else gettext("Something that the policy does not know any more")


def _sees_history(row: Permission, viewer: Viewer, asked: Sequence[str]) -> bool:
    """Tell whether the viewer reads reasons and answers: whoever asked, the head, and those who decide on this one."""
    holder = holder_of(row)
    return (
        viewer.person_id in holder.entries
        or access.sees_all(viewer)
        or (access.sees_the_heads(viewer) and not holder.is_head)
        or (access.sees_the_bodys(viewer) and (GOVERNING_BODY in asked or holder.is_head))
        or (access.sees_the_desks(viewer) and OFFICE in asked)
    )


def _step(one: PermissionStep, *, hides_checks: bool) -> StepSeen:
    return StepSeen(
        step=Step(one.step),
        body=one.body,
        by=one.by.name if one.by else "",
        text=one.text,
        checked="" if hides_checks else one.checked,
        minute=one.minute,
        met_on=one.met_on,
        at=one.at,
    )

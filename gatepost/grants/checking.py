"""Does the permission count whose letter somebody has before them?

For anybody, of whatever school, or of none. What is said names nobody: no holder, nobody who decided, no account, no reasons; only
what was asked for with the public in mind. It is looked up each time, so that it turns the moment that one is taken away. It
asks the database short questions: to put a long one together takes longer than to ask them.

    look_up("k7qm4xtd9rwe2hp0v3czpgpr", on=today).standing  ->  Standing.VALID
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.timezone import localdate

from gatepost.agreements.queries import edition_on
from gatepost.grants import rules
from gatepost.grants.models import Permission, PermissionStep
from gatepost.grants.queries import has_every_yes, state_while, taken
from gatepost.grants.states import YES, State, Step
from gatepost.people.models import HatWorn
from gatepost.policy import Edition


class Standing(Enum):
    """Whether a permission that was given counts on a day, and why not."""

    VALID = "valid"
    COMING = "coming"
    RESTS = "rests"
    EXPIRED = "expired"
    ENDED = "ended"
    REVOKED = "revoked"


_ENDS = {State.EXPIRED: Standing.EXPIRED, State.ENDED: Standing.ENDED, State.REVOKED: Standing.REVOKED}


@dataclass(frozen=True, slots=True)
class Checked:
    """What is said of a letter. ``begins`` is the first day on which it counts; ``stopped_on`` when it was taken away, or None."""

    standing: Standing
    school: str
    title: str
    covers: str
    in_public: str
    facts: Mapping[str, Sequence[str]]
    begins: date
    until: date
    stopped_on: date | None
    has_conditions: bool


def look_up(code: str, *, on: date) -> Checked | None:
    """Return what is said of the letter with that code (see ``codes.read``), or None if there is none."""
    row = Permission.objects.filter(letter__code=code).select_related("school", "person").first()
    if row is None:
        return None
    steps = list(row.steps.order_by("number").only("permission", "number", "step", "body", "by", "text", "at"))
    policy = edition_on(row.school_id, on)
    kind = policy.grants.get(row.kind) or edition_on(row.school_id, row.granted_on or on).grants.get(row.kind)
    standing = standing_of(row, state_while(row, on=on, is_here=_is_here(row, on)), policy, on=on)
    revoked = (localdate(one.at) for one in steps if one.step == Step.REVOKE.value)
    return Checked(
        standing=standing,
        school=row.school.name,
        title=kind.title if kind else row.kind,
        covers=kind.covers if kind else "",
        in_public=row.in_public,
        facts=row.facts,
        begins=begins(row),
        until=row.until,
        stopped_on=next(revoked, None) if standing is Standing.REVOKED else None,
        has_conditions=any(one.text for one in standing_steps(steps)),
    )


def standing_of(row: Permission, state: State, policy: Edition, *, on: date) -> Standing:
    """Return how a given permission stands that is in that state on a day, under the policy of that day."""
    if state in _ENDS:
        return _ENDS[state]
    if not has_every_yes(row, policy):
        return Standing.RESTS
    return Standing.VALID if begins(row) <= on and state is State.GRANTED else Standing.COMING


def begins(row: Permission) -> date:
    """Return the first day on which a given permission counts: never before the day on which it was given."""
    return max(row.since, row.granted_on or row.since)


def standing_steps(steps: Sequence[PermissionStep]) -> tuple[PermissionStep, ...]:
    """Return the yes of each body that stands, in the order in which they were given."""
    agreed = rules.standing(taken(steps))
    last = {one.body: one for one in steps if one.step in YES}
    return tuple(sorted((last[body] for body in agreed), key=lambda one: one.number))


def _is_here(row: Permission, on: date) -> bool:
    """Tell whether the holder is here under a hat for which it was given, as ``queries.with_holders`` does for many at a time."""
    entries = list(filter(None, (row.person_id, row.person.merged_into_id)))
    worn = HatWorn.objects.filter(person__in=entries).only("hat", "since", "until")
    return any(one.hat in row.hats.split(",") and one.holds_on(on) for one in worn)

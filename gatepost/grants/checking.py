"""Does the permission count whose letter somebody has before them?

For anybody, of whatever school, or of none. What is said names nobody: no holder, nobody who decided, no account, no reasons; only
what was asked for with the public in mind. It is looked up each time, so that it turns the moment that one is taken away.

    look_up("k7qm4xtd9rwe2hp0v3czpgpr", on=today).standing  ->  Standing.VALID
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate

from gatepost.agreements.keeping import Kept
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.queries import edition_on
from gatepost.grants.models import Permission, PermissionStep
from gatepost.grants.queries import rests, state_of, with_hats
from gatepost.grants.states import YES, State, Step
from gatepost.policy import Edition
from gatepost.sql import Once

_kept: Kept[str, Edition] = Kept(most=16)
"""Policies by their hash: no ruling changes anything of what is told here."""


class Standing(Enum):
    """Whether a permission that was given counts on a day, and why not."""

    VALID = "valid"
    COMING = "coming"
    RESTS = "rests"
    EXPIRED = "expired"
    ENDED = "ended"
    REVOKED = "revoked"


_TOLD = ["in_public", "facts", "since", "until"]
_WORKED_WITH = ["school_id", "person_id", "kind", "hats", "state", "agreed", "granted_on"]
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
    rows: list[Any] = list(_LETTER(code, on))  # with what the query adds
    if not rows:
        return None
    (row,) = rows
    policy = _kept.get(row.now_in_force or "", lambda: edition_on(row.school_id, on))
    kind = policy.grants.get(row.kind) or edition_on(row.school_id, row.granted_on).grants.get(row.kind)
    standing = standing_of(row, policy, on=on)
    return Checked(
        standing=standing,
        school=row.school_name,
        title=kind.title if kind else row.kind,
        covers=kind.covers if kind else "",
        in_public=row.in_public,
        facts=row.facts,
        begins=begins(row),
        until=row.until,
        stopped_on=localdate(row.revoked_at) if standing is Standing.REVOKED else None,
        has_conditions=bool(row.has_conditions),
    )


def standing_of(row: Permission, policy: Edition, *, on: date) -> Standing:
    """Return how a given permission that was fetched ``with_hats`` stands on a day under the policy of that day."""
    state = state_of(row, on=on)
    if state in _ENDS:
        return _ENDS[state]
    if rests(row, policy, on=on):
        return Standing.RESTS
    return Standing.VALID if begins(row) <= on and state is State.GRANTED else Standing.COMING


def begins(row: Permission) -> date:
    """Return the first day on which a given permission counts: never before the day on which it was given."""
    return max(row.since, row.granted_on or row.since)


def _letters(code: str, on: date) -> QuerySet[Permission]:
    """Return the permission with that letter, without what the page does not say, and the hash of the edition in force that day."""
    editions = SchoolEdition.objects.filter(school=OuterRef("school"), in_force_from__lte=on)
    revoked = PermissionStep.objects.filter(permission=OuterRef("pk"), step=Step.REVOKE.value)
    rows = Permission.objects.filter(letter__code=code).only(*_TOLD, *_WORKED_WITH)
    return with_hats(rows, on=on).annotate(
        school_name=F("school__name"),
        now_in_force=Subquery(editions.order_by("-in_force_from").values("sha256")[:1]),
        has_conditions=_conditions(),
        revoked_at=Subquery(revoked.values("at")[:1]),
    )


def _conditions() -> Exists:
    """Tell whether a yes that stands has conditions: the body did not take it back later."""
    of_it = PermissionStep.objects.filter(permission=OuterRef("pk"), step__in=[each.value for each in YES])
    back = PermissionStep.objects.filter(
        permission=OuterRef("permission"),
        body=OuterRef("body"),
        step=Step.DECLINE.value,
        number__gt=OuterRef("number"),
    )
    return Exists(of_it.exclude(text="").exclude(Exists(back)))


_LETTER = Once(_letters)

"""Which permissions does somebody hold on a day, and which of them answer what is asked?

Deny by default: one counts only if every body that the policy of that day names has agreed to it, if its days and its scope cover
what is asked, and while all the hats are worn for which it was given. One question to the database, however many permissions
the school has.

    in_force(teacher, on=today, policy=policy)[0].kind  ->  'on-behalf-of-school'
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gatepost.grants.kinds import covers, hats_of, matters_to, unknown_to
from gatepost.grants.models import Permission
from gatepost.grants.queries import has_every_yes
from gatepost.grants.states import State
from gatepost.people.queries import entries_of
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, Situation


@dataclass(frozen=True, slots=True)
class Held:
    """A permission that is in force for somebody: ``facts`` as in its scope; days are the school's, both included."""

    id: str
    kind: str
    title: str
    hats: frozenset[str]
    what: str
    account: str
    facts: Mapping[str, Sequence[str]]
    since: date
    until: date


def in_force(viewer: Viewer, *, on: date, policy: Edition) -> tuple[Held, ...]:
    """Return the viewer's own permissions that are in force on a day under a policy, the one that lasts longest first."""
    return tuple(each for each in given_to(viewer, on=on, policy=policy) if each.since <= on)


def given_to(viewer: Viewer, *, on: date, policy: Edition) -> tuple[Held, ...]:
    """Return the same, and with them those that begin on a later day: they count for nothing yet."""
    if not viewer.is_signed_in or not viewer.hats:
        return ()
    rows = Permission.objects.filter(
        person__in=list(entries_of([viewer.person_id]).values_list("id", flat=True)),
        school_id=viewer.school_id,
        state=State.GRANTED.value,
        until__gte=on,
        granted_on__lte=on,
    )
    return tuple(
        Held(
            id=row.id,
            kind=row.kind,
            title=policy.grants[row.kind].title,
            hats=frozenset(row.hats.split(",")),
            what=row.what,
            account=row.account,
            facts=row.facts,
            since=row.since,
            until=row.until,
        )
        for row in rows.order_by("-until", "id")
        if has_every_yes(row, policy) and viewer.hats.issuperset(row.hats.split(","))
    )


def answering(held: Iterable[Held], situation: Situation, policy: Edition) -> tuple[Held, ...]:
    """Return those that answer a situation: they cover it, and every hat that asks and to which they matter."""
    return tuple(each for each in held if _is_for(each, situation, policy) and covers(each.facts, situation))


def undecided(held: Iterable[Held], situation: Situation, policy: Edition) -> tuple[str, ...]:
    """Return the facts that are not known and on which it turns whether one of these permissions covers a situation."""
    found = (
        unknown_to(each.facts, situation)
        for each in held
        if _is_for(each, situation, policy) and not covers(each.facts, situation)
    )
    return tuple(dict.fromkeys(fact for facts in found for fact in facts))


def _is_for(held: Held, situation: Situation, policy: Edition) -> bool:
    hats = hats_of(policy, held.kind).intersection(situation.hats)
    return bool(hats) and hats <= held.hats and matters_to(policy, held.kind, situation.act)

"""Who can do something about a request today, and are there enough governors to decide on it?

Nobody decides twice on one request, and nobody on their own: a school whose chair alone speaks for the governing body cannot
decide on what the head asks for, if the policy names both bodies. Then those can who record to whom the body lent its powers.

    them = entrusted(school_id, on=today)
    are_enough_governors(them, ("head", "governing-body"), school=school_id, holder=the_head, steps=steps)  ->  False
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.db.models import Q

from gatepost.agreements.bodies import GOVERNING_BODY, HEAD, Holder, may_speak_for
from gatepost.grants.access import may_lend_the_bodys
from gatepost.grants.rules import Taken, is_theirs_alone, standing
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Entrusted:
    """Somebody who has, or had, a duty or a power, and what they are on a day."""

    person: Person
    viewer: Viewer


def entrusted(school_id: str, *, on: date) -> tuple[Entrusted, ...]:
    """Return all of a school who can come in and have, or had, a duty or a power, as they are on a day."""
    people = Person.objects.filter(school_id=school_id, merged_into=None, access_ended_at=None)
    people = people.filter(Q(duties__isnull=False) | Q(delegations__isnull=False)).distinct().select_related("account")
    found = people.prefetch_related("hats", "duties", "delegations")
    return tuple(Entrusted(person, viewer_as(person, on)) for person in found)


def able_to_decide(
    them: Iterable[Entrusted], bodies: Collection[str], *, school: str, holder: Holder, steps: Sequence[Taken]
) -> tuple[Entrusted, ...]:
    """Return those who can say yes for one of these bodies now: who spoke for another body already cannot."""
    return tuple(
        each
        for each in them
        if any(
            may_speak_for(each.viewer, body, school=school, holder=holder) is None
            and is_theirs_alone(steps, body, each.person.id) is None
            for body in bodies
        )
    )


def able_to_lend(
    them: Sequence[Entrusted], bodies: Iterable[str], *, school: str, holder: Holder, steps: Sequence[Taken]
) -> tuple[Entrusted, ...]:
    """Return those who can let another governor decide, where there are too few; nobody where there are enough."""
    if are_enough_governors(them, bodies, school=school, holder=holder, steps=steps):
        return ()
    return tuple(each for each in them if may_lend_the_bodys(each.viewer))


def are_enough_governors(
    them: Iterable[Entrusted], bodies: Iterable[str], *, school: str, holder: Holder, steps: Sequence[Taken]
) -> bool:
    """Tell whether each of these bodies that speaks through governors on this request has somebody of its own to decide.

    What the head asks for is decided for the head by those who speak for the governing body.
    """
    theirs = [body for body in bodies if body == GOVERNING_BODY or (body == HEAD and holder.is_head)]
    spoke = set(standing(steps).values())
    able = [
        [
            each.person.id
            for each in them
            if each.person.id not in spoke and may_speak_for(each.viewer, body, school=school, holder=holder) is None
        ]
        for body in theirs
    ]
    return any(len(set(chosen)) == len(chosen) for chosen in product(*able))

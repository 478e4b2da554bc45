"""Who is entrusted with something at a school, and are they enough to decide on a request?

Nobody decides twice on one request, and nobody on their own: a school whose chair alone speaks for the governing body cannot
decide on what the head asks for, if the policy names both bodies.

    are_enough_governors(("head", "governing-body"), school=school_id, holder=the_head, steps=steps, on=today)  ->  False
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product

from django.db.models import Q, QuerySet

from gatepost.grants.access import GOVERNING_BODY, HEAD, Holder, may_speak_for
from gatepost.grants.rules import Taken, standing
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as


def entrusted(school_id: str) -> QuerySet[Person]:
    """Return all of a school who can come in and have, or had, a duty or a power, ready for ``viewer_as``."""
    people = Person.objects.filter(school_id=school_id, merged_into=None, access_ended_at=None)
    people = people.filter(Q(duties__isnull=False) | Q(delegations__isnull=False)).distinct()
    return people.prefetch_related("hats", "duties", "delegations")


def are_enough_governors(
    bodies: Iterable[str], *, school: str, holder: Holder, steps: Sequence[Taken], on: date
) -> bool:
    """Tell whether each of these bodies that speaks through governors on this request has somebody of its own to decide.

    What the head asks for is decided for the head by those who speak for the governing body.
    """
    theirs = [body for body in bodies if body == GOVERNING_BODY or (body == HEAD and holder.is_head)]
    if not theirs:
        return True
    spoke = set(standing(steps).values())
    viewers = [viewer_as(person, on) for person in entrusted(school)]
    able = [
        [
            each.person_id
            for each in viewers
            if each.person_id not in spoke and may_speak_for(each, body, school=school, holder=holder) is None
        ]
        for body in theirs
    ]
    return any(len(set(chosen)) == len(chosen) for chosen in product(*able))

"""Can two entries become one person, after both decided about permissions?

Not while a permission waits or is in force on which both agreed, or of which one agreed to what the other asked for: it would have
been decided by one person twice, or by whoever asked. It is refused or taken away first, or runs out. What was refused stands in
nobody's way: it is not answered any more (``rules.is_decided_apart``), and has to be asked anew.

    stands_between("p1", "p2", on=today).code  ->  'decided-together'
"""

from collections import defaultdict
from datetime import date

from gatepost.grants import rules
from gatepost.grants.models import Permission, PermissionStep
from gatepost.grants.queries import taken
from gatepost.grants.states import State
from gatepost.kernel.errors import Refused
from gatepost.people.queries import entries_of

REMEDIES = {
    State.REQUESTED: "It waits for a decision still: once it is refused, or whoever asked has taken it back, they can be joined.",
    State.GRANTED: "Take that permission away first, or wait until it has run out.",
}
"""What can be done about one that stands between, by its state: these alone do."""


def stands_between(one: str, other: str, *, on: date) -> Refused | None:
    """Answer whether two people (ids) can be joined; only the steps of permissions that either decided on are read."""
    sides = tuple(frozenset(entries_of([each]).values_list("id", flat=True)) for each in (one, other))
    both = sides[0] | sides[1]
    open_ones = Permission.objects.filter(state__in=[each.value for each in REMEDIES], until__gte=on)
    theirs = open_ones.filter(id__in=PermissionStep.objects.filter(by__in=both).values("permission"))
    steps = defaultdict(list)
    for step in (
        PermissionStep.objects.filter(permission__in=theirs).select_related("by", "permission").order_by("number")
    ):
        steps[step.permission].append(step)
    for permission, its in steps.items():
        involved = {permission.person_id, *rules.standing(taken(its)).values()}
        agreed = set(rules.standing(taken(its)).values())
        if agreed & both and all(involved & side for side in sides):
            return Refused(
                "decided-together",
                "Of these two entries one has agreed to a permission for the other, or both to the same one, and nobody "
                f"decides twice. {REMEDIES[State(permission.state)]}",
            )
    return None

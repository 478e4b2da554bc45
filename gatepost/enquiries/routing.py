"""To whom does a question go on a day?

To whoever holds its duty, or acts for the head where it is the head's; while nobody does who can sign in, what waits goes to the
duty that stands in. The chair answers for the head, so a question about the head that went to the clerk never falls to the head.

    handled_by(viewer, on=today)  ->  frozenset({'office'})
"""

from datetime import date

from django.db.models import Q, QuerySet

from gatepost.enquiries.states import STANDS_IN
from gatepost.people.models import Delegation, DutyHeld, HatWorn, Person, holding_on
from gatepost.people.queries import LET_IN
from gatepost.people.states import HAT_FOR, Duty, Lent
from gatepost.people.viewer import Viewer


def handled_by(viewer: Viewer, *, on: date) -> frozenset[str]:
    """Return the duties whose questions the viewer answers that day."""
    return held_by(viewer) | stood_in_by(viewer, on=on)


def held_by(viewer: Viewer) -> frozenset[str]:
    """Return those of them that are the viewer's own: all that went to them is theirs to read."""
    return frozenset(duty.value for duty in STANDS_IN if viewer.is_signed_in and _holds(viewer, duty))


def stood_in_by(viewer: Viewer, *, on: date) -> frozenset[str]:
    """Return those for which the viewer stands in, as nobody who can sign in holds them: what waits there is theirs."""
    own = held_by(viewer)
    others = {duty.value for duty, other in STANDS_IN.items() if viewer.is_signed_in and _holds(viewer, other)} - own
    return frozenset(others - _held_at(viewer.school_id, on)) if others else frozenset()


def answering(school_id: str, duty: str, *, on: date) -> tuple[str, tuple[str, ...]]:
    """Return who answers what goes to a duty that day: the duty itself or the one that stands in, and the ids of its people."""
    for each in (Duty(duty), STANDS_IN[Duty(duty)]):
        people = tuple(_holders(school_id, each, on).order_by("id").values_list("id", flat=True))
        if people:
            return each.value, people
    return duty, ()


def answered_today(school_id: str, *, on: date) -> dict[str, str]:
    """Return for each duty that questions can go to which duty answers that day, those that nobody answers left out."""
    held = _held_at(school_id, on)
    found = {}
    for duty, other in STANDS_IN.items():
        who = duty if duty.value in held else other
        if who.value in held:
            found[duty.value] = who.value
    return found


def _holds(viewer: Viewer, duty: Duty) -> bool:
    """Tell whether the viewer holds a duty; the head's is held by whoever acts for the head, the others in person."""
    return viewer.acts_for(duty.value) if duty is Duty.HEAD else viewer.has_duty(duty.value)


def _held_at(school_id: str, on: date) -> frozenset[str]:
    let_in = Person.objects.filter(LET_IN, school_id=school_id)
    held = DutyHeld.objects.filter(holding_on(on), person__in=let_in).values_list("duty", flat=True)
    found = set(held.distinct())
    if Duty.HEAD.value not in found and _acting(on).filter(person__in=let_in).exists():
        found.add(Duty.HEAD.value)
    return frozenset(found)


def _holders(school_id: str, duty: Duty, on: date) -> QuerySet[Person]:
    held = Q(id__in=DutyHeld.objects.filter(holding_on(on), duty=duty.value).values("person"))
    if duty is Duty.HEAD:
        held |= Q(id__in=_acting(on).values("person"))
    return Person.objects.filter(held, LET_IN, school_id=school_id, merged_into=None)


def _acting(on: date) -> QuerySet[Delegation]:
    """Return who acts for the head that day: a recorded power, held by somebody who is staff."""
    staff = HatWorn.objects.filter(holding_on(on), hat=HAT_FOR[Lent.HEAD].value).values("person")
    return Delegation.objects.filter(holding_on(on), acts_for=Lent.HEAD.value, person__in=staff)

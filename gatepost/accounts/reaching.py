"""How does a mail of the school's reach somebody, if it may be sent without anybody looking at each?

Whoever signs in with an address gets it there; whoever was never in, at an address that is theirs alone, gets an invitation.
Whoever carries a duty is not invited by a machine: the office, which writes addresses down, could make itself a way in to the
account of the head.

    ways(school.id, people, at=now())[person.id]  ->  Way.MAIL
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from gatepost.accounts.groups import Chosen, Place, sort_people
from gatepost.mail.queries import not_reached
from gatepost.people.models import Person
from gatepost.people.states import Duty
from gatepost.people.viewer import SETUP, Viewer


class Way(StrEnum):
    """How a mail reaches somebody, or why none does."""

    MAIL = "mail"
    INVITATION = "invitation"
    BOUNCED = "bounced"
    NO_ADDRESS = "no-address"
    """There is none, or it is not theirs alone."""
    BY_NAME = "by-name"
    """They sign in with a name, since they have no mailbox of their own."""
    LETTER = "letter"
    """A letter with a code of theirs is open: an invitation by mail would end it."""
    BY_HAND = "by-hand"
    """They carry a duty and were never in: a person invites them."""
    STOPPED = "stopped"


REACHED = frozenset({Way.MAIL, Way.INVITATION})

_WAYS = {
    Place.MAIL: Way.INVITATION,
    Place.PAPER: Way.NO_ADDRESS,
    Place.RETURNED: Way.BOUNCED,
    Place.LETTER: Way.LETTER,
    Place.CLOSED: Way.STOPPED,
    Place.NOT_YOURS: Way.BY_HAND,
}


def ways(school_id: str, people: Sequence[Person], *, at: datetime) -> dict[str, Way]:
    """Return the way for each who belongs to the school that day, of people fetched with roles, delegations and accounts.

    Six queries, however many they are.
    """
    as_office = Viewer(actor=SETUP.actor, school_id=school_id, duties=frozenset({Duty.OFFICE.value}))
    places = sort_people(as_office, people, Chosen("again"), at=at).places
    failed = not_reached(school_id, [person.id for person in people])
    by_id = {person.id: person for person in people}
    found: dict[str, Way] = {}
    for place, those in places.items():
        for one in those:
            found[one.id] = _way(place, by_id[one.id], failed)
    return found


def _way(place: Place, person: Person, failed: frozenset[tuple[str, str]]) -> Way:
    if place is Place.SIGNS_IN:
        address = person.account.email if person.account else None
        if not address:
            return Way.BY_NAME
        return Way.BOUNCED if (person.id, address) in failed else Way.MAIL
    if place is Place.MAIL and not person.email:
        return Way.NO_ADDRESS
    return _WAYS[place]

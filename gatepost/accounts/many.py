"""How are many people invited in one go?

What was seen and confirmed is done, all of it or nothing: if somebody of the group came in, left or was invited meanwhile, the list
is shown again. So a form that is sent twice does it once.

    invite_all(chosen, seen=sorted.digest(Place.MAIL), by=office, at=now())  ->  24
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from gatepost.accounts.access import may_invite
from gatepost.accounts.groups import MOST, Chosen, Place, Sorted, group, sort_out, sort_people
from gatepost.accounts.opening import mail, new_token, renew
from gatepost.audit.services import Happened, record_all
from gatepost.kernel.errors import Refused
from gatepost.mail.kinds import TO_SEE, Words
from gatepost.people.models import Person
from gatepost.people.queries import PersonSeen, with_roles
from gatepost.people.viewer import Viewer


@transaction.atomic
def invite_all(chosen: Chosen, *, seen: str, by: Viewer, at: datetime) -> int:
    """Send everybody of the group for whom it is an invitation by mail; return how many. Raise Refused if it changed."""
    people = hold(chosen, (Place.MAIL,), seen=seen, by=by, at=at)
    invite_held(people, school=by.school_id, by=by, at=at)
    return len(people)


def invite_held(
    people: Sequence[Person], *, school: str, by: Viewer, at: datetime, what: Mapping[str, Words] | None = None
) -> None:
    """Send people of a school, whose rows the caller holds and of whom it asked whether they may be invited, an invitation each.

    ``what`` says by id what the mail asks of them, where it is known.
    """
    asks = what or {}
    tokens = {person.id: new_token() for person in people}
    renew(tokens, people, on_paper=False, by=by, at=at)
    for person in people:
        mail(person, tokens[person.id], at, what=asks.get(person.id, TO_SEE))
    record_all([Happened("account.invited", person.id) for person in people], by=by.actor, at=at, school=school)


def look(chosen: Chosen, places: tuple[Place, ...], *, seen: str, by: Viewer, at: datetime) -> tuple[PersonSeen, ...]:
    """Return those of a group who stand in these places; raise Refused if they are not those who were seen."""
    if refusal := may_invite(by):
        raise refusal
    return _unless_changed(sort_out(by, chosen, at=at), places, seen)


def hold(chosen: Chosen, places: tuple[Place, ...], *, seen: str, by: Viewer, at: datetime) -> list[Person]:
    """Return the same as rows that are held until the transaction ends, in the same order."""
    if refusal := may_invite(by):
        raise refusal
    rows = group(by, chosen, at=at).select_related("school", "account").select_for_update(of=("self",))
    people = list(with_roles(rows).prefetch_related("delegations")[:MOST])
    found = _unless_changed(sort_people(by, people, chosen, at=at), places, seen)
    by_id = {person.id: person for person in people}
    return [by_id[one.id] for one in found]


def _unless_changed(found: Sorted, places: tuple[Place, ...], seen: str) -> tuple[PersonSeen, ...]:
    if not found.of(*places) or found.digest(*places) != seen:
        raise Refused("changed", "The list has changed meanwhile. This is how it is now.")
    return found.of(*places)

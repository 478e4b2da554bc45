"""How does a real school come into an empty installation?

With the people who can let all others in: a head, and the governing body's chair and clerk, since nobody inside a school gives
these duties to a first one. Each gets an invitation by mail; its address is returned as well, for whoever has no mail yet.

    open_with(name="Fernleigh School", first=(First(Duty.HEAD, "Ruth Adeyemi", "ruth@fernleigh.example"), …), at=now())
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.accounts.services import invite
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import School
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP

HAT_OF = {Duty.HEAD: Hat.STAFF, Duty.CHAIR: Hat.GOVERNOR, Duty.CLERK: Hat.STAFF}
"""What whoever carries the duty is at the school; the clerk works for the governors and is bound as staff are."""


@dataclass(frozen=True, slots=True)
class First:
    """One of the first people of a school."""

    duty: Duty
    name: str
    email: str


@transaction.atomic
def open_with(*, name: str, first: Sequence[First], at: datetime) -> tuple[tuple[First, str], ...]:
    """Open a school with its first people; return each with the path of their invitation. All of it is there, or nothing.

    Raises Refused with a sentence if a name or an address makes no sense, or two of them have one address.
    """
    if len({one.email.lower() for one in first}) < len(first):
        raise Refused("same-address", "Each of them needs an address of their own.")
    school = people.open_school(name=name, by=SETUP, at=at)
    return tuple((one, f"/invitation/{_add(school, one, at)}/") for one in first)


def _add(school: School, one: First, at: datetime) -> str:
    today = localdate(at)
    person = people.add_person(school=school, name=one.name, email=one.email, by=SETUP, at=at)
    people.give_hat(person=person, hat=HAT_OF[one.duty], since=today, by=SETUP, at=at)
    people.give_duty(person=person, duty=one.duty, since=today, by=SETUP, at=at)
    return invite(person_id=person.id, by=SETUP, at=at)

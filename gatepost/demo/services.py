"""How does the invented school get into the database?

Through the services, like any school, so its record is whole; only into an empty database, and once.

    >>> load(), load()  # on an empty database
    (True, False)
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.demo.policies import adopt
from gatepost.demo.school import PEOPLE, SCHOOL, Invented
from gatepost.kernel.clock import now
from gatepost.people import queries, services
from gatepost.people.models import School
from gatepost.people.queries import PersonSeen
from gatepost.people.viewer import SETUP, Viewer


@transaction.atomic
def load() -> bool:
    """Build the invented school unless some school is there already; return whether it was built."""
    if queries.has_school():
        return False
    at = now()
    school = services.open_school(name=SCHOOL, is_invented=True, by=SETUP, at=at)
    viewers = {person.kind: _add(person, school, at) for person in PEOPLE}
    adopt(school.id, head=viewers["head"], chair=viewers["chair"], at=at)
    return True


def list_people() -> tuple[PersonSeen, ...]:
    """Return those who can sign in to the invented school today."""
    return queries.list_invented_people(on=localdate(now()))


def _add(invented: Invented, school: School, at: datetime) -> Viewer:
    """Add somebody, and return them as whoever acts for the school from now on."""
    person = services.add_person(school=school, name=invented.name, email=invented.email, by=SETUP, at=at)
    for worn in invented.hats:
        services.give_hat(person=person, hat=worn.hat, since=worn.since, title=worn.title, by=SETUP, at=at)
    for duty in invented.duties:
        services.give_duty(person=person, duty=duty, since=invented.hats[0].since, by=SETUP, at=at)
    services.open_account(person=person, by=SETUP, at=at)
    return Viewer(
        actor=person.id,
        person_id=person.id,
        school_id=school.id,
        name=person.name,
        hats=frozenset(worn.hat.value for worn in invented.hats),
        duties=frozenset(duty.value for duty in invented.duties),
    )

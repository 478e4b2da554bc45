"""How does the invented school get into the database?

Through the services, like any school, so its record is whole; only into an empty database, and once.

    >>> load(), load()  # on an empty database
    (True, False)
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.demo import permissions
from gatepost.demo.day import RESTRICTED, fill
from gatepost.demo.policies import adopt
from gatepost.demo.school import (
    AWAY,
    BACK,
    CHANNELS,
    KEPT_FROM,
    PEOPLE,
    PLACES,
    PUPILS,
    SCHOOL,
    SHARES_AN_ADDRESS,
    Invented,
    InventedPlace,
    InventedPupil,
)
from gatepost.enquiries.channels import set_channels
from gatepost.kernel.clock import now
from gatepost.people import queries, services
from gatepost.people.models import Person, School
from gatepost.people.queries import PersonSeen
from gatepost.people.states import Lent
from gatepost.people.viewer import SETUP, Viewer
from gatepost.premises import placing


@transaction.atomic
def load(*, with_a_day: bool = False) -> bool:
    """Build the invented school unless some school is there already; return whether it was built."""
    if queries.has_school():
        return False
    at = now()
    school = services.open_school(name=SCHOOL, is_invented=True, by=SETUP, at=at)
    people = {invented.kind: _add(invented, school, at) for invented in PEOPLE}
    for person in people.values():
        services.open_account(person=person, by=SETUP, at=at)
    address = people["parent-staff"].email
    people[SHARES_AN_ADDRESS.kind] = _add(SHARES_AN_ADDRESS, school, at, email=address)
    for pupil in PUPILS:
        _add_pupil(pupil, school, people, at)
    head, chair = (queries.viewer_as(people[kind], localdate(at)) for kind in ("head", "chair"))
    adopt(school.id, head=head, chair=chair, at=at)
    set_channels(CHANNELS, by=head, at=at)
    services.lend(person=people["deputy"], acts_for=Lent.HEAD, since=AWAY, until=BACK, by=SETUP, at=at)
    for place in PLACES:
        _add_place(place, by=head, at=at)
    if with_a_day:
        people[RESTRICTED.kind] = _add(RESTRICTED, school, at)
        services.open_account(person=people[RESTRICTED.kind], by=SETUP, at=at)
        fill(people, at=at)
        permissions.fill(people, at=at)
    return True


def list_people() -> tuple[PersonSeen, ...]:
    """Return those who can sign in to the invented school today."""
    return queries.list_invented_people(on=localdate(now()))


def _add(invented: Invented, school: School, at: datetime, *, email: str = "") -> Person:
    person = services.add_person(school=school, name=invented.name, email=email or invented.email, by=SETUP, at=at)
    for worn in invented.hats:
        services.give_hat(person=person, hat=worn.hat, since=worn.since, title=worn.title, by=SETUP, at=at)
    for duty in invented.duties:
        services.give_duty(person=person, duty=duty, since=invented.hats[0].since, by=SETUP, at=at)
    return person


def _add_place(invented: InventedPlace, *, by: Viewer, at: datetime) -> None:
    area = placing.add_area(name=invented.name, kind=invented.kind, by=by, at=at)
    for what, use in invented.uses:
        placing.add_use(area=area.id, what=what, use=use, by=by, at=at)


def _add_pupil(invented: InventedPupil, school: School, people: Mapping[str, Person], at: datetime) -> None:
    pupil = services.add_pupil(
        school=school,
        name=invented.name,
        class_name=invented.class_name,
        year_group=invented.year_group,
        since=invented.since,
        by=SETUP,
        at=at,
    )
    for kind, relationship in invented.guardians:
        link = services.link_guardian(
            person=people[kind], pupil=pupil, relationship=relationship, since=invented.since, by=SETUP, at=at
        )
        if kind == invented.kept_from:
            services.restrict_contact(link=link, reason=KEPT_FROM, since=invented.since, by=SETUP, at=at)

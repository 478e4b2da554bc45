"""What else happens at a school while permissions are asked for and decided?

People come and go, duties and powers change hands, the policy changes, two entries turn out to be one person.

    open_town(); town = Town(); town.attempt(lambda: town.relieve("head", Duty.HEAD)); town.who("deputy")
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.agreements.models import SchoolEdition
from gatepost.demo import services as demo
from gatepost.demo.school import PEOPLE
from gatepost.grants.models import Permission, PermissionStep
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import SETUP, Viewer
from gatepost.policy import default_files
from gatepost.policy.parameters import set_permission
from tests.conftest import NOON
from tests.unit.grants.people import FOR_THE_SCHOOL, IMAGES, NAME
from tests.unit.signoff.people import new_edition

BODIES = ("head", "governing-body", "office")
SECOND = {"second-teacher": Hat.STAFF, "second-governor": Hat.GOVERNOR, "second-parent": Hat.PARENT}
"""Entries that nobody signs in with: one day somebody finds whose they are."""
POWERS = {
    "deputy": Lent.HEAD,
    "second-teacher": Lent.HEAD,
    "vice-chair": Lent.GOVERNING_BODY,
    "second-governor": Lent.GOVERNING_BODY,
}
NAMES = {each.kind: each.name for each in PEOPLE} | {kind: kind.replace("-", " ").title() for kind in SECOND}
POLICIES: tuple[Mapping[str, Sequence[str]], ...] = (
    {},
    {NAME: ["head", "governing-body"]},
    {FOR_THE_SCHOOL: ["head"], IMAGES: ["head", "governing-body"]},
    {NAME: ["head", "governing-body", "office"], FOR_THE_SCHOOL: ["governing-body"]},
)
"""What each of the school's policies changes of who decides."""
MOST_POLICIES = 4


def open_town() -> None:
    """Open the invented school, with somebody who acts for each body."""
    demo.load()
    school = Person.objects.get(name=NAMES["head"]).school
    for kind, hat in SECOND.items():
        row = people.add_person(school=school, name=NAMES[kind], email="", by=SETUP, at=NOON)
        people.give_hat(person=row, hat=hat, since=localdate(NOON), by=SETUP, at=NOON)
    for kind, power in POWERS.items():
        Town().lend(kind, power)


class Town:
    """The invented school, one day after the other."""

    def __init__(self) -> None:
        """Begin on a Friday."""
        self.now = NOON

    @property
    def today(self) -> date:
        """The day that it is."""
        return localdate(self.now)

    def attempt(self, step: Callable[[], object]) -> None:
        """Try something; a refusal changes nothing."""
        with suppress(Refused), transaction.atomic():
            step()

    def person(self, kind: str) -> Person:
        """Return an entry, also one that was joined to another."""
        return Person.objects.get(name=NAMES[kind])

    def who(self, kind: str) -> Viewer:
        """Return somebody as they are today; whose entry was joined to another signs in as that one."""
        row = self.person(kind)
        return viewer_as(row.entry, self.today)

    def entrust(self, kind: str, duty: Duty) -> None:
        """Give somebody a duty from today on."""
        people.give_duty(person=self.person(kind), duty=duty, since=self.today, by=SETUP, at=self.now)

    def relieve(self, kind: str, duty: Duty) -> None:
        """Let it be their last day with a duty."""
        for held in self.person(kind).duties.filter(duty=duty.value, until=None):
            people.end_duty(held=held, until=self.today, by=SETUP, at=self.now)

    def wear(self, kind: str, hat: Hat) -> None:
        """Give somebody a hat from today on."""
        people.give_hat(person=self.person(kind), hat=hat, since=self.today, by=SETUP, at=self.now)

    def take_off(self, kind: str, hat: Hat) -> None:
        """Let it be their last day with a hat."""
        for worn in self.person(kind).hats.filter(hat=hat.value, until=None):
            people.end_hat(worn=worn, until=self.today, by=SETUP, at=self.now)

    def lend(self, kind: str, power: Lent) -> None:
        """Let somebody act for the head or the governing body from today on."""
        minute = {"minute": "2026/7, item 1", "decided_on": self.today} if power is Lent.GOVERNING_BODY else {}
        person, since = self.person(kind), self.today
        people.lend(person=person, acts_for=power, since=since, by=SETUP, at=self.now, **minute)  # type: ignore[arg-type]  # as the power needs

    def take_back(self, kind: str, power: Lent) -> None:
        """Let it be the last day of that."""
        for lent in self.person(kind).delegations.filter(acts_for=power.value, until=None):
            people.take_back(delegation=lent, until=self.today, by=SETUP, at=self.now)

    def join(self, kind: str, other: str) -> None:
        """Make one person of two entries."""
        people.merge(keep=self.person(kind), drop=self.person(other), by=SETUP, at=self.now)

    def change_policy(self, number: int) -> None:
        """Let another policy come into force tomorrow, proposed and approved by those who lead the school at first."""
        since = self.today + timedelta(days=1)
        if SchoolEdition.objects.count() < MOST_POLICIES and not SchoolEdition.objects.filter(in_force_from=since):
            new_edition(f"Policy {number}", since, at=self.now, files=_files(number))


@cache
def _files(number: int) -> dict[str, str]:
    files = dict(default_files())
    for kind, bodies in POLICIES[number].items():
        files = set_permission(files, kind, decided_by=bodies)
    return files


def human(row: Person) -> str:
    """Return who somebody is, whichever entry it was done under."""
    return row.entry_id


def yeses(row: Permission, upto: int | None = None) -> list[tuple[str, str]]:
    """Return which body's yes stands, and whose it is, counted from the steps alone."""
    standing: dict[str, str] = {}
    steps = PermissionStep.objects.filter(permission=row).select_related("by").order_by("number")
    for one in steps if upto is None else steps.filter(number__lte=upto):
        if one.step in {"agree", "grant"} and one.by:
            standing[one.body] = human(one.by)
        elif one.step == "decline":
            standing.pop(one.body, None)
    return list(standing.items())

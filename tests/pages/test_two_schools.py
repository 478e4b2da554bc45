"""Do two schools in one database never meet, at any address, for any kind of person?

And does a parent never learn of anybody else in their own: no name, no address, no id, on no page?
"""

from collections.abc import Mapping

import pytest
from django.conf import LazySettings
from django.test import Client

from gatepost.agreements.models import SchoolEdition
from gatepost.demo.policies import BODY as FIRST_BODY
from gatepost.demo.policies import DRAFTED, PROPOSED
from gatepost.demo.school import PEOPLE, SCHOOL
from gatepost.people.models import Guardianship, Person, Pupil, School
from gatepost.people.states import Hat
from tests.pages import two_schools
from tests.pages.conftest import client_of
from tests.pages.samples import address
from tests.pages.table import ANONYMOUS, LOST, PAGES, ROWS
from tests.pages.two_schools import Elsewhere, add_families, counterparts, marks_of, open_second

ALL = {**ROWS, **LOST}
NOT_THERE = {403, 404, 405}
"""What a stranger gets at an address of another school: it is not there, or not theirs."""
ONLY_IN_A_DEMONSTRATION = {"sign-in", "outbox"}
"""Pages that show invented people to anybody; a real school has none of it."""


@pytest.fixture
def first(clients: Mapping[str, Client], settings: LazySettings) -> Elsewhere:
    """The invented school, not shown as a demonstration."""
    settings.DEMO = False
    school = School.objects.get()
    people = {like.kind: Person.objects.get(account__email=like.email, school=school) for like in PEOPLE}
    add_families(school, people, ("Oriel Penhallow", "Jocasta Vane"))
    labels = [PROPOSED, DRAFTED]
    samples = {
        "no-such-person": people["parent"].id,
        "no-such-pupil": Pupil.objects.get(name="Oriel Penhallow").id,
    }
    return Elsewhere(clients, marks_of(school, labels, [FIRST_BODY.name]), samples=samples)


@pytest.fixture
def second(first: Elsewhere) -> Elsewhere:
    """Another school beside it, with somebody of every kind."""
    oddenbrook, school = School.objects.get(), open_second()
    emails = {like.kind: f"{like.kind}@hollinbank.example" for like in PEOPLE}
    people = {kind: Person.objects.get(email=email) for kind, email in emails.items()}
    add_families(school, people, ("Rosalind Ferncastle", "Tarquin Oakes"))
    labels = SchoolEdition.objects.filter(school=school).values_list("label", flat=True)
    editions = SchoolEdition.objects.filter(school=school).values_list("id", flat=True)
    marks = marks_of(school, [*labels, *editions], [two_schools.BODY.name])
    return Elsewhere(
        {kind: client_of(email) for kind, email in emails.items()}, marks, counterparts(oddenbrook, school)
    )


def test_people_of_another_school_get_what_a_stranger_gets(first: Elsewhere, second: Elsewhere) -> None:
    """At every address of the first school; what is the same for every school shows them their own."""
    complaints: list[str] = []
    for name, row in ALL.items():
        path = first.named(address(row.path))
        is_theirs = second.address(path) != path
        for kind, client in second.clients.items():
            response = client.get(path)
            expected = NOT_THERE if is_theirs else {row.status(kind)}
            if name not in ONLY_IN_A_DEMONSTRATION and response.status_code not in expected:
                complaints.append(f"{name}, {kind}: {response.status_code}")
            complaints += [f"{name}, {kind}: {mark}" for mark in first.seen_in(response, but=path.split("/"))]
            if is_theirs:
                posted = client.post(path)
                complaints += [] if posted.status_code in NOT_THERE else [f"{name}, {kind}, POST: {posted.status_code}"]
    assert complaints == []


def test_people_of_the_first_school_find_nothing_of_the_other(first: Elsewhere, second: Elsewhere) -> None:
    """At their own addresses, and at the other's."""
    complaints: list[str] = []
    for name, row in ALL.items():
        path = first.named(address(row.path))
        theirs = second.address(path)
        for kind, client in first.clients.items():
            if kind == ANONYMOUS:
                continue
            for asked in {path, theirs}:
                response = client.get(asked)
                complaints += [f"{name}, {kind}: {mark}" for mark in second.seen_in(response, but=asked.split("/"))]
                if asked != path and response.status_code not in NOT_THERE:
                    complaints.append(f"{name}, {kind}: {response.status_code}")
    assert complaints == []


@pytest.mark.parametrize("kind", ["head", "parent", "chair"])
def test_somebody_of_both_sees_one_at_a_time(first: Elsewhere, second: Elsewhere, kind: str) -> None:
    """At every address of either, whichever they chose; only the page that asks names both."""
    client = first.clients[kind]
    like = next(like for like in PEOPLE if like.kind == kind)
    here = Person.objects.get(account__email=like.email)
    there = Person.objects.get(email=f"{kind}@hollinbank.example")
    there.account = here.account
    there.save()
    own = {like.email, here.id, there.id}  # the address is theirs in both, and to choose takes an id
    complaints: list[str] = []
    for chosen, other in ((here, second), (there, first)):
        assert client.post("/me/school/", {"person": chosen.id}).status_code == 302
        for name, row in ALL.items():
            path = first.named(address(row.path))
            for asked in {path, second.address(path)} if name != "me-school" else ():
                seen = other.seen_in(client.get(asked), but=[*asked.split("/"), *own])
                complaints += [f"{chosen.name} at {asked}: {mark}" for mark in seen if mark != SCHOOL]
    assert complaints == []


def test_nobody_is_told_of_either(first: Elsewhere, second: Elsewhere) -> None:
    """Whoever is not signed in reads of no school where there are two, and the pack of Gatepost, which names the invented one."""
    nobody = Client()
    told = {}
    for name, row in ALL.items():
        response = nobody.get(address(row.path))
        seen = first.seen_in(response, but=[*row.path.split("/"), SCHOOL]) | second.seen_in(response)
        if seen:
            told[name] = seen
    assert told == {}


@pytest.mark.parametrize("kind", [like.kind for like in PEOPLE if any(worn.hat == Hat.PARENT for worn in like.hats)])
def test_parent_never_learns_of_anybody_else(first: Elsewhere, kind: str) -> None:
    """On no page: a name, an address or an id, of a grown-up or of a child that is not theirs."""
    like = next(like for like in PEOPLE if like.kind == kind)
    me = Person.objects.get(name=like.name)
    others = Person.objects.exclude(id=me.id)
    mine = Guardianship.objects.filter(person=me).values("pupil")
    marks = set[str]().union(*(two_schools.of_person(other) for other in others))
    marks |= set(Pupil.objects.values_list("id", flat=True))
    marks |= set(Pupil.objects.exclude(id__in=mine).values_list("name", flat=True))
    marks -= two_schools.of_person(me)
    told = {}
    for name, path in PAGES.items():
        seen = two_schools.marks_in(first.clients[kind].get(address(path)), marks)
        if seen:
            told[name] = seen
    assert told == {}
    assert marks

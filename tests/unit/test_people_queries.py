"""Does everybody see only whom they may, and is what ended yesterday gone today?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from gatepost.demo import people_lines
from gatepost.demo import services as demo
from gatepost.demo.school import PEOPLE, SCHOOL, SHARES_AN_ADDRESS
from gatepost.people import queries, services
from gatepost.people.models import Account, Person, School
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import NOBODY, SETUP, Viewer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
DAY = date(2026, 7, 3)
ALL = {person.name for person in (*PEOPLE, SHARES_AN_ADDRESS)}


@pytest.fixture(autouse=True)
def two_schools() -> None:
    """The invented school, and another in the same database."""
    demo.load()
    other = services.open_school(name="Fernleigh", by=SETUP, at=NOW)
    services.add_person(school=other, name="Other Head", email="head@fernleigh.example", by=SETUP, at=NOW)


def viewer(kind: str) -> Viewer:
    """Return one of the invented people as a viewer."""
    email = next(person.email for person in PEOPLE if person.kind == kind)
    return next(iter(queries.list_viewers(Account.objects.get(email=email).id, on=DAY)), NOBODY)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.kind)
def test_everybody_sees_all_of_their_school_or_themselves_alone(person: object) -> None:
    """Counts included; the chair and the clerk the governors, the chair the head too; never anybody of another school."""
    invented = next(one for one in PEOPLE if one is person)
    seen = {one.name for one in queries.list_visible(viewer(invented.kind), on=DAY)}
    sees_all = invented.kind in {"head", "office", "safeguarding-lead"}
    governors = {one.name for one in PEOPLE if one.hats[0].hat is Hat.GOVERNOR}
    some = {invented.name} | (governors if invented.kind in {"chair", "clerk"} else set())
    some |= {one.name for one in PEOPLE if one.kind == "head" and invented.kind == "chair"}
    assert seen == (ALL if sees_all else some)
    assert queries.visible_to(viewer(invented.kind)).count() == len(seen)


def test_nobody_sees_nobody() -> None:
    """Not even how many there are."""
    assert queries.list_visible(NOBODY, on=DAY) == ()
    assert queries.visible_to(NOBODY).count() == 0
    assert queries.visible_to(SETUP).count() == 0


def test_person_of_another_school_does_not_exist() -> None:
    """The same answer as for a made-up id."""
    other = Person.objects.get(name="Other Head")
    assert queries.get_visible(viewer("head"), other.id, on=DAY) is None
    assert queries.get_visible(viewer("head"), "made-up", on=DAY) is None


def test_viewer_carries_what_they_are_today_and_nothing_of_yesterday() -> None:
    """A duty that ended yesterday gives no power today, on its last day it still does."""
    person = viewer("technician")
    held = Person.objects.get(id=person.person_id).duties.get()
    services.end_duty(held=held, until=DAY, by=SETUP, at=NOW)
    assert viewer("technician").has_duty("technician")
    tomorrow = next(
        iter(queries.list_viewers(Account.objects.get(persons=person.person_id).id, on=DAY + timedelta(days=1))), NOBODY
    )
    assert tomorrow.is_signed_in
    assert not tomorrow.has_duty("technician")


def test_two_hats_are_one_viewer() -> None:
    """One person, one account."""
    assert viewer("parent-staff").hats == {"staff", "parent"}


def test_account_that_is_closed_or_made_up_is_nobody() -> None:
    """Access ends that moment."""
    account = Account.objects.get(email=PEOPLE[0].email)
    services.close_account(person=account.persons.get(), by=SETUP, at=NOW)
    assert queries.list_viewers(account.id, on=DAY) == ()
    assert queries.list_viewers("made-up", on=DAY) == ()


def test_school_is_named_for_its_people_and_not_guessed_for_others() -> None:
    """With two schools here, nobody knows which one a stranger means."""
    assert queries.get_school_name(viewer("parent")) == SCHOOL
    assert queries.get_school_name(NOBODY) == ""


def test_invented_people_are_those_of_invented_schools_alone() -> None:
    """Heads first."""
    listed = queries.list_invented_people(on=DAY)
    assert {person.name for person in listed} == {person.name for person in PEOPLE}
    assert listed[0].roles == ("Head teacher", "Staff")


def test_every_kind_of_person_is_in_the_invented_school() -> None:
    """Whom the pages have to treat differently; one of them wears two hats; all addresses are nobody's."""
    duties = {duty for person in PEOPLE for duty in person.duties}
    hats = {worn.hat for person in PEOPLE for worn in person.hats}
    assert {Duty.HEAD, Duty.CHAIR, Duty.OFFICE, Duty.SAFEGUARDING_LEAD, Duty.TECHNICIAN} <= duties
    assert hats == set(Hat)
    assert any(len(person.hats) == 2 for person in PEOPLE)
    assert all(person.email.endswith("@oddenbrook.example") for person in PEOPLE)
    assert len({person.email for person in PEOPLE}) == len({person.kind for person in PEOPLE}) == len(PEOPLE)


def test_invented_school_is_loaded_once_and_only_into_an_empty_database() -> None:
    """Loading again changes nothing."""
    before = Person.objects.count()
    assert demo.load() is False
    assert (Person.objects.count(), School.objects.filter(is_invented=True).count()) == (before, 1)


def test_terminal_is_told_who_can_sign_in() -> None:
    """A line a person."""
    lines = people_lines()
    assert len(lines) == len(PEOPLE)
    assert any(line.startswith("Ruth Adeyemi") and line.endswith("Head teacher, Staff") for line in lines)

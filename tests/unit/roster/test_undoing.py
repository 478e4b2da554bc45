"""Is everything as it was once an import is undone, whoever came, changed, left or was linked by it?"""

import dataclasses
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import Guardianship, Person, Pupil
from gatepost.people.viewer import SETUP, Viewer
from gatepost.roster import queries, services
from gatepost.roster.models import RosterImport
from gatepost.roster.plan import Outcome
from gatepost.roster.planning import NEW
from gatepost.roster.states import State
from tests.unit.roster.imported import (
    AT,
    DAY,
    carried_out,
    confirmed,
    decided,
    everything,
    items,
    new_school,
    started,
    undone,
)
from tests.unit.roster.test_planning import PUPILS, ZOFIA, files

pytestmark = pytest.mark.django_db


def imported(text: str, *, by: Viewer, chance: random.Random, leavers: bool = False) -> RosterImport:
    """Return an import that is done, each doubt decided by chance."""
    roster = started(text, by=by)
    while doubts := items(roster, Outcome.DOUBT):
        answers = {one.key: chance.choice([NEW, *[each.person for each in one.candidates]]) for one in doubts}
        roster = decided(roster, answers, by=by)
    return confirmed(roster, by=by, leavers=leavers)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=files(), second=files(), chance=st.randoms(use_true_random=False), leavers=st.booleans())
def test_import_then_undo_leaves_everything_as_it_was(
    queue: None,
    first: str,
    second: str,
    chance: random.Random,
    leavers: bool,  # noqa: FBT001  # drawn
) -> None:
    """Names, hats, numbers, links, leavers, words of the search: every row, exactly; and it can be done again."""
    office = new_school()[1]
    imported(first, by=office, chance=chance)
    before = everything()
    done = imported(second, by=office, chance=chance, leavers=leavers)
    assert done.state == State.APPLIED
    assert undone(done, by=office).counts["kept"] == 0
    assert everything() == before
    assert imported(second, by=office, chance=chance, leavers=leavers).state == State.APPLIED


def test_pupils_and_families_come_change_and_go() -> None:
    """A year on: another class, a parent who is no longer named, a pupil who left with the parents."""
    office = new_school()[1]
    sister = "0043,Ola,Nowak,1A,1,Anna Nowak,anna@home.example,Piotr Nowak,anna@home.example\n"
    other = "0044,Cem,Sample,1A,1,Dan Sample,dan@home.example,,\n"
    carried_out(ZOFIA + sister + other, by=office)
    assert Pupil.objects.get(name="Zofia Nowak").external_id == "0042"
    assert Guardianship.objects.count() == 5
    dan = Person.objects.get(name="Dan Sample")
    account = people.open_account(person=dan, by=SETUP, at=AT)
    year_on = ZOFIA.replace(",4B,4,", ",5B,5,") + sister.replace("Piotr Nowak,anna@home.example", ",")
    before = everything()
    done = carried_out(year_on, by=office, leavers=True)
    assert (done.counts["changed"], done.counts["gone"]) == (1, 3)
    assert Pupil.objects.get(name="Zofia Nowak").class_name == "5B"
    assert Pupil.objects.get(name="Cem Sample").until == DAY
    piotr = Guardianship.objects.filter(person__name="Piotr Nowak")
    assert sorted(link.pupil.name for link in piotr.filter(until=None)) == ["Zofia Nowak"]
    account.refresh_from_db()
    assert not account.is_active
    assert undone(done, by=office).counts["kept"] == 0
    assert everything() == before


def test_pupil_who_comes_back_is_the_same_pupil() -> None:
    """By number; a number is one pupil's for good."""
    office = new_school()[1]
    sister = "0043,Ola,Nowak,1A,1,Anna Nowak,anna@home.example,,\n"
    carried_out(ZOFIA + sister, by=office)
    carried_out(PUPILS + sister, by=office, leavers=True)
    before = everything()
    back = started(ZOFIA + sister, by=office)
    assert back.counts["changed"] >= 1
    done = imported(ZOFIA + sister, by=office, chance=random.Random(1))  # noqa: S311  # no secret
    assert Pupil.objects.get(external_id="0042").until is None
    assert undone(done, by=office).counts["kept"] == 0
    assert everything() == before


def test_link_on_which_something_must_not_be_told_is_not_taken_away() -> None:
    """Undoing would forget a court's order."""
    office = new_school()[1]
    done = carried_out(ZOFIA, by=office)
    link = Guardianship.objects.get(person__name="Piotr Nowak")
    people.restrict_contact(link=link, reason="An order of the family court.", since=DAY, by=SETUP, at=AT)
    found = queries.what_undoing_keeps(office, done.id, at=AT)
    assert found.kept == ("Piotr Nowak", "Zofia Nowak")  # never what was recorded: it may be private
    assert undone(done, by=office).counts["kept"] == 2
    assert Guardianship.objects.filter(id=link.id, restrictions__until=None).exists()
    assert not Person.objects.filter(name="Anna Nowak").exists()


def test_who_is_in_an_import_cannot_undo_it() -> None:
    """What would stay as it is would tell them what is kept from them."""
    office = new_school()[1]
    done = carried_out(ZOFIA, by=office)
    link = Guardianship.objects.get(person__name="Piotr Nowak")
    guardian = dataclasses.replace(office, actor=link.person_id, person_id=link.person_id)
    assert queries.can_undo(office, done.id, at=AT)
    assert not queries.can_undo(guardian, done.id, at=AT)
    assert queries.what_undoing_keeps(guardian, done.id, at=AT) == queries.UndoingSeen()
    with pytest.raises(Refused, check=lambda error: error.code == "about-you"):
        services.ask_to_undo(roster=done, by=guardian, at=AT)


def test_what_must_not_be_told_stands_when_a_list_links_again() -> None:
    """A list that leaves a parent out and another that names them again shed nothing."""
    office = new_school()[1]
    carried_out(ZOFIA, by=office)
    link = Guardianship.objects.get(person__name="Piotr Nowak")
    people.restrict_contact(link=link, reason="An order.", since=DAY, by=SETUP, at=AT)
    people.unlink_guardian(link=link, until=DAY, by=SETUP, at=AT)
    imported(ZOFIA, by=office, chance=random.Random(1))  # noqa: S311  # no secret
    again = Guardianship.objects.get(person__name="Piotr Nowak", until=None)
    assert again.restrictions.get().until is None

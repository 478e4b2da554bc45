"""Does the page of whoever got a hat after they signed say what is left to do?"""

from collections.abc import Mapping

from django.test import Client

from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from tests.conftest import NOON
from tests.unit.campaigns.test_more_hats import give
from tests.unit.signoff.people import TODAY, agree, do_questions, edition, viewer_of


def test_his_page_says_so_and_leads_him_to_the_questions(clients: Mapping[str, Client]) -> None:
    """Not that he has signed."""
    agree(viewer_of("parent"), edition())
    assert "You have signed this edition" in clients["parent"].get("/me/policy/").content.decode()
    give(Hat.STAFF)
    page = clients["parent"].get("/me/policy/").content.decode()
    assert "You have signed this edition" not in page
    assert "You did not sign it yet as:" in page
    assert "You have not signed an edition of it yet" not in page
    assert clients["parent"].get("/me/policy/read/").status_code == 200
    assert clients["parent"].get("/me/policy/questions/").status_code == 200
    assert "Before you agree: a few questions" in clients["parent"].get("/me/policy/sign/").content.decode()
    agree(viewer_of("parent"), edition())
    assert "You have signed this edition" in clients["parent"].get("/me/policy/").content.decode()


def test_governor_who_becomes_staff_gets_the_questions_of_staff_and_finds_all_of_them_done(
    clients: Mapping[str, Client], noon: object
) -> None:
    """The page counts them anew, and takes the two together once they are done."""
    client = clients["governor"]
    agree(viewer_of("governor"), edition())
    assert "The questions are done" not in client.get("/me/policy/questions/", follow=True).content.decode()
    person = Person.objects.get(id=viewer_of("governor").person_id)
    people.give_hat(person=person, hat=Hat.STAFF, since=TODAY, by=SETUP, at=NOON)
    page = client.get("/me/policy/questions/").content.decode()
    assert "Question 1 of 3" in page
    assert "As a member of staff" in page
    do_questions(viewer_of("governor"), edition())
    assert "The questions are done" in client.get("/me/policy/questions/").content.decode()

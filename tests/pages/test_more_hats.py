"""Does the page of whoever got a hat after they signed say what is left to do?"""

from collections.abc import Mapping

from django.test import Client

from gatepost.people.states import Hat
from tests.unit.campaigns.test_more_hats import give
from tests.unit.signoff.people import agree, edition, viewer_of


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

"""Is a parent who lost a right told so in plain words, instead of a form that would be refused?"""

from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from gatepost.grants.letters import get_letter
from gatepost.grants.models import Permission
from gatepost.kernel import clock
from gatepost.printing.granted import granted_data
from gatepost.restrictions.states import Step
from tests.conftest import NOON
from tests.unit.grants.people import PASS, TODAY, granted, viewer_of
from tests.unit.restrictions import told

NEW = "/permissions/new/photo-pass/"
Clients = Mapping[str, Client]


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def page(client: Client, path: str, status: int = 200) -> str:
    """Return a page's text."""
    response = client.get(path)
    assert response.status_code == status
    return unescape(response.content.decode())


def test_restricted_parent_reads_what_until_when_and_whom_to_ask_instead_of_a_form(clients: Clients) -> None:
    """Also if they send the form that they had open."""
    row = told.tell(told.interim())
    event = {"what": "The fair", "day": TODAY.isoformat()}
    shown = page(clients["parent"], NEW)
    sent = clients["parent"].post(NEW, event)
    for text in (shown, unescape(sent.content.decode())):
        assert "Not for you for now" in text
        assert "Taking photographs" in text
        assert "it ends after Friday 17 July 2026 unless it is confirmed" in text
        assert "Until Saturday 15 August 2026 at the latest" in text
        assert "Ruth Adeyemi (head teacher) decided it" in text
        assert f"/me/restrictions/{row.id}/" in text
        assert "<form" not in text.partition("<main")[2].partition("</main>")[0]
    assert (sent.status_code, Permission.objects.count()) == (409, 0)
    listed = page(clients["parent"], "/permissions/")
    assert "You have lost the right to do this" in listed
    assert "Ask for a photo pass" not in listed


def test_others_get_the_form_and_so_does_the_parent_once_it_is_over(clients: Clients) -> None:
    """A notice that does not count yet, and one that was withdrawn, stop nobody."""
    row = told.tell(told.interim())
    assert "Which event?" in page(clients["parent-apart"], NEW)
    told.decide(row, Step.WITHDRAW)
    told.tell(told.later())
    assert "Which event?" in page(clients["parent"], NEW)
    assert "Not for you for now" not in page(clients["parent"], "/permissions/")


def test_decided_one_has_no_other_last_day(clients: Clients) -> None:
    """And the day after its last the form is there again."""
    row = told.tell(told.interim())
    told.answer(row)
    told.decide(row, Step.CONFIRM)
    shown = page(clients["parent"], NEW)
    assert "unless it is confirmed" not in shown
    with clock.frozen(NOON + timedelta(days=44)):
        assert "Which event?" in page(clients["parent"], NEW)


def test_pass_says_its_event_once(clients: Clients) -> None:
    """On its page and on its letter: what it is for is where it is for."""
    row = granted("parent", PASS, what="The summer fair", account="The summer fair")
    assert "Where exactly" not in page(clients["parent"], f"/permissions/{row.id}/")
    letter = get_letter(viewer_of("parent"), row.id, on=TODAY)
    assert letter is not None
    names = [line["name"] for line in granted_data(letter)["rows"]]
    assert ("What" in names, "Where exactly" in names) == (True, False)

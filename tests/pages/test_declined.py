"""Does the head find those who do not agree, deal with them, and find them again; and does nobody else find the page?"""

from collections.abc import Mapping
from datetime import datetime
from html import unescape

import pytest
from django.test import Client

from gatepost.signoff.models import SignOff
from tests.pages.html import complaints
from tests.pages.table import ANONYMOUS, KINDS
from tests.unit.signoff.people import decline, edition, viewer_of

PAGE = "/sign-off/declined/"
WHY = "My phone is my insulin pump."
TASK = "1 person does not agree to the policy, and is waiting to speak with you"


@pytest.fixture
def answer(clients: Mapping[str, Client], noon: datetime) -> SignOff:
    """A parent does not agree."""
    return decline(viewer_of("parent"), edition(), reason=WHY)


def text(client: Client, path: str = PAGE) -> str:
    """Return a page's text; it is HTML without a fault."""
    response = client.get(path)
    assert response.status_code == 200
    page = response.content.decode()
    assert complaints(page) == []
    return unescape(page)


def test_nobody_but_the_head_finds_the_page_or_presses_its_button(
    clients: Mapping[str, Client], answer: SignOff
) -> None:
    """Nor a way to it."""
    for kind in {*KINDS, ANONYMOUS} - {"head"}:
        assert clients[kind].get(PAGE).status_code == 403, kind
        assert clients[kind].post(PAGE, {"answer": answer.id}).status_code == 403, kind
        for page in ("/", "/me/", "/desk/", "/sign-off/"):
            found = clients[kind].get(page).content.decode()
            assert PAGE not in found, (kind, page)
            assert WHY not in found, (kind, page)
    assert TASK in text(clients["head"], "/")


def test_head_goes_from_the_first_page_to_it_and_it_waits_no_more(
    clients: Mapping[str, Client], answer: SignOff
) -> None:
    """A second press changes nothing; whoever was dealt with is still there, with why."""
    head = clients["head"]
    for page in ("/", "/me/"):
        assert TASK in text(head, page)
    assert "Does not agree to the policy" in text(head, "/desk/")
    assert PAGE in text(head, "/sign-off/")
    for page in ("/", "/me/", "/desk/"):
        assert WHY not in text(head, page)
    page = text(head)
    assert "Tomasz Zielinski" in page
    assert WHY in page
    for _press in "12":
        assert head.post(PAGE, {"answer": answer.id}).headers["Location"] == PAGE
    page = text(head)
    assert "Nobody waits for you." in page
    assert WHY in page
    assert "dealt with on 3 July 2026" in page
    assert TASK not in text(head, "/")
    assert "Does not agree to the policy" not in text(head, "/desk/")


@pytest.mark.parametrize("sent", ["", "no-such-answer", "\x00"])
def test_altered_form_changes_nothing(clients: Mapping[str, Client], answer: SignOff, sent: str) -> None:
    """It is told, with the list below."""
    response = clients["head"].post(PAGE, {"answer": sent})
    assert response.status_code == 409
    assert "This waits for you no more" in response.content.decode()
    assert TASK in text(clients["head"], "/")

"""Does a page on which somebody is stuck say why, and what would be right?

Codes that are wrong or over, and how one signs in.
"""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from django.test import Client

from gatepost.mail.models import Message
from tests.pages.conftest import client_of
from tests.pages.html import complaints
from tests.pages.test_accounts import HEAD, PARENT, TEACHER, by_code, with_app

STOCK = ("Incorrect code", "Too many failed", "Try again later")
WRONG = "XXX-XXX"
CLOSED = "/asked/"


def said(client: Client, path: str, **sent: str) -> str:
    """Return what a page says after something was sent."""
    return unescape(client.post(path, sent, follow=True).content.decode())


def test_wrong_code_is_told_what_is_right_and_after_the_fifth_why_there_is_another_page(school: None) -> None:
    """In the same words to somebody whom the school does not know."""
    told = []
    for email in (PARENT, "nobody@home.example"):
        client = Client()
        client.post("/sign-in/", {"email": email})
        pages = [said(client, "/sign-in/code/", code=WRONG) for _ in range(5)]
        assert all("as they stand there" in page for page in pages[:4])
        assert "typed wrong five times" in pages[4]
        assert "we send you a new one" in pages[4]
        assert not [word for word in STOCK for page in pages if word in page]
        told.append([re.findall(r'<p class="(?:fault|notice measure)".*?</p>', page) for page in pages])
    assert told[0] == told[1]


def test_mail_of_a_code_says_how_long_it_works(client: Client, school: None) -> None:
    """As the page does."""
    by_code(client, PARENT)
    assert "for a quarter of an hour" in Message.objects.filter(kind="code").latest("written_at").body


def test_wrong_second_step_is_told_what_is_right_and_then_when_to_try_again(client: Client, school: None) -> None:
    """Ten tries in a quarter of an hour."""
    with_app(client_of(TEACHER))
    by_code(client, TEACHER)
    page = said(client, "/sign-in/second/", code="000000")
    assert "the six digits that the app shows at this moment" in page
    pages = [page, *(said(client, "/sign-in/second/", code="000000") for _ in range(11))]
    assert "Wait a quarter of an hour, then try again." in pages[-1]
    assert not [word for word in STOCK for page in pages if word in page]


def test_whoever_lost_all_is_told_to_whom_to_go_whatever_they_are(client: Client, school: None) -> None:
    """The page does not know who it is."""
    with_app(client_of(TEACHER))
    by_code(client, TEACHER)
    page = client.get("/sign-in/second/").content.decode()
    assert not [who for who in ("the school office", "the head teacher", "the chair of governors") if who not in page]


@pytest.mark.parametrize("typed", ["rubbish", "K7QM-4XTD-9RWE-2HP9", "hello"])
def test_rubbish_for_the_code_of_a_letter_is_told_what_a_code_looks_like(
    client: Client, school: None, typed: str
) -> None:
    """Nobody knows how much of it is different."""
    page = said(client, "/invitation/", code=typed)
    assert "A code has 16 letters and digits" in page
    assert "one of them" not in page


def test_how_you_sign_in_offers_a_second_step_only_where_there_is_none(clients: Mapping[str, Client]) -> None:
    """And the app can be set up on the phone that it is on."""
    client = clients["teacher"]
    assert "You can add a second step" in client.get("/me/sign-in/").content.decode()
    page = unescape(client.get("/me/sign-in/app/").content.decode())
    assert '<a href="otpauth://totp/' in page
    with_app(client)
    page = client.get("/me/sign-in/").content.decode()
    assert "You can add a second step" not in page
    assert "and then your second step" in page


def refused(client: Client) -> str:
    """Return the page of somebody who may not open it."""
    answer = client.get(CLOSED)
    assert answer.status_code == 403
    page = unescape(answer.content.decode())
    assert complaints(page) == []
    return page.split("<main", 1)[1].split("</main>")[0]


def test_refusal_tells_nobody_to_sign_in(client: Client, school: None) -> None:
    """Not that it is for somebody else: that is not known yet."""
    page = refused(client)
    assert "Sign in to see whether this page is for you" in page
    assert 'href="/sign-in/?next=/asked/"' in page
    assert "school office" not in page


def test_refusal_tells_whoever_waits_for_the_second_step_to_set_it_up(client: Client, school: None) -> None:
    """The duty would open it."""
    by_code(client, HEAD)
    page = refused(client)
    assert "Set up your second step first" in page
    assert 'href="/me/sign-in/"' in page
    assert "school office" not in page


def test_refusal_sends_a_parent_to_the_office_and_the_office_not_to_itself(clients: Mapping[str, Client]) -> None:
    """The office is shown who carries which duty."""
    assert "ask the school office" in refused(clients["parent"])
    page = refused(clients["office"])
    assert "school office" not in page
    assert 'href="/people/"' in page


@pytest.mark.parametrize("kind", ["head", "parent"])
def test_foot_has_the_links_that_a_narrow_masthead_has_no_room_for(clients: Mapping[str, Client], kind: str) -> None:
    """On a page of everybody's: my page, and the people where one sees them."""
    foot = clients[kind].get("/policy/").content.decode().split("<footer", 1)[1]
    assert 'href="/me/"' in foot
    assert ('href="/people/"' in foot) == (kind == "head")
    assert 'href="/me/school/"' not in foot

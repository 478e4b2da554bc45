"""Does the office's page of how somebody signs in say what is so, and offer nothing that is refused after the click?

Refusals first.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from gatepost.kernel.clock import now
from gatepost.mail.models import Message
from gatepost.people import services
from gatepost.people.models import Person
from gatepost.people.viewer import SETUP
from tests.pages.html import complaints
from tests.pages.test_accounts import HEAD, PARENT, person_of
from tests.pages.test_inviting import add
from tests.pages.test_sign_in_names import path_of, second

SEND = "Send an invitation"
WORKS = "the invitation works until"


def text(client: Client, person: Person, more: str = "") -> str:
    """Return what the page says; it is HTML without a fault."""
    answer = client.get(path_of(person) + more)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert complaints(page) == []
    return unescape(page)


def invite(client: Client, person: Person) -> str:
    """Send an invitation; return the address of the page that comes."""
    answer = client.post(path_of(person), {"do": "invite"})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


@pytest.fixture
def new(school: None) -> Person:
    """Somebody with an address and no account."""
    return add("Nia Wren", "nia@home.example")


@pytest.mark.parametrize("address", ["", "nia@home.example", PARENT])
def test_mail_is_not_offered_where_it_would_be_refused(
    clients: Mapping[str, Client], new: Person, address: str
) -> None:
    """No address, one that is shared though nobody signs in with it yet, and one with which somebody does: a letter each."""
    other = add("Ola Wren", address)
    page = text(clients["office"], other)
    assert SEND not in page
    assert "Make a letter to print" in page
    answer = clients["office"].post(path_of(other), {"do": "invite"})
    assert answer.status_code == 400
    assert unescape(re.findall(r"<h2>Invite</h2>\s*<p>(.*?)</p>", page)[0]) in unescape(answer.content.decode())
    assert not Message.objects.exists()


def test_neither_of_two_with_one_address_gets_a_mail(clients: Mapping[str, Client], new: Person) -> None:
    """Whoever opened it first would be whoever they like; once the other has left it is an address like any."""
    other = add("Ola Wren", new.email)
    assert all("has this address too" in text(clients["office"], one) for one in (new, other))
    services.leave(person=other, last_day=now().date() - timedelta(days=1), by=SETUP, at=now())
    assert SEND in text(clients["office"], new)


def test_invitation_of_somebody_who_was_stopped_works_no_more(clients: Mapping[str, Client], new: Person) -> None:
    """And they were stopped: they do not just have no account yet."""
    invite(clients["office"], new)
    assert WORKS in text(clients["office"], new)
    services.close_account(person=new, by=SETUP, at=now())
    page = text(clients["office"], new)
    assert f"Stopped from signing in on {now():%-d %B %Y}." in page
    assert WORKS not in page
    assert "Has no account yet" not in page
    invite(clients["office"], new)
    assert WORKS in text(clients["office"], new)


def test_who_signed_in_and_was_stopped_has_no_account_yet_no_more(clients: Mapping[str, Client]) -> None:
    """The page said so of them."""
    parent = person_of(PARENT)
    services.close_account(person=parent, by=SETUP, at=now())
    page = text(clients["office"], parent)
    assert "Stopped from signing in on" in page
    assert "Has no account yet" not in page


def test_who_left_is_offered_nothing(clients: Mapping[str, Client], new: Person) -> None:
    """Their link says that it is not valid any more."""
    invite(clients["office"], new)
    services.leave(person=new, last_day=now().date() - timedelta(days=1), by=SETUP, at=now())
    page = text(clients["office"], new)
    assert "Is nothing at the school today" in page
    assert WORKS not in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]


def test_what_was_sent_is_said_and_there_is_a_way_back(clients: Mapping[str, Client], new: Person) -> None:
    """To the person's page; for the chair to the head's, whose adjustment they record, and to nobody else's."""
    page = text(clients["office"], new, "?sent=yes")
    assert "on its way" not in page, "nothing was sent"
    page = unescape(clients["office"].get(invite(clients["office"], new)).content.decode())
    assert "The invitation is on its way." in page
    assert f'<a href="/people/{new.id}/">Nia Wren</a>' in page
    head = person_of(HEAD)
    assert f'href="/people/{head.id}/"' in text(clients["chair"], head)
    assert f'href="/people/{new.id}/"' not in text(clients["chair"], head)


def test_second_of_a_shared_mailbox_is_offered_the_letter_alone(clients: Mapping[str, Client], school: None) -> None:
    """Before the click."""
    page = text(clients["office"], second())
    assert SEND not in page
    assert "signs in with this address already. Make a letter instead." in page


def test_corrected_address_shows_on_the_page_of_the_person(clients: Mapping[str, Client], school: None) -> None:
    """And with which they sign in until they take up an invitation to the new one."""
    parent = person_of(PARENT)
    services.correct_person(person=parent, name=parent.name, email="new@home.example", by=SETUP, at=now())
    page = unescape(clients["office"].get(f"/people/{parent.id}/").content.decode())
    assert f"From now on mail goes to new@home.example; they sign in with {PARENT} until they take up" in page
    assert f"With {PARENT}." not in page

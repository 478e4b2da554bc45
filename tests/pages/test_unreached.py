"""Does the office see whom mail did not reach, what to do about it, and does nobody else?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import transaction
from django.test import Client

from gatepost.mail.bounces import take_back
from gatepost.mail.kinds import Kind
from gatepost.mail.models import Message
from gatepost.mail.services import Addressee, send
from gatepost.people import services
from gatepost.people.models import Person
from gatepost.people.viewer import SETUP
from tests.conftest import NOON
from tests.letters_back import report
from tests.pages.html import complaints
from tests.pages.table import KINDS, OFFICE

PARENT = "tomasz.zielinski@oddenbrook.example"
PAGE = "/people/unreached/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent(school: None, noon: datetime) -> Person:
    """A parent whose invitation came back."""
    person = Person.objects.get(email=PARENT)
    take_back(report(f"{invited(person, at=NOON - timedelta(hours=1)).id}@localhost", PARENT), at=NOON)
    return person


def invited(person: Person, *, at: datetime) -> Message:
    """Write an invitation to somebody, and return it as one that a mail server took."""
    with transaction.atomic():
        context = {
            "school": "Oddenbrook",
            "link": "/invitation/x/",
            "until": "17 July 2026",
            "what": "to read the policy",
        }
        to = Addressee(person.id, person.email)
        message = send(to=to, kind=Kind.INVITATION, context=context, school=person.school_id, at=at)
    Message.objects.filter(id=message.id).update(state="sent", body="")
    return message


def text(client: Client, path: str = PAGE) -> str:
    """Return a page's text; it is HTML without a fault."""
    response = client.get(path)
    assert response.status_code == 200
    page = response.content.decode()
    assert complaints(page) == []
    return unescape(page)


def test_nobody_else_learns_whom_mail_did_not_reach(clients: Mapping[str, Client], parent: Person) -> None:
    """Neither on the page nor by a number beside its link."""
    for kind in KINDS:
        if kind in OFFICE:
            continue
        response = clients[kind].get(PAGE)
        assert response.status_code == 403
        assert PARENT not in response.content.decode()
        assert "did not arrive" not in clients[kind].get("/people/").content.decode()


@pytest.mark.parametrize("kind", OFFICE)
def test_office_sees_who_why_and_what_to_do(clients: Mapping[str, Client], parent: Person, kind: str) -> None:
    """In words; the code beside them is for the technician."""
    assert "Mail that did not arrive (1)" in text(clients[kind], "/people/")
    page = text(clients[kind])
    for words in (parent.name, PARENT, "An invitation", "3 July 2026", "there is no such address", "bounced-5.1.1"):
        assert words in page
    assert f'href="/people/{parent.id}/"' in page
    assert "Ask them for the right address" in page
    assert "It came back: there is no such address." in text(clients[kind], f"/people/{parent.id}/sign-in/")


def test_who_has_another_address_leaves_the_list(clients: Mapping[str, Client], parent: Person) -> None:
    """What is left is what there is to do."""
    services.correct_person(person=parent, name=parent.name, email="tomasz@home.example", by=SETUP, at=NOON)
    page = text(clients["office"])
    assert parent.name not in page
    assert "As far as we know, every e-mail arrived" in page
    assert "These people did not get" not in page
    assert "Mail that did not arrive (" not in text(clients["office"], "/people/")


def test_who_got_a_later_mail_at_the_same_address_leaves_the_list(
    clients: Mapping[str, Client], parent: Person
) -> None:
    """A full mailbox was emptied."""
    invited(parent, at=NOON)
    assert parent.name not in text(clients["office"])


def test_merged_entry_is_not_listed(clients: Mapping[str, Client], parent: Person) -> None:
    """It is no page that the office could open."""
    keep = services.add_person(school=parent.school, name="Tomasz Again", email="", by=SETUP, at=NOON)
    services.close_account(person=parent, by=SETUP, at=NOON)
    services.merge(keep=keep, drop=parent, by=SETUP, at=NOON)
    assert f"/people/{parent.id}/" not in text(clients["office"])

"""Does the office invite many at once: exactly those whom it saw, each once, and nobody whom it may not?

Refusals first.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.accounts.models import Invitation
from gatepost.accounts.opening import MAIL_LASTS
from gatepost.audit.models import AuditEntry
from gatepost.kernel import clock
from gatepost.kernel.clock import now
from gatepost.mail.models import Message
from gatepost.people import services
from gatepost.people.models import Person, Pupil, School
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP
from tests.pages.html import complaints
from tests.pages.test_accounts import is_in

CLASS = "6C"
BUTTON = re.compile(r'name="seen" value="([0-9a-f]{64})">\s*<p class="buttons">(.*?)</form>', re.DOTALL)


def page(client: Client, group: str, status: int = 200) -> str:
    """Return the text of a group's page; it is HTML without a fault."""
    answer = client.get("/people/invite/", {"group": group})
    assert answer.status_code == status
    text = answer.content.decode()
    assert complaints(text) == []
    return unescape(text)


def press(client: Client, group: str, do: str, text: str = "") -> int:
    """Press a button of a group's page, as it is or as it was; return the status."""
    found = {button: seen for seen, form in BUTTON.findall(text or page(client, group)) for button in names(form)}
    return client.post("/people/invite/", {"group": group, "do": do, "seen": found[do]}).status_code


def names(form: str) -> list[str]:
    """Return what the buttons of a form do."""
    return re.findall(r'name="do" value="([a-z-]+)"', form)


def add(name: str, email: str, hat: Hat = Hat.PARENT) -> Person:
    """Add somebody who has no way in yet."""
    person = services.add_person(school=School.objects.get(), name=name, email=email, by=SETUP, at=now())
    services.give_hat(person=person, hat=hat, since=now().date(), by=SETUP, at=now())
    return person


@pytest.fixture
def family(clients: Mapping[str, Client]) -> dict[str, Person]:
    """The guardians of a class: two with addresses of their own, two who share one, one without."""
    people = {
        "Agata Wren": "agata@home.example",
        "Bola Finch": "bola@home.example",
        "Cara Stork": "storks@home.example",
        "Dan Stork": "storks@home.example",
        "Edie Crane": "",
    }
    made = {name: add(name, email) for name, email in people.items()}
    pupil: Pupil = services.add_pupil(
        school=School.objects.get(), name="Pip Wren", class_name=CLASS, since=now().date(), by=SETUP, at=now()
    )
    for person in made.values():
        services.link_guardian(person=person, pupil=pupil, since=now().date(), by=SETUP, at=now())
    return made


@pytest.mark.parametrize("kind", ["parent", "teacher", "governor", "chair", "clerk", "safeguarding-lead", "technician"])
def test_nobody_but_office_and_head_invites_many(clients: Mapping[str, Client], family: object, kind: str) -> None:
    """Neither looks nor sends."""
    assert clients[kind].get("/people/invite/?group=nobody-in").status_code == 403
    form = {"group": "nobody-in", "do": "mail", "seen": ""}
    assert clients[kind].post("/people/invite/", form).status_code == 403
    assert not Invitation.objects.exists()


def test_office_leaves_whoever_carries_a_duty_to_the_head(clients: Mapping[str, Client]) -> None:
    """And says so; the head invites them, and nobody themselves."""
    new = add("Nia Technical", "nia@school.example", Hat.STAFF)
    services.give_duty(person=new, duty=Duty.TECHNICIAN, since=now().date(), by=SETUP, at=now())
    text = page(clients["office"], "nobody-in")
    assert "Somebody else has to invite them" in text
    assert 'value="mail"' not in text
    assert "Send 1 invitation" in page(clients["head"], "nobody-in")
    assert press(clients["head"], "nobody-in", "mail") == 302
    assert Invitation.objects.get().person_id == new.id


@pytest.mark.parametrize("group", ["", "hat:pirate", "class:", "everybody", "\x00"])
def test_group_that_makes_no_sense_invites_nobody(clients: Mapping[str, Client], family: object, group: str) -> None:
    """It is asked for again."""
    assert clients["office"].get("/people/invite/", {"group": group}).status_code == 200
    answer = clients["office"].post("/people/invite/", {"group": group, "do": "mail", "seen": ""})
    assert answer.status_code == 400
    assert not Invitation.objects.exists()


def test_class_sees_who_gets_what_and_everybody_by_mail_is_invited_once(
    clients: Mapping[str, Client], family: Mapping[str, Person]
) -> None:
    """Each gets a mail of their own and an entry in the record; who shares an address gets none."""
    text = page(clients["office"], f"class:{CLASS}")
    assert "2 people get an e-mail" in text
    assert "3 people have no address of their own" in text
    assert press(clients["office"], f"class:{CLASS}", "mail", text) == 302
    invited = {family["Agata Wren"].id, family["Bola Finch"].id}
    assert set(Message.objects.filter(kind="invitation").values_list("person", flat=True)) == invited
    assert set(AuditEntry.objects.filter(action="account.invited").values_list("subject", flat=True)) == invited
    assert "2" in page(clients["office"], f"class:{CLASS}").split("still works")[1][:10]
    links = [re.search(r"/invitation/\S+/", body) for body in Message.objects.values_list("body", flat=True)]
    for link in links:
        assert link
        client = Client()
        client.post(link[0])
        assert is_in(client)
    assert Invitation.objects.exclude(used_at=None).count() == 2


def test_form_that_is_sent_twice_invites_once(clients: Mapping[str, Client], family: object) -> None:
    """The second shows the list as it is now."""
    text = page(clients["office"], f"class:{CLASS}")
    assert press(clients["office"], f"class:{CLASS}", "mail", text) == 302
    assert press(clients["office"], f"class:{CLASS}", "mail", text) == 409
    assert Message.objects.count() == 2


def test_list_that_changed_meanwhile_is_shown_again(clients: Mapping[str, Client], family: object) -> None:
    """Nobody is invited whom the office did not see."""
    text = page(clients["office"], "nobody-in")
    add("Late Comer", "late@home.example")
    assert press(clients["office"], "nobody-in", "mail", text) == 409
    assert not Invitation.objects.exists()


def test_invitations_that_ran_out_are_sent_again_to_all_of_them(
    clients: Mapping[str, Client], family: Mapping[str, Person]
) -> None:
    """Not to whoever came in meanwhile; the old links stay dead."""
    assert press(clients["office"], f"class:{CLASS}", "mail") == 302
    body = Message.objects.get(person=family["Agata Wren"].id).body
    Client().post(re.search(r"/invitation/\S+/", body)[0])  # type: ignore[index]  # there is one
    with clock.frozen(now() + MAIL_LASTS + timedelta(hours=1)):
        assert "Their invitation ran out" in page(clients["office"], f"class:{CLASS}")
        text = page(clients["office"], "ran-out")
        assert "1 person gets an e-mail" in text
        assert "Bola Finch" in text
        assert press(clients["office"], "ran-out", "mail", text) == 302
    assert Invitation.objects.filter(person=family["Bola Finch"], ended_at=None).count() == 1
    assert Invitation.objects.filter(person=family["Agata Wren"]).count() == 1


def test_whose_mail_did_not_arrive_is_not_said_to_have_one(
    clients: Mapping[str, Client], family: dict[str, Person]
) -> None:
    """They are asked for another address, or get a letter; with another address, a mail."""
    group, office, agata = f"class:{CLASS}", clients["office"], family["Agata Wren"]
    press(office, group, "mail")
    assert "an invitation that still works: 2" in page(office, group)
    Message.objects.filter(person__in=[agata.id, family["Bola Finch"].id]).update(state="failed")
    text = page(office, group)
    assert "The invitations of 2 people did not arrive" in text
    assert "an invitation that still works" not in text
    services.correct_person(person=agata, name=agata.name, email="wren@home.example", by=SETUP, at=now())
    text = page(office, group)
    assert "1 person gets an e-mail" in text
    assert "The invitation of 1 person did not arrive" in text
    assert press(office, group, "letters-returned", text) == 200
    assert "1 person has a letter that still works" in page(office, group)
    assert press(office, group, "mail") == 302
    assert "an invitation that still works: 1" in page(office, group)


def test_closed_account_is_not_opened_again_by_an_invitation(
    clients: Mapping[str, Client], family: Mapping[str, Person]
) -> None:
    """Who was stopped from signing in is left out, and it says so."""
    services.open_account(person=family["Agata Wren"], by=SETUP, at=now())
    services.close_account(person=family["Agata Wren"], by=SETUP, at=now())
    Person.objects.filter(id=family["Agata Wren"].id).update(account=None)  # as if another school has the address now
    text = page(clients["office"], f"class:{CLASS}")
    assert "Left once, or were stopped from signing in: invite each on their own page: 1" in text
    assert "1 person gets an e-mail" in text


def test_hundred_people_cost_as_many_queries_to_look_at_as_one(clients: Mapping[str, Client]) -> None:
    """And to invite, a few more for each mail."""
    counted = []
    for many in (1, 100):
        for number in range(many):
            add(f"Parent {many} {number}", f"p{many}.{number}@home.example")
        with CaptureQueriesContext(
            connection,
        ) as looking:
            text = page(clients["office"], "nobody-in")
        with CaptureQueriesContext(connection) as inviting:
            assert press(clients["office"], "nobody-in", "mail", text) == 302
        counted.append((len(looking), len(inviting)))
    (look_one, invite_one), (look_all, invite_all) = counted
    assert look_all == look_one
    assert invite_all - invite_one <= 99 * 4
    assert Invitation.objects.filter(sent_to__endswith="@home.example").count() == 101

"""Does the office take back what it recorded by mistake, so that nobody sees a stranger's sheet and the right one is recorded?"""

from collections.abc import Mapping

import pytest
from django.test import Client

from gatepost.signoff.models import Mistake, SignOff
from tests.pages.test_paper import form, page
from tests.unit.signoff.people import on_paper, record


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def test_nobody_but_the_office_and_the_head_says_so(clients: Mapping[str, Client]) -> None:
    """Not even whoever's name it stands under; and nobody of their own sheet."""
    where = f"/sign-off/paper/mistake/{record(on_paper()).id}/"
    for kind, client in clients.items():
        if kind not in {"office", "head", "anonymous"}:
            assert client.get(where).status_code == 403, kind
            assert client.post(where, {"why": "person"}).status_code == 403, kind
    own = f"/sign-off/paper/mistake/{record(on_paper(), of='office', by='head').id}/"
    assert clients["office"].get(own).status_code == 403
    assert clients["office"].post(own, {"why": "person"}).status_code == 403
    for why in ("", "because"):
        response = clients["office"].post(where, {"why": why})
        assert response.status_code == 400
        assert "Say what went wrong." in response.content.decode()
    assert not Mistake.objects.exists()


def test_name_of_somebody_else_is_asked_about_before_it_is_recorded(clients: Mapping[str, Client]) -> None:
    """Not what differs in accents and capitals alone."""
    sent = {key: value for key, value in form().items() if key != "is_theirs"}
    response = clients["office"].post(page(), sent)
    text = response.content.decode()
    assert (response.status_code, SignOff.objects.exists()) == (400, False)
    assert "Is it their sheet?" in text
    assert "It is the sheet of Tomasz Zielinski" in text
    fresh = {key: value for key, value in form(name="tomasz ZIELIŃSKI").items() if key != "is_theirs"}
    assert clients["office"].post(page(), fresh).status_code == 302


def test_wrong_person_sees_that_it_was_a_mistake_and_nothing_of_the_stranger(clients: Mapping[str, Client]) -> None:
    """No name, no reason, no scan, no receipt, no copy; and the right sheet is recorded afterwards."""
    response = clients["office"].post(page(), form(answer="refused", name="ADA HOLLIN", reason="My insulin pump."))
    shown = clients["office"].get(response["Location"]).content.decode()
    row = SignOff.objects.get()
    where = f"/sign-off/paper/mistake/{row.id}/"
    assert "ADA HOLLIN" in shown
    assert where in shown
    assert "insulin" in clients["parent"].get("/me/policy/signed/").content.decode() + (
        clients["parent"].get(f"/me/policy/signed/{row.id}/").content.decode()
    )
    assert clients["office"].post(where, {"why": "person"}).status_code == 302
    assert clients["office"].post(where, {"why": "person"}).status_code == 302
    assert Mistake.objects.count() == 1
    own = clients["parent"].get("/me/policy/signed/").content.decode()
    assert "Does not count" in own
    seen = own + clients["parent"].get("/me/policy/").content.decode()
    assert not any(word in seen for word in ("HOLLIN", "insulin", row.id))
    for path in (
        f"/me/policy/signed/{row.id}/",
        f"/me/policy/signed/{row.id}/copy.pdf",
        f"/sign-off/paper/scan/{row.id}/",
    ):
        for kind in ("parent", "office", "head"):
            assert clients[kind].get(path).status_code == 404, (path, kind)
    assert where not in clients["office"].get(page()).content.decode()
    again = clients["office"].get(where).content.decode()
    assert ("Recorded by mistake</h1>" in again, "Leave it as it is" in again) == (True, False)
    assert "insulin" not in clients["head"].get(page()).content.decode()
    assert clients["office"].post(page(), form()).status_code == 302
    assert "On paper, on Wednesday 1 July 2026" in clients["parent"].get("/me/policy/").content.decode()

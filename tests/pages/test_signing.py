"""Can somebody read, sign and find again what they signed, and does nothing that went wrong cost them what they typed?"""

import io
from collections.abc import Mapping
from datetime import timedelta

import pdfplumber
import pytest
from django.test import Client

from gatepost.demo.policies import IN_FORCE_ID
from gatepost.kernel import clock
from gatepost.signoff.models import SignOff
from gatepost.web.campaigns.words import hats_in_words
from gatepost.web.signing.typed import made_for
from tests.conftest import NOON
from tests.pages.html import complaints
from tests.unit.signoff.people import agree, edition, new_edition, viewer_of

BEGIN, READ, QUESTIONS, PAGE = "/me/policy/", "/me/policy/read/", "/me/policy/questions/", "/me/policy/sign/"


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def form(kind: str = "parent", **changed: str) -> dict[str, str]:
    """Return a form that was made for somebody, filled in."""
    own, mark = edition(), made_for(viewer_of(kind), PAGE)
    typed = {"name": "Tomasz Zielinski", "answer": "agreed"}
    return {"made_for": mark, "edition": own.id, "sha256": own.sha256, **typed, **changed}


def test_form_that_is_wrong_keeps_what_was_typed(clients: Mapping[str, Client]) -> None:
    """And keeps nothing else."""
    parent = clients["parent"]
    for changed, said in (
        ({"answer": ""}, "Say whether you agree."),
        ({"answer": "shown"}, "Say whether you agree."),
        ({"name": "", "answer": "refused"}, "Type your name."),
        ({"answer": "refused", "reason": " "}, "Say why you do not agree."),
        ({"answer": "agreed", "reason": "But not with point 5."}, "Take one of the two away."),
    ):
        typed = form(**{"reason": "Half a thought", **changed})
        response = parent.post(PAGE, typed)
        page = response.content.decode()
        assert (response.status_code, said in page) == (400, True)
        assert typed["name"] in page
        assert typed["reason"] in page
    assert parent.post(PAGE, form(sha256="0" * 64)).status_code == 409
    assert parent.post(PAGE, form(edition="autumn")).status_code == 409
    assert parent.post(PAGE, form(edition="\0")).status_code == 409
    assert not SignOff.objects.exists()


def test_everything_that_is_missing_is_said_at_once(clients: Mapping[str, Client]) -> None:
    """On top and at its field; nobody is sent back twice."""
    for answer, reason, first in (
        ("", "", "Say whether you agree."),
        ("refused", "", "Say why you do not agree."),
        ("agreed", "But not with point 5.", "Take one of the two away."),
    ):
        page = clients["parent"].post(PAGE, form(name="", answer=answer, reason=reason)).content.decode()
        assert complaints(page) == []
        for said in (first, "Type your name."):
            assert page.count(said) == 2


def _printed(client: Client, path: str) -> str:
    with pdfplumber.open(io.BytesIO(client.get(path).content)) as document:
        return " ".join(page.extract_text() for page in document.pages)


def test_receipt_says_who_it_is_of_where_another_name_was_typed(clients: Mapping[str, Client]) -> None:
    """Not what differs in accents and capitals alone; on the page and in the copy to keep."""
    parent = clients["parent"]
    shown = parent.post(PAGE, form(name="Ruth Adeyemi", answer="refused", reason="No."))["Location"]
    page, copy = parent.get(shown).content.decode(), _printed(parent, f"{shown}copy.pdf")
    assert ("Ruth Adeyemi" in page, "The school has you as" in page) == (True, True)
    assert "The school has them as Tomasz Zielinski" in copy
    own = parent.post(PAGE, form(name="TOMASZ Zieliński"))["Location"]
    assert "The school has" not in parent.get(own).content.decode() + _printed(parent, f"{own}copy.pdf")


def test_hats_stand_in_one_order_everywhere(clients: Mapping[str, Client]) -> None:
    """The receipt's is the form's."""
    row = agree(viewer_of("parent-staff"), edition())
    assert row.hats == "parent,staff"
    for page in (f"/me/policy/signed/{row.id}/", "/me/policy/signed/"):
        assert "Parent or guardian, Staff" not in clients["parent-staff"].get(page).content.decode()
    assert "Staff, Parent or guardian" in clients["parent-staff"].get(f"/me/policy/signed/{row.id}/").content.decode()
    assert hats_in_words(["parent", "governor", "staff"]) == "Staff, Governor, Parent or guardian"


def test_edition_superseded_meanwhile_is_said_and_the_new_one_is_there(clients: Mapping[str, Client]) -> None:
    """With the name that was typed, and no answer ticked: that was to other words."""
    typed = form(answer="refused", reason="It is unclear.")
    other = new_edition("Winter edition", NOON.date() + timedelta(days=1))
    assert "Winter edition" in clients["parent"].get(BEGIN).content.decode()
    with clock.frozen(NOON + timedelta(days=1)):
        response = clients["parent"].post(PAGE, typed)
        page = response.content.decode()
        assert response.status_code == 409
        assert "“July 2018” has been replaced since" in page
        assert other.sha256 in page
        assert "Tomasz Zielinski" in page
        assert "It is unclear." in page
        assert " checked" not in page
    assert not SignOff.objects.exists()


def test_double_submit_leads_to_the_same_receipt_and_nobody_else_sees_it(clients: Mapping[str, Client]) -> None:
    """Not the head, not the office, not another parent."""
    first, again = (clients["parent"].post(PAGE, form()) for _ in range(2))
    assert first.status_code == 302
    assert first["Location"] == again["Location"]
    assert SignOff.objects.count() == 1
    receipt = clients["parent"].get(first["Location"])
    assert edition().sha256[:4] in receipt.content.decode()
    for kind in set(clients) - {"parent", "anonymous"}:
        assert clients[kind].get(first["Location"]).status_code == 404
        assert "Tomasz" not in clients[kind].get("/me/policy/signed/").content.decode()


def test_what_was_signed_stays_to_be_read_after_the_next_edition(clients: Mapping[str, Client]) -> None:
    """In the exact words; and the next one waits."""
    parent = clients["parent"]
    assert "Read and sign the policy" in parent.get("/").content.decode()
    parent.post(PAGE, form(answer="refused", reason="It is unclear."))
    assert "Read and sign the policy" not in parent.get("/").content.decode()
    parent.post(PAGE, form())
    new_edition("Winter edition", NOON.date() + timedelta(days=1))
    with clock.frozen(NOON + timedelta(days=1)):
        assert "Read and sign the policy" in parent.get("/").content.decode()
        listed = parent.get("/me/policy/signed/").content.decode()
        assert listed.count("July 2018</b>") == 2
        words = parent.get(f"/policy/editions/{IN_FORCE_ID}/read/")
        assert words.status_code == 200
        assert edition().sha256 in words.content.decode()


@pytest.mark.parametrize(
    "path", ["/me/policy/signed/%00/", "/policy/editions/%00/read/", "/people/%00/", "/api/v1/%00"]
)
def test_address_with_a_nul_is_nobodys(clients: Mapping[str, Client], path: str) -> None:
    """PostgreSQL takes none: it is an address that does not exist, and no failure of ours."""
    assert clients["office"].get(path).status_code == 404
    assert Client().get(path).status_code == 404


def test_whoever_says_no_is_told_who_reads_why(clients: Mapping[str, Client]) -> None:
    """Before they type it."""
    assert "Only the head teacher reads why." in clients["parent"].get(PAGE).content.decode()

"""Does everybody get a copy of exactly what they signed, and nobody anybody else's; and can anyone check a fingerprint?"""

import io
import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from pathlib import Path

import pdfplumber
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gatepost.agreements.models import SchoolEdition
from gatepost.demo.policies import PROPOSED_ID
from gatepost.kernel import clock
from gatepost.mail.models import Message
from gatepost.people.models import Person
from gatepost.people.services import open_school
from gatepost.people.viewer import SETUP
from gatepost.signoff.copies import CHECK, send_copies
from gatepost.signoff.models import SignOff
from tests.conftest import NOON
from tests.pages.test_signing import PAGE, form
from tests.unit.agreements.school import TODAY, Here
from tests.unit.signoff.people import edition, new_edition

DAY = timedelta(days=1)
TAG = re.compile(r"<[^>]*>")


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def signed(client: Client, kind: str = "parent", **changed: str) -> str:
    """Answer to the edition in force, and return the address of the copy."""
    return f"{client.post(PAGE, form(kind, **changed))['Location']}copy.pdf"


def words_of(document: bytes) -> str:
    """Return the words of a PDF, with single spaces."""
    with pdfplumber.open(io.BytesIO(document)) as opened:
        return " ".join(" ".join(page.extract_text() or "" for page in opened.pages).split())


def checked(client: Client, typed: str, status: int = 200) -> str:
    """Return what is said of a fingerprint."""
    response = client.get("/policy/check/", {"hash": typed})
    assert response.status_code == status
    return " ".join(unescape(TAG.sub(" ", response.content.decode())).split())


def test_copy_is_for_whoever_signed_and_for_nobody_else(clients: Mapping[str, Client]) -> None:
    """Not for the head, not with another id, not for a stranger, not at another school."""
    address = signed(clients["parent"])
    for kind in set(clients) - {"parent", "anonymous"}:
        assert clients[kind].get(address).status_code == 404
    assert Client().get(address).status_code == 302
    for other in ("/me/policy/signed/%00/copy.pdf", address.replace("/copy.pdf", "0/copy.pdf")):
        assert clients["parent"].get(other).status_code == 404
    assert clients["parent"].post(address).status_code == 405
    elsewhere = open_school(name="Hollin Bank", by=SETUP, at=NOON)
    Person.objects.filter(id=SignOff.objects.get().person_id).update(school=elsewhere)
    assert clients["parent"].get(address).status_code == 404


def test_copy_says_what_was_answered_by_whom_when_and_to_which_words(
    clients: Mapping[str, Client], settings: LazySettings
) -> None:
    """Tagged for screen readers, kept by no cache, and the same again years later."""
    settings.PUBLIC_URL = "https://gatepost.oddenbrook.example"
    response = clients["parent"].get(signed(clients["parent"]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="policy.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert b"/StructTreeRoot" in response.content
    assert b"pdfuaid:part" in response.content
    words = words_of(response.content)
    row, own = SignOff.objects.get(), edition()
    for said in (
        "Oddenbrook Primary School",
        "July 2018",
        "Has read it and agreed to it",
        "Tomasz Zielinski",
        "Parent or guardian",
        "3 July 2026, 12:00 BST",
        row.id,
        own.sha256,
        "https://gatepost.oddenbrook.example/policy/check/",
        "School computers",
    ):
        assert said in words
    new_edition("Winter edition", NOON.date() + DAY)
    with clock.frozen(NOON + 900 * DAY):
        client = clients["parent"]
        assert client.get(f"/me/policy/signed/{row.id}/copy.pdf").content == response.content


def test_copy_of_a_refusal_says_why_in_the_words_that_were_typed(clients: Mapping[str, Client]) -> None:
    """Whatever they look like: nothing of it is an instruction."""
    reason = "It is *unclear* #panic(1).\r\n\r\n\N{CJK UNIFIED IDEOGRAPH-4E0D}"
    words = words_of(clients["parent"].get(signed(clients["parent"], answer="refused", reason=reason)).content)
    assert "Did not agree" in words
    assert "It is *unclear* #panic(1)." in words


def test_receipt_and_list_offer_the_copy(clients: Mapping[str, Client]) -> None:
    """And lead to the check."""
    address = signed(clients["parent"])
    for page in (address.removesuffix("copy.pdf"), "/me/policy/signed/"):
        assert address in clients["parent"].get(page).content.decode()
    receipt = clients["parent"].get(address.removesuffix("copy.pdf")).content.decode()
    assert f"/policy/check/?hash={edition().sha256}" in receipt


def test_receipt_says_how_far_the_copy_by_mail_is(clients: Mapping[str, Client]) -> None:
    """And a refusal that there is one to download."""
    page = signed(clients["parent"]).removesuffix("copy.pdf")
    assert not Message.objects.exists()
    assert "is on its way to your mailbox" in clients["parent"].get(page).content.decode()
    send_copies(at=NOON)
    for state, said in (
        ("queued", "is on its way to your mailbox"),
        ("failed", "could not be delivered"),
        ("sent", "went to your mailbox"),
    ):
        Message.objects.update(state=state, body="")
        assert said in clients["parent"].get(page).content.decode()
    refusal = signed(clients["teacher"], kind="teacher", answer="refused", reason="It is unclear.").removesuffix(
        "copy.pdf"
    )
    assert "You can download it" in clients["teacher"].get(refusal).content.decode()
    send_copies(at=NOON)
    assert Message.objects.count() == 1


def test_printed_address_is_that_of_the_page() -> None:
    """The room that prints it does not know the pages."""
    assert reverse("check-hash") == CHECK


NO_HASHES = (
    "daf5",
    "g" * 64,
    "0" * 63,
    "0" * 65,
    "daf5\0",
    "'; --",
    "x" * 5000,
    "\N{ARABIC-INDIC DIGIT ZERO}" * 64,
    "é",
)


@pytest.mark.parametrize("typed", NO_HASHES)
def test_what_is_no_fingerprint_is_said(clients: Mapping[str, Client], typed: str) -> None:
    """In one sentence, whatever was typed."""
    assert "It has 64 characters" in checked(Client(), typed, 400)


@pytest.mark.parametrize("write", [str, str.upper, lambda text: f"  {text[:30]}\r\n{text[30:50]}\u00a0 {text[50:]} "])
def test_anybody_finds_whose_words_a_fingerprint_names(clients: Mapping[str, Client], write: object) -> None:
    """However it is typed, signed in or not; who signed is not said."""
    assert callable(write)
    signed(clients["parent"])
    for client in (Client(), clients["head"]):
        said = checked(client, write(edition().sha256))
        assert "July 2018 · Oddenbrook Primary School" in said
        assert "In force since" in said
        assert "Zielinski" not in said
    assert "No such words are known here" in checked(Client(), "0" * 64)


def test_edition_that_was_replaced_is_found_with_its_last_day(clients: Mapping[str, Client]) -> None:
    """The one to come is not, and the end of the one before does not tell of it; nor is a proposal, even by the head."""
    other = new_edition("Winter edition", NOON.date() + DAY)
    for client in (Client(), clients["head"]):
        assert "No such words" in checked(client, other.sha256)
        assert "No such words" in checked(client, SchoolEdition.objects.get(id=PROPOSED_ID).sha256)
        assert "In force since" in checked(client, edition().sha256)
    with clock.frozen(NOON + DAY):
        assert "In force since 4 July 2026" in checked(Client(), other.sha256)
        assert "to 3 July 2026" in checked(Client(), edition().sha256)


def test_stranger_finds_an_edition_though_several_schools_are_here(clients: Mapping[str, Client]) -> None:
    """Each with its school; the words themselves are a link only where whoever asks may read them."""
    open_school(name="Hollin Bank", by=SETUP, at=NOON)
    assert "Oddenbrook Primary School" in checked(Client(), edition().sha256)
    link = f"/policy/editions/{edition().id}/read/"
    asked = {"hash": edition().sha256}
    assert link not in Client().get("/policy/check/", asked).content.decode()
    assert link in clients["parent"].get("/policy/check/", asked).content.decode()


def test_check_costs_the_same_however_many_have_the_words(clients: Mapping[str, Client]) -> None:
    """And finds them by an index."""
    words = [school.in_force("Same words", TODAY + DAY) for school in (Here.new(f"School {name}") for name in "ABCD")]
    with clock.frozen(NOON + DAY):
        assert len({each.sha256 for each in words}) == 1
        assert checked(Client(), words[0].sha256).count("Same words · School") == len(words)
        assert cost(words[0].sha256) == cost(edition().sha256)


def cost(sha256: str) -> int:
    """Return how many questions the page puts to the database."""
    client = Client()
    client.get("/policy/check/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/policy/check/", {"hash": sha256})
    return len(captured)


def test_pages_lead_to_the_check(clients: Mapping[str, Client]) -> None:
    """From an edition that counts or counted; from a proposal there is nothing to check."""
    assert "/policy/check/?hash=" in Client().get(f"/policy/editions/{edition().id}/").content.decode()
    assert "/policy/check/?hash=" not in clients["head"].get(f"/policy/editions/{PROPOSED_ID}/").content.decode()


def test_command_that_the_page_names_is_there() -> None:
    """It prints the fingerprint of a folder."""
    assert "gatepost policy check policy" in Path("gatepost/web/templates/web/signing/check.html").read_text()

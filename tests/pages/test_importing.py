"""Do the pages bring a document in, show its sentences beside the clauses, and make a draft, without script?"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gatepost.agreements.importing.models import DocumentImport
from gatepost.agreements.importing.states import State
from gatepost.agreements.importing.tasks import read_document
from gatepost.agreements.models import SchoolEdition
from tests.pages.html import complaints
from tests.unit.documents import labelled

TEXT = labelled.text_of(labelled.source("pennywell"))
Clients = Mapping[str, Client]


def sent(client: Client, data: bytes = TEXT, name: str = "our-policy.txt") -> Any:  # the test client's answer
    """Send a document."""
    return client.post("/policy/import/", {"document": SimpleUploadedFile(name, data)})


def brought_in(client: Client) -> str:
    """Send a document, read it, and return its address."""
    address = str(sent(client).headers["Location"])
    read_document.func(address.split("/")[3])
    return address


def test_upload_says_what_happens_to_the_file_before(clients: Clients) -> None:
    """To those who may draft."""
    page = clients["head"].get("/policy/import/").content.decode()
    assert "deleted as soon as it has been read" in page
    assert complaints(page) == []


def test_bad_document_is_refused_beside_the_field(clients: Clients) -> None:
    """And above, with a link to it; nothing is stored."""
    for data, name in ((b"", "x.docx"), (b"MZ", "x.exe"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.doc")):
        answer = sent(clients["head"], data, name)
        page = answer.content.decode()
        assert answer.status_code == 400
        assert 'href="#document"' in page
        assert 'id="document-wrong"' in page
        assert complaints(page) == []
    assert not DocumentImport.objects.exists()


def test_waiting_page_looks_again_by_itself(clients: Clients) -> None:
    """Without script, and says how far it is."""
    address = sent(clients["head"]).headers["Location"]
    DocumentImport.objects.update(state=State.READING, document=TEXT, proposal="", done=3, of=12)
    answer = clients["head"].get(address)
    page = answer.content.decode()
    assert answer.headers["Refresh"] == "2"
    assert "3 of 12" in page
    assert complaints(page) == []


def test_document_that_cannot_be_read_says_why_and_what_would_be_right(clients: Clients) -> None:
    """The file is gone."""
    address = sent(clients["head"], b"PK\x03\x04 nonsense", "x.docx").headers["Location"]
    read_document.func(address.split("/")[3])
    page = clients["head"].get(address).content.decode()
    assert "This file is damaged" in page
    assert "has been deleted" in page
    assert complaints(page) == []


def test_every_sentence_stands_beside_a_clause_or_a_person(clients: Clients) -> None:
    """Page after page, in order."""
    address = brought_in(clients["head"])
    seen: list[int] = []
    following: str | None = address
    while following:
        page = clients["head"].get(following).content.decode()
        assert complaints(page) == []
        seen += map(int, re.findall(r'name="tick" value="(\d+)"', page))
        later = re.search(r'rel="next" href="([^"]+)"', page)
        following = later[1].replace("&amp;", "&") if later else None
    row = DocumentImport.objects.get()
    assert seen == sorted(seen)
    assert len(seen) == row.proposal.count('"match": {')


def test_sentence_is_confirmed_moved_and_left_to_a_person(clients: Clients) -> None:
    """By its own buttons, and several together."""
    head = clients["head"]
    address = brought_in(head)
    ticks = re.findall(r'name="tick" value="(\d+)"', head.get(address).content.decode())
    answer = head.post(f"{address}choose/", {"one": f"move:{ticks[0]}:conduct.4", "show": "all", "from": "0"})
    assert answer.headers["Location"].endswith(f"#s{ticks[0]}")
    assert "You chose it" in head.get(address).content.decode()
    head.post(f"{address}choose/", {"tick": ticks[1:4], "action": "judge"})
    assert head.get(address).content.decode().count("You said: for a person to judge") == 3
    head.post(f"{address}choose/", {"tick": ticks[1:3], "action": "move", "clause": "conduct.7"})
    head.post(f"{address}choose/", {"action": "confirm-sure"})
    page = head.get(f"{address}?show=open").content.decode()
    assert "Very likely" not in page
    assert complaints(page) == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "judge"},
        {"tick": "9", "action": "fly"},
        {"tick": "9", "action": "move"},
        {"tick": "9", "action": "move", "clause": "conduct.99"},
        {"one": "confirm:99999"},
        {"one": "move:x:conduct.1"},
        {"one": "confirm:²"},
    ],
)
def test_choice_that_says_nothing_is_refused_in_words(clients: Clients, data: dict[str, str]) -> None:
    """The page stays, with what is wrong on top."""
    address = brought_in(clients["head"])
    answer = clients["head"].post(f"{address}choose/", data)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()
    assert complaints(answer.content.decode()) == []
    assert DocumentImport.objects.get().chosen == "{}"


def test_draft_is_made_and_the_document_forgotten(clients: Clients, noon: datetime) -> None:
    """With the name that was given; without one, or with nothing confirmed, the page says so."""
    head = clients["head"]
    address = brought_in(head)
    assert head.post(f"{address}draft/", {"label": ""}).status_code == 400
    assert "the draft would decide nothing" in head.post(f"{address}draft/", {"label": "x"}).content.decode()
    head.post(f"{address}choose/", {"action": "confirm-sure"})
    draft = head.post(f"{address}draft/", {"label": "Our own"}, follow=True)
    assert draft.status_code == 200
    assert "Our own" in draft.content.decode()
    assert SchoolEdition.objects.get(source="imported").label == "Our own"
    assert head.get(address).status_code == 404


def test_document_of_somebody_else_is_not_there(clients: Clients) -> None:
    """For the chair; those who may not draft are told that it is not for them."""
    address = brought_in(clients["head"])
    assert clients["chair"].get(address).status_code == 404
    for step in ("choose", "draft", "delete"):
        assert clients["chair"].post(f"{address}{step}/", {"label": "x"}).status_code == 404
        assert clients["teacher"].post(f"{address}{step}/").status_code == 403
    assert DocumentImport.objects.exists()


def test_deleting_leaves_nothing(clients: Clients) -> None:
    """Whatever state it is in."""
    address = brought_in(clients["head"])
    assert clients["head"].post(f"{address}delete/").status_code == 302
    assert not DocumentImport.objects.exists()


def test_words_of_a_document_are_never_markup(clients: Clients) -> None:
    """What is typed in a document stays text."""
    address = sent(clients["head"], b"Rules\n\nStaff <script>alert(1)</script> must not post photos.\n", "a<b>.txt")
    read_document.func(address.headers["Location"].split("/")[3])
    page = clients["head"].get(address.headers["Location"]).content.decode()
    assert "<script>alert" not in page
    assert complaints(page) == []

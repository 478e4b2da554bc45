"""Can somebody ask the school on its pages, and does nobody learn of it whom it does not concern? Refusals first."""

from collections.abc import Mapping
from datetime import datetime
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.enquiries.channels import AT_FIRST
from gatepost.enquiries.models import Channels, Enquiry
from tests.pages.html import complaints
from tests.pages.rows import ANONYMOUS, KINDS
from tests.unit.enquiries.asking import WORDS, ask

TOPIC = f"office:{AT_FIRST[0].title}"
GROUP = "/ask/?hat=parent&act=discuss-school&outlet=social-media&purpose=own"
"""May I, a parent, talk about the school online? The default policy sends them to the school."""
PHONE = "01632 960 001"
TEAM = {"phone": PHONE, "email": "office@oddenbrook.example", "hours": "8 to 4", "safeguarding": ""}


def text(client: Client, path: str, status: int = 200) -> str:
    """Return a page's text; it is HTML without a fault."""
    response = client.get(path)
    assert response.status_code == status
    page = response.content.decode()
    assert complaints(page) == []
    return unescape(page)


def test_question_is_there_for_two_and_for_nobody_else(clients: Mapping[str, Client], noon: datetime) -> None:
    """By its address, and on the page that lists them."""
    row = ask("parent", "safeguarding-lead")
    for kind in KINDS:
        sees = kind in {"parent", "safeguarding-lead"}
        there = clients[kind].get(f"/questions/{row.id}/").status_code
        assert there == (200 if sees else 302 if kind == ANONYMOUS else 404), kind
        assert (row.id in text(clients[kind], "/questions/")) == sees, kind
        posted = clients[kind].post(f"/questions/{row.id}/", {"deed": "answer", "text": "x", "read": "1"}).status_code
        assert posted == {"parent": 409, "safeguarding-lead": 302, ANONYMOUS: 302}.get(kind, 404), kind


def test_form_that_cannot_be_sent_keeps_what_was_typed(clients: Mapping[str, Client], noon: datetime) -> None:
    """And says at the field what is wrong."""
    for sent, field in (({"text": WORDS}, "topic"), ({"topic": TOPIC, "text": " "}, "text")):
        response = clients["parent"].post("/questions/new/", sent)
        page = response.content.decode()
        assert response.status_code == 400
        assert f'href="#{field}"' in page
        assert complaints(page) == []
    assert WORDS in clients["parent"].post("/questions/new/", {"text": WORDS}).content.decode()
    assert not Enquiry.objects.exists()


def test_second_answer_keeps_its_words_and_shows_the_first(clients: Mapping[str, Client], noon: datetime) -> None:
    """Nothing typed is lost."""
    row = ask("parent")
    path = f"/questions/{row.id}/"
    answers = [{"deed": "answer", "text": words, "read": "1"} for words in ("Yes, with a pass.", "No, never.")]
    assert clients["office"].post(path, answers[0]).status_code == 302
    response = clients["office"].post(path, answers[1])
    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert complaints(response.content.decode()) == []
    assert "Yes, with a pass." in page
    assert "No, never.</textarea>" in page


def test_nonsense_in_a_form_changes_nothing(clients: Mapping[str, Client], noon: datetime) -> None:
    """A deed that is none, a number that is none."""
    row = ask("parent")
    for sent in ({}, {"deed": "ask", "read": "1"}, {"deed": "answer", "read": "x"}, {"deed": "answer", "read": "²"}):
        assert clients["office"].post(f"/questions/{row.id}/", {"text": "x", **sent}).status_code == 400
    assert row.posts.count() == 1


def test_words_are_printed_and_never_run(clients: Mapping[str, Client], noon: datetime) -> None:
    """Whatever somebody writes."""
    row = ask("parent", text="<script>alert(1)</script>")
    assert "<script>" not in clients["office"].get(f"/questions/{row.id}/").content.decode()


def test_everybody_sees_how_the_school_is_reached(clients: Mapping[str, Client]) -> None:
    """Signed in or not; and where to go when a child is in danger."""
    for kind in KINDS:
        page = text(clients[kind], "/questions/")
        assert PHONE in page
        assert "999" in page
        assert ("/questions/channels/" in page) == (kind in {"head", "office"})


def test_answer_that_sends_parents_to_the_school_says_how(clients: Mapping[str, Client], noon: datetime) -> None:
    """Found from the policy; another answer does not."""
    for kind in (ANONYMOUS, "parent"):
        assert PHONE in text(clients[kind], GROUP)
        assert PHONE not in text(clients[kind], "/ask/?hat=parent&act=take-photos&where=hall&device=own-phone")


def test_office_changes_how_it_is_reached_and_two_are_told(clients: Mapping[str, Client], noon: datetime) -> None:
    """The second sees what the first one kept."""
    version = Channels.objects.get().version
    sent = {**TEAM, "title": ["Lunch", ""], "duty": ["office", "head"], "version": str(version)}
    assert clients["office"].post("/questions/channels/", {**sent, "phone": "01632 960 009"}).status_code == 302
    response = clients["head"].post("/questions/channels/", sent)
    assert response.status_code == 409
    assert "01632 960 009" in response.content.decode()
    page = text(clients[ANONYMOUS], "/questions/")
    assert "Lunch" in page
    assert AT_FIRST[2].title not in page
    bad: tuple[dict[str, str | list[str]], ...] = (
        {"phone": "ring us"},
        {"email": "office"},
        {"title": [], "duty": []},
        {"hours": "x" * 301},
    )
    for wrong in bad:
        sent = {**TEAM, "title": ["Lunch"], "duty": ["office"], "version": str(version + 1), **wrong}
        assert clients["office"].post("/questions/channels/", sent).status_code == 400


def test_lists_cost_the_same_for_many_questions(clients: Mapping[str, Client], noon: datetime) -> None:
    """As many queries for nine as for one."""
    counts = []
    for number in range(9):
        ask("parent", text=f"Question {number}")
        with CaptureQueriesContext(connection) as asked:
            clients["office"].get("/questions/")
        counts.append(len(asked))
    assert counts[0] == counts[-1]


def test_my_page_says_that_a_question_waits(clients: Mapping[str, Client], noon: datetime) -> None:
    """To whoever answers it."""
    row = ask("parent")
    assert f"/questions/{row.id}/" in text(clients["office"], "/me/")
    assert f"/questions/{row.id}/" not in text(clients["head"], "/me/")

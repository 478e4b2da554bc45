"""Can somebody report for themselves in a minute, and does nobody learn of it whom it does not concern?"""

from collections.abc import Mapping
from datetime import date, datetime
from html import unescape

import pytest
from django.test import Client

from gatepost.people.models import DutyHeld
from gatepost.people.states import Duty
from gatepost.selfreports.models import SelfReport
from tests.pages.html import complaints
from tests.pages.rows import ANONYMOUS, KINDS, PARENTS

SENT = {"what": "wrote", "service": "game", "day": "2026-07-02", "did": "nothing", "pupil": "Lena Zielinska"}
FRIEND = "/ask/?hat={hat}&act=befriend&person.is={person}"


def text(client: Client, path: str, status: int = 200) -> str:
    """Return a page's text; it is HTML without a fault."""
    response = client.get(path)
    assert response.status_code == status
    page = response.content.decode()
    assert complaints(page) == []
    return unescape(page)


def test_report_is_there_for_two_and_for_nobody_else(clients: Mapping[str, Client], noon: datetime) -> None:
    """By its address, its receipt, its forms, and on the page that lists them."""
    sent = clients["teacher"].post("/self-report/", SENT)
    assert sent.status_code == 302
    path = sent.headers["Location"]
    for kind in KINDS:
        sees = kind in {"teacher", "safeguarding-lead"}
        assert clients[kind].get(path).status_code == (200 if sees else 302 if kind == ANONYMOUS else 404), kind
        receipt = clients[kind].get(f"{path}receipt.txt").status_code
        assert receipt == {"teacher": 200, ANONYMOUS: 302}.get(kind, 404), kind
        if kind != ANONYMOUS and kind not in PARENTS:
            assert (path in text(clients[kind], "/self-report/")) == sees, kind
        posted = clients[kind].post(path, {"deed": "see"}).status_code
        assert posted == {"teacher": 409, "safeguarding-lead": 302, ANONYMOUS: 302}.get(kind, 404), kind


def test_receipt_names_no_pupil_and_neither_does_an_address(clients: Mapping[str, Client], noon: datetime) -> None:
    """It may lie about at home."""
    sent = clients["teacher"].post("/self-report/", SENT)
    receipt = clients["teacher"].get(f"{sent.headers['Location']}receipt.txt").content.decode()
    assert SelfReport.objects.get().reference in receipt
    assert "A pupil wrote to me" in receipt
    assert "Lena" not in receipt + sent.headers["Location"]


def test_form_that_cannot_be_sent_keeps_what_was_typed(clients: Mapping[str, Client], noon: datetime) -> None:
    """And says at the field what is wrong."""
    for missing in ("what", "service", "did"):
        response = clients["teacher"].post("/self-report/", {**SENT, missing: "", "words": "<b>Sunday"})
        page = response.content.decode()
        assert response.status_code == 400
        assert f'href="#{missing}"' in page
        assert complaints(page) == []
        assert "&lt;b&gt;Sunday" in page
    for day in ("", "yesterday", "2026-13-40", "2027-01-01"):
        assert clients["teacher"].post("/self-report/", {**SENT, "day": day}).status_code == 400
    assert not SelfReport.objects.exists()


@pytest.mark.parametrize(
    ("hat", "person", "is_offered"),
    [("staff", "pupil", True), ("governor", "pupil", True), ("parent", "pupil", False), ("staff", "parent", False)],
)
def test_answer_about_a_pupil_offers_to_report(
    clients: Mapping[str, Client], noon: datetime, hat: str, person: str, *, is_offered: bool
) -> None:
    """Only to those who may report, and only about a pupil."""
    page = text(clients["teacher"], FRIEND.format(hat=hat, person=person))
    assert ("Has it happened already?" in page) == is_offered


def test_unknown_deed_is_refused(clients: Mapping[str, Client], noon: datetime) -> None:
    """Nothing changes."""
    path = clients["teacher"].post("/self-report/", SENT).headers["Location"]
    assert clients["safeguarding-lead"].post(path, {"deed": "delete"}).status_code == 409
    assert SelfReport.objects.get().seen_at is None


def test_my_page_leads_to_what_a_mail_does_not_name(clients: Mapping[str, Client], noon: datetime) -> None:
    """The lead to the report, whoever reported to their answer; nobody else to anything."""
    path = clients["teacher"].post("/self-report/", SENT).headers["Location"]
    assert path in text(clients["safeguarding-lead"], "/me/")
    assert path not in text(clients["teacher"], "/me/")
    clients["safeguarding-lead"].post(path, {"deed": "see", "note": "Thank you."})
    assert path not in text(clients["safeguarding-lead"], "/me/")
    assert "Something that you told the school was answered" in text(clients["teacher"], "/me/")
    assert path not in text(clients["head"], "/me/")


def test_head_who_stands_in_sees_it_and_says_so(clients: Mapping[str, Client], noon: datetime) -> None:
    """On the same pages, as long as nobody is safeguarding lead."""
    path = clients["teacher"].post("/self-report/", SENT).headers["Location"]
    DutyHeld.objects.filter(duty=Duty.SAFEGUARDING_LEAD.value).update(until=date(2026, 7, 1))
    assert path in text(clients["head"], "/me/")
    assert clients["head"].post(path, {"deed": "see"}).status_code == 302
    assert "Seen" in text(clients["head"], path)

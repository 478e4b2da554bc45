"""Does the office get a sheet into Gatepost, and does the scan of a stranger stay a download that runs nowhere?"""

import io
from collections.abc import Mapping
from typing import Any

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gatepost.signoff.mistakes import mark_mistaken
from gatepost.signoff.models import Scan, SignOff
from gatepost.signoff.scans import LARGEST
from gatepost.signoff.states import Why
from tests.conftest import NOON
from tests.pages.forms import sent
from tests.pages.html import complaints
from tests.unit.signoff.people import PDF, do_questions, edition, on_paper, record, viewer_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + bytes(64) + b"\xff\xd9\x00\x00"
POLYGLOT = b"%PDF-1.7\n<html><script>alert(document.cookie)</script></html>\n%%EOF"


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def page(of: str = "parent") -> str:
    """Return where somebody's sheet is recorded."""
    return f"/sign-off/paper/{viewer_of(of).person_id}/"


def file(content: bytes = PDF, name: str = "scan.pdf") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="text/html")


def form(**changed: Any) -> dict[str, Any]:
    """Return a form that is filled in."""
    typed = {"day": "2026-07-01", "edition": "", "answer": "agreed", "name": "T. ZIELINSKI", "is_theirs": "yes"}
    return {**typed, "scan": file(), **changed}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": ""}, "Give the day that stands on the sheet"),
        ({"day": "31 June"}, "Give the day that stands on the sheet"),
        ({"day": "2026-07-04"}, "This day has not come yet."),
        ({"day": "2018-06-30"}, "did not belong to the school on that day"),
        ({"answer": ""}, "Say which of the two is ticked"),
        ({"answer": "shown"}, "Say which of the two is ticked"),
        ({"answer": "refused", "reason": " "}, "Type why they do not agree"),
        ({"name": " "}, "Type the name as it stands on the sheet."),
        ({"edition": "no-such"}, "no such edition"),
        ({"scan": ""}, "Choose one file"),
        ({"scan": "text"}, "Choose one file"),
        ({"scan": file(b"")}, "This one is empty."),
        ({"scan": file(PDF + b"x" * LARGEST)}, "larger than 5 MB"),
        ({"scan": file(b"<html>%PDF-1.7", "sheet.pdf")}, "no PDF, JPEG or PNG"),
        ({"scan": file(b"%PDF-1.4<script>alert(1)</script>", "sheet.pdf")}, "This file is not whole."),
        ({"scan": [file(), file()]}, "Choose one file"),
        ({"other": file()}, "Choose one file"),
    ],
)
def test_form_that_is_wrong_keeps_what_was_typed(
    clients: Mapping[str, Client], changed: dict[str, Any], said: str
) -> None:
    """And nothing else; the file has to be chosen again, and the page says so."""
    response = clients["office"].post(page(), form(**{"reason": "Half a thought", **changed}))
    text = response.content.decode()
    assert (response.status_code, said in text) == (400, True)
    assert "Half a thought" in text or "reason" in changed
    assert "Choose it again." in text
    assert not SignOff.objects.exists()
    assert not Scan.objects.exists()


def test_all_that_is_wrong_is_said_at_once(clients: Mapping[str, Client]) -> None:
    """Also a scan that is not whole, beside a name that asks whose sheet it is: nobody chooses the file three times."""
    wrong = {"day": "2026-07-04", "answer": "refused", "reason": " ", "name": "Ada Hollin", "is_theirs": []}
    response = clients["office"].post(page(), form(**wrong, scan=file(b"%PDF-1.4 and no end")))
    text = response.content.decode()
    assert response.status_code == 400
    assert complaints(text) == []
    for said in (
        "This day has not come yet.",
        "Type why they do not agree",
        "The name on the sheet is not the name of the person above.",
        "This file is not whole.",
    ):
        assert text.count(said) == 2, said  # on top and at its field
    empty = clients["office"].post(page(), {}).content.decode()
    for said in ("Give the day", "Say which of the two", "Type the name as it stands", "Choose one file"):
        assert empty.count(said) == 2, said


def test_request_that_is_larger_than_any_scan_is_not_read(clients: Mapping[str, Client]) -> None:
    """Whatever it holds."""
    assert clients["office"].post(page(), form(scan=file(PDF + b"x" * 7_000_000))).status_code == 413


@pytest.mark.parametrize(
    ("content", "media_type", "ending"),
    [
        (PDF, "application/pdf", "pdf"),
        (PNG, "image/png", "png"),
        (JPEG, "image/jpeg", "jpeg"),
        (POLYGLOT, "application/pdf", "pdf"),
    ],
)
def test_scan_is_a_download_under_our_name_that_runs_nowhere(
    clients: Mapping[str, Client], content: bytes, media_type: str, ending: str
) -> None:
    """Also of a PDF that is a page too: byte for byte, never in the browser, in no cache."""
    sent = form(scan=file(content, "../<img src=x>.html"))
    assert clients["office"].post(page(), sent).status_code == 302
    for kind in ("parent", "head", "office"):
        response = clients[kind].get(f"/sign-off/paper/scan/{SignOff.objects.get().id}/")
        assert (response.status_code, response.content) == (200, content)
        assert response["Content-Type"] == media_type
        assert response["Content-Disposition"] == f'attachment; filename="signed-sheet.{ending}"'
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "no-store"


def test_scan_is_nobody_elses(clients: Mapping[str, Client]) -> None:
    """To them it does not exist; of a refusal not even to the office that recorded it."""
    agreed = record(on_paper()).id
    declined = clients["office"].post(page("teacher"), form(answer="refused", reason="My insulin pump."))
    assert declined.status_code == 302
    refused = SignOff.objects.get(answer="refused").id
    for kind, client in clients.items():
        if kind != "anonymous":
            seen = {one: client.get(f"/sign-off/paper/scan/{one}/").status_code for one in (agreed, refused)}
            assert seen[agreed] == (200 if kind in {"parent", "head", "office"} else 404), kind
            assert seen[refused] == (200 if kind in {"teacher", "head"} else 404), kind
    assert "insulin" not in clients["office"].get(page("teacher")).content.decode()
    assert "insulin" in clients["head"].get(page("teacher")).content.decode()


def test_sent_twice_is_one_row_and_the_signer_finds_it(clients: Mapping[str, Client]) -> None:
    """In all that they ever signed, with the day on the sheet and a way to the scan."""
    for _each in range(2):
        response = clients["office"].post(page(), form())
        assert response.status_code == 302
        done = clients["office"].get(response["Location"]).content.decode()
        assert ("It is recorded" in done, 'name="answer"' in done) == (
            True,
            False,
        )  # a form for the same person would be a trap
        assert "Another sheet of Tomasz" in done
    row = SignOff.objects.get()
    own = clients["parent"].get("/me/policy/signed/").content.decode()
    assert "On paper, on Wednesday 1 July 2026" in own
    assert f"/sign-off/paper/scan/{row.id}/" in own
    receipt = clients["parent"].get(f"/me/policy/signed/{row.id}/").content.decode()
    assert "T. ZIELINSKI" in receipt
    assert "recorded it for you" in receipt
    copy = clients["parent"].get(f"/me/policy/signed/{row.id}/copy.pdf").content
    with pdfplumber.open(io.BytesIO(copy)) as opened:
        told = opened.pages[0].extract_text()
    assert "Signed on paper 1 July 2026" in told
    assert "Recorded 3 July 2026" in told
    assert "On paper, on Wednesday 1 July 2026" in clients["parent"].get("/me/policy/").content.decode()
    assert row.id not in clients["teacher"].get("/me/policy/signed/").content.decode()


def test_nobody_records_for_themselves(clients: Mapping[str, Client]) -> None:
    """The office and the head find themselves, and no form."""
    for kind in ("office", "head"):
        assert clients[kind].get(page(kind)).status_code == 403
        assert clients[kind].post(page(kind), form()).status_code == 403
        assert clients[kind].get(f"{page(kind)}sheet/").status_code == 403
    found = clients["office"].post("/sign-off/paper/", {"q": viewer_of("office").name[:4]}).content.decode()
    assert "somebody else records your sheet" in found
    assert page("office") not in found
    assert not SignOff.objects.exists()


def test_sheet_to_print_is_a_tagged_page_about_the_edition_in_force(clients: Mapping[str, Client]) -> None:
    """With their name, what they are, and the hash."""
    response = clients["office"].get(f"{page('parent-staff')}sheet/")
    assert response["Content-Type"] == "application/pdf"
    assert b"/MarkInfo" in response.content or b"StructTreeRoot" in response.content
    with pdfplumber.open(io.BytesIO(response.content)) as opened:
        (text,) = [one.extract_text() for one in opened.pages]
    for said in (viewer_of("parent-staff").name, "July 2018", edition().sha256[:4], "3 July 2026", "I do not agree"):
        assert said in text


def test_persons_page_leads_there(clients: Mapping[str, Client]) -> None:
    """For those who record, and not from their own."""
    where = f"/people/{viewer_of('parent').person_id}/"
    assert page() in clients["office"].get(where).content.decode()
    assert page() not in clients["safeguarding-lead"].get(where).content.decode()
    assert page("office") not in clients["office"].get(f"/people/{viewer_of('office').person_id}/").content.decode()


def test_page_of_somebody_says_that_questions_were_done_or_skipped(clients: Mapping[str, Client]) -> None:
    """And nothing of how they went."""
    do_questions(viewer_of("governor"), edition())
    clients["office"].post(page("teacher"), form(is_theirs="yes"))
    skipped = "Signed without the questions"
    for kind in ("head", "office"):
        assert skipped in clients[kind].get(page("teacher")).content.decode()
        own = clients[kind].get(page("governor")).content.decode()
        assert "“July 2018”: done on 3 July 2026, as Governor." in own
        assert skipped not in own


def test_pile_of_sheets_goes_on_with_the_next_one(clients: Mapping[str, Client]) -> None:
    """How many are done stands there, whose the next is can be typed at once, and its form begins with the day of the last."""
    office, text = clients["office"], ""
    for number, kind in enumerate(("parent", "teacher"), start=1):
        name = {"parent": "T. ZIELINSKI", "teacher": "Daniel Osei"}[kind]
        done = office.get(office.post(page(kind), form(name=name, scan=file(PDF + b"%" * number))).headers["Location"])
        text = done.content.decode()
        assert f"You have recorded {number} today." in text
        assert complaints(text) == []
    found = office.post("/sign-off/paper/", {**sent(text, form="filters"), "q": "lowe"}).content.decode()
    assert f'href="{page("volunteer")}?day=2026-07-01"' in found
    following = office.get(f"{page('volunteer')}?day=2026-07-01").content.decode()
    assert 'name="day" value="2026-07-01"' in following
    assert 'value="x' not in office.get(f"{page('volunteer')}?day=x%22").content.decode()
    mark_mistaken(sign_off=SignOff.objects.first().id, why=Why.PERSON, by=viewer_of("head"), at=NOON)  # type: ignore[union-attr]  # there are two
    third = office.post(page("volunteer"), form(name="Margaret Lowe", scan=file(PNG)))
    assert "You have recorded 2 today." in office.get(third.headers["Location"]).content.decode()

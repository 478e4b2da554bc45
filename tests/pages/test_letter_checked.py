"""Is a letter said to count only while it does, to anybody, without a name; and who can print one?

Refusals first.
"""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import unescape

import pdfplumber
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gatepost.agreements.queries import edition_on
from gatepost.grants import services
from gatepost.grants.codes import new_code, shown
from gatepost.grants.held import in_force
from gatepost.grants.letters import PAGE, get_letter
from gatepost.grants.models import Letter, Permission
from gatepost.grants.queries import get_visible
from gatepost.grants.states import State
from gatepost.kernel import clock
from gatepost.mail.models import Message
from gatepost.people.models import Person
from gatepost.people.services import open_school
from gatepost.people.viewer import SETUP
from gatepost.printing import granted_pdf
from gatepost.web.letters.limits import AT_ONCE
from gatepost.web.people.guard import today
from tests.conftest import NOON
from tests.unit.grants.people import FOR_THE_SCHOOL, IMAGES, ask, granted, viewer_of, yes
from tests.unit.printing.test_granted import text_of

TAG = re.compile(r"<[^>]*>")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def code_of(row: Permission) -> str:
    """Return the code that is printed on a letter."""
    return shown(Letter.objects.get(permission=row).code)


def said(typed: str, status: int = 200, client: Client | None = None) -> str:
    """Return what the page says of a code."""
    response = (client or Client()).get(PAGE, {"code": typed})
    assert response.status_code == status
    return " ".join(unescape(TAG.sub(" ", response.content.decode())).split())


def letter_of(row: Permission) -> str:
    """Return the address of a letter."""
    return reverse("permission-letter", args=[row.id])


def test_letter_is_for_those_who_may_know_of_the_permission(clients: Mapping[str, Client]) -> None:
    """Not for other parents, other teachers, a governor; not before it was given; not for another school."""
    row = ask("teacher", FOR_THE_SCHOOL)
    assert {client.get(letter_of(row)).status_code for client in clients.values()} == {302, 404}
    yes(row, "head", "head")
    yes(row, "governing-body", "chair")
    got = {kind for kind, client in clients.items() if client.get(letter_of(row)).status_code == 200}
    assert got == {"teacher", "head", "chair", "clerk", "vice-chair", "office"}
    assert clients["teacher"].get(letter_of(row).replace("/letter.pdf", "0/letter.pdf")).status_code == 404
    elsewhere = open_school(name="Hollin Bank", by=SETUP, at=NOON)
    Person.objects.filter(id=viewer_of("head").person_id).update(school=elsewhere)
    assert clients["head"].get(letter_of(row)).status_code == 404


def test_mistyped_code_is_told_without_asking_the_database_for_it(school: None) -> None:
    """A typing error is said to be one, not a letter that is not there; what was typed is there to be mended, and only text."""
    code = code_of(granted())
    altered = code[:-1] + ("0" if code[-1] != "0" else "1")
    for typed in (altered, code[:-1], code + "A", "K7QM", "<script>alert(1)</script>", "x" * 5000, "\x00"):
        with CaptureQueriesContext(connection) as captured:
            text = said(typed, 400)
        assert "There is a problem" in text
        assert [query for query in captured if "grants_letter" in query["sql"]] == []
    assert "typing error" in said(altered, 400)
    assert f'value="{altered}"' in Client().get(PAGE, {"code": altered}).content.decode()
    assert b"<script>alert" not in Client().get(PAGE, {"code": "<script>alert(1)</script>"}).content


def test_unknown_code_says_that_nothing_is_permitted(school: None) -> None:
    """A forged letter has a code that looks right."""
    assert "No letter has this code. Nothing is permitted by it" in said(shown(new_code()), 404)


def test_page_names_nobody(school: None) -> None:
    """Whoever looks, the head included, is told no more than a passer-by."""
    row = ask("teacher", FOR_THE_SCHOOL, what="The secret plan", account="book-week-4b")
    yes(row, "head", "head", text="Ask Mr Osei.")
    yes(row, "governing-body", "chair")
    code = code_of(row)
    text = said(code)
    names = [
        *Person.objects.values_list("name", flat=True),
        "The secret plan",
        "book-week-4b",
        "Osei",
        "2026/7",
        row.id,
    ]
    assert [name for name in names if name in text] == []
    for word in (
        "Valid This permission is valid today.",
        "Oddenbrook Primary School",
        "Permission to post for the school",
        "News of the summer fair",
        "A blog · A social networking site",
        "First day Friday 3 July 2026",
        "Last day Sunday 2 August 2026",
        "Blogging and social networking for the school",
        "There are conditions: they are on the letter.",
        code,
    ):
        assert word in text, word


def test_page_is_kept_by_no_cache_and_no_search_engine(school: None) -> None:
    """Also where it says no."""
    for typed in (code_of(granted()), shown(new_code()), "K7QM"):
        response = Client().get(PAGE, {"code": typed})
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")
        assert response["Referrer-Policy"] == "same-origin"


def test_page_turns_at_once_when_the_head_takes_it_away(clients: Mapping[str, Client]) -> None:
    """The next look says so, on the page and on the letter, and never anything else again."""
    row = granted()
    code = code_of(row)
    assert "This permission is valid today" in said(code)
    services.revoke(permission=row.id, body="head", reason="So.", by=viewer_of("head"), at=NOON)
    assert "Taken away This permission is no longer valid: the school took it away." in said(code)
    assert "Taken away Friday 3 July 2026" in said(code)
    with clock.frozen(NOON + 400 * DAY):
        assert "the school took it away" in said(code)
    with pdfplumber.open(io.BytesIO(clients["head"].get(letter_of(row)).content)) as opened:
        assert "TAKEN AWAY" in opened.pages[0].extract_text()


def test_page_says_what_comes_and_what_is_over(school: None) -> None:
    """By the school's days."""
    code = code_of(granted(since=(NOON + DAY).date()))
    assert "begins later" in said(code)
    with clock.frozen(NOON + DAY):
        assert "is valid today" in said(code)
    with clock.frozen(NOON + 31 * DAY):
        assert "its days are over" in said(code)


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        (date(2026, 10, 25), date(2026, 10, 25), "2026-10-24T23:00Z", "2026-10-26T00:00Z"),  # 25 hours
        (date(2026, 10, 26), date(2026, 10, 26), "2026-10-26T00:00Z", "2026-10-27T00:00Z"),
        (date(2026, 10, 25), date(2026, 10, 26), "2026-10-24T23:00Z", "2026-10-27T00:00Z"),
        (date(2027, 3, 28), date(2027, 3, 28), "2027-03-28T00:00Z", "2027-03-28T23:00Z"),  # 23 hours
    ],
)
def test_nights_on_which_the_clocks_change(school: None, first: date, last: date, begins: str, ends: str) -> None:
    """Valid for the whole of the school's days and not a minute longer: the page, the letter, its holder's page, “May I…?”."""
    row = granted(since=first, until=last)
    code, begin, end = code_of(row), datetime.fromisoformat(begins), datetime.fromisoformat(ends)
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    counts = ("This permission is valid today", None, State.GRANTED, 1)
    moments = {
        begin - minute: ("begins later", "NOT YET", State.COMING, 0),
        **dict.fromkeys((begin, begin + hour, begin + 2 * hour, end - 2 * hour, end - hour, end - minute), counts),
        end: ("its days are over", "RUN OUT", State.EXPIRED, 0),
    }
    for moment, (words, across, state, many) in moments.items():
        with clock.frozen(moment):
            on = today()
            viewer = viewer_of("teacher", on)
            assert words in said(code), moment
            letter, seen = get_letter(viewer, row.id, on=on), get_visible(viewer, row.id, on=on)
            assert letter
            assert seen
            text = text_of(granted_pdf(letter))
            assert [word for word in ("NOT YET", "RUN OUT") if word in text] == ([across] if across else []), moment
            assert seen.state is state
            policy = edition_on(viewer.school_id, on)
            assert len(in_force(viewer, on=on, policy=policy)) == many


def test_page_works_where_there_are_several_schools(clients: Mapping[str, Client]) -> None:
    """For nobody, who is of none of them, and for somebody of another one."""
    code = code_of(granted())
    open_school(name="Hollin Bank", by=SETUP, at=NOON)
    assert "Oddenbrook Primary School" in said(code)
    assert "Oddenbrook Primary School" in said(code, client=clients["parent"])


def test_an_altered_code_is_told_to_permit_nothing_however_often_it_is_typed(school: None) -> None:
    """Whoever stands at the gate with it reads no more than that, also while somebody in the same network guesses."""
    code = code_of(granted())
    altered, forged = code[:-1] + ("0" if code[-1] != "0" else "1"), shown(new_code())
    client = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(AT_ONCE // 2):
        assert "no letter has it, and nothing is permitted by it" in said(altered, 400, client=client)
        assert "No letter has this code. Nothing is permitted by it" in said(forged, 404, client=client)
    for typed in (altered, forged):
        text = said(typed, 429, client=client)
        assert "No letter has this code, and nothing is permitted by it. Too many wrong codes" in text
    with clock.frozen(NOON + timedelta(seconds=2)):
        assert "typing error" in said(altered, 400, client=client)


def test_wrong_codes_are_slowed_and_right_ones_are_not(school: None) -> None:
    """Whoever shares the address with somebody who guesses is answered all the same; another address never noticed."""
    code = code_of(granted())
    client, other = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    assert {client.get(PAGE, {"code": shown(new_code())}).status_code for _ in range(AT_ONCE)} == {404}
    for typed in (shown(new_code()), "K7QM"):
        refused = client.get(PAGE, {"code": typed})
        assert (refused.status_code, refused["Retry-After"]) == (429, "2")
        assert "Too many wrong codes" in refused.content.decode()
    assert "is valid today" in said(code, client=client)
    assert client.get(PAGE).status_code == 200
    said(shown(new_code()), 404, client=other)
    with clock.frozen(NOON + timedelta(seconds=2)):
        said(shown(new_code()), 404, client=client)
        said(shown(new_code()), 429, client=client)


def test_letter_is_whole_and_opens_the_page(clients: Mapping[str, Client], settings: LazySettings) -> None:
    """Tagged, with the name of its holder and the code that the page knows; kept by no cache."""
    settings.PUBLIC_URL = "https://gatepost.oddenbrook.example"
    row = granted("teacher", IMAGES, what="Zdjęcia z kiermaszu\nصور المعرض")
    response = clients["teacher"].get(letter_of(row))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert b"pdfuaid:part" in response.content
    with pdfplumber.open(io.BytesIO(response.content)) as opened:
        text = opened.pages[0].extract_text()
    for word in (
        viewer_of("teacher").name,
        code_of(row),
        "gatepost.oddenbrook.example/letter",
        "kiermaszu",
        "01632 960 001",
    ):
        assert word in text
    assert "All four parents were rung" not in text


def test_the_address_on_a_letter_is_the_page(school: None) -> None:
    """Printed on paper for a year: it stays."""
    assert reverse("letter") == PAGE


def test_no_mail_encloses_a_letter_or_tells_its_code(school: None) -> None:
    """It says that something waits."""
    code = code_of(granted())
    mails = list(Message.objects.all())
    assert mails
    for mail in mails:
        text = " ".join(str(value) for value in mail.__dict__.values())
        assert mail.encloses == ""
        assert code not in text
        assert code.replace("-", "").lower() not in text

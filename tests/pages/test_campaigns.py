"""Does the school see who has signed: names for the head and the office, figures for the governors, nothing for others?"""

import io
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape

import pdfplumber
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html  # type: ignore[import-untyped]  # it comes with python-docx, and carries no types

from gatepost.campaigns.few import tellable_classes
from gatepost.campaigns.figures import keep_counted
from gatepost.campaigns.glance import running
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.services import start
from gatepost.campaigns.states import Audience
from gatepost.demo.policies import IN_FORCE_ID
from gatepost.kernel import clock
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.signoff import services
from tests.conftest import NOON
from tests.pages.html import complaints
from tests.pages.table import ANONYMOUS, ANSWERING, KINDS, OFFICE
from tests.unit.signoff.people import (
    TODAY,
    agree,
    decline,
    do_questions,
    edition,
    new_edition,
    on_paper,
    record,
    viewer_of,
)

CHOSEN = {"edition": IN_FORCE_ID, "audience": "everyone", "level": "agreed", "minute": ""}
WHY = "My phone is my insulin pump."


@pytest.fixture
def campaign(clients: Mapping[str, Client], noon: datetime) -> str:
    """The address of a campaign that the office began: one parent has declined, a teacher and a governor have agreed."""
    decline(viewer_of("parent"), edition(), reason=WHY)
    agree(viewer_of("teacher"), edition())
    agree(viewer_of("governor"), edition())
    answer = clients["office"].post("/sign-off/new/", {**CHOSEN, "confirmed": "yes"})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def text(client: Client, path: str, status: int = 200) -> str:
    """Return a page's text; it is HTML without a fault."""
    response = client.get(path)
    assert response.status_code == status
    page = response.content.decode()
    assert complaints(page) == []
    return unescape(page)


def test_each_kind_of_person_sees_what_is_theirs(clients: Mapping[str, Client], campaign: str) -> None:
    """A page that is not for somebody says so whether the campaign is there or not."""
    for kind in KINDS:
        client = clients[kind]
        sees = 200 if kind in {*ANSWERING, *OFFICE} else 403
        names = 200 if kind in OFFICE else 403
        assert client.get(campaign).status_code == sees, kind
        for part in ("people/", "people.csv", "report.pdf", "end/"):
            assert client.get(campaign + part).status_code == names, (kind, part)
        assert client.post(campaign + "end/").status_code == (
            302 if kind == "head" else 409 if kind in OFFICE else 403
        ), kind


@pytest.mark.parametrize("kind", ["chair", "governor", "clerk", "deputy"])
def test_governors_see_figures_and_no_name(clients: Mapping[str, Client], campaign: str, kind: str) -> None:
    """Of groups that are too small not even figures: there is one volunteer in the school, and few governors and parents."""
    page = text(clients[kind], campaign)
    rows = [
        row.text_content().split()[0]
        for row in html.fromstring(page).xpath("//table[@aria-labelledby='by-hat']//th[@scope='row']")
    ]
    assert rows == ["Everybody", "Staff"]
    assert "A group of fewer than 5 people is left out" in page
    assert "have answered" in page
    for name in (
        "Tomasz",
        "Zielinski",
        "Daniel Osei",
        "insulin",
        f"{campaign}people/",
        "report.pdf",
        "by-class",
    ):
        assert name not in page


def test_office_sees_who_declined_and_the_head_alone_why(clients: Mapping[str, Client], campaign: str) -> None:
    """In the list; in no file."""
    for kind, is_told in (("head", True), ("office", False)):
        page = text(clients[kind], f"{campaign}people/?standing=refused")
        assert "Tomasz Zielinski" in page
        assert (WHY in page) == is_told
        assert "Daniel Osei" not in page
        table = clients[kind].get(f"{campaign}people.csv").content.decode("utf-8-sig")
        assert "Tomasz Zielinski,Parent or guardian," in table
        assert "Does not agree,2026-07-03" in table
        assert "insulin" not in table


def test_list_is_of_those_who_are_wanted(clients: Mapping[str, Client], campaign: str) -> None:
    """What is no answer, no hat, no class and nobody finds nobody, and breaks nothing."""
    office = clients["office"]
    missing = text(office, f"{campaign}people/?standing=missing")
    assert "Ruth Adeyemi" in missing
    assert "Daniel Osei" not in missing
    assert "Shabana Begum" in text(office, f"{campaign}people/?standing=missing&hat=parent")
    assert "Ruth Adeyemi" not in text(office, f"{campaign}people/?hat=parent")
    for nonsense in ("standing=x", "hat=x", "class=x"):
        assert "Nobody is found" in text(office, f"{campaign}people/?{nonsense}")
    assert "Ruth Adeyemi" in text(office, f"{campaign}people/?hat=%00&after=nobody")


def test_figures_are_to_the_person(clients: Mapping[str, Client], campaign: str) -> None:
    """Whoever is both staff and parent stands in both rows and once in all; a refusal is an answer."""
    before = text(clients["head"], campaign)
    names = _names(clients["office"], campaign)
    everybody = len(set(names))
    assert len(names) == everybody
    assert f"3 of {everybody} have answered." in before
    agree(viewer_of("parent-staff"), edition())
    assert f"4 of {everybody} have answered." in text(clients["head"], campaign)


def _names(client: Client, campaign: str) -> list[str]:
    lines = client.get(f"{campaign}people.csv").content.decode("utf-8-sig").splitlines()
    return [line.split(",")[0] for line in lines[1:]]


def test_who_asks_finds_on_the_first_page_how_far_it_has_come(clients: Mapping[str, Client], campaign: str) -> None:
    """As it was counted last, before what one can ask; nobody else is told there, and nothing once it is over."""
    everybody = len(_names(clients["office"], campaign))
    line = f"July 2018: Everybody · 3 of {everybody} have answered ({round(300 / everybody)}%)"
    assert "July 2018: Everybody</a>" in text(clients["head"], "/")  # before it was counted
    keep_counted(at=NOON)
    for kind in {*KINDS, ANONYMOUS}:
        page = text(clients[kind], "/")
        assert (f'<a href="{campaign}">{line}</a>' in page) == (kind in OFFICE), kind
        if kind in OFFICE:
            assert page.index(line) < page.index("May I…?</h2>")
            assert line in text(clients[kind], "/me/")
    with clock.frozen(NOON + timedelta(days=1)):
        assert "July 2018: Everybody</a>" in text(clients["head"], "/")  # that was yesterday
    clients["head"].post(campaign + "end/")
    assert "July 2018: Everybody" not in text(clients["head"], "/")


def test_line_on_the_first_page_costs_the_same_with_more_campaigns(campaign: str) -> None:
    """It does not count them."""
    keep_counted(at=NOON)
    with CaptureQueriesContext(connection) as of_one:
        running(viewer_of("head"), on=TODAY)
    for hat in ("staff", "governor", "parent"):
        start(edition=edition().id, audience=Audience.HATS, hats=[hat], by=viewer_of("head"), at=NOON)
    keep_counted(at=NOON)
    with CaptureQueriesContext(connection) as of_four:
        found = running(viewer_of("head"), on=TODAY)
    assert sorted(one.total.answered for one in found if one.total) == [1, 1, 1, 3]
    assert len(of_four) == len(of_one)


def test_report_names_staff_and_no_parent(clients: Mapping[str, Client], campaign: str) -> None:
    """With the hash of the exact words; tagged, so that it can be read out."""
    response = clients["office"].get(f"{campaign}report.pdf")
    with pdfplumber.open(io.BytesIO(response.content)) as document:
        words = " ".join(page.extract_text() for page in document.pages)
        assert document.doc.catalog["MarkInfo"]["Marked"]
    assert edition().sha256 in words.replace("\n", "").replace(" ", "")
    assert "Daniel Osei" in words
    assert "Shabana Begum Staff" in words
    parts = ("Everybody", "Governors", "Classes are left out", "Staff, governors and volunteers")
    assert sorted(parts, key=words.index) == list(parts)
    assert "Zielinski" not in words
    assert "insulin" not in words


def _report(client: Client, campaign: str) -> str:
    with pdfplumber.open(io.BytesIO(client.get(campaign + "report.pdf").content)) as document:
        return " ".join(" ".join(page.extract_text() for page in document.pages).split())


@pytest.mark.parametrize(
    ("parents", "told"),
    [
        ({"A": 12, "B": 9}, "AB"),
        ({"A": 12, "B": 9, "C": 4, "D": 3}, "AB"),
        ({"A": 12, "B": 9, "C": 4}, "A"),
        ({"A": 12, "B": 9, "CD": 3, "C": 1}, "A"),  # brothers and sisters: the two small ones are four people together
        ({"A": 9, "AC": 3, "B": 6, "BD": 3, "C": 1}, "A"),
        ({"A": 12, "B": 9, "": 2}, "A"),  # two whose child has no class
        ({"A": 12, "B": 8, "AB": 1}, "A"),  # one who is in both
        ({"A": 12, "B": 8, "AB": 6}, "AB"),
        ({"A": 3}, ""),
        ({}, ""),
    ],
)
def test_report_tells_of_no_class_of_a_few_nor_what_it_takes_to_work_it_out(parents: dict[str, int], told: str) -> None:
    """Of all parents those in a class, in none that is told and in several of them are nobody, or at least five."""
    each = [frozenset(classes) for classes, number in parents.items() for _ in range(number)]
    assert tellable_classes(sorted(frozenset().union(*each)), each) == frozenset(told)


def test_page_and_report_say_the_same_in_percent(clients: Mapping[str, Client], campaign: str) -> None:
    """The nearest whole one: 3 of 15 are 20%; the picture has its numbers, in both. The classes here are too small for a report."""
    page, report = text(clients["head"], campaign), _report(clients["head"], campaign)
    everybody = len(_names(clients["office"], campaign))
    shown = re.findall(r">Answered</span> ([0-9]+)%", page.partition('id="by-class"')[0])
    assert shown[0] == str(round(300 / everybody))
    for percent in shown:
        assert f"{percent}%" in report
    assert re.findall(r"<text[^>]*>([^<]*)</text>", page) == ["3", str(everybody), "3 July 2026"]
    assert "Dashed line: how many were asked on it." in report


@pytest.mark.parametrize(
    ("kind", "hat", "says"), [("teacher", Hat.PARENT, "Has agreed"), ("parent", Hat.STAFF, "No answer yet")]
)
def test_report_says_of_nobody_that_they_are_a_parent(
    clients: Mapping[str, Client], noon: datetime, kind: str, hat: Hat, says: str
) -> None:
    """Of whoever agreed as one of two it says what stands for the hat that it names."""
    who = viewer_of(kind)
    agree(who, edition())
    people.give_hat(person=Person.objects.get(id=who.person_id), hat=hat, since=noon.date(), by=SETUP, at=noon)
    begun = clients["office"].post("/sign-off/new/", {**CHOSEN, "confirmed": "yes"})["Location"]
    assert f"{who.name} Staff {says}" in _report(clients["office"], begun)


def test_governors_do_not_learn_that_one_person_is_not_asked(clients: Mapping[str, Client], noon: datetime) -> None:
    """The head does."""
    agree(viewer_of("parent"), edition())
    new = new_edition("September 2026", noon.date() + timedelta(days=1))
    row = start(edition=new.id, audience=Audience.CHANGED, minute="2026/14", by=viewer_of("head"), at=noon)
    Campaign.objects.filter(id=row.id).update(touched={edition().id: []}, since=noon.date())
    page = f"/sign-off/{row.id}/"
    assert "Fewer than 5 people are not asked" in text(clients["chair"], page)
    assert "1 person is not asked" in text(clients["head"], page)


def test_before_anything_runs_the_page_says_what_to_do(clients: Mapping[str, Client]) -> None:
    """And whoever cannot ask is offered no button."""
    assert "Ask people to sign" in text(clients["head"], "/sign-off/")
    assert "Ask people to sign" not in text(clients["chair"], "/sign-off/")


def test_policy_waits_for_those_alone_whom_the_school_asks(clients: Mapping[str, Client], noon: datetime) -> None:
    """Who is not asked may sign all the same, and is told so."""
    answer = clients["office"].post(
        "/sign-off/new/", {**CHOSEN, "audience": "hats", "hats": ["volunteer"], "confirmed": "yes"}
    )
    assert answer.status_code == 302
    assert "Read and sign the policy" in text(clients["volunteer"], "/")
    for page in ("/", "/me/"):
        assert "Read and sign the policy, “July" not in text(clients["parent"], page)
    assert "does not ask you to sign this edition now" in text(clients["parent"], "/me/policy/")
    assert "does not ask you" not in text(clients["volunteer"], "/me/policy/")


def test_page_of_what_is_over_says_of_which_day_it_counts(clients: Mapping[str, Client], campaign: str) -> None:
    """And so does the report; on the day itself that it ended, and while it runs nothing."""
    said = "This is over. Counted are those who were asked on its last day, 3 July 2026."
    assert "This ended today" not in text(clients["head"], campaign)
    clients["head"].post(campaign + "end/")
    assert said not in text(clients["head"], campaign)
    assert "This ended today, 3 July 2026." in text(clients["head"], campaign)
    report = _report(clients["head"], campaign)
    assert "This ended today, 3 July 2026." in report
    assert "Until 3 July 2026" in report
    with clock.frozen(NOON + timedelta(days=1)):
        assert said in text(clients["head"], campaign)
        assert said in _report(clients["head"], campaign)


def test_office_sees_under_which_name_somebody_signed(clients: Mapping[str, Client], campaign: str) -> None:
    """Only where it is another one than in the list."""
    page = text(clients["office"], f"{campaign}people/")
    assert page.count("Typed as name: Somebody") == 3
    do_questions(viewer_of("volunteer"), edition())
    services.sign(
        edition=edition().id,
        expected_sha256=edition().sha256,
        name="margaret  LOWE",
        by=viewer_of("volunteer"),
        at=NOON,
    )
    assert text(clients["office"], f"{campaign}people/").count("Typed as name") == 3


def test_governors_learn_how_many_declined_only_if_they_are_many(clients: Mapping[str, Client], campaign: str) -> None:
    """One colleague's answer would show between two looks."""
    page = text(clients["governor"], campaign)
    assert "Fewer than 5 of them do not agree." in page
    assert "Has agreed" not in page
    assert "No answer yet" not in page


def test_where_nobody_is_asked_nobody_has_answered(clients: Mapping[str, Client], noon: datetime) -> None:
    """A share of nothing is none."""
    answer = clients["office"].post("/sign-off/new/", {**CHOSEN, "audience": "joiners", "confirmed": "yes"})
    assert "100%" not in text(clients["office"], answer.headers["Location"])


def test_sheet_stands_everywhere_with_its_own_day_and_as_paper(clients: Mapping[str, Client], noon: datetime) -> None:
    """Not with the day on which the office typed it: in the list, the table, the report and beside the picture."""
    begun = clients["office"].post("/sign-off/new/", {**CHOSEN, "confirmed": "yes"}).headers["Location"]
    with clock.frozen(NOON + timedelta(days=4)):
        record(on_paper(TODAY), at=NOON + timedelta(days=4))
        record(on_paper(TODAY), of="teacher", at=NOON + timedelta(days=4))
        office = clients["office"]
        assert "Has agreed, 3 July 2026, on paper" in text(office, f"{begun}people/?standing=agreed&hat=parent")
        table = office.get(f"{begun}people.csv").content.decode("utf-8-sig")
        assert "Name,Is here as,Class,Answer,Day,On paper" in table
        assert table.count("Has agreed,2026-07-03,Yes") == 2
        assert table.count("No answer yet,,\r\n") == len(table.splitlines()) - 3
        page = text(office, begun)
        assert ">3 Jul 2026<" in page
        assert ">7 Jul 2026<" not in page
        assert "3 July 2026, on paper" in _report(office, begun)


def test_one_that_is_over_says_from_when_to_when_it_asked(clients: Mapping[str, Client], campaign: str) -> None:
    """On its page and in the list; of one that ended on its first day, that day."""
    row = Campaign.objects.get()
    for ended, said in ((NOON, "on 3 July 2026"), (NOON + timedelta(days=2), "3 July 2026 to 5 July 2026")):
        Campaign.objects.filter(id=row.id).update(ended_at=ended, ended_by=row.started_by)
        with clock.frozen(NOON + timedelta(days=4)):
            for path in (campaign, "/sign-off/"):
                page = text(clients["head"], path)
                assert f"· {said}" in page, path
                assert "since 3 July 2026" not in page, path

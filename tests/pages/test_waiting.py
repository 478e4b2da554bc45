"""Do the first page and somebody's own page tell the same of what waits, and each person only what is theirs to do?"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.agreements import services
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.rules import Body
from gatepost.demo.policies import IN_FORCE_ID, PROPOSED, PROPOSED_ID
from gatepost.enquiries import services as enquiries
from gatepost.grants import services as permissions
from gatepost.kernel import clock
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.viewer import Viewer
from gatepost.policy import default_pack
from gatepost.web.policy.words import curly
from tests.conftest import NOON
from tests.pages.table import ANONYMOUS, ANSWERING
from tests.unit.enquiries.asking import ask as ask_the_school
from tests.unit.enquiries.asking import last
from tests.unit.grants.people import NAME, PASS, ask, granted, no, viewer_of
from tests.unit.restrictions import told

CHAIR = "gareth.pryce@oddenbrook.example"
BODY = Body(name="Gareth Pryce", capacity="Chair of governors", met_on=date(2026, 7, 3), minute="2026/31")
SIGN = ("has not been signed", f"/policy/editions/{IN_FORCE_ID}/sign/")
AT = "/policy/editions/" + PROPOSED_ID + "/"

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def chair(clients: Mapping[str, Client]) -> Viewer:
    """The chair as a viewer with everything that they may."""
    return viewer_as(Person.objects.get(email=CHAIR), NOON.date())


def tasks(client: Client) -> list[tuple[str, str]]:
    """Return what waits for somebody, and where; that everybody signs for themselves is left out.

    Their own page and the first page say the same of it.
    """
    mine, first = (_listed(client, page) for page in ("/me/", "/"))
    assert mine == first
    return [(words, url) for words, url in mine if url != "/me/policy/"]


def _listed(client: Client, page: str) -> list[tuple[str, str]]:
    """Return what a page lists of what waits and what is new."""
    text = unescape(client.get(page).content.decode())
    lists = re.findall(r'<ul class="plainlist tasks">(.*?)</ul>', text, re.DOTALL)
    return [(words, url) for each in lists for url, words in re.findall(r'<a href="([^"]+)">([^<]+)</a>', each)]


def news(client: Client) -> list[tuple[str, str]]:
    """Return what stands under what is new; it has a heading of its own, after what waits."""
    text = unescape(client.get("/").content.decode())
    _before, heading, after = text.partition("New for you in the last two weeks")
    new = re.findall(r'<a href="([^"]+)">([^<]+)</a>', after.partition("</ul>")[0]) if heading else []
    assert [(words, url) for url, words in new] == (tasks(client)[-len(new) :] if new else [])
    return [(words, url) for url, words in new]


def board(client: Client) -> str:
    """Return the first page."""
    return unescape(client.get("/").content.decode())


def approve(chair: Viewer) -> None:
    """Let the governing body approve the proposal."""
    words = SchoolEdition.objects.get(id=PROPOSED_ID).sha256
    services.approve(edition=PROPOSED_ID, expected_sha256=words, body=BODY, by=chair, at=NOON)


STAGES = {
    "proposed": ("A proposal waits for the governing body", "waits to be approved", ""),
    "approved": ("An approved edition has no first day", "waits for its first day", "in-force/"),
    "coming": ("A new edition comes into force", "", ""),
}


@pytest.mark.parametrize("stage", STAGES)
def test_both_pages_tell_of_an_edition_and_only_the_chairs_own_page_that_it_is_to_be_done(
    clients: Mapping[str, Client], chair: Viewer, stage: str
) -> None:
    """Whoever answers for the policy is told on the first page; nobody else learns of it, and nobody is told twice on a page."""
    if stage != "proposed":
        approve(chair)
    if stage == "coming":
        services.put_in_force(edition=PROPOSED_ID, since=date(2026, 9, 1), by=chair, at=NOON)
    told, words, step = STAGES[stage]
    for kind, client in clients.items():
        is_told = kind in (*ANSWERING, "deputy") and not (kind == "chair" and words)
        assert (told in board(client)) == is_told, kind
        if kind in {ANONYMOUS, "chair"}:
            continue
        assert tasks(client) == [], kind
    label = SchoolEdition.objects.get(id=PROPOSED_ID).label
    assert label == PROPOSED
    mine = [(f"“{label}” {words}", AT + step)] if words else []
    assert [task for task in tasks(clients["chair"]) if AT in task[1]] == mine
    assert [SIGN[1]] == [url for _, url in tasks(clients["chair"]) if AT not in url]


def test_blank_signature_is_the_chairs_to_give_on_both_pages(
    clients: Mapping[str, Client], chair: Viewer, noon: datetime
) -> None:
    """Until it is given; the head sees the blank line, and no way to sign."""
    assert SIGN[1] in board(clients["chair"])
    assert SIGN[1] not in board(clients["head"])
    services.sign(edition=IN_FORCE_ID, name="G", capacity="Chair of governors", day=NOON.date(), by=chair, at=NOON)
    assert SIGN[1] not in board(clients["chair"])
    assert not [url for _, url in tasks(clients["chair"]) if url == SIGN[1]]


def test_what_the_school_did_about_ones_own_request_is_new_for_two_weeks_and_for_nobody_else(
    clients: Mapping[str, Client],
) -> None:
    """Given, then taken away: the last word counts. What one did oneself is no news."""
    row = granted("teacher")
    page, title = f"/permissions/{row.id}/", curly(default_pack().grants[NAME].title)
    assert news(clients["teacher"]) == [(f"You were given: {title}", page)]
    for kind in set(clients) - {"teacher", ANONYMOUS}:
        assert page not in [url for _, url in tasks(clients[kind])], kind
    permissions.revoke(permission=row.id, body="head", reason="No.", by=viewer_of("head"), at=NOON)
    assert news(clients["teacher"]) == [(f"This was taken away from you: {title}", page)]
    with clock.frozen(NOON + timedelta(days=15)):
        assert news(clients["teacher"]) == []


def test_permission_that_has_run_out_is_no_longer_told_as_given(clients: Mapping[str, Client]) -> None:
    """For two weeks it says that it ran out, and then nothing."""
    row = granted("teacher", until=NOON.date() + timedelta(days=3))
    page, title = f"/permissions/{row.id}/", curly(default_pack().grants[NAME].title)
    with clock.frozen(NOON + timedelta(days=4)):
        assert news(clients["teacher"]) == [(f"This has run out: {title}", page)]
    with clock.frozen(NOON + timedelta(days=18)):
        assert news(clients["teacher"]) == []


def test_permission_that_is_not_valid_for_now_is_no_news_however_long_that_lasts(clients: Mapping[str, Client]) -> None:
    """It stands for itself, between what waits and what is new."""
    row = granted("parent", PASS, since=NOON.date() + timedelta(days=9), until=NOON.date() + timedelta(days=9))
    told.tell(told.interim())
    for days in (0, 9):
        with clock.frozen(NOON + timedelta(days=days)):
            assert row.id not in str(news(clients["parent"]))
            _before, heading, after = board(clients["parent"]).partition("Not as it was")
            assert heading
            assert f"/permissions/{row.id}/" in after.partition("</ul>")[0]


def test_request_waits_for_the_head_on_the_first_page_and_a_refusal_for_whoever_asked(
    clients: Mapping[str, Client],
) -> None:
    """And nothing is new for somebody who asked or took it back."""
    row = ask("teacher")
    assert news(clients["teacher"]) == []
    assert [url for _, url in tasks(clients["head"])] == [f"/permissions/{row.id}/"]
    no(row, "head", "head")
    assert [words.partition(":")[0] for words, _ in tasks(clients["teacher"])] == [
        "Your request was refused, and you can answer"
    ]
    given = granted("volunteer", NAME)
    permissions.give_back(permission=given.id, by=viewer_of("volunteer"), at=NOON)
    assert news(clients["volunteer"]) == []


def test_answer_to_a_question_is_new_until_its_asker_writes_or_two_weeks_passed(clients: Mapping[str, Client]) -> None:
    """The office closing it is news too; closing it oneself is none."""
    row = ask_the_school("parent")
    assert news(clients["parent"]) == []
    enquiries.answer(enquiry=row.id, text="Yes.", read=last(row), by=viewer_of("office"), at=NOON)
    page = f"/questions/{row.id}/"
    assert [url for words, url in news(clients["parent"]) if words.startswith("Your question was answered:")] == [page]
    assert page not in [url for _, url in tasks(clients["office"]) + tasks(clients["parent-staff"])]
    enquiries.close(enquiry=row.id, text="Thank you.", read=last(row), by=viewer_of("parent"), at=NOON)
    assert news(clients["parent"]) == []
    other = ask_the_school("parent")
    enquiries.close(enquiry=other.id, text="Come by.", read=last(other), by=viewer_of("office"), at=NOON)
    assert [words.partition(":")[0] for words, _ in news(clients["parent"])] == ["Your question was closed"]
    with clock.frozen(NOON + timedelta(days=15)):
        assert news(clients["parent"]) == []


def test_first_page_costs_the_same_however_much_waits(clients: Mapping[str, Client]) -> None:
    """As many statements for ten requests, and ten answered, as for one of each."""
    counts: dict[str, list[int]] = {kind: [] for kind in ("head", "teacher", "parent")}
    for number in range(4):
        day = NOON.date() + timedelta(days=number)
        ask("volunteer", since=day, until=day)
        granted("teacher", since=day, until=day)
        row = ask_the_school("parent")
        enquiries.answer(enquiry=row.id, text="Yes.", read=last(row), by=viewer_of("office"), at=NOON)
        for kind, seen in counts.items():
            with CaptureQueriesContext(connection) as asked:
                clients[kind].get("/")
            seen.append(len(asked))
    for seen in counts.values():
        assert seen[1] == seen[-1]

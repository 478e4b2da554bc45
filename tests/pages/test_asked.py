"""Does the page of the questions show those who answer for the policy what may be shown, and nobody else anything?"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from playwright.sync_api import Page

from gatepost.decisions.rules import Weeks
from gatepost.decisions.services import count_asked
from gatepost.kernel import clock
from gatepost.people.models import School
from gatepost.policy import default_pack
from tests.browser import LOOKS, Look, assert_no_axe_violations, assert_no_sideways_scroll
from tests.conftest import NOON, OpenPage
from tests.journeys.conftest import sign_in, site
from tests.pages.html import complaints
from tests.unit.policy.asking import ask

__all__ = ["site"]

WEEKS = Weeks.holding(NOON.date()).before
IN_THEM = datetime(WEEKS.first.year, WEEKS.first.month, WEEKS.first.day, 12, tzinfo=UTC)


def count(times: int, at: datetime = IN_THEM, **situation: object) -> None:
    """Let a question be asked so many times."""
    for _ in range(times):
        count_asked(school=School.objects.get().id, answer=ask(**situation), at=at)


def count_some() -> None:
    """Let parents ask much about photos, staff a little, both about a silence, and somebody weeks before."""
    count(12, hats=["parent"], act="take-photos", where="at-event")
    count(3, hats=["staff"], act="take-photos", where="at-event", device="own-phone", when="working-hours")
    count(6, hats=["parent"], act="befriend", person={"is": "other"})
    count(5, hats=["governor"], act="publish", content=["school-logo"])
    count(5, IN_THEM - timedelta(weeks=4), hats=["parent"], act="take-photos")


def text_of(page: str) -> str:
    """Return a page's words."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.split("<main")[1])).split())


@pytest.mark.parametrize("kind", ["head", "deputy", "chair", "governor"])
def test_those_who_answer_for_the_policy_see_which_clauses_are_asked(
    clients: Mapping[str, Client], noon: datetime, kind: str
) -> None:
    """Large numbers as they are, small ones hidden, silences by what was wanted."""
    count_some()
    response = clients[kind].get("/asked/")
    page = response.content.decode()
    assert complaints(page) == []
    text = text_of(page)
    assert "18 May to 14 June 2026" in text
    assert "fewer than 5" in text
    assert "The policy doesn\N{RIGHT SINGLE QUOTATION MARK}t say: send or accept a friend request" in text
    assert 'href="/policy/parents.photo-pass/"' in page
    assert "12" in text
    assert "3" not in re.findall(r"\b\d+\b", text.split("How it is counted")[0].replace("conduct.3", ""))


def test_weeks_before_are_a_link_away_and_the_first_have_none(clients: Mapping[str, Client], noon: datetime) -> None:
    """And back again."""
    count_some()
    first = clients["head"].get("/asked/").content.decode()
    assert 'href="/asked/?from=2026-04-20"' in first
    assert 'rel="next"' not in first
    earlier = clients["head"].get("/asked/?from=2026-04-20").content.decode()
    assert 'href="/asked/?from=2026-05-18"' in earlier
    assert 'rel="prev"' not in earlier
    assert complaints(earlier) == []


def test_page_before_anything_was_asked_says_when_to_come_back(clients: Mapping[str, Client], noon: datetime) -> None:
    """What is asked this week shows when the four weeks are over, and not before."""
    count(9, NOON, hats=["parent"], act="take-photos")
    text = text_of(clients["head"].get("/asked/").content.decode())
    assert "In these weeks nothing was asked. What is asked now stands here from Monday 13 July 2026." in text
    with clock.frozen(datetime(2026, 7, 13, 8, tzinfo=UTC)):
        assert "nothing was asked" not in text_of(clients["head"].get("/asked/").content.decode())


@pytest.mark.parametrize("kind", ["anonymous", "office", "safeguarding-lead", "teacher", "parent", "technician"])
def test_others_are_told_that_it_is_not_for_them(clients: Mapping[str, Client], noon: datetime, kind: str) -> None:
    """Whatever weeks they ask for; and no link leads them there."""
    count_some()
    for query in ("", "?from=2026-04-20", "?from=x"):
        response = clients[kind].get(f"/asked/{query}")
        assert response.status_code == 403
        assert "fewer than" not in response.content.decode()
    assert "/asked/" not in clients[kind].get("/").content.decode()


@pytest.mark.parametrize("kind", ["head", "deputy", "chair", "governor"])
def test_start_page_leads_there(clients: Mapping[str, Client], kind: str) -> None:
    """Those who may."""
    assert 'href="/asked/"' in clients[kind].get("/").content.decode()


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "2026-05-19",
        "2026-06-15",
        "2030-01-07",
        "0001-01-01",
        "9999-12-31",
        "2023-12-04",
        "20260518T00",
        "é" * 999,
    ],
)
def test_weeks_that_are_none_of_ours_are_not_found(clients: Mapping[str, Client], noon: datetime, written: str) -> None:
    """Other days, weeks that overlap, weeks that are not over, weeks before the first."""
    assert clients["head"].get("/asked/", {"from": written}).status_code == 404


def test_clause_of_an_edition_that_is_gone_is_named_by_its_id(clients: Mapping[str, Client], noon: datetime) -> None:
    """Its count stays, its page does not."""
    count_some()
    from gatepost.decisions.models import QuestionCount  # noqa: PLC0415  # no service can write such a row

    QuestionCount.objects.filter(clause="parents.photo-pass").update(clause="gone.clause")
    page = clients["head"].get("/asked/").content.decode()
    assert "gone.clause" not in default_pack().clauses
    assert "A clause of another edition" in text_of(page)
    assert "/policy/gone.clause/" not in page


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_page_is_no_barrier_in_any_look(open_page: OpenPage, site: str, look: Look, noon: datetime) -> None:
    """axe, and no sideways scroll; still a table where it looks like cards."""
    count_some()
    page = open_page(look)
    sign_in(page, site, "Ruth Adeyemi")
    page.goto(f"{site}/asked/")
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)
    assert page.get_by_role("table").get_by_role("row").count() > 3
    assert page.get_by_role("cell", name="fewer than 5").count() > 0


def test_page_fits_the_narrowest_window(open_page: OpenPage, site: str, noon: datetime) -> None:
    """320 pixels, and every link large enough for a thumb."""
    count_some()
    page: Page = open_page(Look(320))
    sign_in(page, site, "Gareth Pryce")
    page.goto(f"{site}/asked/")
    assert_no_sideways_scroll(page)
    heights = page.locator("table a").evaluate_all("links => links.map(link => link.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= 44

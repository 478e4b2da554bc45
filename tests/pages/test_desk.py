"""Has the office its day on one page, and on it nothing that is not theirs to see?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.premises.services import take_in
from gatepost.web.desk.page import WEEK, desk_of
from tests.conftest import NOON
from tests.pages.html import complaints
from tests.pages.rows import KINDS, OFFICE
from tests.unit.enquiries.asking import ask as ask_the_school
from tests.unit.grants.people import PASS, TODAY, granted
from tests.unit.grants.people import ask as ask_for
from tests.unit.restrictions.told import interim, tell
from tests.unit.selfreports.test_reporting import report
from tests.unit.signoff.people import viewer_of

EMPTY = (
    "No request waits for you.",
    "No phone is in the office.",
    "Nothing is taken from any parent.",
    "No question waits for you.",
    "Nothing ends within a week.",
)


def text(client: Client) -> str:
    """Return the page's text; it is HTML without a fault."""
    response = client.get("/desk/")
    assert response.status_code == 200
    page = response.content.decode()
    assert complaints(page) == []
    return unescape(page)


def lines(kind: str, at: datetime = NOON) -> dict[str, list[str]]:
    """Return who stands in each part of somebody's desk."""
    return {part.id: [line.who for line in part.lines] for part in desk_of(viewer_of(kind, at.date()), at=at)}


def hold(kind: str) -> None:
    """Take somebody's phone in."""
    take_in(person=viewer_of(kind).person_id, phone="Black", callers="Hospital", by=viewer_of("office"), at=NOON)


def test_desk_is_for_the_head_and_the_office_alone(clients: Mapping[str, Client], noon: datetime) -> None:
    """Others are told so, and see no way to it."""
    for kind in KINDS:
        assert clients[kind].get("/desk/").status_code == (200 if kind in OFFICE else 403), kind
        assert ('href="/desk/"' in clients[kind].get("/").content.decode()) == (kind in OFFICE), kind


def test_what_is_not_theirs_is_not_on_it(clients: Mapping[str, Client], noon: datetime) -> None:
    """A question to the safeguarding lead, and a self-report: not even as a number."""
    ask_the_school("parent", "safeguarding-lead")
    report("teacher")
    for kind in OFFICE:
        page = text(clients[kind])
        assert "Tomasz Zielinski" not in page
        assert "Daniel Osei" not in page
        assert not any(lines(kind).values())


def test_empty_desk_says_so_in_each_part(clients: Mapping[str, Client], noon: datetime) -> None:
    """A blank space would say nothing."""
    for kind in OFFICE:
        page = text(clients[kind])
        assert all(sentence in page for sentence in EMPTY)


def test_each_sees_what_waits_for_them(clients: Mapping[str, Client], noon: datetime) -> None:
    """The head decides requests, the office answers what is asked of the office; both know whose phone is there."""
    ask_for("teacher")
    hold("volunteer")
    tell(interim(since=TODAY, until=TODAY + 2 * WEEK, review=TODAY + WEEK))
    ask_the_school("parent-apart")
    office, head = lines("office"), lines("head")
    assert head["waiting"] == ["Daniel Osei"]
    assert office["waiting"] == []
    assert office["questions"] == ["Marek Nowak"]
    assert head["questions"] == []
    for part in (office, head):
        assert part["phones"] == ["Margaret Lowe"]
        assert part["restrictions"] == ["Tomasz Zielinski"]
        assert part["ending"] == []
    page = text(clients["office"])
    assert all(sentence not in page for sentence in EMPTY[1:4])
    assert lines("office", NOON + timedelta(days=10))["ending"] == ["Tomasz Zielinski"]  # an interim measure is short


def test_what_ends_within_a_week_stands_in_order(clients: Mapping[str, Client], noon: datetime) -> None:
    """The last day is the eighth from today; what ends later is not on it."""
    granted("teacher", until=TODAY + WEEK)
    granted("volunteer", until=TODAY + WEEK + timedelta(days=1))
    granted("parent", PASS)
    assert lines("head")["ending"] == ["Tomasz Zielinski", "Daniel Osei"]


def test_desk_costs_the_same_however_full_it_is(clients: Mapping[str, Client], noon: datetime) -> None:
    """As many queries for three of each as for one."""
    counts = []
    for kind in ("teacher", "volunteer", "governor"):
        granted(kind, until=TODAY + WEEK)
        ask_for(kind, since=TODAY + WEEK + timedelta(days=1))
        hold(kind)
        ask_the_school("parent", text=f"Question of {kind}")
        with CaptureQueriesContext(connection) as asked:
            clients["head"].get("/desk/")
        counts.append(len(asked))
    assert counts[0] == counts[-1]

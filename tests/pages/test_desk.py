"""Has the office its day on one page, and on it nothing that is not theirs to see?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.agreements.queries import edition_on
from gatepost.demo import services as demo
from gatepost.grants.checking import Standing
from gatepost.grants.held import in_force
from gatepost.grants.letters import get_letter, letter_of
from gatepost.grants.queries import list_own, list_waiting
from gatepost.grants.states import State
from gatepost.kernel.ids import new_id
from gatepost.policy import default_files, default_pack
from gatepost.policy.parameters import set_permission
from gatepost.premises.services import take_in
from gatepost.printing import granted_pdf
from gatepost.web.desk.page import WEEK, Line, desk_of
from tests.conftest import NOON
from tests.pages.html import complaints
from tests.pages.rows import KINDS, OFFICE
from tests.unit.enquiries.asking import ask as ask_the_school
from tests.unit.grants.people import FOR_THE_SCHOOL, PASS, TODAY, granted, yes
from tests.unit.grants.people import ask as ask_for
from tests.unit.restrictions.told import answer, days, interim, person, tell
from tests.unit.selfreports.test_reporting import report
from tests.unit.signoff.people import new_edition, viewer_of

EMPTY = (
    "No request waits for you.",
    "No request waits for anybody else.",
    "No phone is in the office.",
    "No parent is restricted.",
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


def told(kind: str, part: str, at: datetime = NOON) -> list[Line]:
    """Return one part of somebody's desk."""
    return next(list(each.lines) for each in desk_of(viewer_of(kind, at.date()), at=at) if each.id == part)


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
    assert all(sentence not in page for sentence in EMPTY[1:5])
    assert lines("office", NOON + timedelta(days=10))["ending"] == ["Tomasz Zielinski"]  # an interim measure is short


def test_office_sees_that_something_waits_for_others_and_not_who_asked(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """The kind, for whom, since when: no name, no way there. The head, who may know, sees the name."""
    ask_for("governor", FOR_THE_SCHOOL)
    (line,) = told("office", "elsewhere")
    assert (line.who, line.url) == (default_pack().grants[FOR_THE_SCHOOL].title, "")
    assert line.words == "waits for the head teacher and the governing body · since 3 July 2026"
    assert person("governor").name not in text(clients["office"])
    assert told("head", "elsewhere") == []  # it waits for the head
    assert lines("head")["waiting"] == [person("governor").name]


def test_what_the_head_asks_for_is_kept_from_the_office(clients: Mapping[str, Client], noon: datetime) -> None:
    """“For the chair” would say who asked."""
    ask_for("head")
    assert told("office", "elsewhere") == []


def test_what_waits_for_the_office_stands_once(clients: Mapping[str, Client], noon: datetime) -> None:
    """As one's own task; the head sees that it waits for the office, and whose it is."""
    ask_for("parent", PASS)
    assert lines("office")["waiting"] == ["Tomasz Zielinski"]
    assert told("office", "elsewhere") == []
    (line,) = told("head", "elsewhere")
    assert line.who == "Tomasz Zielinski"
    assert "waits for the school office" in line.words
    assert clients["head"].get(line.url).status_code == 200


def test_a_reply_and_the_last_day_of_an_interim_measure_are_not_missed(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """The head is led to the case; the office sees when it ends by itself, and not that somebody replied."""
    row = tell(interim())
    assert told("head", "notices") == []
    answer(row)
    (line,) = told("head", "notices")
    assert (line.words, line.url, line.urgent) == (
        "notice of 3 July 2026",
        f"/restrictions/{row.id}/",
        "counts already",
    )
    assert line.who == "A reply to a notice waits for your decision, until 17 July 2026"
    assert "notices" not in lines("office")
    for kind, way in (("head", f"/restrictions/{row.id}/"), ("office", "/restrictions/")):
        (lost,) = told(kind, "restrictions")
        assert lost.url == way
        assert "ends after 17 July 2026 unless it is confirmed" in lost.words
        assert told(kind, "ending") == []
        (ends,) = told(kind, "ending", days(7))
        assert ends.words == "Taking photographs, unless it is confirmed · Friday 17 July"
    assert "reply" not in text(clients["office"])


def test_nobody_reads_on_paper_who_may_ring(clients: Mapping[str, Client], noon: datetime) -> None:
    """The page is printed and lies about; why somebody may be called stays on the page of the phone."""
    hold("volunteer")
    for kind in OFFICE:
        assert "Hospital" not in text(clients[kind])
    (line,) = told("office", "phones")
    assert "Hospital" in clients["office"].get(line.url).content.decode()


def test_nobody_reads_on_paper_to_whom_a_notice_is_that_is_not_decided(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """What is in force the gate has to know; of what may come to nothing the page of the case alone says whom it is about."""
    answer(tell())
    page = text(clients["head"])
    assert "A reply to a notice waits for your decision" in page
    assert "Tomasz Zielinski" not in page
    (line,) = told("head", "notices")
    assert "Tomasz Zielinski" in clients["head"].get(line.url).content.decode()


def test_request_that_nobody_is_left_to_decide_says_so(clients: Mapping[str, Client], noon: datetime) -> None:
    """An edition that asks fewer bodies gives nothing by itself."""
    row = ask_for("teacher", FOR_THE_SCHOOL)
    yes(row, "head", "head")
    title = default_pack().grants[FOR_THE_SCHOOL].title
    later = NOON + timedelta(days=1)
    files = set_permission(default_files(), FOR_THE_SCHOOL, decided_by=["head"])
    new_edition("One body", later.date(), files=files)
    (line,) = told("office", "elsewhere", later)
    assert line.who == title
    assert line.words == "nobody is left to decide it: it has to be asked again · since 3 July 2026"
    (line,) = told("head", "elsewhere", later)
    assert line.words == f"{title} · nobody is left to decide it: it has to be asked again · since 3 July 2026"


def test_request_of_a_kind_that_no_edition_knows_is_shown_without_its_code(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """A code is for machines; nobody is left to decide it either."""
    row = ask_for("teacher")
    row.pk, row.kind = new_id(), "gone-kind"
    row.save(force_insert=True)
    lines = {line.who: line.words for line in told("office", "elsewhere")}
    assert lines["Something that the policy does not know any more"].startswith("nobody is left to decide it")
    for kind in OFFICE:
        assert "gone-kind" not in text(clients[kind])


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


def test_whoever_tries_the_demo_finds_something_on_the_desk(db: None, noon: datetime) -> None:
    """A parent who lost a right for the time being, and a question; what the demo builds for other tests has neither."""
    demo.load(with_a_day=True)
    assert lines("office")["restrictions"] == lines("head")["restrictions"] == ["Edwin Quill"]
    assert lines("office")["questions"] == ["Shabana Begum"]
    assert lines("head")["questions"] == []
    assert "Edwin Quill" in {person.name for person in demo.list_people()}


def test_whoever_tries_the_demo_finds_permissions_and_a_letter_whose_code_counts(db: None, noon: datetime) -> None:
    """Given, refused with a reason, waiting for the governors, and a pass for the office; what is given, "Ask" knows."""
    demo.load(with_a_day=True)
    teacher, on = viewer_of("teacher"), NOON.date()
    [given] = list_own(teacher, on=on)
    letter = letter_of(teacher, given.id, on=on)
    assert letter is not None
    assert letter.standing is Standing.VALID
    assert [each.kind for each in in_force(teacher, on=on, policy=edition_on(teacher.school_id, on))] == [
        FOR_THE_SCHOOL
    ]
    assert granted_pdf(get_letter(teacher, given.id, on=on) or pytest.fail("no letter")).startswith(b"%PDF")
    assert lines("office")["waiting"] == ["Tomasz Zielinski"]
    assert len(lines("head")["elsewhere"]) == 2
    [refused] = list_own(viewer_of("volunteer"), on=on)
    assert (refused.state, bool(refused.steps[-1].text)) == (State.REFUSED, True)
    assert [each.kind for each in list_waiting(viewer_of("chair"), on=on)] == [FOR_THE_SCHOOL]

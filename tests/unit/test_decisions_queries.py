"""Do only those who answer for the policy see what is asked, at their own school, when the weeks are over?"""

from datetime import date, timedelta

import pytest

from gatepost.decisions import queries
from gatepost.decisions.models import QuestionCount
from gatepost.decisions.rules import ONE_WEEK, AskedRow, Weeks
from gatepost.kernel.clock import now
from gatepost.people.services import open_school
from gatepost.people.viewer import NOBODY, SETUP, Viewer

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 3)
WEEKS = queries.latest_weeks(on=TODAY)


@pytest.fixture
def school() -> str:
    """A school that was asked about one clause, over two of the four weeks, and about a silence."""
    name = open_school(name="Oddenbrook Primary School", by=SETUP, at=now()).id
    keep(name, WEEKS.first, 3)
    keep(name, WEEKS.first + ONE_WEEK, 4)
    keep(name, WEEKS.first, 2, hat="staff", verdict="must-not")
    keep(name, WEEKS.first, 6, clause="", act="befriend", verdict="silent")
    keep(name, WEEKS.first, 6, clause="", act="publish", verdict="silent")
    return name


def keep(
    school: str,
    week: date,
    count: int,
    *,
    hat: str = "parent",
    clause: str = "conduct.5",
    act: str = "take-photos",
    verdict: str = "with-permission",
) -> None:
    """Put one count into the table."""
    QuestionCount.objects.create(
        school_id=school, week=week, hat=hat, clause=clause, act=act, verdict=verdict, count=count
    )


def viewer(school: str, *, duty: str = "", hat: str = "staff") -> Viewer:
    """Return somebody of that school."""
    return Viewer(
        actor="p", person_id="p", school_id=school, hats=frozenset({hat}), duties=frozenset({duty} if duty else ())
    )


@pytest.mark.parametrize("duty", ["", "office", "clerk", "safeguarding-lead", "technician", "investigator"])
def test_others_see_nothing_not_even_that_there_is_something(school: str, duty: str) -> None:
    """Nor do parents, nor somebody who is not signed in, nor the machine."""
    for somebody in (viewer(school, duty=duty), viewer(school, hat="parent"), NOBODY, SETUP):
        assert queries.asked(somebody, weeks=WEEKS, on=TODAY) == ()
        assert queries.visible_to(somebody).count() == 0
        assert not queries.has_earlier(somebody, weeks=WEEKS.after)


@pytest.mark.parametrize("duty", ["head", "deputy", "chair", "vice-chair"])
def test_those_who_answer_for_the_policy_see_clauses_and_silences(school: str, duty: str) -> None:
    """A clause over all its weeks and verdicts; a silence for each act of which the policy says nothing."""
    expected = (
        AskedRow("conduct.5", "", {"staff": None, "parent": 7}, 8, is_exact=False),
        AskedRow("", "befriend", {"parent": 6}, 6, is_exact=True),
        AskedRow("", "publish", {"parent": 6}, 6, is_exact=True),
    )
    assert queries.asked(viewer(school, duty=duty), weeks=WEEKS, on=TODAY) == expected
    assert queries.asked(viewer(school, hat="governor"), weeks=WEEKS, on=TODAY) == expected


def test_head_of_another_school_sees_nothing_of_this_one(school: str) -> None:
    """Two schools in one database."""
    other = open_school(name="Fernleigh", by=SETUP, at=now()).id
    assert queries.asked(viewer(other, duty="head"), weeks=WEEKS, on=TODAY) == ()


def test_weeks_that_are_not_over_show_nothing(school: str) -> None:
    """Whoever looked before and after a question would know it was asked."""
    head = viewer(school, duty="head")
    assert queries.asked(head, weeks=WEEKS, on=WEEKS.last) == ()
    assert queries.asked(head, weeks=WEEKS, on=WEEKS.last + timedelta(days=1))


def test_weeks_before_and_after_are_another_table(school: str) -> None:
    """Each week is in one stretch alone."""
    head = viewer(school, duty="head")
    keep(school, WEEKS.before.last - timedelta(days=6), 50)
    keep(school, WEEKS.after.first, 50)
    assert queries.asked(head, weeks=WEEKS, on=TODAY)[0].at_least == 8
    assert queries.has_earlier(head, weeks=WEEKS)
    assert not queries.has_earlier(head, weeks=WEEKS.before)


def test_latest_weeks_are_over() -> None:
    """And the next are not."""
    assert WEEKS.is_over(TODAY)
    assert Weeks.holding(TODAY) == WEEKS.after
    assert not WEEKS.after.is_over(TODAY)

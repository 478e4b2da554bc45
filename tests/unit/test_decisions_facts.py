"""What is taken into account of whoever asks, and of nobody else: permissions, a lost right, a phone in the office, a need?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from gatepost.agreements.queries import edition_on
from gatepost.decisions.facts import facts_about
from gatepost.demo import services as demo
from gatepost.grants.adjustments import record_adjustment
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.viewer import NOBODY, Viewer
from gatepost.policy import Situation, decide
from gatepost.premises import services as premises
from gatepost.restrictions.states import Step
from tests.conftest import NOON
from tests.unit.grants.people import PASS, TODAY, ask, granted, viewer_of, yes
from tests.unit.restrictions import told

CALL = Situation(("staff",), "use-phone", {"device": "own-phone", "when": "working-hours", "where": "office"})
PHOTO = Situation(("parent",), "take-photos", {"where": "at-event"})
NAME = Situation(("staff",), "publish", {"outlet": "social-media"}, frozenset({"school-name"}))


@pytest.fixture(autouse=True)
def _school(db: None) -> None:
    """The invented school."""
    demo.load()


def verdict(viewer: Viewer, situation: Situation, *, at: datetime = NOON) -> str:
    """Return what the policy says to somebody at a moment."""
    policy = edition_on(viewer_of("head").school_id, localdate(at))
    return decide(policy, facts_about(viewer, situation, policy=policy, at=at).situation).verdict


def bring_phone(kind: str = "teacher", *, at: datetime = NOON) -> str:
    """Let somebody leave their phone in the office."""
    by = viewer_of("office", localdate(at))
    return premises.take_in(
        person=viewer_of(kind).person_id, phone="A black phone", callers="The nursery", by=by, at=at
    ).id


def test_a_phone_in_the_office_is_the_permission_for_an_urgent_call_that_day() -> None:
    """Not before it is there, not once it is given back, not tomorrow, and nobody else's."""
    teacher, head = viewer_of("teacher"), viewer_of("head")
    assert verdict(teacher, CALL) == "must-not" or verdict(teacher, CALL) == "with-permission"
    before = verdict(teacher, CALL)
    phone = bring_phone()
    assert verdict(teacher, CALL) == "may"
    assert verdict(head, CALL) == before
    assert verdict(teacher, CALL, at=NOON + timedelta(days=1)) == before
    premises.give_back(phone=phone, by=viewer_of("office"), at=NOON + timedelta(hours=1))
    assert verdict(teacher, CALL, at=NOON + timedelta(hours=2)) == before


def test_a_need_that_the_head_recorded_lifts_the_phone_clauses() -> None:
    """For them alone, while it holds."""
    teacher, before = viewer_of("teacher"), verdict(viewer_of("teacher"), CALL)
    person = Person.objects.get(id=teacher.person_id)
    record_adjustment(person=person, what="A pump.", since=TODAY, until=TODAY, by=viewer_of("head"), at=NOON)
    assert verdict(teacher, CALL) not in {before, "must-not", "with-permission"}
    assert verdict(teacher, CALL, at=NOON + timedelta(days=1)) == before


def test_a_lost_right_is_stronger_than_a_permission_and_stops_the_next() -> None:
    """From the moment of the notice, if it is an interim measure; and back with the day on which it is lifted."""
    granted("parent", PASS)
    parent = viewer_of("parent")
    assert verdict(parent, PHOTO) == "may"
    row = told.tell(told.interim())
    assert verdict(parent, PHOTO) == "must-not"
    with pytest.raises(Refused) as refusal:
        ask("parent", PASS, account="Another camera")
    assert (refusal.value.code, refusal.value.clause) == ("right-lost", "breaches.parents")
    ask("parent")  # the school's name has nothing to do with it
    told.decide(row, Step.WITHDRAW)
    assert verdict(parent, PHOTO) == "may"


def test_a_right_that_is_lost_meanwhile_stops_the_decision() -> None:
    """The office does not give what the head took away."""
    row = ask("parent", PASS)
    told.tell(told.interim())
    with pytest.raises(Refused) as refusal:
        yes(row, "office", "office")
    assert refusal.value.code == "right-lost"


def test_a_parents_lost_right_says_nothing_of_them_as_staff() -> None:
    """Separate hats."""
    both = viewer_of("parent-staff")
    photo = Situation(("staff",), "take-photos", {"where": "at-event", "device": "own-device", "when": "holiday"})
    before = verdict(both, photo)
    told.tell(told.interim(), to="parent-staff")
    assert verdict(both, photo) == before
    assert verdict(both, PHOTO) == "must-not"


def test_whoever_asks_as_somebody_else_gets_nothing_of_their_own() -> None:
    """A teacher who asks what a governor may; nobody who asks anything."""
    granted()
    assert verdict(viewer_of("teacher"), NAME) == "may"
    governor = Situation(("staff", "governor"), "publish", {"outlet": "social-media"}, frozenset({"school-name"}))
    assert verdict(viewer_of("teacher"), governor) == "with-permission"
    assert verdict(NOBODY, NAME) == "with-permission"


def test_a_permission_ends_at_midnight_by_the_schools_clock_on_the_nights_when_it_changes() -> None:
    """The last day is 24 October: at half past midnight on the 25th it is over, though it is still the 24th in Greenwich."""
    last = date(2026, 10, 24)
    granted(until=last)
    half_past_eleven, half_past_midnight = (datetime(2026, 10, 24, hour, 30, tzinfo=UTC) for hour in (22, 23))
    teacher = viewer_of("teacher", last)
    assert verdict(teacher, NAME, at=half_past_eleven) == "may"
    assert verdict(teacher, NAME, at=half_past_midnight) == "with-permission"
    spring = date(2027, 3, 28)
    granted("volunteer", since=spring, until=spring)
    volunteer = viewer_of("volunteer", spring)
    asked = Situation(("volunteer",), "publish", {"outlet": "social-media"}, frozenset({"school-name"}))
    answers = [
        verdict(volunteer, asked, at=datetime(2027, 3, day, hour, 30, tzinfo=UTC))
        for day, hour in ((27, 23), (28, 0), (28, 22), (28, 23))
    ]
    assert answers == ["with-permission", "may", "may", "with-permission"]

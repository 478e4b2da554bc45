"""What does "Ask" know of somebody's permissions, and what does it not take for one?"""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from gatepost.agreements.queries import edition_on
from gatepost.grants import leaving, services
from gatepost.grants.held import answering, in_force, undecided
from gatepost.grants.queries import get_visible, list_in_force
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.policy import Situation, decide, default_files
from gatepost.policy.parameters import set_permission
from tests.conftest import NOON
from tests.unit.grants.people import FOR_THE_SCHOOL, LAST, NAME, TODAY, ask, granted, leave, viewer_of, yes
from tests.unit.signoff.people import new_edition

pytestmark = pytest.mark.usefixtures("school")


def publish(outlet: str = "social-media", hats: tuple[str, ...] = ("staff",)) -> Situation:
    """Return the question whether one may publish the school's name."""
    known = {"outlet": outlet} if outlet else {}
    return Situation(hats, "publish", known, frozenset({"school-name"}))


def verdict(who: str, situation: Situation, *, on: date = TODAY) -> str:
    """Return what the policy says to somebody, with what they hold."""
    viewer = viewer_of(who, on)
    policy = edition_on(viewer.school_id, on)
    held = answering(in_force(viewer, on=on, policy=policy), situation, policy)
    kinds = frozenset(each.kind for each in held)
    asked = Situation(situation.hats, situation.act, situation.known, situation.content, kinds)
    return decide(policy, asked).verdict


def test_the_answer_changes_with_the_permission_and_back_with_its_end() -> None:
    """Not before its first day, nor after its last, nor once it is taken away."""
    row = granted(since=TODAY + timedelta(days=1))
    answers = [verdict("teacher", publish(), on=TODAY + timedelta(days=days)) for days in (0, 1, 30, 31)]
    assert answers == ["with-permission", "may", "may", "with-permission"]
    services.revoke(permission=row.id, body="head", reason="So.", by=viewer_of("head"), at=NOON)
    assert verdict("teacher", publish(), on=TODAY + timedelta(days=1)) == "with-permission"


def test_a_yes_of_one_body_is_no_permission() -> None:
    """Both have to agree."""
    visit = Situation(
        ("staff",),
        "visit-social-media",
        {"service_kind": "blog", "device": "own-device", "when": "working-hours", "purpose": "for-the-school"},
    )
    row = ask("teacher", FOR_THE_SCHOOL)
    yes(row, "head", "head")
    assert verdict("teacher", visit) == "with-permission"
    yes(row, "governing-body", "chair")
    assert verdict("teacher", visit) == "may"


def test_a_yes_counts_from_its_day_not_before() -> None:
    """Asked on Monday, given on Friday: nothing counts on Wednesday, seen from later too."""
    row = ask("teacher")
    later = NOON + timedelta(days=4)
    yes(row, "head", "head", at=later)
    assert verdict("teacher", publish(), on=TODAY + timedelta(days=2)) == "with-permission"
    assert verdict("teacher", publish(), on=localdate(later)) == "may"


def test_another_outlet_than_the_one_that_was_asked_for_is_not_covered() -> None:
    """A poster is no post. Where it is not said which, it is asked."""
    granted(facts={"outlet": ("print",)})
    assert verdict("teacher", publish("print")) == "may"
    assert verdict("teacher", publish("social-media")) == "with-permission"
    assert verdict("teacher", publish("")) == "with-permission"
    viewer = viewer_of("teacher")
    policy = edition_on(viewer.school_id, TODAY)
    held = in_force(viewer, on=TODAY, policy=policy)
    assert undecided(held, publish(""), policy) == ("outlet",)
    assert undecided(held, publish("social-media"), policy) == ()


def test_it_is_nobody_elses() -> None:
    """Not a colleague's, not the head's who gave it."""
    granted()
    assert [verdict(who, publish()) for who in ("head", "office", "volunteer")] == ["with-permission"] * 3


def test_it_is_for_the_hats_for_which_it_was_given() -> None:
    """Given to a parent, it is nothing for the member of staff whom they become."""
    granted("parent")
    parent = publish(hats=("parent",))
    assert verdict("parent", parent) == "may"
    person = Person.objects.get(id=viewer_of("parent").person_id)
    people.give_hat(person=person, hat=Hat.STAFF, since=TODAY, by=SETUP, at=NOON)
    assert verdict("parent", parent) == "may"
    assert verdict("parent", publish(hats=("staff",))) == "with-permission"
    assert verdict("parent", publish(hats=("staff", "parent"))) == "with-permission"


def test_it_ends_with_any_of_the_hats_for_which_it_was_given() -> None:
    """And does not come back with the hat."""
    row = granted("parent-staff")
    assert row.hats == "parent,staff"
    worn = Person.objects.get(id=row.person_id).hats.get(hat="staff")
    people.end_hat(worn=worn, until=TODAY, by=SETUP, at=NOON)
    tomorrow, later = (NOON + timedelta(days=days) for days in (1, 2))
    assert verdict("parent-staff", publish(hats=("parent",)), on=localdate(tomorrow)) == "with-permission"
    leaving.tidy_up(at=tomorrow)
    people.give_hat(person=worn.person, hat=Hat.STAFF, since=localdate(later), by=SETUP, at=later)
    assert verdict("parent-staff", publish(hats=("staff",)), on=localdate(later)) == "with-permission"


def test_a_leaver_holds_nothing() -> None:
    """From the day after the last one."""
    granted("volunteer")
    leave("volunteer", TODAY)
    viewer = viewer_of("volunteer", TODAY + timedelta(days=1))
    policy = edition_on(viewer_of("head").school_id, TODAY)
    assert in_force(viewer, on=TODAY + timedelta(days=1), policy=policy) == ()


def test_an_edition_that_asks_another_body_too_lets_a_permission_rest() -> None:
    """What the head alone gave answers nothing once the governing body has to agree as well."""
    row = granted()
    since = TODAY + timedelta(days=1)
    files = set_permission(default_files(), NAME, decided_by=["head", "governing-body"])
    new_edition("Two bodies", since, files=files)
    assert verdict("teacher", publish()) == "may"
    assert verdict("teacher", publish(), on=since) == "with-permission"
    assert row.state == "granted"
    seen = get_visible(viewer_of("head", since), row.id, on=since)
    assert seen
    assert seen.rests
    assert not list_in_force(viewer_of("head", since), on=since)


def test_a_request_is_decided_by_the_policy_of_the_day_on_which_it_is_decided() -> None:
    """The head's yes is the last no more."""
    row = ask("teacher")
    since = NOON + timedelta(days=1)
    files = set_permission(default_files(), NAME, decided_by=["head", "governing-body"])
    new_edition("Two bodies", localdate(since), files=files)
    assert yes(row, "head", "head", at=since).state == "requested"
    assert yes(row, "governing-body", "chair", at=since).state == "granted"
    assert verdict("teacher", publish(), on=LAST) == "may"

"""Who signs while the office changes what they are: does what is recorded hold once the office is done?

Two connections. The one that signs comes second, and waits for the row of the person.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction

from gatepost.agreements.models import SchoolEdition
from gatepost.demo import services as demo
from gatepost.kernel.clock import frozen
from gatepost.people import services as people
from gatepost.people.models import HatWorn, Person
from gatepost.people.queries import viewer_as
from gatepost.people.viewer import Viewer
from gatepost.signoff import services
from gatepost.signoff.models import SignOff
from tests.conftest import NOON
from tests.unit.agreements.test_at_once import at_once
from tests.unit.signoff.people import TODAY, agree, decline, edition, viewer_of

pytestmark = pytest.mark.django_db(transaction=True)

A_MOMENT = 0.7
"""Seconds in which the second one comes to wait."""


@pytest.fixture(autouse=True)
def school() -> None:
    """The invented school, seen by every connection."""
    with frozen(NOON):
        demo.load()


def while_held(first: Callable[[], object], then: Callable[[], object]) -> Counter[str]:
    """Begin the second before the first is committed; return what came of both."""
    is_held = threading.Event()

    def hold() -> None:
        with transaction.atomic():
            first()
            is_held.set()
            time.sleep(A_MOMENT)

    def follow() -> None:
        is_held.wait()
        then()

    return at_once(hold, follow)


def sign(by: Viewer, to: SchoolEdition) -> SignOff:
    """Sign and nothing else: the questions that `agree` does first would do the waiting."""
    return services.sign(edition=to.id, expected_sha256=to.sha256, name="Somebody", by=by, at=NOON)


def test_who_agreed_under_another_entry_does_not_decline_while_the_two_are_joined() -> None:
    """As they could not a second later."""
    own, signer, head = edition(), viewer_of("parent"), viewer_of("head")
    keep = Person.objects.get(id=signer.person_id)
    twice = Person.objects.create(school_id=keep.school_id, name=keep.name)
    HatWorn.objects.create(person=twice, hat="parent", since=date(2024, 9, 1))
    agree(viewer_as(twice, TODAY), own)
    codes = while_held(lambda: people.merge(keep=keep, drop=twice, by=head, at=NOON), lambda: decline(signer, own))
    assert codes == {"done": 1, "has-agreed": 1}
    assert [row.answer for row in SignOff.objects.all()] == ["agreed"]


def test_who_leaves_meanwhile_signs_nothing() -> None:
    """Their hats are over when it is their turn."""
    own, signer, office = edition(), viewer_of("parent"), viewer_of("office")
    person, yesterday = Person.objects.get(id=signer.person_id), TODAY - timedelta(days=1)
    codes = while_held(
        lambda: people.leave(person=person, last_day=yesterday, by=office, at=NOON), lambda: sign(signer, own)
    )
    assert codes == {"done": 1, "has-left": 1}
    assert not SignOff.objects.exists()


def test_hat_that_is_laid_down_meanwhile_is_not_signed_with() -> None:
    """Who wears another goes on with that one."""
    own, signer, office = edition(), viewer_of("parent"), viewer_of("office")
    person, yesterday = Person.objects.get(id=signer.person_id), TODAY - timedelta(days=1)
    worn = HatWorn.objects.create(person=person, hat="volunteer", since=date(2024, 9, 1))
    codes = while_held(
        lambda: people.end_hat(worn=worn, until=yesterday, by=office, at=NOON), lambda: sign(signer, own)
    )
    assert codes == {"done": 2}
    assert SignOff.objects.get().hats == "parent"

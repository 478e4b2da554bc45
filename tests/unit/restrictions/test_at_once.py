"""Do two who act at the same moment leave one notice and one decision, and does no reply slip by unread?"""

from functools import partial

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.demo import services as demo
from gatepost.kernel.clock import frozen
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.states import Step
from tests.conftest import NOON
from tests.unit.agreements.test_at_once import at_once
from tests.unit.restrictions.told import answer, days, decide, tell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def school() -> None:
    """The invented school, seen by every connection."""
    with frozen(NOON):
        demo.load()


def test_of_many_notices_at_once_one_is_given() -> None:
    """Two heads, or one who presses again and again."""
    assert at_once(*[tell] * 4) == {"done": 1, "has-one": 3}
    assert Restriction.objects.count() == AuditEntry.objects.filter(action="restriction.notice-given").count() == 1


def test_of_many_decisions_at_once_one_counts() -> None:
    """Confirmed or withdrawn, never both; the others are told that something came in."""
    row = tell()
    steps = [partial(decide, row, step, had=0, at=days(15)) for step in (Step.CONFIRM, Step.WITHDRAW) * 2]
    assert at_once(*steps) == {"done": 1, "moved-on": 3}
    assert RestrictionStep.objects.count() == 1


def test_reply_and_decision_at_once_come_one_after_the_other() -> None:
    """Withdrawn first, the reply is refused; replied first, the head has to read it."""
    row = tell()
    codes = at_once(lambda: answer(row), lambda: decide(row, Step.WITHDRAW, had=0))
    assert codes in ({"done": 1, "moved-on": 1}, {"done": 1, "wrong-state": 1})

"""Two people decide at the same moment: is there one decision, and does the second know of the first?"""

from functools import partial

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.demo import services as demo
from gatepost.grants import services
from gatepost.grants.models import Permission, PermissionStep
from gatepost.people.states import Lent
from tests.conftest import NOON
from tests.unit.agreements.test_at_once import at_once
from tests.unit.grants.people import FOR_THE_SCHOOL, ask, lend, no, scope, viewer_of, yes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _school() -> None:
    """The invented school, with a deputy who acts for the head."""
    demo.load()
    lend("deputy", Lent.HEAD)


@pytest.mark.parametrize("turn", range(3))
def test_a_yes_and_a_no_for_the_same_body_at_once_are_one_of_the_two(turn: int) -> None:
    """The head agrees while whoever acts for the head declines."""
    row = ask("teacher")
    codes = at_once(partial(yes, row, "head", "head"), partial(no, row, "head", "deputy"))
    row.refresh_from_db()
    assert row.state in {"granted", "refused"}
    assert codes == {"done": 1, "moved-on": 1}, turn
    assert row.steps.count() == 2


def test_both_bodies_at_once_give_it_once() -> None:
    """Whichever comes second gives it; neither is lost."""
    row = ask("teacher", FOR_THE_SCHOOL)
    codes = at_once(partial(yes, row, "head", "head"), partial(yes, row, "governing-body", "chair"))
    row.refresh_from_db()
    assert (codes, row.state) == ({"done": 2}, "granted")
    assert list(row.steps.order_by("number").values_list("step", flat=True)) == ["ask", "agree", "grant"]
    assert AuditEntry.objects.filter(action="permission.grant").count() == 1


def test_a_request_sent_eight_times_at_once_is_one() -> None:
    """A double click on a slow line."""
    teacher, asked = viewer_of("teacher"), scope()
    codes = at_once(*[partial(services.ask, kind="school-name", scope=asked, by=teacher, at=NOON) for _ in range(8)])
    assert codes == {"done": 8}
    assert (Permission.objects.count(), PermissionStep.objects.count()) == (1, 1)


@pytest.mark.parametrize("turn", range(3))
def test_taken_back_while_it_is_decided_is_one_of_the_two(turn: int) -> None:
    """Never a permission that nobody asks for any more."""
    row = ask("teacher")
    by = viewer_of("teacher")
    take_back = partial(services.withdraw, permission=row.id, by=by, at=NOON)
    codes = at_once(partial(yes, row, "head", "head"), take_back)
    row.refresh_from_db()
    assert (row.state, codes) in [(state, {"done": 1, "moved-on": 1}) for state in ("granted", "withdrawn")], turn

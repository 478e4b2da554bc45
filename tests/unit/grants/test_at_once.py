"""Two people decide at the same moment: is there one decision, and does the second know of the first?"""

import threading
import time
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from gatepost.audit.models import AuditEntry
from gatepost.demo import services as demo
from gatepost.grants import services
from gatepost.grants.models import Permission, PermissionStep
from gatepost.people.states import Lent
from gatepost.policy import default_files
from gatepost.policy.parameters import set_permission
from tests.conftest import NOON
from tests.unit.agreements.test_at_once import at_once
from tests.unit.grants.people import FOR_THE_SCHOOL, NAME, ask, granted, lend, no, scope, viewer_of, yes
from tests.unit.signoff.people import new_edition

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


def test_asked_for_again_while_the_old_one_is_taken_away_waits_for_that() -> None:
    """Both hold the old row first and the record after it: else each would wait for the other, and one of them break off."""
    row, tomorrow, is_held = granted("teacher"), NOON + timedelta(days=1), threading.Event()
    files = set_permission(default_files(), NAME, decided_by=["head", "governing-body"])
    new_edition("Two bodies", tomorrow.date(), files=files)

    def take_away() -> None:
        with transaction.atomic():
            Permission.objects.select_for_update().get(id=row.id)
            is_held.set()
            time.sleep(0.7)
            by = viewer_of("head", tomorrow.date())
            services.revoke(permission=row.id, body="head", reason="So.", by=by, at=tomorrow)

    def ask_again() -> None:
        is_held.wait()
        ask("teacher", since=tomorrow.date(), at=tomorrow)

    assert at_once(take_away, ask_again) == {"done": 2}
    row.refresh_from_db()
    assert (row.state, Permission.objects.filter(state="requested").count()) == ("revoked", 1)


@pytest.mark.parametrize("turn", range(3))
def test_taken_back_while_it_is_decided_is_one_of_the_two(turn: int) -> None:
    """Never a permission that nobody asks for any more."""
    row = ask("teacher")
    by = viewer_of("teacher")
    take_back = partial(services.withdraw, permission=row.id, by=by, at=NOON)
    codes = at_once(partial(yes, row, "head", "head"), take_back)
    row.refresh_from_db()
    assert (row.state, codes) in [(state, {"done": 1, "moved-on": 1}) for state in ("granted", "withdrawn")], turn

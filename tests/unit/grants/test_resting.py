"""What of a permission that was given and is not valid for now: can the same be asked for again, and does the old one come back?"""

from datetime import timedelta

import pytest

from gatepost.grants import services
from gatepost.grants.models import Permission
from gatepost.grants.queries import get_visible
from gatepost.grants.states import State
from gatepost.kernel.errors import Refused
from gatepost.policy import default_files
from gatepost.policy.parameters import set_permission
from tests.conftest import NOON
from tests.unit.grants.people import NAME, PASS, TODAY, ask, granted, viewer_of, yes
from tests.unit.restrictions import told
from tests.unit.signoff.people import new_edition

pytestmark = pytest.mark.usefixtures("school")
TOMORROW = NOON + timedelta(days=1)
LATER = NOON + timedelta(days=8)


def ask_two_bodies(since: int = 1) -> None:
    """Let an edition come into force that asks the governing body for the school's name too."""
    files = set_permission(default_files(), NAME, decided_by=["head", "governing-body"])
    new_edition("Two bodies", TODAY + timedelta(days=since), files=files)


def test_a_right_that_was_lost_is_not_asked_for_again() -> None:
    """That one comes back by itself when the restriction ends."""
    row = granted("parent", PASS)
    told.tell(told.interim())
    with pytest.raises(Refused) as refusal:
        ask("parent", PASS)
    assert refusal.value.code == "right-lost"
    assert Permission.objects.get().id == row.id


def test_what_counts_still_is_not_asked_for_twice() -> None:
    """The edition that asks another body too begins tomorrow."""
    row = granted("teacher")
    ask_two_bodies()
    assert ask("teacher").id == row.id


def test_what_rests_since_another_body_is_asked_can_be_asked_for_again_and_ends() -> None:
    """Both bodies decide anew; pressed twice it is one request."""
    row = granted("teacher")
    ask_two_bodies()
    again = ask("teacher", since=TODAY + timedelta(days=1), at=TOMORROW)
    assert (again.id != row.id, ask("teacher", since=TODAY + timedelta(days=1), at=TOMORROW).id == again.id) == (
        True,
        True,
    )
    row.refresh_from_db()
    assert row.state == State.ENDED
    yes(again, "head", "head", at=TOMORROW)
    assert yes(again, "governing-body", "chair", at=TOMORROW).state == State.GRANTED


def test_what_was_taken_away_after_it_was_asked_for_again_does_not_come_back_with_an_edition() -> None:
    """The old yes of the head alone would count once an edition asks the head alone again."""
    row = granted("teacher")
    ask_two_bodies()
    again = ask("teacher", since=TODAY + timedelta(days=1), at=TOMORROW)
    yes(again, "head", "head", at=TOMORROW)
    yes(again, "governing-body", "chair", at=TOMORROW)
    taken = {"permission": again.id, "body": "head", "reason": "So.", "at": TOMORROW}
    services.revoke(**taken, by=viewer_of("head", TOMORROW.date()))  # type: ignore[arg-type]  # as written above
    new_edition("The head alone", TODAY + timedelta(days=7), at=TOMORROW)
    for one in (row, again):
        seen = get_visible(viewer_of("teacher", LATER.date()), one.id, on=LATER.date())
        assert seen
        assert seen.state in {State.ENDED, State.REVOKED}


def test_another_thing_that_rests_stays() -> None:
    """Only what is asked for again ends."""
    row = granted("teacher", account="Another page")
    ask_two_bodies()
    ask("teacher", since=TODAY + timedelta(days=1), at=TOMORROW)
    row.refresh_from_db()
    assert row.state == State.GRANTED

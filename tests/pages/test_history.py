"""Does a person's history say in words what changed, and nothing of when they were here?"""

import re
from pathlib import Path

import pytest

import gatepost
from gatepost.audit import services as audit
from gatepost.kernel.clock import now
from gatepost.people.history import MOST, NOT_TOLD, Happened, list_history
from gatepost.people.models import Person
from gatepost.people.viewer import SETUP
from gatepost.web.people.words import ACTIONS, told
from tests.pages.test_accounts import TEACHER, person_of, viewer_of

ROOMS = ("accounts", "people", "web")
OFFICE = "janet.cowley@oddenbrook.example"
OF_NOBODY = {"account.invitations-forgotten"}
"""About the school: a count."""


def recorded() -> set[str]:
    """Return every action about signing in that the sources write down."""
    root = Path(gatepost.__file__).parent
    files = [path for room in ROOMS for path in (root / room).rglob("*.py")]
    return {found for path in files for found in re.findall(r'"(account\.[a-z-]+)"', path.read_text(encoding="utf-8"))}


def write(person: Person, action: str) -> None:
    """Record something about somebody."""
    audit.record(by=SETUP.actor, action=action, subject=person.id, at=now(), school=person.school_id)


def test_everything_about_signing_in_is_told_or_left_out_on_purpose() -> None:
    """Nothing is "something else"."""
    assert len(recorded()) > 10
    assert recorded() - OF_NOBODY - set(NOT_TOLD) <= set(ACTIONS)
    assert not set(NOT_TOLD) & set(ACTIONS)


def test_office_does_not_see_when_somebody_was_here(school: None) -> None:
    """Nor do comings and goings push out what changed."""
    teacher = person_of(TEACHER)
    write(teacher, "account.password-set")
    for _ in range(MOST):
        write(teacher, "account.signed-in")
    found = [one.action for one in list_history(viewer_of(OFFICE), teacher.id)]
    assert "account.password-set" in found
    assert not set(NOT_TOLD) & set(found)


@pytest.mark.parametrize("action", ["account.password-set", "account.factors-reset", "account.factor-added"])
def test_what_changed_is_told_in_words(action: str) -> None:
    """As the office promised whom it helped."""
    assert told(Happened(at=now(), by="", action=action)).sentence == str(ACTIONS[action])

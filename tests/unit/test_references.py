"""Do the diagrams that people read show the steps that the code takes, all of them and no other?"""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from gatepost.agreements import reference as editions
from gatepost.agreements.states import TRANSITIONS as EDITIONS
from gatepost.enquiries.states import NEXT as QUESTIONS
from gatepost.grants import reference as permissions
from gatepost.grants.rules import leads_on
from gatepost.grants.states import TRANSITIONS as PERMISSIONS
from gatepost.grants.states import State, Step, state_on
from gatepost.premises.states import NEXT as PHONES
from gatepost.restrictions import reference as restrictions
from gatepost.restrictions.states import TRANSITIONS as RESTRICTIONS
from gatepost.selfreports.models import SelfReport

PAGES = Path(__file__).parents[2] / "docs" / "reference"
ARROW = re.compile(r"^ +(\S+) --> (\S+): ", re.MULTILINE)
Pairs = set[tuple[str, str]]


def drawn(page: str) -> Pairs:
    """Return the arrows of a page's diagram, but for where it begins."""
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    diagram = text.partition("```mermaid\n")[2].partition("```")[0]
    return {(before, to) for before, to in ARROW.findall(diagram) if before != "[*]"}


def taken(table: Any, by_the_calendar: Any = ()) -> Pairs:  # each room has its own enumerations
    """Return the pairs of states that a table leads from and to, and those that the calendar brings."""
    pairs = {(state, to) for (state, _step), to in table.items()} | {
        (state, to) for state, _what, to in by_the_calendar
    }
    return {(name(state), name(to)) for state, to in pairs if state is not to}


def name(state: Any) -> str:  # as above
    """Return a state as a diagram names it."""
    return str(state.value).replace("-", "_")


@pytest.mark.parametrize(
    ("page", "steps"),
    [
        ("editions", taken(EDITIONS, editions.BY_THE_CALENDAR)),
        ("restrictions", taken(RESTRICTIONS, restrictions.BY_THE_CALENDAR)),
        ("questions", taken(QUESTIONS)),
        ("phones", {(name(before), name(to)) for before, following in PHONES.items() for to in following}),
    ],
)
def test_diagram_is_the_code(page: str, steps: Pairs) -> None:
    """Each arrow is a step that can be taken, and each step an arrow."""
    assert drawn(page) == steps
    assert steps


def test_diagram_of_permissions_leads_to_and_from_what_begins_later_and_what_rests() -> None:
    """What begins later is given by the same step, and ends by the same ones; what rests is there again when it may."""
    today, day = date(2026, 7, 3), timedelta(days=1)
    coming = state_on(today, PERMISSIONS[State.REQUESTED, Step.GRANT], today + day, today + day)
    before_its_day = {
        (name(coming), name(to))
        for (state, step), to in PERMISSIONS.items()
        if state is State.GRANTED and leads_on(coming, step) is None
    }
    assert before_its_day == {("coming", "ended"), ("coming", "revoked")}
    others = {("requested", name(coming)), ("granted", "resting"), ("resting", "granted")}
    assert drawn("permissions") == taken(PERMISSIONS, permissions.BY_THE_CALENDAR) | before_its_day | others


def test_diagram_of_self_reports_knows_what_is_kept() -> None:
    """It is sent, and then seen by somebody: the database has no third."""
    assert drawn("self-reports") == {("sent", "seen"), ("seen", "seen")}
    kept = {field.name for field in SelfReport._meta.get_fields() if field.name.endswith("_at")}
    assert kept == {"sent_at", "seen_at"}

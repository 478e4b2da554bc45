"""Does a mail go to exactly those who can do something about a request now, and to nobody else?

What somebody can do is asked of the page that they would open.
"""

from collections.abc import Callable

import pytest

from gatepost.demo.school import PEOPLE
from gatepost.grants import services
from gatepost.grants.models import Permission
from gatepost.grants.queries import get_visible, list_lacking
from gatepost.mail.models import Message
from gatepost.people.access import may_lend
from gatepost.people.states import Lent
from tests.conftest import NOON
from tests.unit.grants.people import FOR_THE_SCHOOL, IMAGES, NAME, PASS, TODAY, ask, lend, no, viewer_of, yes

pytestmark = pytest.mark.usefixtures("school")
KINDS = {person.kind: person.kind for person in PEOPLE}


def told_by(step: Callable[[], Permission]) -> set[str]:
    """Return to whom a step wrote."""
    before = set(Message.objects.values_list("id", flat=True))
    step()
    sent = Message.objects.exclude(id__in=before).values_list("person", flat=True)
    return {kind for kind in KINDS if viewer_of(kind).person_id in set(sent)}


def can_act(row: Permission) -> set[str]:
    """Return who could do something about a request now, by what their page offers; whoever asked is not written to."""
    found = set()
    for kind in KINDS:
        viewer = viewer_of(kind)
        seen = get_visible(viewer, row.id, on=TODAY) if viewer.is_signed_in else None
        if seen is None or seen.is_own:
            continue
        lends = may_lend(viewer, acts_for=Lent.GOVERNING_BODY, school_id=row.school_id, person_id="") is None
        if seen.able.decide or (seen.lacks_a_governor and lends):
            found.add(kind)
    return found


ASKED = [
    (NAME, "teacher", {"head"}),
    (NAME, "deputy", {"head"}),
    (NAME, "chair", {"head"}),
    (NAME, "head", {"chair"}),
    (IMAGES, "teacher", {"head"}),
    (IMAGES, "parent", {"head"}),
    (IMAGES, "head", {"chair"}),
    (PASS, "parent", {"office"}),
    (FOR_THE_SCHOOL, "teacher", {"head", "chair"}),
    (FOR_THE_SCHOOL, "governor", {"head", "chair"}),
    (FOR_THE_SCHOOL, "chair", {"head", "clerk"}),
    (FOR_THE_SCHOOL, "head", {"chair", "clerk"}),
]
"""The kind, who asks, and who is told: the clerk where another governor needs the governing body's powers first."""


@pytest.mark.parametrize(("kind", "who", "told"), ASKED)
def test_a_request_is_told_to_those_who_can_act_on_it(kind: str, who: str, told: set[str]) -> None:
    """And the page of each of them offers what they can do."""
    assert told_by(lambda: ask(who, kind)) == told
    assert can_act(Permission.objects.get()) == told


@pytest.mark.parametrize(("kind", "who", "told"), ASKED)
def test_an_answer_to_a_refusal_is_told_to_those_who_can_act_then(kind: str, who: str, told: set[str]) -> None:
    """Whoever agreed for one body is not asked to decide for the other."""
    lend("deputy", Lent.HEAD)
    row = ask(who, kind)
    body, decider = ("office", "office") if kind == PASS else ("head", "chair" if who == "head" else "head")
    no(row, body, decider)
    answer = told_by(lambda: services.answer(permission=row.id, text="Please.", by=viewer_of(who), at=NOON))
    acts_for_the_head = {"deputy"} if "head" in told and who not in {"deputy", "chair"} else set()
    assert answer == can_act(row) == told | acts_for_the_head


def test_after_the_chairs_yes_for_the_head_the_clerk_is_told_and_not_the_chair() -> None:
    """Nobody is left who can decide for the governing body: somebody has to record who may."""
    row = ask("head", FOR_THE_SCHOOL)
    assert told_by(lambda: yes(row, "head", "chair")) == {"clerk"}
    assert [each.id for each in list_lacking(viewer_of("clerk"), on=TODAY)] == [row.id]
    for kind in set(KINDS) - {"clerk", "chair"}:
        assert not list_lacking(viewer_of(kind), on=TODAY), kind
    lend("governor", Lent.GOVERNING_BODY)
    assert not list_lacking(viewer_of("clerk"), on=TODAY)
    assert can_act(row) == {"governor"}


def test_chair_who_said_yes_for_the_head_gets_no_mail_about_what_another_governor_refused() -> None:
    """The head answers to the governor's no: that governor decides once more, and the chair cannot."""
    lend("governor", Lent.GOVERNING_BODY)
    row = ask("head", FOR_THE_SCHOOL)
    assert told_by(lambda: yes(row, "head", "chair")) == set()
    assert told_by(lambda: no(row, "governing-body", "governor")) == {"head"}
    answer = told_by(lambda: services.answer(permission=row.id, text="Please.", by=viewer_of("head"), at=NOON))
    assert answer == can_act(row) == {"governor"}


def test_a_yes_that_leaves_others_to_decide_writes_to_nobody_twice() -> None:
    """The chair was told when the teacher asked; whoever asked is told when it is decided."""
    row = ask("teacher", FOR_THE_SCHOOL)
    assert told_by(lambda: yes(row, "head", "head")) == set()
    assert told_by(lambda: yes(row, "governing-body", "chair")) == {"teacher"}

"""Which questions is somebody asked before they sign, and when are they done?

Staff, governors and volunteers answer three of the edition's worked questions, taking turns between these hats; a wrong answer is
explained, and another one asked. Which ones, in which order, follows from the edition and the person: nothing is drawn anew by
loading a page again. What was tried is the caller's, and is kept by nobody here. Whoever wears another hat since then is asked its
questions, and no others again.

    quiz_for(policy, viewer.hats, viewer.person_id).ask(tried=())  ->  the first question; None: they are done
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gatepost.agreements.queries import edition_on
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, decide
from gatepost.policy.impact import Kept
from gatepost.policy.model import Scenario
from gatepost.signoff.queries import did_questions_as

ASKED_IN_TURN = (Hat.STAFF.value, Hat.GOVERNOR.value, Hat.VOLUNTEER.value)
ASKED_HATS = frozenset(ASKED_IN_TURN)
"""Parents are asked no questions."""
QUESTIONS = 3
EDITIONS_KEPT = 16
ReadPolicy = Callable[[str, date], Edition]
"""Returns the policy of a school on a day."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A question that was answered, and with which verdict."""

    question: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions of each hat in the order in which this person is asked them, and how many have to be right."""

    by_hat: tuple[tuple[Scenario, ...], ...]
    wanted: int

    @property
    def questions(self) -> Mapping[str, Scenario]:
        """All of them, by id."""
        return {each.id: each for hat in self.by_hat for each in hat}

    def right(self, tried: Iterable[Tried]) -> frozenset[str]:
        """Return which questions were answered as the policy does."""
        known = self.questions
        return frozenset(
            one.question for one in tried if one.question in known and known[one.question].verdict == one.verdict
        )

    def ask(self, tried: Sequence[Tried]) -> Scenario | None:
        """Return the question that is asked now: of the hat whose turn it is, a fresh one if there is one; None when done."""
        right = self.right(tried)
        if len(right) >= self.wanted:
            return None
        last = {one.question: place for place, one in enumerate(tried)}
        for questions in sorted(self.by_hat, key=lambda hat: sum(each.id in right for each in hat)):
            open_ones = [each for each in questions if each.id not in right]
            if open_ones:
                return min(open_ones, key=lambda each: last.get(each.id, -1))  # the first that was not asked yet
        return None


def quiz_for(policy: Edition, hats: Iterable[str], person_id: str) -> Quiz:
    """Return somebody's questions on a policy as it is read today; none are wanted of whoever wears no hat that is asked."""
    worn, of_hat = frozenset(hats), _suitable.get((policy.identity,), lambda: suitable(policy))
    drawn = tuple(
        tuple(sorted(of_hat[hat], key=lambda each: _place(policy, person_id, each)))
        for hat in ASKED_IN_TURN
        if hat in worn and of_hat[hat]
    )
    return Quiz(drawn, min(QUESTIONS, sum(map(len, drawn))))


def suitable(policy: Edition) -> Mapping[str, tuple[Scenario, ...]]:
    """Return the worked questions of each hat alone that a clause answers, and still as they say: a ruling may have changed it."""
    return {
        hat: tuple(
            each
            for each in policy.scenarios
            if each.situation.hats == (hat,) and each.clauses and decide(policy, each.situation).verdict == each.verdict
        )
        for hat in ASKED_IN_TURN
    }


def own_quiz(viewer: Viewer, *, on: date, read: ReadPolicy = edition_on) -> Quiz:
    """Return the viewer's questions on the policy that counts at their school on a day, which ``read`` reads if it is needed."""
    if viewer.hats.isdisjoint(ASKED_HATS):
        return Quiz((), 0)
    return quiz_for(read(viewer.school_id, on), viewer.hats, viewer.person_id)


def quiz_left(viewer: Viewer, edition_id: str, *, on: date, read: ReadPolicy = edition_on) -> Quiz:
    """Return the questions of the viewer's hats for which they did none yet, on the edition that is in force on a day."""
    if viewer.hats.isdisjoint(ASKED_HATS):
        return Quiz((), 0)
    left = viewer.hats - did_questions_as(viewer, edition_id)
    if left.isdisjoint(ASKED_HATS):
        return Quiz((), 0)
    return quiz_for(read(viewer.school_id, on), left, viewer.person_id)


def _place(policy: Edition, person_id: str, each: Scenario) -> str:
    return hashlib.sha256(f"{policy.sha256} {person_id} {each.id}".encode()).hexdigest()


_suitable: Kept[Mapping[str, tuple[Scenario, ...]]] = Kept(EDITIONS_KEPT)

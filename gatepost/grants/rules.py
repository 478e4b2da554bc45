"""What do the steps that were taken come to: which bodies have agreed, who is still to decide, and may this step be taken?

Pure: the steps in their order, the policy's kind, and an answer.

    >>> asked = Taken(Step.ASK, "", "p1")
    >>> missing([asked, Taken(Step.AGREE, "head", "p2")], ("head", "governing-body"))
    ('governing-body',)
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from gatepost.grants.states import YES, State, Step, after
from gatepost.kernel.errors import Refused


class Taken(NamedTuple):
    """A step that was taken: by which body, if one spoke, and by whom (a person's id, blank for nobody)."""

    step: Step
    body: str
    by: str


def standing(steps: Sequence[Taken]) -> dict[str, str]:
    """Return the bodies whose yes stands, each with who gave it: a body's own later no takes it back."""
    agreed: dict[str, str] = {}
    for step, body, by in steps:
        if step in YES:
            agreed[body] = by
        elif step is Step.DECLINE:
            agreed.pop(body, None)
    return agreed


def missing(steps: Sequence[Taken], decided_by: Sequence[str]) -> tuple[str, ...]:
    """Return the bodies that the policy names and that have not agreed, in its order."""
    agreed = standing(steps)
    return tuple(body for body in decided_by if body not in agreed)


def round_of(steps: Sequence[Taken]) -> int:
    """Return how often a refusal was answered so far."""
    return sum(taken.step is Step.ANSWER for taken in steps)


def is_theirs_alone(steps: Sequence[Taken], body: str, by: str) -> Refused | None:
    """Answer whether somebody who decides for a body has not agreed for another one: nobody decides twice."""
    others = {who for other, who in standing(steps).items() if other != body}
    if by not in others:
        return None
    return Refused(
        "decided-twice", "You have agreed to this for another body already. Somebody else has to decide for this one."
    )


def is_decided_apart(steps: Sequence[Taken], asked_by: Collection[str]) -> Refused | None:
    """Answer whether every yes that stands is of another person, and none of whoever asked: entries may have been joined since."""
    agreed = list(standing(steps).values())
    if len(agreed) == len({*agreed, *asked_by} - {*asked_by}):
        return None
    return Refused(
        "decided-together",
        "The entry of somebody who agreed to this was joined since, with yours or with that of another who agreed. "
        "Nobody decides twice, so ask for it anew.",
    )


def decides(state: State, steps: Sequence[Taken], body: str, decided_by: Sequence[str]) -> Refused | None:
    """Answer whether a body has still to decide on a request that is in that state today."""
    if body not in decided_by:
        return Refused("not-asked", "The policy in force does not ask this body.")
    if state is State.LAPSED:
        return Refused("days-over", "The days that were asked for are over, so there is nothing to decide any more.")
    if state is not State.REQUESTED:
        return moved_on(state)
    if body in standing(steps):
        return Refused("agreed-already", "This has been agreed to already.")
    return None


def step_of_a_yes(steps: Sequence[Taken], body: str, decided_by: Sequence[str]) -> Step:
    """Return what a yes of that body comes to: the last one that the policy asks for gives the permission."""
    return Step.AGREE if set(missing(steps, decided_by)) - {body} else Step.GRANT


def leads_on(state: State, step: Step) -> Refused | None:
    """Answer whether a step can be taken in the state of today: what begins later can be given back and taken away already."""
    kept = State.GRANTED if state is State.COMING else state
    return None if after(kept, step) else moved_on(state)


def moved_on(state: State) -> Refused:
    """Return the refusal for somebody whom others, or the calendar, were before."""
    return Refused("moved-on", f"{IN_WORDS[state]} Nothing was changed.")


IN_WORDS = {
    State.REQUESTED: "This has not been decided yet.",
    State.REFUSED: "This has been refused meanwhile.",
    State.WITHDRAWN: "This was taken back by whoever asked for it.",
    State.LAPSED: "The days that were asked for are over.",
    State.COMING: "This permission has been given, and begins later.",
    State.GRANTED: "This permission has been given.",
    State.EXPIRED: "This permission has run out.",
    State.ENDED: "This permission has ended.",
    State.REVOKED: "This permission was taken away.",
}
"""How things stand, as a sentence: for whoever comes too late."""

"""What can a parent lose, where does a restriction stand, and which step leads where?

A restriction begins as a notice. People take the steps of ``Step``; the calendar alone does the rest: it lapses if nobody
decides in time, comes into force on its first day and is over after its last (``standing``). ``reference`` draws the table.

    >>> after(State.PROPOSED, Step.CONFIRM), after(State.LIFTED, Step.KEEP)
    (State.COMING, None)
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is lost; the codes are the policy's own."""

    NO_PHOTOS = "no-photos", _("Taking photographs")
    NO_PHONE = "no-phone", _("Using a phone")


class State(models.TextChoices):
    """Where a restriction stands on a day."""

    PROPOSED = "proposed", _("Not decided yet")
    INTERIM = "interim", _("In force until it is decided")
    COMING = "coming", _("Comes into force")
    IN_FORCE = "in-force", _("In force")
    OVER = "over", _("Over: its last day has passed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed: it was not decided in time")
    LIFTED = "lifted", _("Lifted")


class Step(models.TextChoices):
    """What somebody does about one."""

    NOTICE = "notice", _("Notice given")
    HAND = "hand", _("Handed over on paper")
    REPLY = "reply", _("Reply")
    CONFIRM = "confirm", _("Confirmed")
    CHANGE = "change", _("Confirmed with less")
    WITHDRAW = "withdraw", _("Withdrawn")
    KEEP = "keep", _("Reviewed and kept")
    SHORTEN = "shorten", _("Reviewed and made shorter or less")
    LIFT = "lift", _("Lifted")
    ASK = "ask", _("Asked to look at it again")


class Capacity(models.TextChoices):
    """As whom somebody decided."""

    HEAD = "head", _("Head teacher")
    FOR_THE_HEAD = "for-the-head", _("For the head teacher")
    CHAIR = "chair", _("Chair of governors")


BINDING = frozenset({State.INTERIM, State.IN_FORCE})
"""Where it counts."""
UNDECIDED = frozenset({State.PROPOSED, State.INTERIM})
OPEN = frozenset({*UNDECIDED, State.COMING, State.IN_FORCE})
"""What is not over; the others are for ever."""
DECIDES = frozenset({Step.CONFIRM, Step.CHANGE})
"""Steps that put it in force, and for which the parent has to have had the chance to reply."""
SAID = frozenset({Step.HAND, Step.REPLY, Step.ASK})
"""Steps that decide nothing: there is no letter of them."""
REVIEWS = frozenset({Step.KEEP, Step.SHORTEN})
"""What answers somebody who asked to look at it again, beside lifting it."""
LESSENS = frozenset({Step.CHANGE, Step.SHORTEN})
"""Steps that say anew what is lost, until when: never more."""
ENDED_UNDECIDED = frozenset({State.WITHDRAWN, State.LAPSED})
"""Over before anybody put it in force."""
ENDS = {Step.WITHDRAW: State.WITHDRAWN, Step.LIFT: State.LIFTED}
"""Steps after which it never counts again."""

TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.PROPOSED, Step.HAND): State.PROPOSED,
    (State.PROPOSED, Step.REPLY): State.PROPOSED,
    (State.PROPOSED, Step.CONFIRM): State.COMING,
    (State.PROPOSED, Step.CHANGE): State.COMING,
    (State.PROPOSED, Step.WITHDRAW): State.WITHDRAWN,
    (State.INTERIM, Step.HAND): State.INTERIM,
    (State.INTERIM, Step.REPLY): State.INTERIM,
    (State.INTERIM, Step.CONFIRM): State.IN_FORCE,
    (State.INTERIM, Step.CHANGE): State.IN_FORCE,
    (State.INTERIM, Step.WITHDRAW): State.WITHDRAWN,
    (State.COMING, Step.REPLY): State.COMING,
    (State.COMING, Step.SHORTEN): State.COMING,
    (State.COMING, Step.LIFT): State.LIFTED,
    (State.IN_FORCE, Step.REPLY): State.IN_FORCE,
    (State.IN_FORCE, Step.KEEP): State.IN_FORCE,
    (State.IN_FORCE, Step.SHORTEN): State.IN_FORCE,
    (State.IN_FORCE, Step.LIFT): State.LIFTED,
    (State.IN_FORCE, Step.ASK): State.IN_FORCE,
}
"""Every step that there is; whatever is not here is refused. A reply after the decision is a letter that was late to turn up."""


def after(state: State, step: Step) -> State | None:
    """Return where a step leads from a state, or None if it cannot be taken there."""
    return TRANSITIONS.get((state, step))

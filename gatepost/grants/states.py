"""In which state is a permission, and which step leads where?

Somebody takes the steps; three states come by the calendar alone, so they are not kept: see ``state_on``. ``reference`` draws
the table.

    >>> after(State.REQUESTED, Step.GRANT), after(State.REVOKED, Step.GRANT)
    (State.GRANTED, None)
"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What a permission is on a day."""

    REQUESTED = "requested", _("Asked for")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back by whoever asked")
    LAPSED = "lapsed", _("Never decided: its days are over")
    COMING = "coming", _("Given, and begins later")
    GRANTED = "granted", _("In force")
    EXPIRED = "expired", _("Run out")
    ENDED = "ended", _("Given back, or ended because its holder left")
    REVOKED = "revoked", _("Taken away")


KEPT = (State.REQUESTED, State.REFUSED, State.WITHDRAWN, State.GRANTED, State.ENDED, State.REVOKED)
"""What is written down; the others are a state on a day."""
OPEN = (State.REQUESTED, State.REFUSED, State.GRANTED)
"""Kept states that some step still leads out of."""


class Step(models.TextChoices):
    """What somebody does to a permission."""

    ASK = "ask", _("Asked for")
    AGREE = "agree", _("Agreed; others decide too")
    GRANT = "grant", _("Agreed, and so given")
    DECLINE = "decline", _("Refused")
    ANSWER = "answer", _("Answered to the refusal")
    WITHDRAW = "withdraw", _("Taken back")
    GIVE_BACK = "give-back", _("Given back")
    LEAVE = "leave", _("Ended: the holder left")
    REVOKE = "revoke", _("Taken away")


YES = (Step.AGREE, Step.GRANT)

TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.REQUESTED, Step.AGREE): State.REQUESTED,
    (State.REQUESTED, Step.GRANT): State.GRANTED,
    (State.REQUESTED, Step.DECLINE): State.REFUSED,
    (State.REQUESTED, Step.WITHDRAW): State.WITHDRAWN,
    (State.REQUESTED, Step.LEAVE): State.WITHDRAWN,
    (State.REFUSED, Step.ANSWER): State.REQUESTED,
    (State.REFUSED, Step.LEAVE): State.WITHDRAWN,
    (State.GRANTED, Step.GIVE_BACK): State.ENDED,
    (State.GRANTED, Step.LEAVE): State.ENDED,
    (State.GRANTED, Step.REVOKE): State.REVOKED,
}
"""Every step that there is; whatever is not here is refused."""


def after(state: State, step: Step) -> State | None:
    """Return where a step leads from a state, or None if it cannot be taken there."""
    return TRANSITIONS.get((state, step))


def state_on(day: date, kept: State, since: date, until: date) -> State:
    """Return the state on a day of a permission that is kept as ``kept`` and lasts from ``since`` to ``until``, both included.

    Days are days in the school's time zone.

    >>> state_on(date(2026, 7, 4), State.GRANTED, date(2026, 7, 1), date(2026, 7, 3))
    State.EXPIRED
    """
    if kept is State.REQUESTED and until < day:
        return State.LAPSED
    if kept is State.GRANTED:
        if day < since:
            return State.COMING
        return State.EXPIRED if until < day else State.GRANTED
    return kept

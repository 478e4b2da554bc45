"""In which state is an edition, and which step leads where?

Somebody takes the steps of ``Step`` up to the day from which an approved edition counts; after that the calendar alone moves it
on. So three states are kept, and the other three follow from two days: see ``state_on``. ``reference`` draws the table.

    >>> after(State.DRAFT, Step.PROPOSE), after(State.DRAFT, Step.APPROVE)
    (State.PROPOSED, None)
"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What an edition is on a day."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    COMING = "coming", _("Comes into force")
    IN_FORCE = "in-force", _("In force")
    SUPERSEDED = "superseded", _("No longer in force")


KEPT = (State.DRAFT, State.PROPOSED, State.APPROVED)
"""What is written down; the other states are an approved edition on a day."""


class Step(models.TextChoices):
    """What somebody does to an edition."""

    DRAFT = "draft", _("Draft begun")
    SAVE = "save", _("Draft changed")
    PROPOSE = "propose", _("Proposed to the governing body")
    WITHDRAW = "withdraw", _("Proposal taken back")
    DECLINE = "decline", _("Proposal declined")
    APPROVE = "approve", _("Approved")
    SIGN = "sign", _("Signed")
    PUT_IN_FORCE = "put-in-force", _("Day set from which it counts")
    CALL_OFF = "call-off", _("Day taken back")
    REVIEW = "review", _("Reviewed and left as it is")


class Source(models.TextChoices):
    """Where the words of an edition came from."""

    DRAFTED = "drafted", _("Drafted here")
    IMPORTED = "imported", _("Brought in from a document")
    SHIPPED = "shipped", _("The policy that comes with Gatepost")


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.SAVE): State.DRAFT,
    (State.DRAFT, Step.PROPOSE): State.PROPOSED,
    (State.PROPOSED, Step.WITHDRAW): State.DRAFT,
    (State.PROPOSED, Step.DECLINE): State.DRAFT,
    (State.PROPOSED, Step.APPROVE): State.APPROVED,
    (State.APPROVED, Step.SIGN): State.APPROVED,
    (State.APPROVED, Step.PUT_IN_FORCE): State.COMING,
    (State.COMING, Step.SIGN): State.COMING,
    (State.COMING, Step.CALL_OFF): State.APPROVED,
    (State.IN_FORCE, Step.SIGN): State.IN_FORCE,
    (State.IN_FORCE, Step.REVIEW): State.IN_FORCE,
}
"""Every step that there is; whatever is not here is refused."""


def after(state: State, step: Step) -> State | None:
    """Return where a step leads from a state, or None if it cannot be taken there."""
    return TRANSITIONS.get((state, step))


def state_on(day: date, kept: str, since: date | None, followed: date | None) -> State:
    """Return the state on a day of an edition kept as ``kept``.

    It counts from ``since`` (None: no day is set) until the day before ``followed``, on which the next one begins (None: there
    is none). Days are days in the school's time zone.
    """
    if since is None:
        return State(kept)
    if day < since:
        return State.COMING
    return State.IN_FORCE if followed is None or day < followed else State.SUPERSEDED

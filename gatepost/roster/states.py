"""Which states does an import have, and what may follow what?

    uploaded -> reading -> ready -> applying -> applied -> undoing -> undone

>>> State.READY in FOLLOWS[State.READING], State.APPLIED in FOLLOWS[State.READY]
(True, False)
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.roster.fields import Kind

KINDS = {
    Kind.STAFF: _("Staff"),
    Kind.PUPILS: _("Pupils, with their parents and guardians"),
    Kind.GOVERNORS: _("Governors"),
    Kind.VOLUNTEERS: _("Volunteers"),
    Kind.EVERYONE: _("Everyone, in our template"),
}
"""What kinds of file are called."""


class State(models.TextChoices):
    """Where an import has got to."""

    UPLOADED = "uploaded", _("Waiting for its columns")
    READING = "reading", _("Being read")
    REFUSED = "refused", _("Cannot be read")
    READY = "ready", _("Waiting for you")
    APPLYING = "applying", _("Being carried out")
    APPLIED = "applied", _("Done")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    DROPPED = "dropped", _("Given up")


FOLLOWS: dict[State, frozenset[State]] = {
    State.UPLOADED: frozenset({State.READING, State.DROPPED}),
    State.READING: frozenset({State.READY, State.REFUSED, State.DROPPED}),
    State.REFUSED: frozenset(),
    State.READY: frozenset({State.READING, State.APPLYING, State.DROPPED}),
    State.APPLYING: frozenset({State.APPLIED, State.READING, State.REFUSED}),
    State.APPLIED: frozenset({State.UNDOING}),
    State.UNDOING: frozenset({State.UNDONE, State.APPLIED}),
    State.UNDONE: frozenset(),
    State.DROPPED: frozenset(),
}
"""What may follow a state. Carrying out goes back to reading where the school changed meanwhile."""

AT_WORK = frozenset({State.READING, State.APPLYING, State.UNDOING})
"""The worker is at it; a person waits."""
HOLDS_A_FILE = frozenset({State.UPLOADED, State.READING, State.READY, State.APPLYING})
"""What the file said is still kept."""

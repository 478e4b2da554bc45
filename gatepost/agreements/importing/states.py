"""How far is a document that is being brought in?

>>> State.READY.label
'Read: look through it'
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where it stands. When it has become a draft, or was deleted, there is no row."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READY = "ready", _("Read: look through it")
    REFUSED = "refused", _("Could not be read")


UNREAD = (State.WAITING, State.READING)

TRANSITIONS: dict[State, tuple[State, ...]] = {
    State.WAITING: (State.READING,),
    State.READING: (State.READING, State.READY, State.REFUSED),
    State.READY: (),
    State.REFUSED: (),
}
"""What may follow what. A reading that was interrupted begins again."""

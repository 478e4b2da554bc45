"""Where can a message be on its way, and what may follow what?

    queued --> sending --> sent
      ^           |------> failed        (the server said: never)
      `-----------'                      (the server said: later, or was not there)

>>> may_follow(State.QUEUED, State.SENT)
False
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a message is."""

    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not delivered")


NEXT = {
    State.QUEUED: frozenset({State.SENDING}),
    State.SENDING: frozenset({State.SENT, State.FAILED, State.QUEUED}),
    State.SENT: frozenset[State](),
    State.FAILED: frozenset[State](),
}
"""A worker that died leaves a message in `sending`: whoever finds it there takes it up again."""


def may_follow(before: State, after: State) -> bool:
    """Tell whether a message may go from one state to another."""
    return after in NEXT[before]

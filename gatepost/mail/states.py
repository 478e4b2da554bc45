"""Where can a message be on its way, and what may follow what?

    queued --> sending --> sent ---.
      ^           |------> failed <'     (the server said: never; or said yes, and gave it back)
      `-----------'                      (the server said: later, or was not there)

>>> may_follow(State.QUEUED, State.SENT)
False
>>> may_follow(State.SENT, State.FAILED)
True
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
    State.SENT: frozenset({State.FAILED}),
    State.FAILED: frozenset[State](),
}
"""A worker that died leaves a message in `sending`: whoever finds it there takes it up again."""


class Verdict(models.TextChoices):
    """What a letter was that came to the address where mail comes back."""

    BOUNCE = "bounce", _("a mail of ours that was not delivered")
    NOT_FAILED = "not-failed", _("a report that nothing failed yet")
    UNKNOWN = "unknown", _("a report about no mail of ours, or not about whom it was for")
    OTHER = "other", _("something else: an answer, a notice of absence")
    TOO_LARGE = "too-large", _("too large to be a report about a mail of ours")


def may_follow(before: State, after: State) -> bool:
    """Tell whether a message may go from one state to another."""
    return after in NEXT[before]

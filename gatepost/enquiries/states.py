"""Where can a question stand, and what may be done with it there?

One table: what may follow what. Whoever asked writes and reopens, whoever holds the duty answers and passes on, either may close.

    >>> NEXT[State.CLOSED, Deed.REOPEN], follows(State.CLOSED, Deed.ANSWER)
    (State.REOPENED, None)
"""

from collections.abc import Collection
from datetime import timedelta
from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.people.states import Duty

TEXT_LENGTH = 4000
"""Characters of one message."""
REOPEN_WITHIN = timedelta(days=28)
"""After it was closed, and once."""
MOST_WAITING = 10
"""Questions of one person that nobody has answered yet: whoever has more telephones."""
MOST_POSTS = 60
"""Messages in one question. What is not settled by then is settled by talking."""
KEPT = timedelta(days=365)
"""After a question was closed, or answered and left alone."""


class State(models.TextChoices):
    """Where a question stands."""

    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Open again, waits for an answer")

    def __repr__(self) -> str:
        """Return the name, as one writes it."""
        return f"State.{self.name}"


WAITING = (State.OPEN, State.REOPENED)
"""Somebody of the school has to do something."""


class Deed(models.TextChoices):
    """What is done with a question; ASK begins it."""

    ASK = "ask", _("asked")
    ANSWER = "answer", _("answered")
    WRITE_BACK = "write-back", _("wrote back")
    PASS_ON = "pass-on", _("passed it on")
    CLOSE = "close", _("closed it")
    REOPEN = "reopen", _("opened it again")


class Part(Enum):
    """What somebody has to do with a question."""

    ASKER = "asker"
    HOLDER = "holder"
    """They hold the duty to which it goes."""


NEXT: dict[tuple[State, Deed], State] = {
    (State.OPEN, Deed.ANSWER): State.ANSWERED,
    (State.OPEN, Deed.WRITE_BACK): State.OPEN,
    (State.OPEN, Deed.PASS_ON): State.OPEN,
    (State.OPEN, Deed.CLOSE): State.CLOSED,
    (State.ANSWERED, Deed.ANSWER): State.ANSWERED,
    (State.ANSWERED, Deed.WRITE_BACK): State.OPEN,
    (State.ANSWERED, Deed.CLOSE): State.CLOSED,
    (State.CLOSED, Deed.REOPEN): State.REOPENED,
    (State.REOPENED, Deed.ANSWER): State.ANSWERED,
    (State.REOPENED, Deed.WRITE_BACK): State.REOPENED,
    (State.REOPENED, Deed.PASS_ON): State.REOPENED,
    (State.REOPENED, Deed.CLOSE): State.CLOSED,
}
DOES: dict[Deed, tuple[Part, ...]] = {
    Deed.ANSWER: (Part.HOLDER,),
    Deed.WRITE_BACK: (Part.ASKER,),
    Deed.PASS_ON: (Part.HOLDER,),
    Deed.CLOSE: (Part.HOLDER, Part.ASKER),
    Deed.REOPEN: (Part.ASKER,),
}

STANDS_IN: dict[Duty, Duty] = {
    Duty.OFFICE: Duty.HEAD,
    Duty.HEAD: Duty.CHAIR,
    Duty.SAFEGUARDING_LEAD: Duty.HEAD,
    Duty.CLERK: Duty.CHAIR,
}
"""To which duties a question can go, and who answers while nobody at the school holds that one."""

NOT_TO: dict[str, frozenset[str]] = {
    Duty.CLERK.value: frozenset({Duty.HEAD.value, Duty.OFFICE.value}),
    Duty.SAFEGUARDING_LEAD.value: frozenset({Duty.OFFICE.value, Duty.CLERK.value}),
}
"""To whom a question is not passed on, if it ever was with a duty: it may be about the head; the lead's goes to the head alone."""


def not_to(been: Collection[str]) -> frozenset[str]:
    """Return the duties to which a question is not passed on that was with these.

    >>> sorted(not_to(["office", "clerk"]))
    ['head', 'office']
    """
    return frozenset().union(*(NOT_TO.get(each, frozenset()) for each in been))


def follows(state: State, deed: Deed) -> State | None:
    """Return where a question stands after a deed, or None if it cannot be done there."""
    return NEXT.get((state, deed))

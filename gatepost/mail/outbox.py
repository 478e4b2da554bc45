"""How does a message move on, whatever happens to whoever sends it?

The worker takes it, hands it over, and settles what became of it: two short transactions with the slow part between them. A
message whose worker died between them is taken again, with the Message-ID that it had.

    letter = take(message_id, at=now())
    again_at = settle(message_id, deliver(letter), at=now())
"""

from datetime import datetime, timedelta

from django.db import transaction

from gatepost.mail.models import Message
from gatepost.mail.states import State, may_follow
from gatepost.mail.transport import Answer, Letter, Outcome

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440))
"""Between one attempt and the next, for a server that says later: three days and a half, as mail servers do among each
other (RFC 5321, 4.5.4.1)."""
NO_WAIT = timedelta()


@transaction.atomic
def take(message_id: str, *, at: datetime) -> Letter | None:
    """Take a message to be sent and return it; None if it is done with, not due yet, or gone.

    One that is being sent already is taken too: only a worker that died leaves it so, since a task runs on one worker. One that
    took so many workers with it is given up. That it is taken is committed, and on disk, before it goes, and so is whatever
    it tells of: others see a signature some milliseconds before it is on disk (ADR 55).
    """
    message = Message.objects.select_for_update().filter(id=message_id).first()
    if message is None or message.state not in {State.QUEUED, State.SENDING} or message.due_at > at:
        return None
    if message.attempts > len(WAITS):
        message.state, message.reason, message.body, message.moved_at = State.FAILED, "worker-died", "", at
        message.save(update_fields=["state", "reason", "body", "moved_at"])
        return None
    message.state = State.SENDING
    message.attempts += 1
    message.moved_at = at
    message.save(update_fields=["state", "attempts", "moved_at"])
    written = message.written_at.timestamp()
    return Letter(message.id, message.address, message.subject, message.body, written, message.encloses)


def settle(message_id: str, outcome: Outcome, *, at: datetime) -> datetime | None:
    """Keep what became of a message; return when it has to be tried again, if it has. Called within a transaction."""
    message = Message.objects.select_for_update().get(id=message_id)
    state, wait = _after(outcome, message.attempts)
    if not may_follow(State(message.state), state):
        return None
    message.state, message.reason, message.moved_at, message.due_at = state, outcome.reason, at, at + wait
    if state in {State.SENT, State.FAILED}:
        message.body = ""
    message.save(update_fields=["state", "reason", "moved_at", "due_at", "body"])
    return message.due_at if state is State.QUEUED else None


def _after(outcome: Outcome, attempts: int) -> tuple[State, timedelta]:
    if outcome.answer is Answer.DELIVERED:
        return State.SENT, NO_WAIT
    if outcome.answer is Answer.NEVER or attempts > len(WAITS):
        return State.FAILED, NO_WAIT
    return State.QUEUED, WAITS[attempts - 1]

"""What does the worker do with a message?

A task runs at least once: on a worker that died it is found and run again (`worker.py`). So a task begins by asking the row
that it is about whether anything is left to do, and whoever writes one for another room does the same:

    take the row, locked, in its expected state  ->  nothing to take: done
    do it                                        ->  write the row's new state in the transaction of the effect
"""

from django.db import transaction
from django_tasks import task

from gatepost.kernel.clock import now
from gatepost.mail import outbox, transport


@task()
def deliver_message(message_id: str) -> None:
    """Send one message; if the server says later, come back later."""
    letter = outbox.take(message_id, at=now())
    if letter is None:
        return
    outcome = transport.deliver(letter)  # outside any transaction: a slow server must not hold up who writes
    with transaction.atomic():  # the next attempt is promised with what became of this one, or neither
        again_at = outbox.settle(message_id, outcome, at=now())
        if again_at is not None:
            deliver_message.using(run_after=again_at).enqueue(message_id)

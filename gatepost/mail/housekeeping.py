"""What goes once it is old, and what begins again?

Messages ninety days after they were sent or given up, their files in the folder too; how many letters came back a day, ninety
days later; results of tasks after a week.

    tidy_up(at=now())
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult

from gatepost.mail.models import Message, ReturnedCount
from gatepost.mail.states import State
from gatepost.mail.tasks import deliver_message

MESSAGES_KEPT = timedelta(days=90)
"""A term: for as long a school may be asked whether it wrote to somebody."""
RESULTS_KEPT = timedelta(days=7)
STRANDED = timedelta(hours=1)
"""After its time a message that nobody has taken lost its task: the computer's clock was set back, or somebody emptied
the table of tasks."""
AT_ONCE = 1000
"""Messages; the rest go an hour later, so that nobody waits for the database."""


def tidy_up(*, at: datetime) -> None:
    """Remove what nobody needs any more."""
    done = Message.objects.filter(state__in=[State.SENT, State.FAILED], moved_at__lt=at - MESSAGES_KEPT)
    ids = list(done.values_list("id", flat=True)[:AT_ONCE])
    folder: Path = settings.MAIL_FOLDER
    for message_id in ids:
        (folder / f"{message_id}.eml").unlink(missing_ok=True)
    Message.objects.filter(id__in=ids).delete()
    _begin_anew(before=at - STRANDED)
    ReturnedCount.objects.filter(day__lt=localdate(at - MESSAGES_KEPT)).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=at - RESULTS_KEPT).delete()


def _begin_anew(*, before: datetime) -> None:
    stranded = Message.objects.filter(state__in=[State.QUEUED, State.SENDING], due_at__lt=before, moved_at__lt=before)
    for message_id in stranded.values_list("id", flat=True)[:AT_ONCE]:
        deliver_message.enqueue(message_id)

"""Who is reminded when, by itself or because somebody pressed the button?

About once an hour, and when the button was pressed, a school's people who are due are put into batches; each batch is a task some
time after the one before, so that no mail server is flooded. A batch asks anew who of it is still due (``reminding``), so it does
no harm if two workers make the same batches: they stand in the same order, and the second finds nobody.

    chase(at=now())             # the worker, hourly
    begin(school.id, at=now())  ->  how many are due a mail
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django_tasks import task

from gatepost.accounts.reaching import REACHED, ways
from gatepost.campaigns.asked_before import waiting_at
from gatepost.campaigns.due import still_counts
from gatepost.campaigns.models import Campaign, Press, Reminder
from gatepost.campaigns.planning import plans_of
from gatepost.campaigns.reminding import remind
from gatepost.kernel.clock import now
from gatepost.people.models import Person
from gatepost.people.queries import with_roles

BATCH = 50
"""Mails at a time."""
PAUSE = timedelta(minutes=1)
"""Between one batch and the next: 3,000 mails an hour."""
AN_HOUR = 60 * BATCH
"""Mails that are put into batches at once; the rest when the worker looks again."""
LOOKED_UP = 1000
"""People of whom it is asked at once how a mail reaches them."""


@task()
def look_at_school(school_id: str) -> None:
    """Put a school's people who are due a mail into batches."""
    begin(school_id, at=now())


@task()
def remind_batch(school_id: str, people: list[str]) -> None:
    """Send one batch."""
    remind(school_id, people, at=now())


def chase(*, at: datetime) -> None:
    """Let the worker look at every school that may write now and has somebody to write to."""
    schools = list(Campaign.objects.filter(ended_at=None).order_by().values_list("school", flat=True).distinct())
    rows = Press.objects.filter(campaign__ended_at=None).order_by().values_list("campaign__school")
    pressed = dict(rows.annotate(last=Max("at")))
    for school, plan in plans_of(schools).items():
        is_pressed = school in pressed and still_counts(pressed[school], plan, at=at)
        if plan.hours.is_allowed(at) and (plan.is_on or is_pressed):
            look_at_school.enqueue(school)


def begin(school_id: str, *, at: datetime) -> int:
    """Put a school's people who are due a mail that reaches them into batches; return how many they are."""
    waiting = waiting_at(school_id, at=at)
    if not waiting.plan.hours.is_allowed(at):
        return 0
    reached = _reached(school_id, waiting.due_at(at), at)
    start = _after_the_last(waiting.campaigns, at)
    with transaction.atomic():  # not before: nobody should wait to write while it is asked who is due
        for number, first in enumerate(range(0, len(reached), BATCH)):
            moment = start + number * PAUSE
            if waiting.plan.hours.is_allowed(moment):
                remind_batch.using(run_after=moment).enqueue(school_id, reached[first : first + BATCH])
    return len(reached)


def _after_the_last(campaigns: Collection[str], at: datetime) -> datetime:
    """Return when the next batch may go: two that look at the same school must not send twice as fast."""
    rows = Reminder.objects.filter(campaign__in=campaigns, at__gt=at - PAUSE)
    last = rows.aggregate(last=Max("at"))["last"]
    return last + PAUSE if last else at


def _reached(school_id: str, due: Sequence[str], at: datetime) -> list[str]:
    """Return those whom a mail reaches, in the same order; no more than go in an hour."""
    found: list[str] = []
    for first in range(0, len(due), LOOKED_UP):
        some = due[first : first + LOOKED_UP]
        rows = Person.objects.filter(school=school_id, id__in=some).select_related("account")
        by_way = ways(school_id, list(with_roles(rows).prefetch_related("delegations")), at=at)
        found += [person for person in some if by_way.get(person) in REACHED]
        if len(found) >= AN_HOUR:
            break
    return found[:AN_HOUR]

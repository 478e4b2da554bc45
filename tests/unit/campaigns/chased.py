"""What do the tests of reminders share: a campaign, a plan, people, the worker, and what was sent.

ask(); plan(); work(NOON); sent_to(one("parent"))  ->  ["reminder"]
"""

from datetime import date, datetime
from unittest.mock import patch

from django_tasks_db.models import DBTaskResult

from gatepost.campaigns import chasing, planning, services
from gatepost.campaigns.audience import asked_of
from gatepost.campaigns.due import Plan
from gatepost.campaigns.hours import SCHOOL_HOURS, Hours
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.states import Audience
from gatepost.kernel import clock
from gatepost.mail.models import Message
from gatepost.mail.worker import TaskWorker
from gatepost.people import services as people
from gatepost.people.models import Person, School
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from tests.conftest import NOON
from tests.unit.signoff.people import TODAY, edition, viewer_of

ASKING = ("reminder", "invitation")


def ask(audience: Audience = Audience.EVERYONE, *, at: datetime = NOON, hats: tuple[str, ...] = ()) -> Campaign:
    """Let the head begin a campaign."""
    return services.start(edition=edition().id, audience=audience, by=viewer_of("head"), at=at, hats=hats)


def plan(*, every: int = 7, most: int = 3, is_on: bool = True, hours: Hours = SCHOOL_HOURS) -> None:
    """Let the head say when Gatepost writes by itself."""
    planning.set_plan(Plan(is_on, every, most, hours), by=viewer_of("head"), at=NOON)


def add(name: str, email: str = "", *, hat: Hat = Hat.PARENT, since: date = TODAY) -> Person:
    """Add somebody who was never in."""
    school = School.objects.get(id=viewer_of("head").school_id)
    person = people.add_person(school=school, name=name, email=email, by=SETUP, at=NOON)
    people.give_hat(person=person, hat=hat, since=since, by=SETUP, at=NOON)
    return person


def work(at: datetime, times: int = 1) -> None:
    """Let the worker look, and do what is due then and in the minutes after; the mails themselves stay in the outbox."""
    with clock.frozen(at):
        chasing.chase(at=at)
    for number in range(times):
        with clock.frozen(at + number * chasing.PAUSE), patch("django.utils.timezone.now", clock.now):
            while ready := DBTaskResult.objects.ready().filter(task_path__startswith="gatepost.campaigns.").first():
                TaskWorker().run_task(ready)


def waits_for(person: str, school: str) -> bool | None:
    """Tell whether the school waits for somebody today; None: it asks nobody."""
    asked = asked_of(person, school, on=TODAY)
    return asked.waits if asked else None


def sent_to(person: str) -> list[str]:
    """Return which mails somebody, by id, was sent that ask them, the first one first."""
    rows = Message.objects.filter(person=person, kind__in=ASKING).order_by("written_at", "id")
    return [row.kind for row in rows]


def one(kind: str) -> str:
    """Return the id of one of the invented people."""
    return viewer_of(kind).person_id

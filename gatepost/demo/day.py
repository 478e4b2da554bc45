"""What happens in the invented school on the day on which somebody first looks at it?

A parent has lost a right for the time being, and another asks the school something, so that the desk of the office and of the
head has what it is for. ``services.load`` alone builds a school in which nothing has happened yet.

    fill(people, at=now())
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gatepost.demo.school import LAST_AUTUMN, Invented, Worn
from gatepost.enquiries.channels import channels_of
from gatepost.enquiries.services import ask
from gatepost.kernel.ids import new_id
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import Viewer
from gatepost.restrictions.services import Wanted, give_notice
from gatepost.restrictions.states import Kind

RESTRICTED = Invented("parent-restricted", "Edwin Quill", (Worn(Hat.PARENT, LAST_AUTUMN),))
"""A parent who is nobody else's example."""
REASONS = (
    "At the last class assembly you filmed three other children from the front row. Mrs Cowley asked you to stop, and you went on. "
    "Two of the families had asked that their children be in no picture."
)
AT_ONCE = "The class plays to its parents next week, and the same children are in it."
QUESTION = (
    "The play is at half past one. May I show it to my mother, who cannot come, on a video call from my phone? "
    "Nobody would record anything."
)


def fill(people: Mapping[str, Person], *, at: datetime) -> None:
    """Let a parent get a notice that counts at once, and another ask the office."""
    day = localdate(at)
    head, asker = (viewer_as(people[kind], day) for kind in ("head", "parent-staff"))
    give_notice(person=people[RESTRICTED.kind].id, wanted=_notice(day), by=head, at=at)
    _ask(asker, at)


def _notice(day: date) -> Wanted:
    return Wanted(
        kinds=frozenset({Kind.NO_PHOTOS.value}),
        reasons=REASONS,
        until=day + timedelta(days=60),
        review=day + timedelta(days=40),
        reply_by=day + timedelta(days=10),
        is_interim=True,
        interim_why=AT_ONCE,
    )


def _ask(by: Viewer, at: datetime) -> None:
    topic = next(each for each in channels_of(by.school_id).topics if each.duty == Duty.OFFICE.value)
    ask(topic=topic.title, duty=topic.duty, text=QUESTION, token=new_id(), by=by, at=at)

"""How is a school reached, who is asked about what, and how do the head and the office say so?

What everybody may know, signed in or not, like the telephone number on the gate. A school that has said nothing has four topics and
no number.

    channels_of(school_id).topics[0]  ->  Topic('Anything else', 'office')
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_noop as _

from gatepost.audit import services as audit
from gatepost.enquiries.access import may_keep_channels
from gatepost.enquiries.models import HOURS_LENGTH, LINE_LENGTH, Channels
from gatepost.enquiries.states import STANDS_IN
from gatepost.kernel.errors import Refused
from gatepost.people.models import School
from gatepost.people.queries import get_school_id
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
NOT_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Hours have lines."""
PHONE = re.compile(r"[0-9+() /.-]{3,}(.*[0-9].*)?")
MOST_TOPICS = 12


@dataclass(frozen=True, slots=True)
class Topic:
    """What one asks about, and the duty that answers it."""

    title: str
    duty: str


AT_FIRST = (
    Topic(_("Dates, dinners, forms, and anything else"), Duty.OFFICE.value),
    Topic(_("Phones, photos and social media"), Duty.HEAD.value),
    Topic(_("How the school keeps children safe"), Duty.SAFEGUARDING_LEAD.value),
    Topic(_("Something for the governors, or about the head teacher"), Duty.CLERK.value),
)
"""The topics of a school that has named none."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How a school is reached. ``version`` is 0 while it has said nothing."""

    phone: str = ""
    email: str = ""
    hours: str = ""
    safeguarding: str = ""
    topics: tuple[Topic, ...] = AT_FIRST
    version: int = 0

    @property
    def says_how(self) -> bool:
        """Tell whether there is a number, an address or hours to show."""
        return bool(self.phone or self.email or self.hours)


def channels_of(school_id: str) -> Reached:
    """Return how a school is reached."""
    row = Channels.objects.filter(school_id=school_id).first() if school_id else None
    if row is None:
        return Reached()
    topics = tuple(Topic(each["title"], each["duty"]) for each in row.topics)
    return Reached(row.phone, row.email, row.hours, row.safeguarding, topics, row.version)


def get_channels(viewer: Viewer) -> Reached:
    """Return how the viewer's school is reached; for nobody, the only school here."""
    return channels_of(get_school_id(viewer))


@transaction.atomic
def set_channels(reached: Reached, *, by: Viewer, at: datetime) -> Reached:
    """Say how the school is reached; ``reached.version`` is the one that was looked at."""
    refusal = may_keep_channels(by) or _is_whole(reached)
    if refusal:
        raise refusal
    school = School.objects.select_for_update().get(id=by.school_id)
    row = Channels.objects.filter(school=school).first() or Channels(school=school, version=0)
    if row.version != reached.version:
        raise Refused("changed-meanwhile", "Somebody else has changed this since you opened it. Look at it again.")
    is_new = row.version == 0
    row.phone, row.email, row.hours = reached.phone, reached.email, reached.hours
    row.safeguarding = reached.safeguarding
    row.topics = [{"title": each.title, "duty": each.duty} for each in reached.topics]
    row.version += 1
    row.clean_fields()
    row.save(force_insert=is_new)
    audit.record(by=by.actor, action="channels.set", subject=row.id, at=at, school=school.id)
    return channels_of(school.id)


def _is_whole(reached: Reached) -> Refused | None:
    """Answer what is wrong, if anything: the end of a code names the field."""
    for name, value in (("phone", reached.phone), ("safeguarding", reached.safeguarding)):
        if len(value) > LINE_LENGTH or CONTROL.search(value):
            return Refused(f"bad-{name}", f"At most {LINE_LENGTH} characters, on one line.")
    if reached.phone and not PHONE.search(reached.phone):
        return Refused("bad-phone", "A telephone number has digits.")
    if len(reached.hours) > HOURS_LENGTH or NOT_IN_A_TEXT.search(reached.hours):
        return Refused("bad-hours", f"At most {HOURS_LENGTH} characters.")
    return _is_address(reached.email) or _are_topics(reached.topics)


def _is_address(email: str) -> Refused | None:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return Refused("bad-email", "This is no e-mail address.")
    return None if len(email) <= LINE_LENGTH else Refused("bad-email", f"At most {LINE_LENGTH} characters.")


def _are_topics(topics: Sequence[Topic]) -> Refused | None:
    if not topics:
        return Refused("no-topics", "Name at least one topic, or nobody can ask anything.")
    if len(topics) > MOST_TOPICS:
        return Refused("many-topics", f"At most {MOST_TOPICS} topics: people have to find theirs.")
    titles = [each.title.strip() for each in topics]
    if any(not title or len(title) > LINE_LENGTH or CONTROL.search(title) for title in titles):
        return Refused("bad-topics", f"A topic has a name, of at most {LINE_LENGTH} characters.")
    if len({title.casefold() for title in titles}) < len(titles):
        return Refused("twice-topics", "Two topics have the same name.")
    if not {each.duty for each in topics} <= {duty.value for duty in STANDS_IN}:
        return Refused("bad-topics", "Say to whom each topic goes.")
    return None

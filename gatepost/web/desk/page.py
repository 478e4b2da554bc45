"""What is on the desk of the office today?

Five short lists, each asked of its own room, which gives whoever looks what they may see and no more. The page adds nothing up and
knows no rule of its own.

    [part.title for part in desk_of(office, at=now())][1]  ->  'Phones in the office'
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from gatepost.enquiries import queries as enquiries
from gatepost.grants import queries as grants
from gatepost.grants.queries import PermissionSeen
from gatepost.people.viewer import Viewer
from gatepost.premises import queries as premises
from gatepost.premises.queries import HeldSeen
from gatepost.restrictions import queries as restrictions
from gatepost.restrictions.queries import InForce
from gatepost.restrictions.words import kinds_in_words

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """Whom or what it is about, a few words, and where more stands; ``is_urgent`` with the word that says so."""

    who: str
    words: str
    url: str
    urgent: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list with its heading, what is said if it is empty, and the page of its room."""

    id: str
    title: str
    lines: tuple[Line, ...]
    empty: str
    url: str
    link: str


def desk_of(viewer: Viewer, *, at: datetime) -> tuple[Part, ...]:
    """Return what is on the viewer's desk at a moment."""
    day = localdate(at)
    lost = restrictions.list_in_force(viewer, on=day)
    return (
        Part(
            "waiting",
            _("Requests that wait for you"),
            tuple(_asked(each) for each in grants.list_waiting(viewer, on=day)),
            _("No request waits for you."),
            reverse("permissions"),
            _("Permissions"),
        ),
        Part(
            "phones",
            _("Phones in the office"),
            tuple(_held(each) for each in premises.list_held(viewer, at=at)),
            _("No phone is in the office."),
            reverse("phones"),
            _("Phones"),
        ),
        Part(
            "restrictions",
            _("What parents may not do"),
            tuple(_lost(each) for each in lost),
            _("Nothing is taken from any parent."),
            reverse("restrictions"),
            _("What is in force"),
        ),
        Part(
            "questions",
            _("Questions that wait for your answer"),
            tuple(
                Line(
                    each.asker,
                    f"{each.topic} · {date_format(localtime(each.moved_at), 'j F Y, H:i')}",
                    reverse("question", args=[each.id]),
                )
                for each in enquiries.list_waiting(viewer, on=day)
            ),
            _("No question waits for you."),
            reverse("questions"),
            _("Ask the school"),
        ),
        Part(
            "ending",
            _("What ends within a week"),
            tuple(_ending(grants.list_expiring(viewer, on=day, days=WEEK.days), lost, day)),
            _("Nothing ends within a week."),
            "",
            "",
        ),
    )


def _asked(one: PermissionSeen) -> Line:
    asked = date_format(localtime(one.asked_at), "j F Y")
    return Line(one.holder, f"{one.title} · {asked}", reverse("permission", args=[one.id]))


def _held(one: HeldSeen) -> Line:
    brought = date_format(localtime(one.brought_at), "j F, H:i")
    words = _("since {brought}; may ring: {callers}").format(brought=brought, callers=one.callers or _("nobody named"))
    urgent = _("not fetched") if one.is_uncollected else ""
    return Line(one.name, f"{one.phone} · {words}" if one.phone else words, reverse("phone", args=[one.id]), urgent)


def _lost(one: InForce) -> Line:
    until = _("until {day}").format(day=date_format(one.until, "j F Y"))
    return Line(
        one.name,
        f"{kinds_in_words(one.kinds)} · {until}",
        reverse("restrictions"),
        urgent=_("for the time being") if one.is_interim else "",
    )


def _ending(given: Iterable[PermissionSeen], lost: Iterable[InForce], day: date) -> Iterator[Line]:
    """Yield what ends, the first first."""
    rows = [(one.scope.until, Line(one.holder, one.title, reverse("permission", args=[one.id]))) for one in given]
    rows += [
        (one.until, Line(one.name, kinds_in_words(one.kinds), reverse("restrictions")))
        for one in lost
        if one.until <= day + WEEK
    ]
    for until, line in sorted(rows, key=lambda row: (row[0], row[1].who)):
        yield Line(line.who, f"{line.words} · {date_format(until, 'l j F')}", line.url)

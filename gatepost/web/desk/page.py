"""What is on the desk of the office today?

Short lists, each asked of its own room, which gives whoever looks what they may see and no more. The page adds nothing up and
knows no rule of its own. It may be printed and lie about: who may ring whom is said on the page of the phone, and whom a notice
that is not decided yet is about on its own.

    [part.title for part in desk_of(office, at=now())][2]  ->  'Phones in the office'
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from gatepost.enquiries import queries as enquiries
from gatepost.enquiries.queries import EnquirySeen
from gatepost.grants import queries as grants
from gatepost.grants.seeing import Pending, PermissionSeen
from gatepost.people.viewer import Viewer
from gatepost.premises import queries as premises
from gatepost.premises.queries import HeldSeen
from gatepost.restrictions import queries as restrictions
from gatepost.restrictions.access import may_ever_decide
from gatepost.restrictions.queries import InForce
from gatepost.restrictions.seeing import RestrictionSeen
from gatepost.restrictions.states import State
from gatepost.restrictions.words import kinds_in_words
from gatepost.signoff.access import sees_refusals
from gatepost.signoff.declined import list_declined
from gatepost.web.permissions.words import waits_for
from gatepost.web.restrictions.waiting import on_desk

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """Whom or what it is about, a few words, and where more stands if the viewer may see more; ``urgent`` is a mark."""

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
    url: str = ""
    link: str = ""


def desk_of(viewer: Viewer, *, at: datetime) -> tuple[Part, ...]:
    """Return what is on the viewer's desk at a moment."""
    day = localdate(at)
    lost = restrictions.list_in_force(viewer, on=day)
    parts: tuple[Part, ...] = (
        Part(
            "waiting",
            _("Requests that wait for you"),
            tuple(_asked(each) for each in grants.list_waiting(viewer, on=day)),
            _("No request waits for you."),
            reverse("permissions"),
            _("Permissions"),
        ),
        Part(
            "elsewhere",
            _("Requests that wait for others"),
            tuple(_pending(each) for each in grants.list_pending(viewer, on=day)),
            _("No request waits for anybody else."),
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
            _("No parent is restricted."),
            reverse("restrictions"),
            _("What is in force"),
        ),
        Part(
            "questions",
            _("Questions that wait for your answer"),
            tuple(_question(each) for each in enquiries.list_waiting(viewer, on=day)),
            _("No question waits for you."),
            reverse("questions"),
            _("Ask the school"),
        ),
        Part(
            "ending",
            _("What ends within a week"),
            tuple(_ending(grants.list_expiring(viewer, on=day, days=WEEK.days), lost, day)),
            _("Nothing ends within a week."),
        ),
    )
    if may_ever_decide(viewer):
        parts = (_notices(viewer, day), *parts)
    return (_declined(viewer, day), *parts) if sees_refusals(viewer) else parts


def _declined(viewer: Viewer, day: date) -> Part:
    """Return how many do not agree to the policy and wait for the head; who and why, their page says."""
    lines = (
        Line(
            _("Does not agree to the policy"),
            _("since {day}").format(day=date_format(one.day, "j F Y")),
            reverse("declined"),
        )
        for one in list_declined(viewer, on=day)
        if one.waits
    )
    return Part(
        "declined",
        _("People to speak with"),
        tuple(lines),
        _("Nobody who does not agree to the policy waits for you."),
        reverse("declined"),
        _("Those who do not agree"),
    )


def _notices(viewer: Viewer, day: date) -> Part:
    """Return the notices to parents that wait for who decides: a reply, a decision, a review; to whom, the case says."""
    lines = (
        Line(
            words, _given_on(seen), reverse("restriction", args=[seen.id]), _("counts already") if _counts(seen) else ""
        )
        for seen, words in on_desk(viewer, on=day)
    )
    return Part("notices", _("Notices that wait for you"), tuple(lines), _("No notice waits for you."))


def _given_on(seen: RestrictionSeen) -> str:
    return _("notice of {day}").format(day=date_format(localtime(seen.at), "j F Y"))


def _counts(seen: RestrictionSeen) -> bool:
    return seen.now.state is State.INTERIM


def _asked(one: PermissionSeen) -> Line:
    asked = date_format(localtime(one.asked_at), "j F Y")
    return Line(one.holder, f"{one.title} · {asked}", reverse("permission", args=[one.id]))


def _pending(one: Pending) -> Line:
    since = _("since {day}").format(day=date_format(localtime(one.asked_at), "j F Y"))
    waits = waits_for(one.waits_for, is_heads=one.is_heads) or _(
        "nobody is left to decide it: it has to be asked again"
    )
    told = f"{waits} · {since}"
    if one.seen is None:
        return Line(one.title, told, "")
    return Line(one.seen.holder, f"{one.title} · {told}", reverse("permission", args=[one.seen.id]))


def _question(one: EnquirySeen) -> Line:
    moved = date_format(localtime(one.moved_at), "j F Y, H:i")
    return Line(one.asker, f"{one.topic} · {moved}", reverse("question", args=[one.id]))


def _held(one: HeldSeen) -> Line:
    since = _("since {brought}").format(brought=date_format(localtime(one.brought_at), "j F, H:i"))
    urgent = _("not fetched") if one.is_uncollected else ""
    return Line(one.name, f"{one.phone} · {since}" if one.phone else since, reverse("phone", args=[one.id]), urgent)


def _lost(one: InForce) -> Line:
    until = _("until {day}").format(day=date_format(one.until, "j F Y"))
    if one.lapses:
        until = _("ends after {day} unless it is confirmed").format(day=date_format(one.lapses, "j F Y"))
    urgent = _("for the time being") if one.is_interim else ""
    return Line(one.name, f"{kinds_in_words(one.kinds)} · {until}", _of_restriction(one), urgent)


def _of_restriction(one: InForce) -> str:
    return reverse("restriction", args=[one.notice]) if one.notice else reverse("restrictions")


def _ending(given: Iterable[PermissionSeen], lost: Iterable[InForce], day: date) -> Iterator[Line]:
    """Yield what ends, the first first."""
    rows = [(one.scope.until, Line(one.holder, one.title, reverse("permission", args=[one.id]))) for one in given]
    rows += [
        (one.last, Line(one.name, _what_ends(one), _of_restriction(one))) for one in lost if one.last <= day + WEEK
    ]
    for until, line in sorted(rows, key=lambda row: (row[0], row[1].who)):
        yield Line(line.who, f"{line.words} · {date_format(until, 'l j F')}", line.url)


def _what_ends(one: InForce) -> str:
    kinds = kinds_in_words(one.kinds)
    return _("{kinds}, unless it is confirmed").format(kinds=kinds) if one.lapses else kinds

"""What waits about a school's editions, and whose is it to do?

One list for two pages: the first page tells those who answer for the policy of everything in it, somebody's own page only of what
is theirs to do.

    [row.task for row in waiting(chair, editions) if row.is_yours]  ->  ['“Autumn edition” waits to be approved']
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State
from gatepost.people.viewer import Viewer
from gatepost.web.editions.steps import open_to

SIGN = "sign"
APPROVE = "approve"
"""It is read before that is recorded."""


@dataclass(frozen=True, slots=True)
class Row:
    """Something that waits: what it is, where to see it (`link` says so); the step that ends it, and the page of that step.

    The first page tells of the blank signature in words of its own, so that has no title here. What only time ends has no step.
    """

    title: str
    text: str
    url: str
    link: str
    step: str
    task: str
    step_url: str
    is_yours: bool


def waiting(viewer: Viewer, editions: Iterable[EditionSeen]) -> tuple[Row, ...]:
    """Return what waits about these editions, in their order."""
    return tuple(_row(viewer, edition) for edition in editions if _waits(edition))


def _waits(edition: EditionSeen) -> bool:
    is_unsigned = edition.state is State.IN_FORCE and edition.signed is None
    return is_unsigned or edition.state in {State.PROPOSED, State.APPROVED, State.COMING}


def _row(viewer: Viewer, edition: EditionSeen) -> Row:
    step, task = _step(edition)
    title, text, link = _told(edition)
    return Row(
        title=title,
        text=text,
        url=reverse("edition", args=[edition.id]),
        link=link,
        step=step,
        task=task,
        step_url=reverse(f"edition-{step}", args=[edition.id]) if step else "",
        is_yours=step in {slug for slug, _page in open_to(viewer, edition)},
    )


def _step(edition: EditionSeen) -> tuple[str, str]:
    """Return the step that an edition waits for, and how that is said in one line."""
    named = {"label": edition.label}
    match edition.state:
        case State.PROPOSED:
            return APPROVE, _("“%(label)s” waits to be approved") % named
        case State.APPROVED:
            return "in-force", _("“%(label)s” waits for its first day") % named
        case State.IN_FORCE:
            return SIGN, _("“%(label)s” has not been signed") % named
        case _other:
            return "", ""


def _told(edition: EditionSeen) -> tuple[str, str, str]:
    """Return title, text and the words of the link with which the first page tells of it."""
    named = {"label": edition.label, "name": edition.proposed_by}
    see = _("See the edition")
    match edition.state:
        case State.PROPOSED:
            text = _("“%(label)s”, proposed by %(name)s.") % named
            return _("A proposal waits for the governing body"), text, _("Read it, and see what it changes")
        case State.APPROVED:
            text = _("“%(label)s” is approved. It counts from no day yet.") % named
            return _("An approved edition has no first day"), text, see
        case State.COMING:
            day = date_format(edition.in_force_from, "l j F Y") if edition.in_force_from else ""
            text = _("“%(label)s” counts from %(day)s.") % {**named, "day": day}
            return _("A new edition comes into force"), text, see
        case _other:
            return "", "", ""

"""What waits for those who answer for the policy?

After the blank signature: a review that is due, proposals, an approval without a day, an edition that is coming. Each with the page
where it is done.

    [notice.title for notice in waiting(chair, edition, on=today).notices]  ->  ['A proposal waits for the governing body']
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gatepost.agreements.queries import list_reviews, list_visible
from gatepost.agreements.reviewing import review_due
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State, Step
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.web.editions.steps import open_to


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that waits, and where to go."""

    title: str
    text: str
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where the line can be signed, if the viewer can, and everything else that waits."""

    sign_url: str
    notices: tuple[Notice, ...]


def waiting(viewer: Viewer, policy: Edition, *, on: date) -> Waiting:
    """Return what waits at the viewer's school on a day; ``policy`` is the edition in force."""
    editions = list_visible(viewer, on=on)
    in_force = next((each for each in editions if each.state is State.IN_FORCE), None)
    notices = [*_review(viewer, in_force, policy, on), *(each for one in editions for each in _of(one))]
    return Waiting(_sign_url(viewer, in_force), tuple(notices))


def _sign_url(viewer: Viewer, in_force: EditionSeen | None) -> str:
    steps = {page.step for _slug, page in open_to(viewer, in_force)} if in_force else set()
    return reverse("edition-sign", args=[in_force.id]) if in_force and Step.SIGN in steps else ""


def _review(viewer: Viewer, in_force: EditionSeen | None, policy: Edition, on: date) -> Iterator[Notice]:
    reviews = list_reviews(viewer, in_force.id) if in_force else ()
    due = review_due(policy.review, reviews, on=on)
    if not due.is_due or in_force is None:
        return
    title = _("The review of the policy is overdue") if due.is_overdue else _("The review of the policy is due")
    text = _("It says: %(words)s.") % {"words": due.words}
    yield Notice(title, text, reverse("edition", args=[in_force.id]), _("See the edition"))


def _of(edition: EditionSeen) -> Iterator[Notice]:
    url = reverse("edition", args=[edition.id])
    if edition.state is State.PROPOSED:
        text = _("“%(label)s”, proposed by %(name)s.") % {"label": edition.label, "name": edition.proposed_by}
        yield Notice(_("A proposal waits for the governing body"), text, url, _("Read it, and see what it changes"))
    elif edition.state is State.APPROVED:
        text = _("“%(label)s” is approved. It counts from no day yet.") % {"label": edition.label}
        yield Notice(_("An approved edition has no first day"), text, url, _("See the edition"))
    elif edition.state is State.COMING:
        day = date_format(edition.in_force_from, "l j F Y") if edition.in_force_from else ""
        text = _("“%(label)s” counts from %(day)s.") % {"label": edition.label, "day": day}
        yield Notice(_("A new edition comes into force"), text, url, _("See the edition"))

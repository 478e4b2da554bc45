"""Of what are those told who answer for the policy?

After the blank signature: a review that is due, and what waits for others about the editions (`editions/waiting.py`). Who has to do
it finds it under what waits for them (`me/rooms.py`), on the same page.

    [notice.title for notice in notices(head, edition, on=today)]  ->  ['A proposal waits for the governing body']
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from gatepost.agreements.queries import list_reviews, list_visible
from gatepost.agreements.reviewing import review_due
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.web.editions import waiting as of_editions


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that waits, and where to go."""

    title: str
    text: str
    url: str
    link: str


def notices(viewer: Viewer, policy: Edition, *, on: date) -> tuple[Notice, ...]:
    """Return what waits at the viewer's school on a day; ``policy`` is the edition in force."""
    editions = list_visible(viewer, on=on)
    in_force = next((each for each in editions if each.state is State.IN_FORCE), None)
    rows = of_editions.waiting(viewer, editions)
    others = (row for row in rows if row.step != of_editions.SIGN and not row.is_yours)
    told = (Notice(row.title, row.text, row.url, row.link) for row in others)
    return (*_review(viewer, in_force, policy, on), *told)


def _review(viewer: Viewer, in_force: EditionSeen | None, policy: Edition, on: date) -> Iterator[Notice]:
    reviews = list_reviews(viewer, in_force.id) if in_force else ()
    due = review_due(policy.review, reviews, on=on)
    if not due.is_due or in_force is None:
        return
    title = _("The review of the policy is overdue") if due.is_overdue else _("The review of the policy is due")
    text = _("It says: %(words)s.") % {"words": due.words}
    yield Notice(title, text, reverse("edition", args=[in_force.id]), _("See the edition"))

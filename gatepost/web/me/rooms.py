"""What does each room put on somebody's own page, and into their download?

Two plain lists. A room that keeps something about people adds its sources to SOURCES (a test asks for every column that its
classification exports); one that waits for people adds a function to WAITING.

    [row.words for row in waiting_for(chair, on=today)]  ->  ['“Autumn edition” waits to be approved']
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from gatepost.accounts import exported as of_accounts
from gatepost.agreements import exported as of_agreements
from gatepost.agreements.access import may_approve, may_decide
from gatepost.agreements.queries import list_visible as list_editions
from gatepost.agreements.states import State as EditionState
from gatepost.people import exported as of_people
from gatepost.people.viewer import Viewer
from gatepost.roster.access import may_import
from gatepost.roster.queries import list_visible as list_imports
from gatepost.roster.states import State as ImportState

SOURCES = (*of_people.SOURCES, *of_accounts.SOURCES, *of_agreements.SOURCES)
"""Which rows of which tables reach somebody, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for somebody, and where they do it."""

    words: str
    url: str


def _editions(viewer: Viewer, on: date) -> Iterable[Waiting]:
    if may_decide(viewer, school=viewer.school_id):
        return
    for each in list_editions(viewer, on=on):
        named = {"label": each.label}
        approves = may_approve(viewer, school=each.school, proposed_by=each.proposed_by_id) is None
        if each.state == EditionState.PROPOSED and approves:
            yield Waiting(_("“%(label)s” waits to be approved") % named, reverse("edition-approve", args=[each.id]))
        if each.state == EditionState.APPROVED:
            yield Waiting(_("“%(label)s” waits for its first day") % named, reverse("edition-in-force", args=[each.id]))
        if each.state == EditionState.IN_FORCE and not each.signed:
            yield Waiting(_("“%(label)s” has not been signed") % named, reverse("edition-sign", args=[each.id]))


def _imports(viewer: Viewer, _on: date) -> Iterable[Waiting]:
    if may_import(viewer):
        return
    for each in list_imports(viewer):
        if each.state == ImportState.READY:
            yield Waiting(_("A list of people waits for your yes"), reverse("roster-import", args=[each.id]))


WAITING: tuple[Callable[[Viewer, date], Iterable[Waiting]], ...] = (_editions, _imports)


def waiting_for(viewer: Viewer, *, on: date) -> tuple[Waiting, ...]:
    """Return what waits for somebody that day."""
    return tuple(row for ask in WAITING for row in ask(viewer, on))

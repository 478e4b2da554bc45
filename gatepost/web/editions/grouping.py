"""In which order do editions stand in a list?

What counts today, what will, what waits for somebody, what is being written, what counted once.

    [group.title for group in grouped(editions)]  ->  ['In force today', 'Waits for the governing body']
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State

TITLES: dict[State, Any] = {
    State.IN_FORCE: _("In force today"),
    State.COMING: _("Comes into force"),
    State.PROPOSED: _("Waits for the governing body"),
    State.APPROVED: _("Approved, but in force from no day yet"),
    State.DRAFT: _("Drafts"),
    State.SUPERSEDED: _("Earlier editions"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Editions in one state."""

    state: State
    title: Any
    editions: tuple[EditionSeen, ...]


def grouped(editions: Iterable[EditionSeen]) -> tuple[Group, ...]:
    """Return the editions by state; states without any are left out."""
    every = tuple(editions)
    groups = (
        Group(state, title, tuple(each for each in every if each.state is state)) for state, title in TITLES.items()
    )
    return tuple(group for group in groups if group.editions)

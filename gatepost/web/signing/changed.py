"""What changed for somebody since the words that they know, and what does it mean for what they are at the school?

Only what touches one of their hats: answers that turn, clauses that bind them with old and new words, permissions. The words with
which it is told are those of ``web.policy.changes``.

    changed(viewer, policy, since=since_signed(viewer, edition)).is_nothing  ->  True
"""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from gatepost.agreements.queries import edition_on, get_policy, get_visible
from gatepost.agreements.seeing import EditionSeen
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.policy.impact import for_hats, impact
from gatepost.signoff.queries import last_agreed
from gatepost.web.policy.changes import (
    ComparedShown,
    PermissionShown,
    TurnedShown,
    compared_shown,
    only_ruled,
    other_changes,
    permissions_shown,
    turned_shown,
)


@dataclass(frozen=True, slots=True)
class Since:
    """The edition that somebody knows, the day on which they read it, and whether they signed it."""

    edition: str
    label: str
    sha256: str
    day: date
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed. ``ruled`` are titles of clauses whose words stay; ``others`` sentences on what else changes."""

    since: Since
    turned: tuple[TurnedShown, ...]
    clauses: tuple[ComparedShown, ...]
    ruled: tuple[str, ...]
    permissions: tuple[PermissionShown, ...]
    others: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing of it is theirs."""
        return not (self.turned or self.clauses or self.ruled or self.permissions or self.others)


def since_signed(viewer: Viewer, edition: EditionSeen) -> Since | None:
    """Return what the viewer last agreed to before this edition, None if nothing."""
    last = last_agreed(viewer, but=edition.id)
    return Since(last.edition, last.label, last.sha256, localdate(last.at), is_signed=True) if last else None


def since_read(viewer: Viewer, edition_id: str, *, on: date) -> Since | None:
    """Return the edition that the viewer had before them, as of its last day; None if it did not count before today."""
    seen = get_visible(viewer, edition_id, on=on)
    if seen is None or seen.in_force_until is None or seen.in_force_until >= on:
        return None
    return Since(seen.id, seen.label, seen.sha256, seen.in_force_until, is_signed=False)


def changed(viewer: Viewer, new: Edition, *, since: Since) -> Changed | None:
    """Return what changed for the viewer from an edition that they know to the policy of their school that counts now."""
    old = _as_read(viewer, since)
    if old is None:
        return None
    found = for_hats(impact(old, new), viewer.hats, old, new)
    difference = found.difference
    return Changed(
        since=since,
        turned=turned_shown(found.turned),
        clauses=compared_shown(found.clauses),
        ruled=tuple(new.clauses[name].title for name in only_ruled(new, difference)),
        permissions=permissions_shown(old, new, difference.grants),
        others=tuple(other_changes(old, new, difference)),
    )


def _as_read(viewer: Viewer, since: Since) -> Edition | None:
    """Return an edition with the rulings of the day on which it was read; without any if another one counted that day."""
    then = edition_on(viewer.school_id, since.day)
    return then if then.sha256 == since.sha256 else get_policy(viewer, since.edition)

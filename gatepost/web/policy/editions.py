"""Which edition of the policy does the web show?

The one place that decides it. Today every school reads the pack that comes with Gatepost.

    >>> current_edition().label
    'July 2018'
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from django.utils.translation import get_language

from gatepost.policy import Edition, default_pack

EDITIONS_KEPT = 8  # what one process keeps of rendered editions; a document is some 40 kB

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class EditionShown:
    """An edition in small print."""

    label: str
    sha256: str
    is_unsigned: bool

    @property
    def short(self) -> str:
        """The start of the hash, enough to tell editions apart by eye."""
        return self.sha256[:12]


def current_edition() -> Edition:
    """Return the edition that is shown now."""
    return default_pack()


def edition_shown(edition: Edition) -> EditionShown:
    """Return an edition's small print."""
    return EditionShown(label=edition.label, sha256=edition.sha256, is_unsigned=not edition.signed_by)


def once_per_edition(make: Callable[[Edition], Made]) -> Callable[[Edition], Made]:
    """Make something of an edition once for each language: what has the same identity never says anything else."""
    made: dict[tuple[str, str | None], Made] = {}

    @wraps(make)
    def kept(edition: Edition) -> Made:
        key = (edition.identity, get_language())
        if key not in made:
            while len(made) >= EDITIONS_KEPT:
                made.pop(next(iter(made)), None)
            made[key] = make(edition)
        return made[key]

    return kept

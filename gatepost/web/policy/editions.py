"""Which edition of the policy does the web show?

The one place that decides it: the edition in force today at the viewer's school (for nobody: at the only school here, or that of
the mail by which they came), or on a day that an address names. A school that adopted nothing reads the pack that comes with
Gatepost.

    current_edition(request).label  ->  'July 2018'
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TypeVar

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import get_language

from gatepost.agreements.queries import edition_on
from gatepost.kernel.clock import now
from gatepost.people.queries import get_school_id
from gatepost.people.viewer import NOBODY
from gatepost.policy import Edition
from gatepost.policy.model import Ruled
from gatepost.web.viewers import reads_of, school_of, viewer_of

EDITIONS_KEPT = 8  # what one process keeps of rendered editions; a document is some 40 kB

KEPT = "_gatepost_editions"

Made = TypeVar("Made")
Said = tuple[str, str, str, str, tuple[Ruled, ...]]
"""What a page shows of an edition beside its words: see ``said_of``."""


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


def current_edition(request: HttpRequest) -> Edition:
    """Return the edition that is shown now."""
    return edition_as_of(request, None)


def public_edition(day: date | None) -> Edition:
    """Return the edition that counts on a day (None: today) at the only school here, whoever asks: for programs."""
    return edition_on(get_school_id(NOBODY), day or localdate(now()))


def edition_as_of(request: HttpRequest, day: date | None) -> Edition:
    """Return the edition that counts on a day (None: today); looked up once a request."""
    kept: dict[date, Edition] = request.__dict__.setdefault(KEPT, {})
    on = day or localdate(now())
    if on not in kept:
        kept[on] = edition_on(viewer_of(request).school_id or school_of(request)[0] or reads_of(request), on)
    return kept[on]


def edition_shown(edition: Edition) -> EditionShown:
    """Return an edition's small print."""
    return EditionShown(label=edition.label, sha256=edition.sha256, is_unsigned=not edition.signed_by)


def said_of(edition: Edition) -> Said:
    """Return what tells two editions apart on a page: the hash, and what was decided about those words since."""
    return (edition.sha256, edition.approved, edition.signed_by, edition.review, edition.ruled)


def once_per_edition(make: Callable[[Edition], Made]) -> Callable[[Edition], Made]:
    """Make something of an edition once for each language: what has the same identity never says anything else."""
    made: dict[tuple[Said, str | None], Made] = {}

    @wraps(make)
    def kept(edition: Edition) -> Made:
        key = (said_of(edition), get_language())
        if key not in made:
            while len(made) >= EDITIONS_KEPT:
                made.pop(next(iter(made)), None)
            made[key] = make(edition)
        return made[key]

    return kept

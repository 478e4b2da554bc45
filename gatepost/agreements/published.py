"""Whose words have this hash?

For anybody, of whatever school, or of none: a policy that is or was in force is published, and whoever has its hash has had its
words. What is drafted, proposed, approved without a day, or still to come is nobody's to find here.

    [one.label for one in find_published("daf5…1199", on=today)]  ->  ['July 2018']
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from gatepost.agreements.models import HASH_LENGTH, SchoolEdition

SPACE = re.compile(r"[\s\u200b\ufeff]+")
HASH = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}\Z")
MOST = 100
"""Editions: the same words may be those of many schools."""


@dataclass(frozen=True, slots=True)
class Published:
    """An edition that is or was in force; ``until`` is None while it is."""

    id: str
    school_id: str
    school: str
    label: str
    since: date
    until: date | None


def read_hash(typed: str) -> str:
    """Return a hash as it is kept, however it was typed; blank if it is none.

    >>> read_hash("DAF5 82F8" + " c86c 827c" * 7)[:12], read_hash("daf5")
    ('daf582f8c86c', '')
    """
    text = SPACE.sub("", typed).lower()
    return text if HASH.match(text) else ""


def find_published(sha256: str, *, on: date) -> tuple[Published, ...]:
    """Return the editions of all schools with exactly these words that are or were in force on a day, the latest first.

    An edition that is still to come is not told of by the end of the one before it either.
    """
    begun = SchoolEdition.objects.filter(in_force_from__lte=on)
    later = begun.filter(school=OuterRef("school"), in_force_from__gt=OuterRef("in_force_from"))
    followed = Subquery(later.order_by("in_force_from").values("in_force_from")[:1])
    rows = begun.filter(sha256=sha256).select_related("school").defer("content").annotate(followed_on=followed)
    return tuple(
        Published(
            id=row.id,
            school_id=row.school_id,
            school=row.school.name,
            label=row.label,
            since=row.in_force_from,
            until=row.followed_on - timedelta(days=1) if row.followed_on else None,
        )
        for row in rows.order_by("-in_force_from", "school__name", "id")[:MOST]
        if row.in_force_from
    )

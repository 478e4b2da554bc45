"""With what does an import write: in whose name, when, and how are many rows written together?

pen = Pen("s1", by=office, at=now()); pen.save(rows); pen.events  ->  what the record is told
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils.timezone import localdate

from gatepost.audit.services import Happened
from gatepost.people.viewer import Viewer

TOGETHER = 1000
"""Rows that go to the database in one statement."""
POINTERS = frozenset({"school", "person", "pupil"})
"""Columns that the database itself checks; asking it for each row would be a question a row."""


class Pen:
    """Who writes, when, and what the record is to be told at the end."""

    def __init__(self, school_id: str, *, by: Viewer, at: datetime) -> None:
        """Begin with nothing to tell."""
        self.school_id = school_id
        self.by = by
        self.at = at
        self.today: date = localdate(at)
        self.events: list[Happened] = []

    def last_day(self, since: date) -> date:
        """Return the last day of something that ends by an import: yesterday, so that access ends at once.

        What only began today has today as its only day.
        """
        return max(since, self.today - timedelta(days=1))

    def save(self, rows: Sequence[Model], *, over: Sequence[str] = ()) -> None:
        """Check rows as people's services do, and send them together; ``over`` are columns to change of those there."""
        if not rows:
            return
        for row in rows:
            row.clean_fields(exclude=POINTERS)
        manager: Any = type(rows[0])._default_manager  # noqa: SLF001  # Django's public way to a table's rows
        conflicts = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": over} if over else {}
        manager.bulk_create(rows, batch_size=TOGETHER, **conflicts)

"""What stands in the record?

Reads for the verifier and for the head. No viewer is asked for here: whoever runs the command owns the database. Pages
that show entries to people will have reads of their own, through what that person may see.

    >>> [stored.entry.action for stored in stream("oddenbrook")]
    ['school.loaded', 'edition.adopted']
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from django.db import DatabaseError

from gatepost.audit.chain import Entry
from gatepost.audit.head import Head
from gatepost.audit.models import AuditChain, AuditEntry
from gatepost.kernel.errors import GatepostError

ROWS_AT_A_TIME = 2000
COLUMNS = tuple(column.name for column in fields(Entry))


class RecordUnreadable(GatepostError):
    """The database could not hand over an entry as text."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry and the hash that stands beside it."""

    entry: Entry
    hash: str


def stream(school: str) -> Iterator[Stored]:
    """Yield a school's entries in order, a few thousand in memory at once; raise RecordUnreadable half-way."""
    rows = AuditEntry.objects.filter(school=school).order_by("sequence").values_list(*COLUMNS, "hash")
    try:
        for row in rows.iterator(chunk_size=ROWS_AT_A_TIME):
            yield Stored(Entry(*row[:-1]), row[-1])
    except (DatabaseError, UnicodeDecodeError):
        raise RecordUnreadable("record-unreadable", "An entry cannot be read as text.") from None


def highest_number(school: str) -> int:
    """Return how many numbers an entry of this school can have had."""
    counter_row = counter(school)
    length = AuditEntry.objects.filter(school=school).count()
    return max(length, counter_row.sequence if counter_row else 0)


def counter(school: str) -> Head | None:
    """Return the last number and hash that the database itself remembers, None for a school without a record."""
    row = AuditChain.objects.filter(school=school).first()
    return Head(row.school, row.sequence, row.hash) if row else None


def last(school: str) -> Head | None:
    """Return the head of a school's record, read from its last entry; None if there is none."""
    row = AuditEntry.objects.filter(school=school).order_by("-sequence").values_list("sequence", "hash").first()
    return Head(school, *row) if row else None


def schools() -> list[str]:
    """Return the ids of all schools of which the database knows a record."""
    known = set(AuditEntry.objects.order_by().values_list("school", flat=True).distinct())
    return sorted(known | set(AuditChain.objects.values_list("school", flat=True)))


def heads() -> Mapping[str, Head]:
    """Return the head of every school's record."""
    return {school: head for school in schools() if (head := last(school))}

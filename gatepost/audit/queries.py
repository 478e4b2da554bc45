"""What stands in the record?

Reads for the verifier and for the head. No viewer is asked for here: whoever runs the command owns the database. A room
that shows entries to people asks first whether that person may know of their subject.

    >>> [stored.entry.action for stored in stream("oddenbrook")]
    ['school.loaded', 'edition.adopted']
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Func, Max, QuerySet, TextField

from gatepost.audit.chain import Entry
from gatepost.audit.head import Head
from gatepost.audit.models import ONE_WORD, AuditChain, AuditEntry
from gatepost.kernel.errors import GatepostError
from gatepost.sql import Once

ROWS_AT_A_TIME = 2000
ID = re.compile(ONE_WORD)
COLUMNS = tuple(column.name for column in fields(Entry))

_HASH_OF = Once(
    lambda school, number: AuditEntry.objects.order_by().filter(school=school, sequence=number).values_list("hash")
)


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


def list_about(school: str, subject: str, *, most: int, but: Sequence[str] = ()) -> tuple[Entry, ...]:
    """Return the newest entries about one thing, without some actions; the caller has asked whether the viewer may know of it."""
    rows = AuditEntry.objects.filter(school=school, subject=subject).exclude(action__in=but).order_by("-sequence")
    return tuple(Entry(*row) for row in rows.values_list(*COLUMNS)[:most])


def last_judged(school: str, *, but: Sequence[str]) -> datetime | None:
    """Return when the school last recorded something that names the edition by which it was judged; None for never.

    Left out are actions that begin with one of ``but``.
    """
    rows = AuditEntry.objects.filter(school=school).exclude(edition="")
    for beginning in but:
        rows = rows.exclude(action__startswith=beginning)
    at = rows.aggregate(last=Max("at"))["last"]
    return datetime.fromisoformat(at) if at else None


def list_after(school: str, number: int, *, up_to: int, most: int) -> tuple[tuple[str, str], ...] | None:
    """Return action and subject of the entries after a number, up to another; None if they are more than ``most``."""
    rows = AuditEntry.objects.filter(school=school, sequence__gt=number, sequence__lte=up_to).order_by("sequence")
    found = tuple(rows.values_list("action", "subject")[: most + 1])
    return found if len(found) <= most else None


def highest_number(school: str) -> int:
    """Return how many numbers an entry of this school can have had."""
    counter_row = counter(school)
    length = AuditEntry.objects.filter(school=school).count()
    return max(length, counter_row.sequence if counter_row else 0)


def counter(school: str) -> Head | None:
    """Return the last number and hash that the database itself remembers, None for a school without a record."""
    return _end(school, AuditChain.objects.filter(school=school))


def last(school: str) -> Head | None:
    """Return the head of a school's record, read from its last entry; None if there is none."""
    return _end(school, AuditEntry.objects.filter(school=school).order_by("-sequence"))


def holds(head: Head) -> bool:
    """Tell whether the record holds an entry of that number with that hash."""
    return (head.hash,) in _HASH_OF(head.school, head.sequence)


def schools() -> list[str]:
    """Return the ids of all schools of which the database knows a record; what is no id is left out."""
    return sorted(school for school in _written_ids() if school is not None)


def has_strays() -> bool:
    """Tell whether anything stands in the record under what is no id of a school; SQLite takes anything anywhere."""
    return None in _written_ids()


def count_done(*, school: str, actor: str, action: str, since: str) -> int:
    """Return how often somebody did something at a school since a moment, written as the record writes it."""
    return AuditEntry.objects.filter(school=school, actor=actor, action=action, at__gte=since).count()


def heads() -> Mapping[str, Head]:
    """Return the head of every school's record; raise RecordUnreadable if one is no number and hash."""
    return {school: head for school in schools() if (head := last(school))}


def _end(school: str, rows: QuerySet[AuditEntry] | QuerySet[AuditChain]) -> Head | None:
    try:
        row: Any = rows.values_list("sequence", "hash").first()  # on SQLite whatever somebody put there
    except (DatabaseError, UnicodeDecodeError):
        row = (None, None)
    if row is None:
        return None
    sequence, text = row
    if not (isinstance(sequence, int) and isinstance(text, str)):
        raise RecordUnreadable("record-unreadable", "The end of the record cannot be read as a number and a hash.")
    return Head(school, sequence, text)


def _written_ids() -> set[str | None]:
    """Return every id that stands in the record, None for what is none.

    SQLite is asked for hexadecimal: it would break off at the first text that is no UTF-8.
    """
    found: set[str | None] = set()
    for model in (AuditEntry, AuditChain):
        rows = model.objects.order_by().distinct()
        if connection.vendor == "sqlite":
            kinds = Func("school", function="TYPEOF", output_field=TextField())
            written = rows.annotate(kind=kinds, hexed=Func("school", function="HEX", output_field=TextField()))
            found |= {_text_of(kind, hexed) for kind, hexed in written.values_list("kind", "hexed")}
        else:
            found |= set(rows.values_list("school", flat=True))
    return {school if school and ID.match(school) else None for school in found}


def _text_of(kind: str, hexed: str) -> str | None:
    try:
        return bytes.fromhex(hexed).decode("ascii") if kind == "text" else None
    except UnicodeDecodeError:
        return None

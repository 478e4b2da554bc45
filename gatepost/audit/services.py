"""How does something get into the record?

In the transaction of the write that it records, or not at all:

    with transaction.atomic():
        edition.save()
        services.record(by=head.id, action="edition.adopted", subject=edition.id, at=now, school=school.id)

Writers of one school queue at the row that holds its counter (PostgreSQL) or at the database's one write lock (SQLite),
from here to their commit: record last. After the commit the head is written outside the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db import transaction

from gatepost.audit import head, outside
from gatepost.audit.appending import STEP, append
from gatepost.audit.chain import Entry, Value, canonical, columns, genesis, hash_of, written
from gatepost.audit.models import AuditChain, AuditEntry
from gatepost.kernel.errors import ProgrammingMistake

TOGETHER = 500
"""Entries that go to the database in one statement: eleven columns each, below SQLite's limit of variables."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One of many things that were done at once, by one person: see `record_all`."""

    action: str
    subject: str
    data: Mapping[str, Value] | None = None


def record(
    *,
    by: str,
    action: str,
    subject: str,
    at: datetime,
    school: str,
    clause: str = "",
    edition: str = "",
    data: Mapping[str, Value] | None = None,
) -> AuditEntry:
    """Write one entry into the school's chain and return it.

    `by`, `subject` and `school` are text ids, `action` is a code such as `edition.adopted`, `at` is aware. `data` is
    small and holds ids, codes and counts, never names or what somebody wrote. Raises ProgrammingMistake outside a
    transaction, since an entry that is committed alone could record what never happened.
    """
    _demand_transaction()
    unplaced = _entry(school, Happened(action, subject, data), by=by, at=at, clause=clause, edition=edition)
    row = AuditEntry(**columns(unplaced), hash=unplaced.previous)
    row.clean_fields()
    appended = append(unplaced)
    if appended is None:
        _locked_chain(school)
        appended = append(unplaced)
        assert appended  # noqa: S101  # for the type checker: the counter is there, and held
    entry, row.hash = appended
    row.sequence, row.previous = entry.sequence, entry.previous
    _tell_outside(head.Head(school, row.sequence, row.hash))
    return row


def record_all(events: Sequence[Happened], *, by: str, at: datetime, school: str) -> None:
    """Write an entry for each of many things that one person did at once, in that order.

    The entries are those that `record` would write one by one, for a fraction of the time: rows go to the database
    together, and so do the steps of the counter, which its trigger lets move one at a time only. Raises
    ProgrammingMistake outside a transaction, as `record` does.
    """
    _demand_transaction()
    if not events:
        return
    chain = _locked_chain(school)
    rows: list[AuditEntry] = []
    for first in range(0, len(events), TOGETHER):
        rows = [_linked(chain, event, by=by, at=at) for event in events[first : first + TOGETHER]]
        for row in rows:
            row.clean_fields()
        AuditEntry.objects.bulk_create(rows)
        _move_on(rows)
        if first == 0:
            _tell_outside(_head(rows[0]))  # a school's first entry begins its line in the file of heads
    _tell_outside(_head(rows[-1]))


def _demand_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise ProgrammingMistake("audit-outside-transaction", "An entry is written with what it records, or not.")


def _entry(school: str, event: Happened, *, by: str, at: datetime, clause: str = "", edition: str = "") -> Entry:
    """Return what happened as an entry that has no place in the chain yet: it says the first one."""
    return Entry(
        school=school,
        sequence=1,
        at=written(at),
        actor=by,
        action=event.action,
        subject=event.subject,
        clause=clause,
        edition=edition,
        data=canonical(event.data) if event.data else "",
        previous=genesis(school),
    )


def _linked(chain: AuditChain, event: Happened, *, by: str, at: datetime) -> AuditEntry:
    """Return the next entry of a chain that is held, and move the counter in memory on to it."""
    unplaced = _entry(chain.school, event, by=by, at=at)
    entry = replace(unplaced, sequence=chain.sequence + 1, previous=chain.hash)
    row = AuditEntry(**columns(entry), hash=hash_of(entry))
    chain.sequence, chain.hash = row.sequence, row.hash
    return row


def _move_on(rows: Sequence[AuditEntry]) -> None:
    """Let the counter in the database follow these entries."""
    with transaction.get_connection().cursor() as cursor:
        cursor.executemany(STEP, [(row.sequence, row.hash, row.school) for row in rows])


def _head(row: AuditEntry) -> head.Head:
    return head.Head(row.school, row.sequence, row.hash)


def _tell_outside(reached: head.Head) -> None:
    """Keep the head outside the database once this is committed."""
    transaction.on_commit(partial(outside.keep, reached))


def _locked_chain(school: str) -> AuditChain:
    """Return the school's counter, held until the transaction ends; the first caller makes it."""
    chains = AuditChain.objects.select_for_update()
    chain = chains.filter(school=school).first()
    if chain is None:
        new = AuditChain(school=school, sequence=0, hash=genesis(school))
        new.clean_fields()
        AuditChain.objects.bulk_create([new], ignore_conflicts=True)  # of two first callers, one waits for the other
        chain = chains.get(school=school)
    return chain

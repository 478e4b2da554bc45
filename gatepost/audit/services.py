"""How does something get into the record?

In the transaction of the write that it records, or not at all:

    with transaction.atomic():
        edition.save()
        services.record(by=head.id, action="edition.adopted", subject=edition.id, at=now, school=school.id)

Writers of one school queue at the row that holds its counter (PostgreSQL) or at the database's one write lock (SQLite),
from here to their commit: record last. After the commit the head is written outside the database.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import DatabaseError, transaction

from gatepost.audit import append_only, head, queries
from gatepost.audit.chain import Entry, Value, canonical, columns, genesis, hash_of, written
from gatepost.audit.models import AuditChain, AuditEntry
from gatepost.kernel.errors import GatepostError, ProgrammingMistake

log = logging.getLogger(__name__)

TOGETHER = 500
"""Entries that go to the database in one statement: eleven columns each, below SQLite's limit of variables."""

STEP = f"UPDATE {append_only.CHAINS} SET sequence = %s, hash = %s WHERE school = %s"  # noqa: S608  # a name of our own table


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
    chain = _locked_chain(school)
    row = _linked(chain, Happened(action, subject, data), by=by, at=at, clause=clause, edition=edition)
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save(force_insert=True)
    _move_on([row])
    _tell_outside(row)
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
            _tell_outside(rows[0])  # a school's first entry begins its line in the file of heads
    _tell_outside(rows[-1])


def _demand_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise ProgrammingMistake("audit-outside-transaction", "An entry is written with what it records, or not.")


def _linked(
    chain: AuditChain, event: Happened, *, by: str, at: datetime, clause: str = "", edition: str = ""
) -> AuditEntry:
    """Return the next entry of a chain that is held, and move the counter in memory on to it."""
    entry = Entry(
        school=chain.school,
        sequence=chain.sequence + 1,
        at=written(at),
        actor=by,
        action=event.action,
        subject=event.subject,
        clause=clause,
        edition=edition,
        data=canonical(event.data) if event.data else "",
        previous=chain.hash,
    )
    row = AuditEntry(**columns(entry), hash=hash_of(entry))
    chain.sequence, chain.hash = row.sequence, row.hash
    return row


def _move_on(rows: Sequence[AuditEntry]) -> None:
    """Let the counter in the database follow these entries."""
    with transaction.get_connection().cursor() as cursor:
        cursor.executemany(STEP, [(row.sequence, row.hash, row.school) for row in rows])


def _tell_outside(last: AuditEntry) -> None:
    """Keep the head outside the database once this is committed."""
    transaction.on_commit(partial(_keep_head, head.Head(last.school, last.sequence, last.hash)))


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


def _keep_head(reached: head.Head) -> None:
    """Write the head outside the database; what is committed stays committed if the disk refuses."""
    try:
        head.keep(settings.AUDIT_HEAD_FILE, reached, stands=queries.holds)
    except GatepostError as refused:
        log.error("the head of the record was not moved on: %s; see gatepost audit verify", refused.code)  # noqa: TRY400  # the code says it all
    except (OSError, DatabaseError) as refused:
        log.error("the head of the record could not be kept: %s", type(refused).__name__)  # noqa: TRY400  # the type says it all

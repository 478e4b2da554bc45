"""How does something get into the record?

In the transaction of the write that it records, or not at all:

    with transaction.atomic():
        edition.save()
        services.record(by=head.id, action="edition.adopted", subject=edition.id, at=now, school=school.id)

Writers of one school queue at the row that holds its counter (PostgreSQL) or at the database's one write lock (SQLite),
from here to their commit: record last. After the commit the head is written outside the database.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import DatabaseError, transaction

from gatepost.audit import head, queries
from gatepost.audit.chain import Entry, Value, canonical, genesis, hash_of, written
from gatepost.audit.models import AuditChain, AuditEntry
from gatepost.kernel.errors import GatepostError, ProgrammingMistake

log = logging.getLogger(__name__)


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
    if not transaction.get_connection().in_atomic_block:
        raise ProgrammingMistake("audit-outside-transaction", "An entry is written with what it records, or not.")
    chain = _locked_chain(school)
    entry = Entry(
        school=school,
        sequence=chain.sequence + 1,
        at=written(at),
        actor=by,
        action=action,
        subject=subject,
        clause=clause,
        edition=edition,
        data=canonical(data) if data else "",
        previous=chain.hash,
    )
    row = AuditEntry(**asdict(entry), hash=hash_of(entry))
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save(force_insert=True)
    AuditChain.objects.filter(school=school).update(sequence=row.sequence, hash=row.hash)
    transaction.on_commit(partial(_keep_head, head.Head(school, row.sequence, row.hash)))
    return row


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

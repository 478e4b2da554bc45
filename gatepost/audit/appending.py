"""How does an entry take its place behind the last one?

The counter of the school's chain is held, and the entry gets the next number, the hash before and its own. On PostgreSQL in one
statement, hash and all: writers of one school queue here, and whoever went to and fro between database and program with the
counter in hand would let all others wait. Nor does anybody wait with it for the disk: the transaction ends before that, and
`outside` waits for all that ended meanwhile; until then nothing is confirmed. On SQLite whoever writes has the whole database
to themselves anyway.

    append(entry)  ->  the entry as it stands now, and its hash; None if the school has no counter yet
"""

from dataclasses import replace
from typing import Any

from django.db import connection

from gatepost.audit import append_only
from gatepost.audit.chain import ENTRY_DOMAIN, Entry, columns, hash_of, text_around
from gatepost.audit.models import AuditChain, AuditEntry
from gatepost.kernel.errors import ProgrammingMistake
from gatepost.sql import Once, ask, insert, tell

STEP = f"UPDATE {append_only.CHAINS} SET sequence = %s, hash = %s WHERE school = %s"  # noqa: S608  # a name of our own table
_TAKEN = ("school", "at", "actor", "action", "subject", "clause", "edition", "data")
_IN_ONE = f"""
    WITH held AS (
        SELECT sequence + 1 AS number, hash AS previous, set_config('synchronous_commit', 'off', true)
        FROM {append_only.CHAINS} WHERE school = %s FOR UPDATE
    ), next AS (
        SELECT number, previous,
            encode(sha256(%s || convert_to(previous || %s || number || %s, 'UTF8')), 'hex') AS hash
        FROM held
    ), entry AS (
        INSERT INTO {append_only.ENTRIES} ({", ".join(_TAKEN)}, sequence, previous, hash)
        SELECT {", ".join(["%s"] * len(_TAKEN))}, number, previous, hash FROM next
    )
    UPDATE {append_only.CHAINS} AS chain SET sequence = next.number, hash = next.hash
    FROM next WHERE chain.school = %s RETURNING next.number, next.previous, next.hash
"""  # noqa: S608  # names of our own tables and columns
_COUNTER = Once(
    lambda school: AuditChain.objects.select_for_update().filter(school=school).values_list("sequence", "hash")
)


def append(entry: Entry) -> tuple[Entry, str] | None:
    """Append an entry, whose number and hash before are not looked at."""
    return _in_one(entry) if connection.vendor == "postgresql" else _one_by_one(entry)


def _in_one(entry: Entry) -> tuple[Entry, str] | None:
    before, between, after = text_around(entry)
    taken = [getattr(entry, name) for name in _TAKEN]
    hashed: list[Any] = [ENTRY_DOMAIN + before.encode("ascii"), between, after]
    found = ask(_IN_ONE, [entry.school, *hashed, *taken, entry.school])
    if not found:
        return None
    [(number, previous, written)] = found
    linked = replace(entry, sequence=number, previous=previous)
    if written != hash_of(linked):
        raise ProgrammingMistake("audit-hash", "The database hashed something else.")
    return linked, written


def _one_by_one(entry: Entry) -> tuple[Entry, str] | None:
    found = _COUNTER(entry.school)
    if not found:
        return None
    [(sequence, previous)] = found
    linked = replace(entry, sequence=sequence + 1, previous=previous)
    written = hash_of(linked)
    insert(AuditEntry(**columns(linked), hash=written))
    tell(STEP, [linked.sequence, written, linked.school])
    return linked, written

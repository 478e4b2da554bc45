"""How does the head of the record get outside the database when many write at the same time?

Once a transaction is over, the database is asked to put on disk what it wrote; what it cannot put there is raised: it must not be
confirmed. Then the head goes into its file. Of those of one process who come together the first one writes it for all; the others
go on. In a rush that one waits a moment for more of them, since to write a file takes as long as several signatures. What the file
refuses is logged: the write itself stands.

    transaction.on_commit(partial(keep, Head(school, 41, "5f0c…")))
"""

import logging
import threading
import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from gatepost.audit import append_only, head, queries
from gatepost.kernel.errors import GatepostError
from gatepost.sql import ask

log = logging.getLogger(__name__)

ON_DISK = f"""
    SELECT pg_logical_emit_message(true, 'gatepost', ''), reached.sequence, reached.hash
    FROM (SELECT 1) AS once LEFT JOIN (
        SELECT entry.sequence, entry.hash FROM {append_only.CHAINS} AS chain
        JOIN {append_only.ENTRIES} AS entry USING (school, sequence, hash) WHERE school = %s
    ) AS reached ON true
"""  # noqa: S608  # names of our own tables
"""Writes next to nothing, and returns when that, and so everything before it, is on disk; many wait for one write of the disk.

With it comes where the school's record stood then: what others wrote meanwhile is on disk as well.
"""


MOMENT = 0.03
"""Seconds that a head waits for others in a rush."""

_joining = threading.Lock()
_turn = threading.Lock()
_waiting: dict[tuple[Path, str], list[head.Head]] = {}
_rushing: set[tuple[Path, str]] = set()
"""Where the last one wrote for several."""


def keep(reached: head.Head) -> None:
    """Return when what was committed is on disk, and its head outside, refused there, or with somebody about to write."""
    stood = put_on_disk(reached.school)
    path: Path = settings.AUDIT_HEAD_FILE
    key = (path, reached.school)
    with _joining:
        waits = _waiting.get(key)
        if waits:
            waits += (reached,) if stood is None else (reached, stood)
            return
        waits = _waiting[key] = [reached]
    if key in _rushing:
        time.sleep(MOMENT)
    with _turn:
        with _joining:
            del _waiting[key]  # whoever comes now goes with the next
            (_rushing.add if len(waits) > 1 else _rushing.discard)(key)
        _write(path, [*waits, stood] if stood else waits)


def put_on_disk(school: str = "") -> head.Head | None:
    """Wait for the disk, where `appending` let a transaction end without; return where that school's record stood by then."""
    if connection.vendor != "postgresql":
        return None
    [(_written, sequence, its_hash)] = ask(ON_DISK, [school])
    return head.Head(school, sequence, its_hash) if its_hash else None


def _write(path: Path, heads: list[head.Head]) -> None:
    """Move the file on to the last of these; a school's first entry begins its line."""
    reached = {one.sequence: one for one in heads}
    try:
        for number in sorted({1, max(reached)} & reached.keys()):
            head.keep(path, reached[number], stands=queries.holds)
    except GatepostError as refused:
        log.error("the head of the record was not moved on: %s; see gatepost audit verify", refused.code)  # noqa: TRY400  # the code says it all
    except (OSError, DatabaseError) as refused:
        log.error("the head of the record could not be kept: %s", type(refused).__name__)  # noqa: TRY400  # the type says it all

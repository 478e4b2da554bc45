"""How does the head of the record get outside the database when many write at the same time?

Once their transactions are over, those of one process who wait for each other go together: the first one has the database put
on disk what all of them wrote, and writes the last head of theirs; the others find that it is done. What the database cannot put
on disk is raised: it must not be confirmed. What the file refuses is logged: the write itself stands.

    transaction.on_commit(partial(keep, Head(school, 41, "5f0c…")))
"""

import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from gatepost.audit import head, queries
from gatepost.kernel.errors import GatepostError
from gatepost.sql import ask

log = logging.getLogger(__name__)

ON_DISK = "SELECT pg_logical_emit_message(true, 'gatepost', '')"
"""Writes next to nothing, and returns when that, and so everything before it, is on disk; many wait for one write of the disk."""


@dataclass(slots=True)
class _Group:
    """Those who go together."""

    heads: list[head.Head] = field(default_factory=list)
    is_done: bool = False


_joining = threading.Lock()
_turn = threading.Lock()
_waiting: dict[tuple[Path, str], _Group] = {}


def keep(reached: head.Head) -> None:
    """Return when what was committed is on disk and its head is outside, or was refused there."""
    path: Path = settings.AUDIT_HEAD_FILE
    key = (path, reached.school)
    with _joining:
        group = _waiting.setdefault(key, _Group())
        group.heads.append(reached)
    with _turn:
        if group.is_done:
            return
        with _joining:
            if _waiting.get(key) is group:
                del _waiting[key]  # whoever comes now goes with the next
        put_on_disk()
        group.is_done = True
        _write(path, group.heads)


def put_on_disk() -> None:
    """Wait for the disk, where `appending` let a transaction end without."""
    if connection.vendor == "postgresql":
        ask(ON_DISK, [])


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

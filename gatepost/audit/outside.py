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
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from gatepost.audit import head, queries
from gatepost.kernel.errors import GatepostError
from gatepost.sql import ask

log = logging.getLogger(__name__)

ON_DISK = "SELECT pg_logical_emit_message(true, 'gatepost', '')"
"""Writes next to nothing, and returns when that, and so everything before it, is on disk; many wait for one write of the disk."""
MOMENT = 0.03
"""Seconds that a head waits for others in a rush."""
EARLY = 64
"""A school's first entries: while they are written, the very first one may not have begun its line yet."""
PATIENCE, A_LOOK = 0.5, 0.002
"""Seconds that they wait for it, and from one look to the next."""

_joining = threading.Lock()
_turn = threading.Lock()
_waiting: dict[tuple[Path, str], list[head.Head]] = {}
_rushing: set[tuple[Path, str]] = set()
"""Where the last one wrote for several."""


def keep(reached: head.Head) -> None:
    """Return when what was committed is on disk, and its head outside, refused there, or with somebody about to write."""
    put_on_disk()
    path: Path = settings.AUDIT_HEAD_FILE
    key = (path, reached.school)
    if reached.sequence == 1:  # it begins the school's line, without which no other is written
        with _turn:
            _write(path, [reached])
        return
    if reached.sequence <= EARLY:
        _wait_for_the_line(path, reached.school)
    with _joining:
        if key in _waiting:
            _waiting[key].append(reached)
            return
        heads = _waiting[key] = [reached]
    try:
        if key in _rushing:
            time.sleep(MOMENT)
        with _turn:
            with _joining:
                del _waiting[key]  # whoever comes now goes with the next
                (_rushing.add if len(heads) > 1 else _rushing.discard)(key)
            _write(path, heads)
    finally:
        with _joining:
            if _waiting.get(key) is heads:  # whoever was stopped waits no more
                del _waiting[key]


def _wait_for_the_line(path: Path, school: str) -> None:
    """Let the first entry of a school begin its line; after a while, or if the file cannot be read, go on and be refused there."""
    deadline = time.monotonic() + PATIENCE
    with suppress(GatepostError, OSError):
        while school not in head.read(path) and time.monotonic() < deadline:
            time.sleep(A_LOOK)


def put_on_disk() -> None:
    """Wait for the disk, where `appending` let a transaction end without."""
    if connection.vendor == "postgresql":
        ask(ON_DISK, [])


def _write(path: Path, heads: list[head.Head]) -> None:
    """Move the file on to the last of these."""
    try:
        head.keep(path, max(heads, key=lambda one: one.sequence), stands=queries.holds)
    except GatepostError as refused:
        log.error("the head of the record was not moved on: %s; see gatepost audit verify", refused.code)  # noqa: TRY400  # the code says it all
    except (OSError, DatabaseError) as refused:
        log.error("the head of the record could not be kept: %s", type(refused).__name__)  # noqa: TRY400  # the type says it all

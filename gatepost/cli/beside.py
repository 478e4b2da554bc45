"""How does the worker stay alive beside the server, and go with it?

A thread of the server's first process starts `gatepost work`, and another one if that ends: after a second, then after twice as
long each time, up to a minute; from the beginning again once one ran well. If the server is told to stop, so is the worker; if
the server is killed, the system tells the worker (`kernel/processes.py`).

    with worker_beside():
        server.serve()
"""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)

SHORTEST_WAIT = 1.0
LONGEST_WAIT = 60.0
WELL = 60.0
"""Seconds after which a worker counts as having run well."""
SECONDS_TO_FINISH = 10
"""What a request, or a task, gets that is under way when the server is stopped."""
SECONDS_BETWEEN_LOOKS = 0.2


def next_wait(last: float, lived: float) -> float:
    """Return how long to wait after a worker that lived for so long; `last` is the wait before it, 0 if there was none.

    >>> next_wait(0, 5), next_wait(1, 5), next_wait(60, 5), next_wait(60, 600)
    (1.0, 2, 60.0, 1.0)
    """
    return SHORTEST_WAIT if lived >= WELL or not last else min(last * 2, LONGEST_WAIT)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep a worker alive, for as long as this lasts."""
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stopping,), name="keeps-worker")
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep(stopping: threading.Event) -> None:
    wait = 0.0
    while not stopping.is_set():
        began = time.monotonic()
        worker = _start()
        while (status := _ended(worker)) is None and not stopping.wait(SECONDS_BETWEEN_LOOKS):
            pass
        if status is None:
            _stop(worker)
            return
        wait = next_wait(wait, time.monotonic() - began)
        log.error("the worker ended with status %d; another one starts in %d s", status, wait)
        stopping.wait(wait)


def _start() -> int:
    """Start a worker, in a session of its own: Ctrl-C reaches the server, and the server tells it.

    Not by `subprocess`, which waits for a pipe to close: a server's process that is forked at that moment would hold it open.
    """
    command = [sys.executable, "-m", "gatepost.cli.main", "work", "--beside-server", str(os.getpid())]
    return os.posix_spawn(sys.executable, command, os.environ, setsid=True)


def _ended(worker: int) -> int | None:
    """Return the exit status of a worker, negative for a signal; None while it runs."""
    process, status = os.waitpid(worker, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if process else None


def _stop(worker: int) -> None:
    os.kill(worker, signal.SIGTERM)
    deadline = time.monotonic() + SECONDS_TO_FINISH
    while _ended(worker) is None:
        if time.monotonic() > deadline:
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)
            return
        time.sleep(0.05)

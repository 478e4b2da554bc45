"""How does a test start the real server on the database of the tests, and kill it?

`gatepost serve` in processes of its own, as a school runs it behind its proxy: no demonstration, HTTPS only, the counts of
attempts in the database. It shares the tests' database, their key and their folder, so that a session that a test made is one
there, and what was written there is read by the test.

    with serving() as server:
        Browser(server.port).get("/health").status  ->  200
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

HOST = "policy.school.example"
PATIENCE = 30
"""Seconds in which it has to answer; it takes one."""
LOG = Path(settings.DATA_DIR) / "served.log"
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Server:
    """A running server, in a group of processes of its own."""

    group: int
    port: int
    is_gone: Callable[[], object]
    """Waits until it is."""

    def kill(self) -> None:
        """End the server and everything that it started, at once; return when it is gone."""
        os.killpg(self.group, signal.SIGKILL)
        self.is_gone()
        wait_until(lambda: not answers(self.port))  # those that it started, too


@contextmanager
def serving(django_settings: str = "gatepost.config.settings") -> Iterator[Server]:
    """Serve, and kill the server afterwards."""
    port = free_port()
    with _started(["gatepost.cli.main", "serve"], port, django_settings, heard=False) as process:
        server = Server(process.pid, port, process.wait)
        wait_until(lambda: answers(port))
        yield server


@contextmanager
def serving_again_and_again() -> Iterator[Callable[[], Server]]:
    """Return a function that starts a server, at the same port each time: the one before has to be killed first."""
    port = free_port()
    with _started(["tests.rush.forking"], port, "gatepost.config.settings", heard=True) as process:

        def line() -> str:
            assert process.stdout is not None
            return process.stdout.readline().decode().strip()

        def start() -> Server:
            assert process.stdin is not None
            process.stdin.write(b"start\n")
            process.stdin.flush()
            server = Server(int(line()), port, line)
            wait_until(lambda: answers(port))
            return server

        yield start


@contextmanager
def _started(module: list[str], port: int, django_settings: str, *, heard: bool) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module of ours in a group of its own; kill the group in the end. What nobody hears goes into a file."""
    with LOG.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            env=environment(port) | {"DJANGO_SETTINGS_MODULE": django_settings},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if heard else log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(port: int) -> dict[str, str]:
    """Return the variables of a server in production that has the tests' database, key and folder."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GATEPOST_")}
    plain.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    return plain | {
        "GATEPOST_DEMO": "no",
        "GATEPOST_SECRET_KEY": settings.SECRET_KEY,
        "GATEPOST_ALLOWED_HOSTS": HOST,
        "GATEPOST_DATA_DIR": str(settings.DATA_DIR),
        "GATEPOST_AUDIT_HEAD_FILE": str(settings.AUDIT_HEAD_FILE),
        "GATEPOST_PORT": str(port),
        "DATABASE_URL": database_url(),
    }


def database_url() -> str:
    """Return where the tests' own database is."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def answers(port: int) -> bool:
    """Tell whether somebody takes the call."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
    except OSError:
        return False
    return True


def wait_until(is_so: Callable[[], bool]) -> None:
    """Ask until the answer is yes."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)

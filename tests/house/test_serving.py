"""Does `gatepost serve` start, answer, hold out against an idle visitor, and stop in good order?

The real command, the real server, in processes of their own.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PATIENCE = 30
"""Seconds in which it has to answer; it takes one or two."""
IDLE_VISITORS = 4
"""More than there are workers: a browser opens connections before it knows what to ask."""


@dataclass
class Served:
    """A running `gatepost serve`."""

    process: subprocess.Popen[str]
    port: int

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as response:  # our own
            return response.status, response.read().decode()


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(tmp_path: Path, port: int) -> dict[str, str]:
    """Return the variables of a demo with a database of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GATEPOST_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        plain.pop(name, None)
    return plain | {"GATEPOST_DEMO": "yes", "GATEPOST_DATA_DIR": str(tmp_path), "GATEPOST_PORT": str(port)}


def command() -> list[str]:
    """Return what `make run` runs."""
    return [sys.executable, "-m", "gatepost.cli.main", "serve", "--prepare"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Serve the invented school in a process group of its own, as a terminal would."""
    port = free_port()
    process = subprocess.Popen(
        command(),
        env=environment(tmp_path, port),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    running = Served(process, port)
    try:
        wait_until_it_answers(running)
        yield running
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_until_it_answers(served: Served) -> None:
    """Ask until it is well."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            assert served.get("/health") == (200, "ok")
        except OSError:
            assert served.process.poll() is None, served.process.communicate()[0]
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_serve_says_where_and_who_and_stops_in_good_order(served: Served, how: signal.Signals) -> None:
    """Ctrl-C reaches the whole group; nobody has to be killed."""
    assert served.get("/policy/")[0] == 200
    os.killpg(served.process.pid, how)
    output, _ = served.process.communicate(timeout=8)
    assert served.process.returncode == 0
    assert f"http://localhost:{served.port}" in output
    assert "Head teacher" in output
    assert "WARNING" not in output
    assert "Traceback" not in output


def test_idle_connections_hold_up_nobody(served: Served) -> None:
    """Connections on which nothing, or half a request, was said."""
    connections = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(IDLE_VISITORS)]
    try:
        for connection in connections[::2]:
            connection.sendall(b"GET / HTTP/1.1\r\nHo")
        start = time.monotonic()
        assert served.get("/health") == (200, "ok")
        assert time.monotonic() - start < 2
    finally:
        for connection in connections:
            connection.close()


def test_worker_that_dies_is_replaced(served: Served) -> None:
    """One crash does not halve the service for good."""
    workers = children(served.process.pid)
    os.kill(workers[0], signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while workers[0] in children(served.process.pid) or len(children(served.process.pid)) < len(workers):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert served.get("/health") == (200, "ok")


def children(parent: int) -> list[int]:
    """Return the processes that a server started to serve; the one that does tasks beside it is none of them."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(word) for word in listed.split() if b"--beside-server" not in command_line(int(word))]


def command_line(process: int) -> bytes:
    """Return how a process was started; nothing if it is gone."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def test_busy_port_is_said_with_what_to_type(tmp_path: Path) -> None:
    """No traceback, no second server."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        result = subprocess.run(
            command(), env=environment(tmp_path, port), text=True, capture_output=True, check=False, timeout=PATIENCE
        )
    assert result.returncode == 2
    assert f"GATEPOST_PORT={port + 1}" in result.stderr
    assert "Traceback" not in result.stderr

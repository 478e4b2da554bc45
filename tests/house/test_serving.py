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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from gatepost.cli.beside import SECONDS_TO_FINISH, next_wait

T = TypeVar("T")

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
    """Ctrl-C reaches the whole group; nobody has to be killed.

    That is told by the time, not by granian's warning: two of its threads ask for the same ended process, and on a busy
    computer the slower one takes it for one that runs.
    """
    assert served.get("/policy/")[0] == 200
    everybody = started_by(served.process.pid)
    began = time.monotonic()
    os.killpg(served.process.pid, how)
    output, _ = served.process.communicate(timeout=PATIENCE)
    assert served.process.returncode == 0
    assert f"http://localhost:{served.port}" in output
    assert "Head teacher" in output
    assert time.monotonic() - began < SECONDS_TO_FINISH
    assert "the worker ended" not in output
    assert "Traceback" not in output
    assert not any(map(is_running, everybody))


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


def test_process_that_serves_and_dies_is_replaced(served: Served) -> None:
    """One crash does not halve the service for good."""
    serving = set(serving_in(served))
    killed = min(serving)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: killed not in serving_in(served) and len(serving_in(served)) == len(serving))
    assert served.get("/health") == (200, "ok")


def test_worker_that_is_killed_is_replaced_by_one_that_sends_what_waits(served: Served, tmp_path: Path) -> None:
    """The mail is written while the worker is held still, so that only another one can send it."""
    first = wait_until(lambda: worker_in(served))
    os.kill(first, signal.SIGSTOP)
    written = subprocess.run(
        [sys.executable, "-c", WRITE_A_MAIL],
        env=environment(tmp_path, served.port),
        text=True,
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    os.kill(first, signal.SIGKILL)
    letter = tmp_path / "outbox" / f"{written.stdout.strip()}.eml"
    wait_until(letter.exists)
    assert worker_in(served) not in {0, first}
    assert served.get("/health") == (200, "ok")


WRITE_A_MAIL = """
from gatepost.cli.django_setup import load_django
load_django()
from django.db import transaction
from gatepost.kernel.clock import now
from gatepost.kernel.ids import new_id
from gatepost.mail.services import Addressee, Kind, send
with transaction.atomic():
    to = Addressee(new_id(), "somebody@home.example")
    print(send(to=to, kind=Kind.WAITING, context={"school": "Oddenbrook", "link": "/"}, school=new_id(), at=now()).id)
"""


def test_killed_server_leaves_no_process_behind(served: Served) -> None:
    """Neither one that serves, and would keep the port, nor the worker."""
    wait_until(lambda: worker_in(served))
    everybody = started_by(served.process.pid)
    assert len(everybody) > 1
    served.process.kill()
    served.process.wait()
    wait_until(lambda: not any(map(is_running, everybody)))


def test_worker_that_keeps_dying_is_started_less_and_less_often() -> None:
    """Up to once a minute; one that ran well begins anew."""
    waits = [0.0]
    for _ in range(8):
        waits.append(next_wait(waits[-1], lived=3))
    assert waits[1:] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert next_wait(60, lived=61) == 1


def started_by(parent: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    try:
        listed = Path(f"/proc/{parent}/task").glob("*/children")
        children = [int(word) for file in listed for word in file.read_text(encoding="ascii").split()]
    except OSError:
        return []
    return [*children, *(grandchild for child in children for grandchild in started_by(child))]


def serving_in(served: Served) -> list[int]:
    """Return the processes that serve: those that were started and are not the worker."""
    return [pid for pid in started_by(served.process.pid) if pid != worker_in(served)]


def worker_in(served: Served) -> int:
    """Return the process that does tasks beside the server, or 0."""
    return next((pid for pid in started_by(served.process.pid) if b"--beside-server" in command_line(pid)), 0)


def command_line(process: int) -> bytes:
    """Return how a process was started; nothing if it is gone."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def is_running(process: int) -> bool:
    """Tell whether a process is there, and not only waiting to be counted out."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(answer: Callable[[], T]) -> T:
    """Ask until the answer is yes, and return it."""
    deadline = time.monotonic() + PATIENCE
    while not (found := answer()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


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

"""How do many people ask a server at once, from one program that costs next to nothing?

Each browser keeps one connection, as browsers do, and waits for its answer. They stand behind the proxy, which tells the server
that it was asked over HTTPS.

    together(server.port, people, sign, browsers=32)  ->  what `sign` returned for each of them, and how long it took
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from tests.rush.server import HOST, PATIENCE

T = TypeVar("T")
R = TypeVar("R")


class Broken(Exception):
    """The server went away before it had answered: nobody knows what it did."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: str


class Browser:
    """One connection to a server."""

    def __init__(self, port: int) -> None:
        """Connect; raise Broken if nobody is there."""
        try:
            self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError as refused:
            raise Broken from refused
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Browser:
        """Stay connected."""
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self._socket.close()

    def get(self, path: str, cookies: str = "") -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, cookies, b"")

    def post(self, path: str, cookies: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, cookies, urlencode(fields).encode())

    def _ask(self, method: str, path: str, cookies: str, body: bytes) -> Answer:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {HOST}",
            f"Origin: https://{HOST}",
            "X-Forwarded-Proto: https",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            *([f"Cookie: {cookies}"] if cookies else []),
        ]
        try:
            self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
            return self._answer()
        except OSError as ended:
            raise Broken from ended

    def _answer(self) -> Answer:
        head, _, rest = self._until(b"", lambda got: b"\r\n\r\n" in got).partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers["content-length"])
        body = self._until(rest, lambda got: len(got) >= length)
        return Answer(int(status.split()[1]), headers, body.decode())

    def _until(self, got: bytes, is_all: Callable[[bytes], bool]) -> bytes:
        while not is_all(got):
            more = self._socket.recv(65536)
            if not more:
                raise Broken
            got += more
        return got


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What one errand came to, and how many seconds it took."""

    result: R
    seconds: float


def together(port: int, errands: Iterable[T], do: Callable[[Browser, T], R], *, browsers: int) -> list[Done[R]]:
    """Let so many browsers do the errands, each the next one that nobody has begun; raise what one of them raised."""
    waiting, taking = iter(list(errands)), threading.Lock()
    done: list[Done[R]] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with Browser(port) as browser:
                while True:
                    with taking:
                        errand = next(waiting)
                    began = time.perf_counter()
                    result = do(browser, errand)
                    done.append(Done(result, time.perf_counter() - began))
        except StopIteration:
            pass
        except BaseException as raised:  # noqa: BLE001  # it is raised again, where somebody sees it
            failed.append(raised)

    threads = [threading.Thread(target=run) for _ in range(browsers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return done

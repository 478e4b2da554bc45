"""How many people can sign at the same time, and is each of them kept once?

The evening on which the school's letter came: 32 browsers send the form at a server as it runs in production, each time as
somebody else. In turns with them, at the same server, the same browsers call a view that inserts one bare row and asks nobody who
they are; that is what the goal is about. A view that does ask, and inserts one row, is measured beside it. On the database
that the settings name, SQLite with ``synchronous=FULL``.

    $ make bench ARGS=signing
    $ scripts/with-postgresql.sh make bench ARGS=signing
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any

from bench.common import Line

BROWSERS = 32
ROUNDS = 7
TIMES = {"signed": 256, "bare": 768, "known": 512}
"""In a round: about as many seconds of each."""
WARM_UP = 64
VISITS = 128
LEAST = 0.25
OK, FOUND = 200, 302


def measure() -> list[Line]:
    """Return the lines of the table."""
    import django  # noqa: PLC0415  # the settings' name is in the environment only now

    django.setup()
    with _database() as database:
        from tests.rush.crowd import crowd  # noqa: PLC0415  # needs Django set up
        from tests.rush.server import serving  # noqa: PLC0415  # the same

        people = iter(crowd(WARM_UP + ROUNDS * TIMES["signed"] + VISITS))
        _count_rows()
        with serving("bench.serving") as server:
            rush = Rush(server.port, people)
            lines = [*rush.compare(database), rush.visits(database)]
        return [*lines, *_survived(rush, database)]


@contextmanager
def _database() -> Iterator[str]:
    """A database of our own, with the invented school and the table of the bare view."""
    from django.conf import settings  # noqa: PLC0415  # needs Django set up
    from django.core.management import call_command  # noqa: PLC0415  # the same
    from django.db import connection  # noqa: PLC0415  # the same
    from django.test.utils import get_runner  # noqa: PLC0415  # the same

    from bench.serving_urls import Bare  # noqa: PLC0415  # the same
    from gatepost.demo import services as demo  # noqa: PLC0415  # the same

    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        demo.load()
        with connection.schema_editor() as editor:
            editor.create_model(Bare)
        yield "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    finally:
        runner.teardown_databases(databases)


def _count_rows() -> None:
    """Let the database count the rows, as PostgreSQL by itself does within a minute after so many people were imported."""
    from django.db import connection  # noqa: PLC0415  # needs Django set up

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Rush:
    """The browsers at one server, and what they were told."""

    def __init__(self, port: int, people: Iterator[Any]) -> None:
        """Open the form, and let both be tried."""
        from tests.rush.browsers import Browser  # noqa: PLC0415  # needs Django set up
        from tests.rush.crowd import form  # noqa: PLC0415  # the same

        self.port, self.people = port, people
        self.receipts: list[str] = []
        first = next(people)
        with Browser(port) as browser:
            self.form = form(browser, first)
        self._turn([first, *self._next(WARM_UP - 1)], self._sign)
        self.known = first
        self._turn(range(WARM_UP), self._bare)
        self._turn(range(WARM_UP), self._bare_signed_in)

    def compare(self, database: str) -> list[Line]:
        """Return how many signatures a second there are against bare rows, and the slowest of both."""
        rates: dict[str, list[float]] = {which: [] for which in TIMES}
        took: dict[str, list[float]] = {which: [] for which in TIMES}
        does = {"signed": self._sign, "bare": self._bare, "known": self._bare_signed_in}
        for turn in range(ROUNDS):
            for which in sorted(TIMES, reverse=bool(turn % 2)):
                errands = self._next(TIMES[which]) if which == "signed" else list(range(TIMES[which]))
                rate, seconds = self._turn(errands, does[which])
                rates[which].append(rate)
                took[which] += seconds
        signed, bare, known = (median(rates[which]) for which in TIMES)
        slowest = [quantiles(took[which], n=20)[-1] * 1000 for which in ("signed", "bare")]
        return [
            Line(
                f"{database}: signatures from {BROWSERS} browsers, against bare rows",
                f"{signed:.0f} and {bare:.0f} /s",
                signed / bare,
                least=LEAST,
            ),
            Line(
                f"{database}: the same, against bare rows of somebody signed in",
                f"{signed:.0f} and {known:.0f} /s",
                signed / known,
            ),
            Line(f"{database}: p95 of a signature, and of a bare row", f"{slowest[0]:.0f} and {slowest[1]:.0f} ms"),
        ]

    def visits(self, database: str) -> Line:
        """Return how many whole visits a second there are: the page with the form, the signature, the receipt."""
        from tests.rush.browsers import Browser  # noqa: PLC0415  # needs Django set up
        from tests.rush.crowd import form, sign  # noqa: PLC0415  # the same

        def visit(browser: Browser, signer: Any) -> str:
            answer = sign(browser, form(browser, signer), signer)
            shown = browser.get(answer.headers["location"], signer.cookie)
            return _well(shown.status == OK, answer.headers["location"])

        rate, seconds = self._turn(self._next(VISITS), visit)
        p95 = quantiles(seconds, n=20)[-1] * 1000
        return Line(f"{database}: visits: form, signature, receipt; p95 {p95:.0f} ms", f"{rate:.0f} /s")

    def _next(self, count: int) -> list[Any]:
        return [next(self.people) for _ in range(count)]

    def _turn(self, errands: Any, do: Callable[[Any, Any], str]) -> tuple[float, list[float]]:
        """Return the rate, and the seconds of each."""
        from tests.rush.browsers import together  # noqa: PLC0415  # needs Django set up

        began = time.perf_counter()
        done = together(self.port, errands, do, browsers=BROWSERS)
        rate = len(done) / (time.perf_counter() - began)
        self.receipts += [one.result for one in done if one.result]
        return rate, [one.seconds for one in done]

    def _sign(self, browser: Any, signer: Any) -> str:
        from tests.rush.crowd import sign  # noqa: PLC0415  # needs Django set up

        answer = sign(browser, self.form, signer)
        return _well(answer.status == FOUND, answer.headers.get("location", ""))

    def _bare(self, browser: Any, number: int) -> str:
        answer = browser.post("/bare/", "", {"content": f"Tomasz Zielinski {number}"})
        return _well(answer.status == FOUND, "")

    def _bare_signed_in(self, browser: Any, number: int) -> str:
        fields = {
            "content": f"Tomasz Zielinski {number}",
            "csrfmiddlewaretoken": self.form.fields["csrfmiddlewaretoken"],
        }
        answer = browser.post("/bare/signed-in/", f"{self.known.cookie}; {self.form.cookie}", fields)
        return _well(answer.status == FOUND and answer.headers["location"] == "/bare/", "")


def _well(is_well: bool, result: str) -> str:  # noqa: FBT001  # it is what the function is about
    if not is_well:
        raise RuntimeError("the server did not take it")
    return result


def _survived(rush: Rush, database: str) -> list[Line]:
    """Return whether everything that was confirmed is there, once, and whether the record says so."""
    from tests.rush.evidence import findings, kept  # noqa: PLC0415  # needs Django set up

    there, confirmed = kept(), rush.receipts
    wrong = len(there ^ set(confirmed)) + len(confirmed) - len(set(confirmed))
    return [
        Line(f"{database}: lost or doubled, of {len(confirmed):,} confirmed", str(wrong), wrong, goal=0),
        Line(f"{database}: findings of both verifiers", str(len(findings())), len(findings()), goal=0),
    ]

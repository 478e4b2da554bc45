"""What do three hundred letters take, and what does the page that anybody may ask take beside a bare row?

Letters are set one after another in a process of their own, each with a code and a square of its own; beside one of them, in
turns, a sheet to sign, which is one page too. The page is asked by browsers at a server as it runs in production, in turns with a
view that reads one row by its key and shows it.

    $ make bench ARGS=letters
    $ scripts/with-postgresql.sh make bench ARGS=letters
"""

import subprocess
import sys
import time
from datetime import date
from itertools import count
from statistics import median

from bench.bench_signing import _database
from bench.common import Line, interleaved

LETTERS, FEW = 300, 30
MEMORY_GOAL = 1.3
BROWSERS, ROUNDS, LOOKS = 8, 9, 200
LEAST = 0.5
OK = 200
_SET = """
import resource, sys
sys.path[:0] = ["."]
from bench.bench_letters import one
for number in range(int(sys.argv[1])):
    one(number)
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)
"""


def measure() -> list[Line]:
    """Return the lines of the table."""
    import django  # noqa: PLC0415  # the settings' name is in the environment only now

    django.setup()
    numbers = count()
    pair = interleaved(lambda: one(next(numbers)), lambda: sheet(next(numbers)))
    few, _ = _used(FEW)
    start = time.perf_counter()
    many, processor = _used(LETTERS)
    seconds = time.perf_counter() - start
    with _database() as database:
        page = _page(database)
    return [
        Line("letters: one as PDF, beside a sheet of one page", f"{pair.ours * 1000:.0f} ms", pair.ratio),
        Line(f"letters: {LETTERS} as PDF; {processor:.0f} s of the processor", f"{seconds:.0f} s"),
        Line(f"letters: peak memory of {LETTERS} beside {FEW}", f"{many:.0f} MB", many / few, MEMORY_GOAL),
        page,
    ]


def one(number: int) -> bytes:
    """The letter of one permission."""
    from gatepost.accounts.qr import picture  # noqa: PLC0415  # needs Django's settings, and these the environment
    from gatepost.grants.codes import new_code, shown  # noqa: PLC0415  # the same
    from gatepost.policy import default_pack  # noqa: PLC0415  # as the others
    from gatepost.printing import Decision, Granted, Square, granted_pdf  # noqa: PLC0415  # as the others

    code, day = shown(new_code()), date(2026, 7, 3)
    square = picture(f"https://gatepost.oddenbrook.example/letter/?code={code}")
    letter = Granted(
        school="Oddenbrook Primary School",
        given_on=day,
        holder=f"Teacher {number}",
        hats=("staff",),
        kind="on-behalf-of-school",
        what=f"Posts about the book week of class {number}, without pictures of children.",
        account="The class blog",
        facts={"service_kind": ("blog",)},
        begins=day,
        until=date(2027, 7, 2),
        decisions=(
            Decision("head", "Ruth Ashworth", day, conditions="Only in term."),
            Decision("governing-body", "Helen Marsh", day, "2026/7, item 3", day),
        ),
        edition=default_pack(),
        standing="valid",
        printed_on=day,
        code=code,
        page="gatepost.oddenbrook.example/letter",
        square=Square(square.size, square.path),
    )
    return granted_pdf(letter)


def sheet(number: int) -> bytes:
    """A sheet to sign on paper."""
    from gatepost.printing import Sheet, sheets_pdf  # noqa: PLC0415  # as above

    day = date(2026, 7, 3)
    return sheets_pdf(
        [Sheet("Oddenbrook Primary School", f"Teacher {number}", ("Staff",), "July 2018", day, "daf5 82f8 " * 8, day)]
    )


def _used(letters: int) -> tuple[float, float]:
    """What a process that sets so many uses: the peak of memory in MB, and seconds of the processor."""
    done = subprocess.run([sys.executable, "-c", _SET, str(letters)], capture_output=True, check=True)
    memory, processor = map(float, done.stdout.split())
    return memory, processor


def _page(database: str) -> Line:
    """Return how many looks a second there are, against bare rows."""
    from bench.serving_urls import Bare  # noqa: PLC0415  # needs Django set up
    from gatepost.grants.letters import PAGE  # noqa: PLC0415  # the same
    from tests.rush.browsers import Browser, together  # noqa: PLC0415  # the same
    from tests.rush.server import serving  # noqa: PLC0415  # the same

    paths = {"ours": f"{PAGE}?code={_given()}", "bare": f"/bare/{Bare.objects.create(content='A row').pk}/"}

    def look(browser: Browser, path: str) -> None:
        if browser.get(path).status != OK:
            raise RuntimeError("the server did not show it")

    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    with serving("bench.serving") as server:
        for turn in range(ROUNDS + 1):
            for which in ("ours", "bare") if turn % 2 else ("bare", "ours"):
                began = time.perf_counter()
                together(server.port, [paths[which]] * LOOKS, look, browsers=BROWSERS)
                if turn:  # the first warms both up
                    rates[which].append(LOOKS / (time.perf_counter() - began))
    ours, bare = median(rates["ours"]), median(rates["bare"])
    return Line(
        f"{database}: looks at a letter's page, against a bare row",
        f"{ours:.0f} and {bare:.0f} /s",
        ours / bare,
        least=LEAST,
    )


def _given() -> str:
    """Return the code of a letter of the invented school, given today."""
    from django.utils.timezone import localdate  # noqa: PLC0415  # needs Django set up

    from gatepost.grants import services  # noqa: PLC0415  # the same
    from gatepost.grants.codes import shown  # noqa: PLC0415  # the same
    from gatepost.grants.models import Letter  # noqa: PLC0415  # the same
    from gatepost.grants.scope import Scope  # noqa: PLC0415  # the same
    from gatepost.kernel.clock import now  # noqa: PLC0415  # the same
    from tests.unit.grants.people import viewer_of  # noqa: PLC0415  # the same

    at, day = now(), localdate(now())
    facts = {"outlet": ("social-media",)}
    scope = Scope("The summer fair", "Our page", "News of the summer fair", facts, since=day, until=day)
    asked = services.ask(kind="school-name", scope=scope, by=viewer_of("teacher", day), at=at)
    services.agree(permission=asked.id, body="head", expected_sha256=asked.sha256, by=viewer_of("head", day), at=at)
    return shown(Letter.objects.get().code)

"""What do a thousand copies of what was signed take, as PDF?

Set as the worker sets them, one after another in a process of their own, each with its own receipt. Beside it, in turns, the bare
edition with the same words, under a label that is another each time: the printer remembers what it has just set.
"""

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from bench.common import Line, interleaved
from gatepost.policy import default_pack
from gatepost.printing import Receipt, copy_pdf, edition_pdf

COPIES, FEW = 1000, 100
RATIO_GOAL, MEMORY_GOAL = 2.0, 1.3
_SET = """
import resource, sys
sys.path[:0] = ["."]
from bench.bench_copies import one
for number in range(int(sys.argv[1])):
    one(number)
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)
"""


def measure() -> list[Line]:
    """Seconds of a thousand, by clock and processor; one copy beside the bare edition; memory of a thousand beside a hundred."""
    numbers, edition = count(), default_pack()
    pair = interleaved(
        lambda: one(next(numbers)), lambda: edition_pdf(replace(edition, label=f"Edition {next(numbers)}"))
    )
    few, _ = _used(FEW)
    start = time.perf_counter()
    many, processor = _used(COPIES)
    seconds = time.perf_counter() - start
    return [
        Line("copies: one as PDF beside the bare edition", f"{pair.ours * 1000:.0f} ms", pair.ratio, RATIO_GOAL),
        Line(f"copies: {COPIES:,} as PDF", f"{seconds:.0f} s"),
        Line(f"copies: {COPIES:,} as PDF, of the processor", f"{processor:.0f} s"),
        Line(f"copies: each of {COPIES:,}, of the processor", f"{processor / COPIES * 1000:.0f} ms"),
        Line(f"copies: peak memory of {COPIES:,} beside {FEW}", f"{many:.0f} MB", many / few, MEMORY_GOAL),
    ]


def one(number: int) -> bytes:
    """The copy of one agreement, as it goes by mail."""
    edition = default_pack()
    receipt = Receipt(
        school="Oddenbrook Primary School",
        label=edition.label,
        sha256=edition.sha256,
        in_force_from=date(2018, 7, 12),
        answer="Has read it and agreed to it",
        at=datetime(2026, 7, 3, number // 60 % 24, number % 60, tzinfo=UTC),
        reference=f"{number:020d}",
        check="https://gatepost.oddenbrook.example/policy/check/",
    )
    return copy_pdf(receipt, edition)


def _used(copies: int) -> tuple[float, float]:
    """What a process that sets so many uses: the peak of memory in MB, and seconds of the processor."""
    done = subprocess.run([sys.executable, "-c", _SET, str(copies)], capture_output=True, check=True)
    memory, processor = map(float, done.stdout.split())
    return memory, processor

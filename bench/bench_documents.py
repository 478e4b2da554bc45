"""How right are the proposals for documents, and what does reading a long one take?

The labelled documents are ours (tests/unit/documents/schools). Memory is the peak of the reading process, for ten pages and for a
hundred: what a page needs is given back before the next is read.
"""

import subprocess
import sys
import time

from bench.common import Line
from gatepost.documents import propose, read_safely
from gatepost.policy import default_pack
from tests.unit.documents.making import pdf
from tests.unit.documents.report import BLIND, SCHOOLS, result

WRONG_GOAL, BLIND_GOAL = 0.10, 0.15
MEMORY_GOAL = 1.6
PAGES = 100
_PEAK = """
import resource, sys
from gatepost.documents import read_safely
read_safely("x.pdf", sys.stdin.buffer.read())
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure() -> list[Line]:
    """Shares that are wrong, by document; memory at a hundred pages beside ten; the seconds of a hundred."""
    lines = []
    for school in SCHOOLS:
        found = result(school)
        wrong = 1 - found.rate
        name = f"import: wrong without help, {school}{' (blind)' if school in BLIND else ''}, of {found.count}"
        lines.append(Line(name, f"{wrong:.1%}", wrong, BLIND_GOAL if school in BLIND else WRONG_GOAL))
    ten, hundred = _pages(PAGES // 10), _pages(PAGES)
    small, large = _peak(ten), _peak(hundred)
    lines.append(Line("import: peak memory, 100 pages beside 10", f"{large:.0f} MB", large / small, MEMORY_GOAL))
    start = time.perf_counter()
    document = read_safely("x.pdf", hundred)
    read = time.perf_counter() - start
    propose("x.pdf", document, default_pack())
    lines.append(Line("import: reading 100 pages", f"{read:.1f} s"))
    lines.append(Line("import: matching 100 pages", f"{time.perf_counter() - start - read:.1f} s"))
    return lines


def _pages(count: int) -> bytes:
    """A PDF of so many full pages in two columns."""
    rule = "Staff must not post pictures of pupils on social media, unless the head teacher has agreed. "
    return pdf(f"#set page(columns: 2)\n#set text(size: 10pt)\n#set par(justify: true)\n{rule * (34 * count)}")


def _peak(data: bytes) -> float:
    """The reading process's peak of memory, in MB."""
    done = subprocess.run([sys.executable, "-c", _PEAK], input=data, capture_output=True, check=True)
    return int(done.stdout) / 1024

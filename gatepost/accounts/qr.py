"""Which picture does the app on a phone read?

As one path, so that a page draws it itself: nothing is loaded, and no markup of somebody else's is trusted.

    <svg viewBox="0 0 {{ qr.size }} {{ qr.size }}"><path d="{{ qr.path }}"/></svg>
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from qrcode.main import QRCode

MASK = 0
"""Every reader takes each of the eight masks; to find the prettiest takes seven times as long, seconds for hundreds of letters."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Stripes one unit high, with the quiet border that readers need."""

    size: int
    path: str


def picture(text: str) -> Picture:
    """Return the picture of a text."""
    code: QRCode = QRCode(mask_pattern=MASK)
    code.add_data(text)
    rows = code.get_matrix()
    stripes = (f"M{x} {y}h{long}v1h-{long}z" for y, row in enumerate(rows) for x, long in _stripes(row))
    return Picture(len(rows), "".join(stripes))


def _stripes(row: Sequence[bool | None]) -> Iterator[tuple[int, int]]:
    """Yield where in a row dark squares begin, and how many follow one another."""
    x = 0
    for dark, squares in groupby(row, key=bool):
        long = len(list(squares))
        if dark:
            yield x, long
        x += long

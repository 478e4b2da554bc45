"""Which picture does the app on a phone read?

As one path, so that a page draws it itself: nothing is loaded, and no markup of somebody else's is trusted.

    <svg viewBox="0 0 {{ qr.size }} {{ qr.size }}"><path d="{{ qr.path }}"/></svg>
"""

from dataclasses import dataclass

from qrcode.main import QRCode


@dataclass(frozen=True, slots=True)
class Picture:
    """Squares of one unit, with the quiet border that readers need."""

    size: int
    path: str


def picture(text: str) -> Picture:
    """Return the picture of a text."""
    code: QRCode = QRCode()
    code.add_data(text)
    rows = code.get_matrix()
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Picture(len(rows), "".join(squares))

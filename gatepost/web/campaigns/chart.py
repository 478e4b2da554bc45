"""How does the progress of a campaign look as a picture?

Steps: up by those who answered, on the day on which they did, below a line for all who are asked. A table beside it says the same.

    chart([(day, 3)], asked=4, first=day, last=day).steps  ->  'M4 156H4V42H356'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, EDGE, TOP = 360, 160, 4, 4


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture: a box, the path of the steps, the same closed to an area, and the height of the line of all who are asked."""

    box: str
    steps: str
    area: str
    all_at: str
    left: int
    right: int
    first: date
    last: date


def chart(days: Sequence[tuple[date, int]], *, asked: int, first: date, last: date) -> Chart | None:
    """Return the picture of answers by day, in order; None if nobody is asked."""
    if not asked:
        return None
    first = min([first, *(day for day, _count in days)])
    last = max([last, *(day for day, _count in days)])  # one may still sign what one is not asked for any more
    span = max((last - first).days, 1)
    bottom, right = HEIGHT - EDGE, WIDTH - EDGE

    def across(day: date) -> float:
        return round(EDGE + (day - first).days / span * (right - EDGE), 1)

    def up(count: int) -> float:
        return round(bottom - count / asked * (bottom - TOP), 1)

    steps, so_far = f"M{EDGE} {bottom}", 0
    for day, count in days:
        so_far += count
        steps += f"H{across(day):g}V{up(so_far):g}"
    steps += f"H{right}"
    area = f"{steps}V{bottom}H{EDGE}Z"
    return Chart(f"0 0 {WIDTH} {HEIGHT}", steps, area, f"{up(asked):g}", EDGE, right, first, max(last, first))

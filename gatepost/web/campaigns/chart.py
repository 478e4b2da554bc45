"""How does the progress of a campaign look as a picture?

Two lines of steps, day by day: how many had answered, filled below, and how many were asked. A table beside it says the same.

    chart([DayBy(day, asked=4, answered=3, gave=3)], first=day, last=day).steps  ->  'M4 42H356'
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gatepost.campaigns.history import DayBy

WIDTH, HEIGHT, EDGE, TOP = 360, 160, 4, 4


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture: a box, the path of the steps of those who had answered, the same closed to an area, and of those asked."""

    box: str
    steps: str
    area: str
    asked: str
    first: date
    last: date


def chart(days: Sequence[DayBy], *, first: date, last: date) -> Chart | None:
    """Return the picture of days, in order, from one day to another; None if nobody is asked on any."""
    most = max((each.asked for each in days), default=0)
    if not most:
        return None
    last = max(last, days[-1].day)  # one may still sign what one is not asked for any more
    span = max((last - first).days, 1)
    bottom, right = HEIGHT - EDGE, WIDTH - EDGE

    def across(day: date) -> float:
        return round(EDGE + (day - first).days / span * (right - EDGE), 1)

    def up(count: int) -> float:
        return round(bottom - count / most * (bottom - TOP), 1)

    def line(counts: Iterable[int]) -> str:
        points = [(across(each.day), up(count)) for each, count in zip(days, counts, strict=True)]
        start = points.pop(0)[1] if days[0].day == first else bottom
        return f"M{EDGE} {start:g}" + "".join(f"H{x:g}V{y:g}" for x, y in points) + f"H{right}"

    steps = line(each.answered for each in days)
    return Chart(
        box=f"0 0 {WIDTH} {HEIGHT}",
        steps=steps,
        area=f"{steps}V{bottom}H{EDGE}Z",
        asked=line(each.asked for each in days),
        first=first,
        last=last,
    )

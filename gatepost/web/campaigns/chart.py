"""How does the progress of a campaign look as a picture?

Two lines of steps, day by day: how many had answered, filled below, and how many were asked. Each has its number at its end, and
the days stand below. A table beside it says the same. On a page the style sheet colours it; in the report it has its own colours.

    chart([DayBy(day, asked=4, answered=3, gave=3)], first=day, last=day).steps  ->  'M8 50.5H335'
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gatepost.campaigns.history import DayBy

WIDTH, HEIGHT, EDGE, TOP, BOTTOM = 360, 178, 8, 16, 154
DAYS_AT = 172
"""On which line the days stand."""
DIGIT, LINE = 9, 15
"""How wide a digit is, and how far apart two numbers stand so that both can be read."""
MIDDLE = 4.5
"""From the middle of a digit to the line on which it stands."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the end of a line, and the line on which it stands."""

    number: int
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture: a box, the path of the steps of those who had answered, the same closed to an area, and of those asked."""

    box: str
    base: str
    steps: str
    area: str
    asked: str
    numbers_at: int
    answered_in_all: Number | None
    """None if it is the same as that of those asked."""
    asked_in_all: Number
    left: int
    right: int
    days_at: int
    first: date
    last: date


def chart(days: Sequence[DayBy], *, first: date, last: date) -> Chart | None:
    """Return the picture of days, in order, from one day to another; None if nobody is asked on any."""
    most = max((each.asked for each in days), default=0)
    if not most:
        return None
    last = max(last, days[-1].day)  # one may still sign what one is not asked for any more
    span = max((last - first).days, 1)
    right = WIDTH - 2 * EDGE - DIGIT * len(str(most))

    def across(day: date) -> float:
        return round(EDGE + (day - first).days / span * (right - EDGE), 1)

    def up(count: int) -> float:
        return round(BOTTOM - count / most * (BOTTOM - TOP), 1)

    def line(counts: Iterable[int]) -> str:
        points = [(across(each.day), up(count)) for each, count in zip(days, counts, strict=True)]
        start = points.pop(0)[1] if days[0].day == first else BOTTOM
        return f"M{EDGE} {start:g}" + "".join(f"H{x:g}V{y:g}" for x, y in points) + f"H{right}"

    steps = line(each.answered for each in days)
    answered, asked = days[-1].answered, days[-1].asked
    lower = min(max(up(answered), up(asked) + LINE), BOTTOM)
    higher = up(asked) if answered == asked else min(up(asked), lower - LINE)
    return Chart(
        box=f"0 0 {WIDTH} {HEIGHT}",
        base=f"M{EDGE} {BOTTOM}H{right}",
        steps=steps,
        area=f"{steps}V{BOTTOM}H{EDGE}Z",
        asked=line(each.asked for each in days),
        numbers_at=right + EDGE,
        answered_in_all=Number(answered, lower + MIDDLE) if answered != asked else None,
        asked_in_all=Number(asked, higher + MIDDLE),
        left=EDGE,
        right=right,
        days_at=DAYS_AT,
        first=first,
        last=last,
    )

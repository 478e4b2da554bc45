"""How often does the log say that something fails which is tried again each second?

The first time, and then after a while that doubles, to some minutes; each time with how often it failed since it last worked. The
work itself is tried as often as before.

    >>> failing = Failing()
    >>> [failing.failed("copies", at=float(second)) for second in range(8)]
    [1, None, 3, None, None, None, 7, None]
    >>> failing.worked("copies"), failing.worked("copies")
    (8, 0)
"""

from dataclasses import dataclass, field

SHORTEST, LONGEST = 2.0, 600.0
"""Seconds from one line to the next, at first and at last."""


@dataclass(slots=True)
class _Streak:
    """How often something failed in a row, and when that is to be said again."""

    times: int = 0
    said_again_at: float = float("-inf")
    wait: float = SHORTEST


@dataclass(slots=True)
class Failing:
    """What fails at present, by name."""

    _streaks: dict[str, _Streak] = field(default_factory=dict)

    def failed(self, name: str, *, at: float) -> int | None:
        """Note a failure at a moment, in seconds of any clock; return how many there are in a row if it is to be said."""
        streak = self._streaks.setdefault(name, _Streak())
        streak.times += 1
        if at < streak.said_again_at:
            return None
        streak.said_again_at, streak.wait = at + streak.wait, min(2 * streak.wait, LONGEST)
        return streak.times

    def worked(self, name: str) -> int:
        """Note that it works; return how often it had failed before."""
        streak = self._streaks.pop(name, None)
        return streak.times if streak else 0

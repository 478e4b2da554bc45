"""How is one thing measured against another, on a computer that others use too?

Side by side and in turns, many times, by medians: what slows one slows the other. Only ratios are judged.

    pair = interleaved(lambda: ours(), lambda: bare(), rounds=30)
    Line("page against a bare page", f"{pair.ours * 1000:.1f} ms", pair.ratio, goal=2.0)
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUNDS = 31
WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table; without a goal it only informs. `ratio` may be any number that is bounded, from above or from below."""

    name: str
    figure: str
    ratio: float | None = None
    goal: float | None = None
    """The most that it may be."""
    least: float | None = None
    """The least that it has to be."""

    @property
    def aim(self) -> str:
        """The goal, in words."""
        if self.least is not None:
            return f"at least {self.least:g}"
        return "informs" if self.goal is None else f"at most {self.goal:g}"

    @property
    def ok(self) -> bool:
        """Whether the goal is met, or there is none."""
        if self.least is not None:
            return self.ratio is not None and self.ratio >= self.least
        return self.goal is None or (self.ratio is not None and self.ratio <= self.goal)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two medians, in seconds."""

    ours: float
    peer: float

    @property
    def ratio(self) -> float:
        """How many times the peer's time ours takes."""
        return self.ours / self.peer


def interleaved(
    ours: Callable[[], object], peer: Callable[[], object], *, rounds: int = ROUNDS, times: int = 1
) -> Pair:
    """Return the median seconds of one call of each, from `rounds` turns of `times` calls; who goes first alternates."""
    for _ in range(WARM_UP):
        ours()
        peer()
    taken: dict[int, list[float]] = {0: [], 1: []}
    both = (ours, peer)
    for turn in range(rounds):
        for which in (0, 1) if turn % 2 else (1, 0):
            taken[which].append(_seconds(both[which], times))
    return Pair(median(taken[0]), median(taken[1]))


def _seconds(work: Callable[[], object], times: int) -> float:
    gc.collect()
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times

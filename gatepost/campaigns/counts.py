"""What do the answers of those who are asked come to, in all, by hat, by class and by day?

found = Figures(); found.count(positions(campaign, on=today))
found.total.of(Standing.AGREED)  ->  212
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gatepost.campaigns.audience import Position, Standing
from gatepost.campaigns.history import History
from gatepost.people.states import Hat

NO_HAT = ""
FORM = 3
"""How they are kept, and by which rules they are counted. One more whenever either changes: what is of another form is counted
anew, for answers that are caught up with are taken out by the rule of today."""
Hats = tuple[str, ...]


def percent(part: int, whole: int) -> int | None:
    """Return a share in whole percent, the nearest; a hundred only of all, nought only of nobody. Of nothing there is none.

    >>> percent(2, 3), percent(1, 8), percent(1, 1000), percent(999, 1000), percent(5, 5), percent(0, 5), percent(0, 0)
    (67, 13, 1, 99, 100, 0, None)
    """
    if not whole:
        return None
    nearest = (2 * 100 * part + whole) // (2 * whole)
    return min(max(nearest, 1), 99) if 0 < part < whole else nearest


@dataclass(slots=True)
class Count:
    """How many stand where, and how many of them are still asked."""

    by_standing: Counter[Standing] = field(default_factory=Counter)
    missing: int = 0

    @property
    def asked(self) -> int:
        """How many are asked: everybody but those whose earlier agreement holds."""
        return self.by_standing.total() - self.by_standing[Standing.HELD]

    @property
    def answered(self) -> int:
        """How many of those who are asked have given an answer that settles it."""
        return self.asked - self.missing

    @property
    def percent(self) -> int | None:
        """How many of a hundred of those who are asked have answered; None if nobody is asked."""
        return percent(self.answered, self.asked)

    @property
    def everybody(self) -> int:
        """How many there are."""
        return self.by_standing.total()

    def of(self, standing: Standing) -> int:
        """Return how many stand there."""
        return self.by_standing[standing]

    def add(self, one: Position, times: int, *, hat: str = "") -> None:
        """Count somebody in (``times`` 1) or out (-1), as the person that they are or for one of their hats."""
        standing, is_missing = one.as_hat(hat) if hat else (one.standing, one.is_missing)
        self.by_standing[standing] += times
        self.missing += times * is_missing

    def plus(self, other: "Count") -> "Count":
        """Return both together."""
        return Count(self.by_standing + other.by_standing, self.missing + other.missing)

    def as_json(self) -> dict[str, Any]:
        """Return it as `of_json` takes it."""
        return {"missing": self.missing, **{each.value: n for each, n in self.by_standing.items() if n}}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Count":
        """Return what was kept."""
        return cls(Counter({each: kept[each.value] for each in Standing if each.value in kept}), kept["missing"])

    def copy(self) -> "Count":
        """Return the same, to go on with."""
        return Count(Counter(self.by_standing), self.missing)


@dataclass(slots=True)
class Figures:
    """What a campaign's answers come to. Somebody with two hats is in both rows and once in ``total``; by class alike."""

    total: Count = field(default_factory=Count)
    hats: dict[str, Count] = field(default_factory=dict)
    classes: dict[str, Count] = field(default_factory=dict)
    history: History = field(default_factory=History)
    """How it was on each day."""
    alike: dict[Hats, Count] = field(default_factory=dict)
    """Everybody once, by exactly the hats that they wear: what rows of hats come to more or less than the total is told by it."""

    def count(self, people: Iterable[Position], times: int = 1) -> None:
        """Count people in (``times`` 1) or out (-1)."""
        for one in people:
            self.total.add(one, times)
            for hat in one.hats or (NO_HAT,):
                self.hats.setdefault(hat, Count()).add(one, times, hat=hat)
            self.alike.setdefault(one.hats, Count()).add(one, times)
            for name in one.classes:
                self.classes.setdefault(name, Count()).add(one, times, hat=Hat.PARENT.value)

    def copy(self) -> "Figures":
        """Return the same, to go on with."""
        return Figures(
            self.total.copy(),
            {hat: count.copy() for hat, count in self.hats.items()},
            {name: count.copy() for name, count in self.classes.items()},
            self.history.copy(),
            {hats: count.copy() for hats, count in self.alike.items()},
        )

    def as_json(self) -> dict[str, Any]:
        """Return it as `of_json` takes it."""
        return {
            "form": FORM,
            "total": self.total.as_json(),
            "hats": {hat: count.as_json() for hat, count in self.hats.items()},
            "classes": {name: count.as_json() for name, count in self.classes.items()},
            "alike": {",".join(hats): count.as_json() for hats, count in self.alike.items()},
            "history": self.history.as_json(),
        }

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Figures | None":
        """Return what was kept; None if another version of Gatepost kept it otherwise."""
        if kept.get("form") != FORM:
            return None
        return cls(
            Count.of_json(kept["total"]),
            {hat: Count.of_json(count) for hat, count in kept["hats"].items()},
            {name: Count.of_json(count) for name, count in kept["classes"].items()},
            History.of_json(kept["history"]),
            {tuple(hats.split(",")) if hats else (): Count.of_json(count) for hats, count in kept["alike"].items()},
        )

"""How many were asked on each day of a campaign, and how many of them had answered by its end?

Counted as it was on that day: whoever left later was asked then and had answered or not; whoever agreed and got one more hat
since had answered then. What came to light later changes a past day: a hat that began earlier, or a sheet that was signed that
day and recorded a week later. Once the campaign is over, its people are those of its last day.

    History of a parent who was asked on Monday, signed on Tuesday and left on Friday:
    [Step(monday, asked=1, answered=0), Step(tuesday, 0, 1, gave=1), Step(saturday, -1, -1)]
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from gatepost.campaigns.audience import SETTLES, Standing, stands, wanted_by
from gatepost.campaigns.lives import Given, Life
from gatepost.campaigns.models import Campaign

ONE_DAY = timedelta(days=1)
PARTS = ("asked", "answered", "gave", "changed")


@dataclass(frozen=True, slots=True)
class Step:
    """What one person changes on a day: whether they are asked, have answered, and by that day's answer."""

    day: date
    asked: int = 0
    answered: int = 0
    gave: int = 0


@dataclass(frozen=True, slots=True)
class DayBy:
    """A day: how many were asked on it, had answered by its end, and gave on it the answer that settled it."""

    day: date
    asked: int
    answered: int
    gave: int


@dataclass(slots=True)
class History:
    """What everybody's steps come to, by day."""

    asked: Counter[date] = field(default_factory=Counter)
    answered: Counter[date] = field(default_factory=Counter)
    gave: Counter[date] = field(default_factory=Counter)
    changed: Counter[date] = field(default_factory=Counter)
    """For how many people anything of it changed."""

    def count(self, steps: Iterable[Step], times: int = 1) -> None:
        """Count steps in (``times`` 1) or out (-1)."""
        for one in steps:
            self.asked[one.day] += times * one.asked
            self.answered[one.day] += times * one.answered
            self.gave[one.day] += times * one.gave
            self.changed[one.day] += times

    def copy(self) -> "History":
        """Return the same, to go on with."""
        return History(*(Counter(getattr(self, name)) for name in PARTS))

    def as_json(self) -> dict[str, Any]:
        """Return it as `of_json` takes it."""
        return {name: {day.isoformat(): n for day, n in getattr(self, name).items() if n} for name in PARTS}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "History":
        """Return what was kept."""
        return cls(*(Counter({date.fromisoformat(day): n for day, n in kept[name].items()}) for name in PARTS))

    def days(self) -> tuple[DayBy, ...]:
        """Return the days on which anything changed, in order."""
        found, asked, answered = [], 0, 0
        for day in sorted({*self.asked, *self.answered, *self.gave}):
            asked, answered = asked + self.asked[day], answered + self.answered[day]
            if self.asked[day] or self.answered[day] or self.gave[day]:
                found.append(DayBy(day, asked, answered, self.gave[day]))
        return tuple(found)

    def days_of_many(self, least: int) -> tuple[DayBy, ...]:
        """Return those days from each of which to the next, and to today, enough people changed that none is told of.

        Each has what was given since the one before it. The last one is as it is today, as the total beside it.
        """
        days, found, gave, changed = self.days(), list[DayBy](), 0, 0
        for one in days:
            gave, changed = gave + one.gave, changed + self.changed[one.day]
            if changed >= least and one.asked >= least:
                found.append(replace(one, gave=gave))
                gave = changed = 0
        if changed and found:
            found[-1] = replace(days[-1], gave=found[-1].gave + gave)
        return tuple(found)


def steps_in(campaign: Campaign, lives: Mapping[str, Life], *, last: date, today: date) -> Iterator[Step]:
    """Yield what everybody changed on which day, until today; from ``last`` on the campaign asks who is there that day."""
    wanted, settles = wanted_by(campaign), SETTLES[campaign.level]

    def stood(life: Life, day: date, by: date) -> tuple[bool, bool]:
        """Tell whether they were asked on a day, and had answered with what they gave by a day."""
        worn = life.worn_on(min(day, last))
        earlier = _by(life.earlier, by)
        if worn is None or not wanted(worn, earlier):
            return False, False
        standing, _given, _agreed = stands(campaign, worn, _by(life.answers, by), earlier)
        return standing is not Standing.HELD, standing in settles and standing is not Standing.HELD

    for life in lives.values():
        was_asked = had_answered = False
        for day in _turning_points(life, campaign.begins, last, today):
            is_asked, has_answered = stood(life, day, day)
            gave = (
                has_answered and any(one.day == day for one in life.answers) and not stood(life, day, day - ONE_DAY)[1]
            )
            if (is_asked, has_answered, gave) != (was_asked, had_answered, False):
                yield Step(day, is_asked - was_asked, has_answered - had_answered, int(gave))
            was_asked, had_answered = is_asked, has_answered


def _by(answers: list[Given], day: date) -> list[Given]:
    """Return the answers that were given by the end of a day, in their order."""
    return [one for one in answers if one.day <= day]


def _turning_points(life: Life, first: date, last: date, today: date) -> list[date]:
    """Return the days on which anything may have changed for somebody, from the first day of the campaign on."""
    days = {first}
    for _hat, since, until in life.spells:
        days.add(since)
        if until:
            days.add(until + ONE_DAY)
    days = {day for day in days if day <= last}
    days |= {one.day for one in (*life.answers, *life.earlier) if one.day <= today}
    return sorted(day for day in days if day >= first)

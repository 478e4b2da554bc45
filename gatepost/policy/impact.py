"""What would a new edition change, told so that a governor understands it before approving?

Worked example: phones in the hall at break. "Staff, governors and volunteers: use a mobile phone: No becomes Yes", with one
question that somebody could ask and both answers to it, and the words of the clauses that changed beside each other.

Whose signature would be asked again follows from the hats whose answers or duties change; how many persons wear them, the caller
knows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from threading import Lock
from typing import Generic, TypeVar

from gatepost.policy.answer import Answer, decide
from gatepost.policy.comparison import Change, Difference, diff
from gatepost.policy.model import Clause, Edition
from gatepost.policy.schema import LISTS, STRICTNESS
from gatepost.policy.situation import Situation

MOST_KEPT = 16
"""Comparisons that a process keeps. One takes about a second and some ten kilobytes."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Answers about one act that turn from ``old`` to ``new`` for ``hats``, with one question and what both editions answer.

    ``cases`` are situations, counted for each hat. Where both verdicts are the same, the clauses or the permissions differ.
    """

    hats: tuple[str, ...]
    act: str
    old: str
    new: str
    cases: int
    example: Situation
    before: Answer
    after: Answer

    @property
    def is_milder(self) -> bool:
        """Whether more is allowed than before."""
        return STRICTNESS[self.new] < STRICTNESS[self.old]


@dataclass(frozen=True, slots=True)
class Compared:
    """A clause as it was and as it would be; None where it is not there."""

    old: Clause | None
    new: Clause | None


@dataclass(frozen=True, slots=True)
class Impact:
    """What a new edition changes. ``hats`` are those who would be asked to sign again, in the schema's order."""

    difference: Difference
    turned: tuple[Turned, ...]
    clauses: tuple[Compared, ...]
    hats: tuple[str, ...]


def impact(old: Edition, new: Edition) -> Impact:
    """What changes from ``old`` to ``new``; about a second the first time, kept after that."""
    return _kept.get((old.identity, new.identity), lambda: _impact(old, new))


def for_hats(found: Impact, hats: Collection[str], old: Edition, new: Edition) -> Impact:
    """What of it touches somebody who wears ``hats``: a clause that does not bind them is not there for them."""
    mine, difference = frozenset(hats), found.difference
    bound = {name for each in (old, new) for name, clause in each.clauses.items() if not mine.isdisjoint(clause.binds)}
    behind = {name for each in (old, new) for name, grant in each.grants.items() if grant.clause in bound}
    outcomes = {one.id for each in (old, new) for one in each.outcomes if not mine.isdisjoint(one.hats)}
    read = {
        one.id
        for each in (old, new)
        for one in each.interpretations
        if not bound.isdisjoint(one.clauses) and (not one.hats or not mine.isdisjoint(one.hats))
    }
    return Impact(
        difference=replace(
            difference,
            answers=tuple(change for change in difference.answers if change.hat in mine),
            hats=tuple(hat for hat in difference.hats if hat in mine),
            ruled=tuple(name for name in difference.ruled if name in bound),
            grants=tuple(name for name in difference.grants if name in behind),
            outcomes=tuple(name for name in difference.outcomes if name in outcomes),
            interpretations=tuple(name for name in difference.interpretations if name in read),
            procedures=(),
            about=(),
        ),
        turned=tuple(
            replace(each, hats=tuple(hat for hat in each.hats if hat in mine))
            for each in found.turned
            if not mine.isdisjoint(each.hats)
        ),
        clauses=tuple(
            Compared(_binding(pair.old, mine), _binding(pair.new, mine))
            for pair in found.clauses
            if _binding(pair.old, mine) or _binding(pair.new, mine)
        ),
        hats=tuple(hat for hat in found.hats if hat in mine),
    )


def _binding(clause: Clause | None, hats: frozenset[str]) -> Clause | None:
    return clause if clause and not hats.isdisjoint(clause.binds) else None


def _impact(old: Edition, new: Edition) -> Impact:
    difference = diff(old, new)
    return Impact(difference, _turned(old, new, difference.answers), _compared(old, new, difference), difference.hats)


def _turned(old: Edition, new: Edition, changes: tuple[Change, ...]) -> tuple[Turned, ...]:
    """Hats that one and the same thing happens to are told together: their example differs in the hat alone."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        known = tuple(sorted(change.example.known.items()))
        lists = tuple(getattr(change.example, key) for key in LISTS)
        found.setdefault((change.act, change.old, change.new, known, lists), []).append(change)
    return tuple(
        Turned(
            hats=tuple(change.hat for change in alike),
            act=alike[0].act,
            old=alike[0].old,
            new=alike[0].new,
            cases=sum(change.count for change in alike),
            example=alike[0].example,
            before=decide(old, alike[0].example),
            after=decide(new, alike[0].example),
        )
        for alike in found.values()
    )


def _compared(old: Edition, new: Edition, difference: Difference) -> tuple[Compared, ...]:
    touched = {*difference.added, *difference.removed, *difference.reworded, *difference.changed}
    order = dict.fromkeys((*new.clauses, *old.clauses))
    return tuple(Compared(old.clauses.get(name), new.clauses.get(name)) for name in order if name in touched)


Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The last few things that took long to make, by a key that says all that they depend on. Of two at once, one waits."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: dict[tuple[str, ...], Made] = {}
        self._one_at_a_time = Lock()

    def get(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """What is kept under ``key``, made by ``make`` if nothing is."""
        with self._one_at_a_time:
            if key not in self._made:
                while len(self._made) >= self._most:
                    self._made.pop(next(iter(self._made)))
                self._made[key] = make()
            return self._made[key]


_kept: Kept[Impact] = Kept(MOST_KEPT)

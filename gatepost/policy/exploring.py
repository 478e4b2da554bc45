"""Which rules spoke of a situation, and why? For somebody who wants to see the policy think.

Worked example: a member of staff in the holidays with a phone in the playground. The rule on phones in working hours binds
them and the act, and is ``apart``: asked again with ``when`` changed, it stands against it in ``working-hours``, so it is the
time that keeps it from applying.

Whether a rule holds is asked of the engine, every time; nothing here repeats a rule. What keeps a rule from applying, and
what it rests on, is found by asking again with one fact changed, or with as few as it takes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal

from gatepost.policy.engine import Engine, Known, Lists
from gatepost.policy.judging import World, strictest, worlds_of
from gatepost.policy.model import Edition
from gatepost.policy.rules import Rule
from gatepost.policy.schema import FACTS, LISTS
from gatepost.policy.situation import Situation

State = Literal["against", "lifted", "lets", "apart"]
"""``against``: it stands against it. ``lifted``: it would, but for its own exception. ``lets``: it lets it be. ``apart``: it
does not apply."""

STATES: tuple[State, ...] = ("against", "lifted", "lets", "apart")
"""In the order in which they count."""

MOST_CHANGED = 3
"""Facts changed at once when what keeps a rule from applying is looked for. More than three nobody could follow."""


@dataclass(frozen=True, slots=True)
class Part:
    """One fact with values of which any will do; for a list, values that are in it, or, if ``absent``, are not."""

    key: str
    values: tuple[str | bool, ...]
    absent: bool = False


Change = tuple[Part, ...]
"""Facts that have to change together."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one written rule says of a situation to ``hats``, all of whom it tells the same.

    ``exceptions`` are those of the rule that lift it. ``rests`` are the facts but for which it would not apply. ``changes`` are
    the smallest changes that would make it apply: none unless it is ``apart``, and none where it would take more than
    MOST_CHANGED. ``sure`` is false where it depends on what is not known; ``given`` then says what the unknown has to be for it.
    """

    rule: Rule
    hats: tuple[str, ...]
    state: State
    exceptions: tuple[Rule, ...]
    rests: tuple[Part, ...]
    changes: tuple[Change, ...]
    sure: bool
    given: tuple[Part, ...]

    @property
    def clauses(self) -> frozenset[str]:
        """The clauses that an answer would cite for it: those of the exceptions where it is lifted."""
        if self.state == "apart":
            return frozenset()
        return frozenset(rule.clause for rule in self.exceptions) or frozenset({self.rule.clause})


@dataclass(frozen=True, slots=True)
class _Case:
    """One hat, one act, one rule, with all that is known: a question that the engine can be asked."""

    engine: Engine
    hat: str
    act: str
    rule: Rule
    known: Known
    lists: Lists

    def lifting(self) -> tuple[Rule, ...]:
        permits = self.engine.exceptions(self.hat, self.act, self.known, self.lists)
        return tuple(permit for permit in permits if permit.twin_of == self.rule.id)

    def state(self) -> State:
        if self.rule.effect == "permit":
            permits = self.engine.exceptions(self.hat, self.act, self.known, self.lists)
            return "lets" if self.rule.id in {permit.id for permit in permits} else "apart"
        against = self.engine.find(self.hat, self.act, self.known, self.lists).against
        if self.rule.id in {rule.id for rule in against}:
            return "against"
        return "lifted" if self.lifting() else "apart"

    def with_part(self, part: Part) -> _Case:
        if part.key not in LISTS:
            return replace(self, known={**self.known, part.key: part.values[0]})
        values = frozenset(map(str, part.values))
        held: frozenset[str] = getattr(self.lists, part.key)
        return replace(self, lists=self.lists._replace(**{part.key: held - values if part.absent else held | values}))

    def options(self, unknown: tuple[str, ...] = ()) -> tuple[tuple[Part, ...], ...]:
        """What each fact that the rule looks at could be instead, as far as the rule can tell; each value of a list by itself.

        A fact that is ``unknown`` could be anything, what it is taken to be here included.
        """
        found: list[tuple[Part, ...]] = []
        for key in _keys(self.rule):
            if key in LISTS:
                held = getattr(self.lists, key)
                mentioned = _in_order(key, set(self.rule.mentioned(key)))
                found += [(Part(key, (value,), absent=value in held),) for value in mentioned]
            else:
                alike = _alike(self.rule, key)
                found.append(
                    tuple(Part(key, values) for values in alike if key in unknown or self.known[key] not in values)
                )
        return tuple(found)

    def turned_by(self, part: Part) -> bool:
        """Whether the rule does not apply with ``part`` otherwise."""
        return self.with_part(part).state() == "apart"


def explore(edition: Edition, situation: Situation) -> tuple[Spoken, ...]:
    """What every written rule that binds a hat and the act of ``situation`` says of it, in the order of the pack.

    Where something is not known, each rule is looked at in the worlds that decide: those of the strictest verdict.
    """
    worlds = worlds_of(edition.engine, situation)
    told: dict[Spoken, tuple[str, ...]] = {}
    for rule in edition.rules:
        if rule.twin_of or situation.act not in rule.acts:
            continue
        for hat in (hat for hat in situation.hats if hat in rule.hats):
            spoken = _speak(edition, situation, rule, hat, worlds)
            told[spoken] = (*told.get(spoken, ()), hat)
    return tuple(replace(spoken, hats=hats) for spoken, hats in told.items())


def deciding_world(edition: Edition, situation: Situation) -> tuple[Part, ...]:
    """What the facts that are not known were taken to be where the answer is the strictest: one such world, in order."""
    worlds = worlds_of(edition.engine, situation)
    verdict = strictest([world.verdict for world in worlds])
    deciding = next(world for world in worlds if world.verdict == verdict)
    facts = (fact for fact in FACTS if fact in deciding.known and fact not in situation.known)
    return tuple(
        Part(fact, (deciding.known[fact],))
        for fact in facts
        if len(edition.engine.different(situation.hats, situation.act, fact)) > 1
    )


def _speak(edition: Edition, situation: Situation, rule: Rule, hat: str, worlds: list[World]) -> Spoken:
    lists = Lists(situation.content, situation.permissions, situation.restrictions)
    cases = [_Case(edition.engine, hat, situation.act, rule, world.known, lists) for world in worlds]
    states = [case.state() for case in cases]
    verdict = strictest([world.verdict for world in worlds])
    deciding = [place for place, world in enumerate(worlds) if world.verdict == verdict]
    state = min((states[place] for place in deciding), key=STATES.index)
    shown = [cases[place] for place in deciding if states[place] == state]
    lifting = {exception.id: exception for case in shown for exception in case.lifting()} if state == "lifted" else {}
    unknown = tuple(fact for fact in FACTS if fact in rule.facts and fact not in situation.known)
    return Spoken(
        rule=rule,
        hats=(),
        state=state,
        exceptions=tuple(lifting.values()),
        rests=() if state == "apart" else _rests(shown[0], unknown),
        changes=_changes(_told_apart(cases, unknown), unknown) if state == "apart" else (),
        sure=len(set(states)) == 1,
        given=() if state == "apart" else _given(rule, unknown, shown),
    )


def _given(rule: Rule, unknown: tuple[str, ...], cases: list[_Case]) -> tuple[Part, ...]:
    """What the unknown facts are in ``cases``, where that is less than everything."""
    found = []
    for fact in unknown:
        taken = {case.known[fact] for case in cases}
        values = tuple(value for alike in _alike(rule, fact) if taken & set(alike) for value in alike)
        if len(values) < len(FACTS[fact].values):
            found.append(Part(fact, tuple(value for value in FACTS[fact].values if value in values)))
    return tuple(found)


def _rests(case: _Case, unknown: tuple[str, ...]) -> tuple[Part, ...]:
    """The facts of which each alone, were it otherwise, would keep the rule from applying."""
    turning = [option for options in case.options() for option in options if case.turned_by(option)]
    found: list[Part] = []
    for key in (key for key in _keys(case.rule) if key not in unknown):
        here = [option for option in turning if option.key == key]
        if key not in LISTS:
            found += [Part(key, (case.known[key],))] * bool(here)
            continue
        there = _in_order(key, {value for option in here if option.absent for value in option.values})
        gone = _in_order(key, {value for option in here if not option.absent for value in option.values})
        there = there or _together(case, key)
        found += [Part(key, there)] * bool(there) + [Part(key, gone, absent=True)] * bool(gone)
    return tuple(found)


def _together(case: _Case, key: str) -> tuple[str | bool, ...]:
    """The values of a list, any one of which is enough, so that only without them all the rule does not apply."""
    held = _in_order(key, set(case.rule.mentioned(key) & getattr(case.lists, key)))
    return held if held and case.turned_by(Part(key, held, absent=True)) else ()


def _told_apart(cases: list[_Case], unknown: tuple[str, ...]) -> list[_Case]:
    """Of the cases that are the same to the rule, one each."""
    return list({tuple(_place(case.rule, fact, case.known[fact]) for fact in unknown): case for case in cases}.values())


def _place(rule: Rule, fact: str, value: str | bool) -> int:  # noqa: FBT001  # some facts are yes or no
    return next(place for place, values in enumerate(_alike(rule, fact)) if value in values)


def _changes(cases: list[_Case], unknown: tuple[str, ...]) -> tuple[Change, ...]:
    """The smallest changes that would make the rule apply, whatever the unknown that they leave open is.

    Those that differ in one part alone are told as one.
    """
    options = cases[0].options(unknown)
    found: list[Change] = []
    small: list[frozenset[int]] = []
    for size in range(1, min(MOST_CHANGED, len(options)) + 1):
        working: list[Change] = []
        for places in combinations(range(len(options)), size):
            if any(smaller <= set(places) for smaller in small):
                continue
            here = [
                change
                for change in product(*(options[place] for place in places))
                if all(_applies(case, change) for case in cases)
            ]
            working += here
            small += [frozenset(places)] * bool(here)
        found += _joined(working, size)
    return tuple(found)


def _applies(case: _Case, change: Change) -> bool:
    for part in change:
        case = case.with_part(part)
    return case.state() != "apart"


def _joined(changes: list[Change], size: int) -> list[Change]:
    for place in range(size):
        alike: dict[tuple[Change, Change, Part], set[str | bool]] = {}
        for change in changes:
            around = change[:place], change[place + 1 :], replace(change[place], values=())
            alike.setdefault(around, set()).update(change[place].values)
        changes = [
            (*before, replace(part, values=_in_order(part.key, values)), *after)
            for (before, after, part), values in alike.items()
        ]
    return changes


def _keys(rule: Rule) -> tuple[str, ...]:
    """What the rule looks at, of which a change could make it apply: a permission only lifts a rule that forbids."""
    lists = [key for key in LISTS if rule.mentioned(key) and (key != "permissions" or rule.effect == "permit")]
    return (*(key for key in FACTS if key in rule.facts), *lists)


def _alike(rule: Rule, fact: str) -> tuple[tuple[str | bool, ...], ...]:
    """The values of ``fact``, those together that this rule cannot tell apart."""
    looks = [use.values for use in rule.uses if use.key == fact]
    classes: dict[tuple[bool, ...], tuple[str | bool, ...]] = {}
    for value in FACTS[fact].values:
        seen = tuple(value in look for look in looks)
        classes[seen] = (*classes.get(seen, ()), value)
    return tuple(classes.values())


def _in_order(key: str, values: set[str] | set[str | bool]) -> tuple[str | bool, ...]:
    valid: tuple[str | bool, ...] = LISTS[key] if key in LISTS else FACTS[key].values
    return tuple(value for value in valid if value in values)

"""Asks Cedar, and remembers what it said of each rule.

A rule looks at few facts, so most situations look alike to it. The engine asks Cedar about a situation once, learns from that
one answer which of *all* the rules hold in it, and keeps for each rule "in what this rule can see of the situation, it holds".
The next situation that every rule has already seen the like of costs no request. Cedar decides; nothing here repeats a rule.

Worked example: "may I be on social media?" with nothing else known has 864 situations behind it and costs some twenty requests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, product
from typing import Any, NamedTuple

import cedarpy

from gatepost.policy.errors import EngineError
from gatepost.policy.rules import Rule, policy_set
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS, cedar_entities
from gatepost.policy.situation import NOTHING

Known = Mapping[str, str | bool]

_ATTRIBUTES = {key: fact.attribute for key, fact in FACTS.items()}
_ANY_VALUE = {fact.attribute: fact.values[0] for fact in FACTS.values()}


class Lists(NamedTuple):
    """The facts of a situation that are lists."""

    content: frozenset[str] = NOTHING
    permissions: frozenset[str] = NOTHING
    restrictions: frozenset[str] = NOTHING


class Found(NamedTuple):
    """The rules that hold in a situation: those that stand against it, or, if none does, those that let it be."""

    against: tuple[Rule, ...]
    letting: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one rule can see of a situation: for each fact the class of its value, for each list the values it looks for."""

    rule: Rule
    facts: tuple[tuple[str, Mapping[str | bool, int]], ...]
    lists: tuple[tuple[int, frozenset[str]], ...]

    def key(self, hat: str, act: str, known: Known, lists: Lists) -> tuple[Any, ...]:
        return (
            self.rule.id,
            hat if self.rule.reads_hat else None,
            act if self.rule.reads_act else None,
            *[classes[known[fact]] for fact, classes in self.facts],
            *[lists[place] & mentioned for place, mentioned in self.lists],
        )


_Seen = tuple[Rule, tuple[Any, ...]]
"""A rule, and what it sees: the key under which it is remembered whether it holds."""


class Engine:
    """The rules of one edition, parsed once. Safe to share between threads: it only ever adds to what it remembers.

    ``requests`` counts what was asked of Cedar so far; ``offered`` are the permissions that somebody can be asked for, and
    ``lifting`` those of them that a rule looks at, by its id.
    """

    def __init__(self, rules: tuple[Rule, ...], offered: tuple[str, ...]) -> None:
        self.offered = frozenset(offered)
        self.lifting = {rule.id: rule.mentioned("permissions") & self.offered for rule in rules}
        self.requests = 0
        permits = tuple(rule for rule in rules if rule.effect == "permit")
        self._permits = cedarpy.PolicySet.from_json_str(json.dumps(policy_set(permits)))
        self._policies = cedarpy.PolicySet.from_json_str(json.dumps(policy_set(rules)))
        self._entities = cedarpy.Entities.from_json_str(json.dumps(cedar_entities()))
        sights = {rule.id: _sight(rule) for rule in rules}
        self._holds: dict[tuple[Any, ...], bool] = {}
        self._rules: dict[tuple[str, str], tuple[tuple[_Sight, ...], tuple[_Sight, ...]]] = {
            (hat, act): (
                tuple(sights[r.id] for r in rules if _speaks(r, hat, act) and r.effect == "forbid"),
                tuple(sights[r.id] for r in rules if _speaks(r, hat, act) and r.effect == "permit"),
            )
            for hat, act in product(HATS, ACTS)
        }
        self._classes: dict[tuple[tuple[str, ...], str, str], tuple[str | bool, ...]] = {}

    def forget(self) -> None:
        """Forget what Cedar said. For measurements: a first question after it costs what a first question costs."""
        self._holds.clear()

    def different(self, hats: tuple[str, ...], act: str, fact: str) -> tuple[str | bool, ...]:
        """One value of ``fact`` for each of those that no rule about these hats and this act can tell apart.

        One value only: nothing depends on this fact.
        """
        cached = self._classes.get((hats, act, fact))
        if cached is None:
            cached = self._classes[hats, act, fact] = self._work_out_classes(hats, act, fact)
        return cached

    def _work_out_classes(self, hats: tuple[str, ...], act: str, fact: str) -> tuple[str | bool, ...]:
        looks = {
            use.values
            for hat in hats
            for sight in chain(*self._rules[hat, act])
            for use in sight.rule.uses
            if use.key == fact
        }
        first: dict[frozenset[frozenset[str | bool]], str | bool] = {}
        for value in FACTS[fact].values:
            first.setdefault(frozenset(look for look in looks if value in look), value)
        return tuple(first.values())

    def find(self, hat: str, act: str, known: Known, lists: Lists) -> Found:
        """The rules that hold for ``hat`` doing ``act``. Every fact that a rule looks at must be known."""
        forbids, permits = self._rules[hat, act]
        seen = self._see(forbids, hat, act, known, lists)
        against = self._remembered(seen)
        if against:
            return Found(against, ())
        letting = self._remembered(self._see(permits, hat, act, known, lists)) if against == () else None
        if letting is not None:
            return Found((), letting)
        reasons = self._ask(self._policies, hat, act, known, lists)
        against = self._learn(seen, reasons)
        if against:
            # Cedar leaves the permits out of the reasons for a denial: of them nothing is learnt.
            return Found(against, ())
        return Found((), self._learn(self._see(permits, hat, act, known, lists), reasons))

    def exceptions(self, hat: str, act: str, known: Known, lists: Lists) -> tuple[Rule, ...]:
        """The permits that hold, whether or not something else forbids it: Cedar is asked without the forbids."""
        seen = self._see(self._rules[hat, act][1], hat, act, known, lists)
        holding = self._remembered(seen)
        if holding is None:
            holding = self._learn(seen, self._ask(self._permits, hat, act, known, lists))
        return holding

    def mentioned(self, hat: str, act: str, key: str) -> frozenset[str]:
        """The values of the list ``key`` that rules about this hat and act look for."""
        return frozenset[str]().union(*(sight.rule.mentioned(key) for sight in chain(*self._rules[hat, act])))

    def _see(self, rules: tuple[_Sight, ...], hat: str, act: str, known: Known, lists: Lists) -> list[_Seen]:
        return [(sight.rule, sight.key(hat, act, known, lists)) for sight in rules]

    def _remembered(self, seen: list[_Seen]) -> tuple[Rule, ...] | None:
        """Those of the rules that hold, or None when of one of them nobody asked yet."""
        holding = []
        for rule, key in seen:
            holds = self._holds.get(key)
            if holds is None:
                return None
            if holds:
                holding.append(rule)
        return tuple(holding)

    def _learn(self, seen: list[_Seen], reasons: frozenset[str]) -> tuple[Rule, ...]:
        """Remember which of the rules hold, and return those."""
        for rule, key in seen:
            self._holds[key] = rule.id in reasons
        return tuple([rule for rule, _ in seen if rule.id in reasons])

    def request(self, hat: str, act: str, known: Known, lists: Lists) -> dict[str, Any]:
        """The Cedar request for a situation; facts that are not known, and so not looked at, get any value."""
        return {
            "principal": {"type": "Hat", "id": hat},
            "action": {"type": "Action", "id": act},
            "resource": {"type": "School", "id": "school"},
            "context": {
                **_ANY_VALUE,
                **{_ATTRIBUTES[key]: value for key, value in known.items()},
                "content": list(lists.content),
                "permissions": list(lists.permissions),
                "restrictions": list(lists.restrictions),
            },
        }

    def ask_raw(self, requests: list[dict[str, Any]]) -> list[cedarpy.AuthzResult]:
        """Cedar's own answers to ``requests``, in one batch, nothing remembered. For measurements."""
        return cedarpy.is_authorized_batch(requests, self._policies, self._entities)

    def _ask(self, policies: cedarpy.PolicySet, hat: str, act: str, known: Known, lists: Lists) -> frozenset[str]:
        self.requests += 1
        result = cedarpy.is_authorized(self.request(hat, act, known, lists), policies, self._entities)
        if result.diagnostics.errors:
            # A forbid that errs is skipped by Cedar: answering all the same would be answering without it.
            raise EngineError(f"The rules could not be evaluated: {result.diagnostics.errors[0]}")
        return frozenset(result.diagnostics.reasons)


def _speaks(rule: Rule, hat: str, act: str) -> bool:
    return hat in rule.hats and act in rule.acts


def _sight(rule: Rule) -> _Sight:
    facts = []
    for key in (key for key in FACTS if key in rule.facts):
        looks = [use.values for use in rule.uses if use.key == key]
        # A number whose bits say, look by look, whether the value is among what the rule looks for.
        classes = {value: sum(1 << n for n, look in enumerate(looks) if value in look) for value in FACTS[key].values}
        facts.append((key, classes))
    lists = [(place, rule.mentioned(key)) for place, key in enumerate(LISTS) if rule.mentioned(key)]
    return _Sight(rule, tuple(facts), tuple(lists))

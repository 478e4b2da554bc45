"""Asks Cedar, and remembers what it said of each rule.

A rule looks at few facts, so most situations look alike to it. The engine asks Cedar about a situation once, learns from that
one answer which of *all* the rules hold in it, and keeps for each rule "in what this rule can see of the situation, it holds".
The next situation that every rule has already seen the like of costs no request. Cedar decides; nothing here repeats a rule.

Worked example: "may I be on social media?" with nothing else known has 864 situations behind it and costs some twenty requests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
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
class _Seen:
    """What one rule can see of a situation: for each fact the class of its value, for each list the values it looks for."""

    rule: Rule
    facts: tuple[tuple[str, Mapping[str | bool, int]], ...]
    lists: tuple[tuple[int, frozenset[str]], ...]

    def key(self, hat: str, act: str, known: Known, lists: Lists) -> tuple[Any, ...]:
        rule = self.rule
        return (
            rule.id,
            hat if rule.reads_hat else None,
            act if rule.reads_act else None,
            *[classes[known[fact]] for fact, classes in self.facts],
            *[lists[place] & mentioned for place, mentioned in self.lists],
        )


class Engine:
    """The rules of one edition, parsed once. Safe to share between threads: it only ever adds to what it remembers.

    ``requests`` counts what was asked of Cedar so far; ``offered`` are the permissions that somebody can be asked for.
    """

    def __init__(self, rules: tuple[Rule, ...], offered: tuple[str, ...]) -> None:
        self.offered = frozenset(offered)
        self.requests = 0
        permits = tuple(rule for rule in rules if rule.effect == "permit")
        self._permits = cedarpy.PolicySet.from_json_str(json.dumps(policy_set(permits)))
        self._policies = cedarpy.PolicySet.from_json_str(json.dumps(policy_set(rules)))
        self._entities = cedarpy.Entities.from_json_str(json.dumps(cedar_entities()))
        self._seen = {rule.id: _seen(rule) for rule in rules}
        self._holds: dict[tuple[Any, ...], bool] = {}
        self._rules: dict[tuple[str, str], tuple[tuple[_Seen, ...], tuple[_Seen, ...]]] = {
            (hat, act): (
                tuple(self._seen[r.id] for r in rules if _speaks(r, hat, act) and r.effect == "forbid"),
                tuple(self._seen[r.id] for r in rules if _speaks(r, hat, act) and r.effect == "permit"),
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
            for seen in (seen for kind in self._rules[hat, act] for seen in kind)
            for use in seen.rule.uses
            if use.key == fact
        }
        first: dict[frozenset[frozenset[str | bool]], str | bool] = {}
        for value in FACTS[fact].values:
            first.setdefault(frozenset(look for look in looks if value in look), value)
        return tuple(first.values())

    def find(self, hat: str, act: str, known: Known, lists: Lists) -> Found:
        """The rules that hold for ``hat`` doing ``act``. Every fact that a rule looks at must be known."""
        forbids, permits = self._rules[hat, act]
        remembered = self._remembered(hat, act, known, lists, forbids, permits)
        if remembered is not None:
            return remembered
        reasons = self._ask(self._policies, hat, act, known, lists)
        self._learn(forbids, hat, act, known, lists, reasons)
        against = tuple(seen.rule for seen in forbids if seen.rule.id in reasons)
        if against:
            # Cedar leaves the permits out of the reasons for a denial: of them nothing was learnt.
            return Found(against, ())
        self._learn(permits, hat, act, known, lists, reasons)
        return Found((), tuple(seen.rule for seen in permits if seen.rule.id in reasons))

    def exceptions(self, hat: str, act: str, known: Known, lists: Lists) -> tuple[Rule, ...]:
        """The permits that hold, whether or not something else forbids it: Cedar is asked without the forbids."""
        permits = self._rules[hat, act][1]
        holding = self._holding(permits, hat, act, known, lists)
        if holding is None:
            reasons = self._ask(self._permits, hat, act, known, lists)
            self._learn(permits, hat, act, known, lists, reasons)
            holding = tuple(seen.rule for seen in permits if seen.rule.id in reasons)
        return holding

    def mentioned(self, hat: str, act: str, key: str) -> frozenset[str]:
        """The values of the list ``key`` that rules about this hat and act look for."""
        both = self._rules[hat, act]
        return frozenset[str]().union(*(seen.rule.mentioned(key) for kind in both for seen in kind))

    def _remembered(
        self,
        hat: str,
        act: str,
        known: Known,
        lists: Lists,
        forbids: tuple[_Seen, ...],
        permits: tuple[_Seen, ...],
    ) -> Found | None:
        against = self._holding(forbids, hat, act, known, lists)
        if against is None:
            return None
        if against:
            return Found(against, ())
        letting = self._holding(permits, hat, act, known, lists)
        return None if letting is None else Found((), letting)

    def _holding(
        self, rules: tuple[_Seen, ...], hat: str, act: str, known: Known, lists: Lists
    ) -> tuple[Rule, ...] | None:
        holding = []
        for seen in rules:
            holds = self._holds.get(seen.key(hat, act, known, lists))
            if holds is None:
                return None
            if holds:
                holding.append(seen.rule)
        return tuple(holding)

    def _learn(
        self, rules: tuple[_Seen, ...], hat: str, act: str, known: Known, lists: Lists, reasons: Iterable[str]
    ) -> None:
        for seen in rules:
            self._holds[seen.key(hat, act, known, lists)] = seen.rule.id in reasons

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


def _seen(rule: Rule) -> _Seen:
    facts = []
    for key in (key for key in FACTS if key in rule.facts):
        looks = [use.values for use in rule.uses if use.key == key]
        # A number whose bits say, look by look, whether the value is among what the rule looks for.
        classes = {value: sum(1 << n for n, look in enumerate(looks) if value in look) for value in FACTS[key].values}
        facts.append((key, classes))
    lists = [(place, rule.mentioned(key)) for place, key in enumerate(LISTS) if rule.mentioned(key)]
    return _Seen(rule, tuple(facts), tuple(lists))

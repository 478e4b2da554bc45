"""Does the policy contradict itself, and where is it silent?

Worked example: one clause allows social media with permission, another forbids it on a school computer whatever permission is
held. ``analyse`` finds that from the answers: with the device a school computer, the second clause forbids wherever the
permission of the first applies. Both clauses may be cut into rules in any way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gatepost.policy.engine import Known, Lists
from gatepost.policy.judging import FORBIDDING
from gatepost.policy.model import Edition, Interpretation
from gatepost.policy.rules import Rule
from gatepost.policy.schema import ACTS, HATS
from gatepost.policy.situation import Situation
from gatepost.policy.walk import circumstances, contents, ways

Progress = Callable[[int, int], None]
"""Called now and then with how many situations are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One clause makes an exception that another forbids.

    ``clause`` makes it (``exception``: permissions, or facts), and ``against`` forbids wherever it applies once ``fact`` is
    ``value`` (``fact`` is ``""`` when it forbids there whatever else is so). ``example`` is one such situation.
    """

    clause: str
    exception: tuple[str, ...]
    against: str
    fact: str
    value: str | bool
    hats: tuple[str, ...]
    example: Situation

    @property
    def id(self) -> str:
        """What it is about, so that it is the same in every edition that has it."""
        value = str(self.value).lower()
        case = f"--{self.fact}--{value}" if self.fact else ""
        return f"contradiction--{self.clause}--{'--'.join(self.exception)}--{self.against}{case}"

    def to_dict(self) -> dict[str, Any]:
        """The contradiction as JSON has it."""
        return {
            "clause": self.clause,
            "exception": list(self.exception),
            "against": self.against,
            "fact": self.fact,
            "value": self.value,
            "hats": list(self.hats),
            "example": self.example.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Analysis:
    """What ``analyse`` found.

    ``contradictions`` are open, ``settled`` are those on which the governing body has ruled.

    ``silent`` lists for each hat the acts of which the policy never says anything to it; ``idle_rules`` the rules and
    exceptions that never decide; ``idle_grants`` the permissions that never change an answer.
    """

    contradictions: tuple[Contradiction, ...]
    interpretations: tuple[Interpretation, ...]
    silent: dict[str, tuple[str, ...]]
    idle_rules: tuple[str, ...]
    idle_grants: tuple[str, ...]
    situations: int
    settled: tuple[Contradiction, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The analysis as JSON has it; ``settled`` only where there are rulings."""
        settled = {"settled": [found.to_dict() for found in self.settled]} if self.settled else {}
        return {
            **settled,
            "contradictions": [found.to_dict() for found in self.contradictions],
            "interpretations": [
                {"id": i.id, "clauses": list(i.clauses), "title": i.title, "text": i.text} for i in self.interpretations
            ],
            "silent": {hat: list(acts) for hat, acts in self.silent.items()},
            "idle_rules": list(self.idle_rules),
            "idle_grants": list(self.idle_grants),
            "situations": self.situations,
        }


_Exception = tuple[str, tuple[str, ...]]
"""The clause that makes it, and what it is made of."""


@dataclass(slots=True)
class _Clash:
    """One exception and one clause against it, within one hat, act and nature of the act: where they meet."""

    applies: dict[tuple[str, str | bool], int] = field(default_factory=dict)
    forbidden: dict[str, dict[tuple[str, str | bool], int]] = field(default_factory=dict)
    examples: dict[tuple[str, str, str | bool], Situation] = field(default_factory=dict)


_WHEREVER: tuple[str, str | bool] = ("", "")


@dataclass(slots=True)
class _Walk:
    """What one walk through all situations gathers."""

    edition: Edition
    decided: set[str] = field(default_factory=set)
    changing: set[str] = field(default_factory=set)
    spoken: set[tuple[str, str]] = field(default_factory=set)
    clashes: dict[tuple[str, str, tuple[str | bool, ...], _Exception], _Clash] = field(default_factory=dict)

    def visit(self, hat: str, act: str, known: Known, content: frozenset[str]) -> None:
        engine = self.edition.engine
        restrictions = engine.mentioned(hat, act, "restrictions")
        permissions = engine.mentioned(hat, act, "permissions")
        offered = permissions & engine.offered
        bare = self.look(hat, act, known, Lists(content))
        if restrictions:
            self.look(hat, act, known, Lists(content, restrictions=restrictions))
        if not permissions:
            return
        self.look(hat, act, known, Lists(content, permissions))
        for name in permissions:
            if self.look(hat, act, known, Lists(content, frozenset({name}))) != bare:
                self.changing.add(name)
        if len(offered) > 1:
            self.joint(hat, act, known, content, offered)

    def joint(self, hat: str, act: str, known: Known, content: frozenset[str], offered: frozenset[str]) -> None:
        """Permissions that change an answer only beside others."""
        everything = self.look(hat, act, known, Lists(content, offered))
        for name in offered - self.changing:
            if self.look(hat, act, known, Lists(content, offered - {name})) != everything:
                self.changing.add(name)

    def look(self, hat: str, act: str, known: Known, lists: Lists) -> tuple[frozenset[str], bool]:
        found = self.edition.engine.find(hat, act, known, lists)
        holding = frozenset(rule.id for rule in found.against or found.letting)
        self.decided |= holding
        if holding:
            self.spoken.add((hat, act))
        return holding, bool(found.against)

    def meet(self, hat: str, act: str, known: Known, content: frozenset[str]) -> None:
        """Note which exceptions apply here and which clauses forbid it all the same, every permission in hand."""
        engine = self.edition.engine
        lists = Lists(content, engine.offered)
        permits = engine.exceptions(hat, act, known, lists)
        if not permits:
            return
        against = {r.clause for r in engine.find(hat, act, known, lists).against if r.modality == FORBIDDING}
        nature = tuple(known[fact] for fact in ACTS[act].nature)
        values = [_WHEREVER, *((fact, known[fact]) for fact in ACTS[act].facts if fact not in ACTS[act].nature)]
        for exception in {self.exception(rule) for rule in permits}:
            clash = self.clashes.setdefault((hat, act, nature, exception), _Clash())
            for value in values:
                clash.applies[value] = clash.applies.get(value, 0) + 1
            for clause in against - {exception[0]}:
                forbidden = clash.forbidden.setdefault(clause, {})
                for value in values:
                    forbidden[value] = forbidden.get(value, 0) + 1
                    if (clause, *value) not in clash.examples:
                        held = frozenset(exception[1]) & engine.offered
                        clash.examples[clause, *value] = Situation((hat,), act, known, content, held)

    def nature(
        self, hat: str, act: str, nature: tuple[str | bool, ...], exception: _Exception, clause: str
    ) -> tuple[str, str | bool]:
        """What is named where a clause forbids whatever the circumstances: the kind of site or outlet, if only for that."""
        alike = [clash for key, clash in self.clashes.items() if (key[0], key[1], key[3]) == (hat, act, exception)]
        if all(clash.forbidden.get(clause, {}).get(_WHEREVER) == clash.applies[_WHEREVER] for clash in alike):
            return _WHEREVER
        return ACTS[act].nature[0], nature[0]

    def exception(self, permit: Rule) -> _Exception:
        # An exception that a ruling lets go first is still that of the clause which made it.
        written = permit.twin_of.rpartition("#")[0] if permit.twin_of and not permit.ruling else permit.clause
        return written, permit.exception

    def contradictions(self) -> tuple[Contradiction, ...]:
        found: dict[tuple[_Exception, str, tuple[str, str | bool]], tuple[set[str], Situation]] = {}
        for (hat, act, nature, exception), clash in self.clashes.items():
            for clause, forbidden in clash.forbidden.items():
                everywhere = [value for value, times in forbidden.items() if times == clash.applies[value]]
                for value in (
                    everywhere if _WHEREVER not in everywhere else [self.nature(hat, act, nature, exception, clause)]
                ):
                    example = clash.examples[clause, *(value if value in forbidden else _WHEREVER)]
                    hats, _ = found.setdefault((exception, clause, value), (set(), example))
                    hats.add(hat)
        clauses = self.edition.clauses
        return tuple(
            Contradiction(
                clause=clause,
                exception=made_of,
                against=against,
                fact=fact,
                value=value,
                hats=tuple(hat for hat in HATS if hat in hats),
                example=example,
            )
            for ((clause, made_of), against, (fact, value)), (hats, example) in sorted(
                found.items(), key=lambda item: (clauses[item[0][0][0]].place, clauses[item[0][1]].place, item[0][2][0])
            )
        )


def analyse(edition: Edition, progress: Progress | None = None) -> Analysis:
    """Walk every situation of every hat and say what is contradictory, open, idle or silent.

    Restrictions, adjustments and contents never make a contradiction: that a lost right, a private need or something else in
    the same post changes the answer is what they are for.
    """
    walk = _Walk(edition)
    more = {frozenset(rule.mentioned("content")) for rule in edition.rules}
    choices_of = {act: dict.fromkeys((*contents(act), *(more if ACTS[act].content else ()))) for act in ACTS}
    total, done = len(HATS) * sum(ways(act) * len(choices_of[act]) for act in ACTS), 0
    for hat in HATS:
        for act in ACTS:
            choices = choices_of[act]
            for known in circumstances(act):
                for content in choices:
                    walk.visit(hat, act, known, content)
                    walk.meet(hat, act, known, content)
            done += ways(act) * len(choices)
            if progress:
                progress(done, total)
    found = walk.contradictions()
    ruled = {reading.doubt for reading in edition.ruled}
    return Analysis(
        contradictions=tuple(each for each in found if each.id not in ruled),
        interpretations=edition.interpretations,
        silent={hat: tuple(act for act in ACTS if (hat, act) not in walk.spoken) for hat in HATS},
        idle_rules=tuple(rule.id for rule in edition.rules if rule.id not in walk.decided),
        idle_grants=tuple(name for name in edition.grants if name not in walk.changing),
        situations=total,
        settled=tuple(each for each in _as_adopted(edition, found) if each.id in ruled),
    )


def _as_adopted(edition: Edition, found: tuple[Contradiction, ...]) -> tuple[Contradiction, ...]:
    return analyse(edition.adopted).contradictions if edition.adopted else found

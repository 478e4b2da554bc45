"""May I? From a situation to a judgement.

Worked example: a member of staff at break with a phone, place unknown, is answered ``must-not`` by the clause on phones at
break, ``depends_on`` ``("where",)``: in the staff room it would be ``may``.

A *world* is one way to fill in what is not known. The verdict is the strictest over all worlds and hats; ``clauses`` are those
that stand against it (or, for ``may``, let it be) in the worlds of that verdict; ``needs`` are the smallest sets of further
permissions that free every world and hat.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import NamedTuple, TypeVar

from gatepost.policy.engine import Engine, Found, Known, Lists
from gatepost.policy.model import Edition
from gatepost.policy.rules import Rule
from gatepost.policy.schema import ACTS, RULE_MODALITIES, STRICTNESS
from gatepost.policy.situation import Situation

FORBIDDING = "must-not"

Needs = frozenset[frozenset[str]]
"""Sets of permissions, none of which contains another."""

NOTHING_NEEDED: Needs = frozenset({frozenset()})


class Heard(NamedTuple):
    """What the policy says to one hat in one world, and the rules but for which it would say something milder."""

    verdict: str
    found: Found
    because: tuple[Rule, ...]


class World(NamedTuple):
    """One way to fill in what is not known, and what the policy says in it. ``values`` are in the order of the unknown facts."""

    values: tuple[str | bool, ...]
    known: Known
    hats: Mapping[str, Heard]
    verdict: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of a situation. ``by_hat`` has each hat's own verdict; ``depends_on`` the missing facts that matter.

    ``clauses`` are ids in the order of the document, ``needs`` sets of permissions, each sorted. ``because`` are the rules that
    decided: for ``must-not`` those that no permission lifts, for ``may`` those that let it be.
    """

    verdict: str
    clauses: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    by_hat: Mapping[str, str]
    depends_on: tuple[str, ...]
    because: tuple[Rule, ...] = field(repr=False, compare=False)
    situation: Situation = field(repr=False)
    edition: Edition = field(repr=False, compare=False)


J = TypeVar("J", bound=Judgement)


def judge(edition: Edition, situation: Situation) -> Judgement:
    """What ``edition`` says of ``situation``. Pure: the same edition and situation always give an equal judgement."""
    return judge_as(Judgement, edition, situation)


def judge_as(kind: type[J], edition: Edition, situation: Situation) -> J:
    """As ``judge``, with a judgement of a richer kind."""
    engine = edition.engine
    worlds = worlds_of(engine, situation)
    verdict = strictest([world.verdict for world in worlds])
    return kind(
        verdict,
        _clauses(edition, worlds, verdict),
        _needs(engine, situation, worlds) if verdict == "with-permission" else (),
        {hat: strictest([world.hats[hat].verdict for world in worlds]) for hat in situation.hats},
        _depends_on(_unknown(engine, situation), worlds) if len(worlds) > 1 else (),
        _because(worlds, verdict),
        situation,
        edition,
    )


def worlds_of(engine: Engine, situation: Situation) -> list[World]:
    """Every world of ``situation`` that a rule can tell from the others, with what the rules say in it."""
    lists = _lists(situation)
    unknown = _unknown(engine, situation)
    return [_imagine(engine, situation, lists, known, values) for values, known in _ways(engine, situation, unknown)]


def _lists(situation: Situation) -> Lists:
    return Lists(situation.content, situation.permissions, situation.restrictions)


def strictest(verdicts: Collection[str]) -> str:
    """The strictest of ``verdicts`` (at least one)."""
    return max(verdicts, key=STRICTNESS.__getitem__)


def _unknown(engine: Engine, situation: Situation) -> tuple[str, ...]:
    return tuple(
        fact
        for fact in ACTS[situation.act].facts
        if fact not in situation.known and len(engine.different(situation.hats, situation.act, fact)) > 1
    )


def _ways(
    engine: Engine, situation: Situation, unknown: tuple[str, ...]
) -> Iterator[tuple[tuple[str | bool, ...], Known]]:
    given: Known = situation.known
    left_out = [fact for fact in ACTS[situation.act].facts if fact not in given]
    if left_out:
        # Facts on which nothing depends still need a value where a rule's other hats look at them: any will do.
        given = {**given, **{fact: engine.different(situation.hats, situation.act, fact)[0] for fact in left_out}}
    if not unknown:
        yield (), given
        return
    for values in product(*(engine.different(situation.hats, situation.act, fact) for fact in unknown)):
        yield values, {**given, **dict(zip(unknown, values, strict=True))}


def _imagine(engine: Engine, situation: Situation, lists: Lists, known: Known, values: tuple[str | bool, ...]) -> World:
    hats = {hat: _hear(engine, hat, situation.act, known, lists) for hat in situation.hats}
    return World(values, known, hats, strictest([judged.verdict for judged in hats.values()]))


def _hear(engine: Engine, hat: str, act: str, known: Known, lists: Lists) -> Heard:
    found = engine.find(hat, act, known, lists)
    forbidding = [rule for rule in found.against if rule.modality == FORBIDDING]
    if not forbidding:
        return _mild(found)
    lifting = _liftable_by(engine, forbidding, lists.permissions)
    staying = _forbidding(engine, hat, act, known, lists, lifting) if lifting else tuple(forbidding)
    return Heard(FORBIDDING if staying else "with-permission", found, staying or tuple(forbidding))


def _mild(found: Found) -> Heard:
    if not found.against:
        return Heard("may" if found.letting else "silent", found, found.letting)
    verdict = strictest([RULE_MODALITIES[rule.modality] for rule in found.against])
    return Heard(verdict, found, tuple([r for r in found.against if RULE_MODALITIES[r.modality] == verdict]))


def _liftable_by(engine: Engine, rules: Iterable[Rule], held: frozenset[str]) -> frozenset[str]:
    """The permissions that somebody can be asked for, that are not held, and that one of ``rules`` looks at."""
    return frozenset().union(*[engine.lifting[rule.id] for rule in rules]) - held


def _forbidding(
    engine: Engine, hat: str, act: str, known: Known, lists: Lists, more: frozenset[str]
) -> tuple[Rule, ...]:
    """What forbids it still with ``more`` permissions."""
    found = engine.find(hat, act, known, lists._replace(permissions=lists.permissions | more))
    return tuple([rule for rule in found.against if rule.modality == FORBIDDING])


def _clauses(edition: Edition, worlds: list[World], verdict: str) -> tuple[str, ...]:
    names = {
        rule.clause
        for world in worlds
        if world.verdict == verdict
        for judged in world.hats.values()
        for rule in (judged.found.letting if verdict == "may" else judged.found.against)
    }
    return tuple(sorted(names, key=lambda name: edition.clauses[name].place))


def _because(worlds: list[World], verdict: str) -> tuple[Rule, ...]:
    rules = {
        rule.id: rule
        for world in worlds
        if world.verdict == verdict
        for heard in world.hats.values()
        if heard.verdict == verdict
        for rule in heard.because
    }
    return tuple(rules.values())


def _needs(engine: Engine, situation: Situation, worlds: list[World]) -> tuple[tuple[str, ...], ...]:
    lists = _lists(situation)
    needs = NOTHING_NEEDED
    for choices in {
        _smallest(engine, hat, situation.act, world.known, lists, judged.found)
        for world in worlds
        for hat, judged in world.hats.items()
        if judged.verdict == "with-permission"
    }:
        needs = minimal(one | other for one in needs for other in choices)
    return tuple(sorted(tuple(sorted(names)) for names in needs))


def _smallest(engine: Engine, hat: str, act: str, known: Known, lists: Lists, found: Found) -> Needs:
    """The smallest sets of permissions that free this hat in this world, found by asking again with them."""
    lifting = sorted(_liftable_by(engine, found.against, lists.permissions))
    free: list[frozenset[str]] = []
    for size in range(1, len(lifting) + 1):
        for names in map(frozenset, combinations(lifting, size)):
            if not any(smaller <= names for smaller in free) and not _forbidding(engine, hat, act, known, lists, names):
                free.append(names)
    return frozenset(free)


def minimal(sets: Iterable[frozenset[str]]) -> Needs:
    """Those of ``sets`` that contain no other of them."""
    candidates = frozenset(sets)
    return frozenset(one for one in candidates if not any(other < one for other in candidates))


def _depends_on(unknown: tuple[str, ...], worlds: list[World]) -> tuple[str, ...]:
    """The facts for which two worlds that differ in it alone differ in verdict."""
    found = []
    for place, fact in enumerate(unknown):
        verdicts: dict[tuple[str | bool, ...], str] = {}
        for world in worlds:
            others = world.values[:place] + world.values[place + 1 :]
            if verdicts.setdefault(others, world.verdict) != world.verdict:
                found.append(fact)
                break
    return tuple(found)

"""What does a new edition change, and for whom?

Worked example: an edition that lets phones be used in the hall at break changes answers for staff, governors and volunteers,
with one example each, and none for parents: they need not sign again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from gatepost.policy.judging import Judgement, judge
from gatepost.policy.model import Clause, Edition, Outcome
from gatepost.policy.schema import ACTS, HATS, LISTS
from gatepost.policy.situation import Situation
from gatepost.policy.walk import situations


@dataclass(frozen=True, slots=True)
class Change:
    """One way in which answers to ``hat`` about ``act`` change: ``count`` situations, of which ``example`` is one.

    ``old`` and ``new`` are the verdicts; where they are the same, the clauses or the permissions needed differ.
    """

    hat: str
    act: str
    old: str
    new: str
    count: int
    example: Situation

    def to_dict(self) -> dict[str, Any]:
        """The change as JSON has it."""
        return {
            "hat": self.hat,
            "act": self.act,
            "old": self.old,
            "new": self.new,
            "count": self.count,
            "example": self.example.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two editions; empty is falsy.

    ``hats`` are those whose answers or duties change. ``reworded`` are ids of clauses whose wording or title changed, ``changed``
    of those of which something else did (whom it binds, how it speaks, …), ``ruled`` of those whose rules did; ``grants``,
    ``outcomes`` and ``interpretations``
    are ids, ``procedures`` clauses, ``about`` what is said of the policy itself (its title, approval, review, sections, hours).
    """

    answers: tuple[Change, ...]
    hats: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[str, ...]
    changed: tuple[str, ...]
    ruled: tuple[str, ...]
    grants: tuple[str, ...]
    outcomes: tuple[str, ...]
    interpretations: tuple[str, ...]
    procedures: tuple[str, ...]
    about: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(getattr(self, part.name) for part in fields(self))

    def to_dict(self) -> dict[str, Any]:
        """The difference as JSON has it."""
        return {
            **{part.name: list(getattr(self, part.name)) for part in fields(self)},
            "answers": [change.to_dict() for change in self.answers],
        }


def diff(old: Edition, new: Edition) -> Difference:
    """Which answers change from ``old`` to ``new``, for whom, with one example each; and which wordings, grants, outcomes."""
    changes = tuple(change for hat in HATS for act in ACTS for change in _changes(old, new, hat, act))
    before, after = old.clauses, new.clauses
    reworded = tuple(n for n in after if n in before and _text(after[n]) != _text(before[n]))
    changed = tuple(n for n in after if n in before and _rest(after[n]) != _rest(before[n]))
    added, removed = (tuple(n for n in one if n not in other) for one, other in ((after, before), (before, after)))
    ruled = tuple(n for n in _differing(_rules_of(old), _rules_of(new)) if n in after and n in before)
    grants, outcomes = _differing(old.grants, new.grants), _differing(_outcomes_of(old), _outcomes_of(new))
    behind = [edition.grants[n].clause for n in grants for edition in (old, new) if n in edition.grants]
    behind += [of[n].clause for n in outcomes for of in (_outcomes_of(old), _outcomes_of(new)) if n in of]
    touched = {
        hat
        for name in (*added, *removed, *reworded, *changed, *behind)
        for clauses in (before, after)
        if name in clauses
        for hat in clauses[name].binds
    }
    return Difference(
        answers=changes,
        hats=tuple(hat for hat in HATS if hat in touched or any(change.hat == hat for change in changes)),
        added=added,
        removed=removed,
        reworded=reworded,
        changed=changed,
        ruled=ruled,
        grants=grants,
        outcomes=outcomes,
        interpretations=_differing({i.id: i for i in old.interpretations}, {i.id: i for i in new.interpretations}),
        procedures=_differing(*({f"{p.clause} ({p.source})": p for p in edition.procedures} for edition in (old, new))),
        about=(*(name for name in _ABOUT if getattr(old, name) != getattr(new, name)), *_order(old, new)),
    )


def _rules_of(edition: Edition) -> dict[str, list[str]]:
    """What the machine decides by, by clause."""
    found: dict[str, list[str]] = {}
    for rule in edition.rules:
        if not rule.twin_of:
            found.setdefault(rule.clause, []).append(json.dumps(rule.source, sort_keys=True, default=dict))
    return found


def _outcomes_of(edition: Edition) -> dict[str, Outcome]:
    return {outcome.id: outcome for outcome in edition.outcomes}


_ABOUT = ("title", "audience", "intro", "label", "approved", "signed_by", "review", "language", "site")


def _order(old: Edition, new: Edition) -> tuple[str, ...]:
    """Whether the sections say something else, or the clauses of both stand in another order."""
    headings, orders = [], []
    for edition, other in ((old, new), (new, old)):
        headings.append([(section.title, section.intro) for section in edition.sections])
        orders.append([(name, clause.section) for name, clause in edition.clauses.items() if name in other.clauses])
    return () if headings[0] == headings[1] and orders[0] == orders[1] else ("sections",)


def _text(clause: Clause) -> tuple[str, str]:
    return clause.title, clause.wording


def _rest(clause: Clause) -> Clause:
    return replace(clause, title="", wording="", place=0, section="")


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))


def _changes(old: Edition, new: Edition, hat: str, act: str) -> Iterator[Change]:
    found: dict[tuple[str, str], tuple[int, Situation]] = {}
    for situation in _varied(old, new, hat, act):
        before, after = judge(old, situation), judge(new, situation)
        if _said(before) != _said(after):
            count, example = found.get((before.verdict, after.verdict), (0, situation))
            found[before.verdict, after.verdict] = (count + 1, example)
    for (was, now), (count, example) in found.items():
        yield Change(hat, act, was, now, count, example)


def _said(judgement: Judgement) -> tuple[str, frozenset[str], tuple[tuple[str, ...], ...]]:
    """What counts of an answer. Clauses that stand in another order are the same clauses."""
    return judgement.verdict, frozenset(judgement.clauses), judgement.needs


def _varied(old: Edition, new: Edition, hat: str, act: str) -> Iterator[Situation]:
    """Every situation bare, with all permissions that either edition looks at, and with each restriction."""
    permissions, restrictions = (
        old.engine.mentioned(hat, act, key) | new.engine.mentioned(hat, act, key)
        for key in ("permissions", "restrictions")
    )
    holdings = [frozenset[str](), *(frozenset({name}) for name in LISTS["permissions"] if name in permissions)]
    if len(permissions) > 1:
        holdings.append(permissions)
    for bare in situations(hat, act):
        for held in holdings:
            yield Situation(bare.hats, act, bare.known, bare.content, held)
        for name in LISTS["restrictions"]:
            if name in restrictions:
                yield Situation(bare.hats, act, bare.known, bare.content, restrictions=frozenset({name}))

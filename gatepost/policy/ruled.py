"""How does a ruling of the governing body become rules?

Worked example: "the exception goes first" on school computers. The rule that forbids social networking on them gets one more
``unless``: the exception of the other clause, in full, with its own conditions, for the hats and in the case that the
contradiction names. Nothing else is loosened, the permit that says so is made like any other, and answers cite the clause that
made the exception.

Rules are found by what the analysis names (a clause, what its exception is made of, the clause against it), never by an id that
is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from gatepost.policy import cedar
from gatepost.policy.analysis import Contradiction
from gatepost.policy.judging import FORBIDDING
from gatepost.policy.model import Clause, Edition, Interpretation
from gatepost.policy.rules import Rule, rule_of, validate
from gatepost.policy.schema import ACTS, HAT_GROUPS, HATS


def exception_first(edition: Edition, found: Iterable[Contradiction]) -> Edition:
    """``edition`` with the exception of each contradiction going before the clause that stands against it."""
    rules = edition.rules
    for each in found:
        # The exceptions are those of the policy, not those that another ruling made.
        permits = [rule for rule in edition.rules if rule.effect == "permit" and _makes(rule, each)]
        rules = tuple(new for rule in _written(rules) for new in _yielding(edition, rules, rule, each, permits))
    return _with(edition, rules)


def as_written(edition: Edition, reading: Interpretation) -> Edition:
    """``edition`` without what ``reading`` reads into its clauses: hats that they bind, or permissions that lift them."""
    rules = tuple(new for rule in _written(edition.rules) for new in _to_the_letter(edition, rule, reading))
    if reading.hats and not reading.permissions:
        edition = _binding_fewer(edition, reading)
    return _with(edition, rules)


def _with(edition: Edition, rules: tuple[Rule, ...]) -> Edition:
    validate(list(rules))
    return replace(edition, rules=rules)


def _written(rules: Iterable[Rule]) -> Iterator[Rule]:
    return (rule for rule in rules if not rule.twin_of)


def _family(rules: Iterable[Rule], rule: Rule) -> tuple[Rule, ...]:
    """A rule with its twins."""
    return rule, *(twin for twin in rules if twin.twin_of == rule.id)


def _makes(permit: Rule, found: Contradiction) -> bool:
    clause = permit.twin_of.rpartition("#")[0] if permit.twin_of else permit.clause
    return (clause, permit.exception) == (found.clause, found.exception)


def _yielding(
    edition: Edition, rules: tuple[Rule, ...], rule: Rule, found: Contradiction, permits: list[Rule]
) -> Iterator[Rule]:
    """The rule, cut by act where only some of its acts know the exception, each part with the exceptions that it knows."""
    stands_against = (rule.effect, rule.clause, rule.modality) == ("forbid", found.against, FORBIDDING)
    met = [permit for permit in permits if permit.hats & rule.hats and _can_meet(permit, found)]
    known = {act: [permit for permit in met if act in permit.acts] for act in rule.acts}
    if not stands_against or rule.mentioned("restrictions") or not any(known.values()):
        yield from _family(rules, rule)
        return
    rest = [act for act in ACTS if act in rule.acts and not known[act]]
    if rest:
        yield from _named(edition, rule, rule.id, {**rule.source, "action": _action(rest)})
    for act in (act for act in ACTS if act in rule.acts and known[act]):
        name = f"{rule.id}/{act}" if rest or len(rule.acts) > 1 else rule.id
        exceptions = [cedar.Excepted(permit.clause, _condition(rule, permit, found)) for permit in known[act]]
        source = cedar.with_exceptions(dict(rule.source), [*cedar.exceptions_of(dict(rule.source)), *exceptions])
        new = _named(edition, rule, name, {**source, "action": _action([act])}, ruling=found.id)
        old, made = new[: -len(exceptions)], new[-len(exceptions) :]
        yield from old
        yield from (replace(twin, exception=found.exception, ruling=found.id) for twin in made)


def _can_meet(permit: Rule, found: Contradiction) -> bool:
    """Whether the exception can apply at all in the case of the contradiction: one for a child is none for a pupil."""
    if not found.fact or isinstance(found.value, bool):
        return True
    parts = [part for body in cedar.whens_of(dict(permit.source)) for part in _parts(body)]
    asked_for = [cedar.listed_values(part, found.fact.replace(".", "_")) for part in parts]
    return all(values is None or found.value in values for values in asked_for)


def _named(edition: Edition, rule: Rule, name: str, source: cedar.Source, *, ruling: str = "") -> tuple[Rule, ...]:
    first, *twins = rule_of(name, source, rule.line, edition.clauses)
    return replace(first, text=cedar.text_of(source), ruling=ruling or rule.ruling), *twins


def _condition(rule: Rule, permit: Rule, found: Contradiction) -> Any:
    """All that has to be so for the exception to go first; what the rule itself asks for already is not said again."""
    said = [part for body in cedar.whens_of(dict(rule.source)) for part in _parts(body)]
    wanted = [part for body in cedar.whens_of(dict(permit.source)) for part in _parts(body)]
    if found.fact:
        wanted.append(_is(found.fact, found.value))
    hats = permit.hats & frozenset(found.hats)
    if not rule.hats <= hats:
        wanted.append(_one_of(hats))
    parts = [part for place, part in enumerate(wanted) if part not in said and part not in wanted[:place]]
    return _all(parts or wanted)


def _parts(body: Any) -> list[Any]:
    both = body.get("&&")
    return [*_parts(both["left"]), *_parts(both["right"])] if both else [body]


def _all(parts: list[Any]) -> Any:
    whole, *more = parts
    for part in more:
        whole = {"&&": {"left": whole, "right": part}}
    return whole


def _is(fact: str, value: str | bool) -> Any:  # noqa: FBT001  # some facts are yes or no
    looked_at = {".": {"left": {"Var": "context"}, "attr": fact.replace(".", "_")}}
    if isinstance(value, bool):
        return looked_at if value else {"!": {"arg": looked_at}}
    return {"==": {"left": looked_at, "right": {"Value": value}}}


def _one_of(hats: frozenset[str]) -> Any:
    named = [{"Value": {"__entity": {"type": "Hat", "id": hat}}} for hat in HATS if hat in hats]
    return {"in": {"left": {"Var": "principal"}, "right": {"Set": named}}}


def _action(acts: list[str]) -> dict[str, Any]:
    entities = [{"type": "Action", "id": act} for act in acts]
    return {"op": "==", "entity": entities[0]} if len(acts) == 1 else {"op": "in", "entities": entities}


def _to_the_letter(edition: Edition, rule: Rule, reading: Interpretation) -> Iterator[Rule]:
    """The rule as it is for the hats that the reading is not about, and to the letter for those that it is."""
    hats = rule.hats & frozenset(reading.hats or HATS)
    if rule.clause not in reading.clauses or not hats:
        yield from _family(edition.rules, rule)
        return
    name = f"reading--{reading.id}"
    if reading.hats:
        for group, principal in _scopes(rule.hats - hats):
            yield from _named(edition, rule, f"{rule.id}/{group}", {**rule.source, "principal": principal}, ruling=name)
    if not reading.permissions:
        return
    lifting = frozenset(reading.permissions)
    if rule.effect == "permit":
        if not rule.mentioned("permissions") & lifting:
            yield rule
        return
    kept = [e for e in cedar.exceptions_of(dict(rule.source)) if not _looks_for(e.body) & lifting]
    source = cedar.with_exceptions(dict(rule.source), kept)
    for group, principal in _scopes(hats):
        yield from _named(edition, rule, f"{rule.id}/{group}", {**source, "principal": principal}, ruling=name)


def _looks_for(body: Any) -> frozenset[str]:
    return cedar.permissions_in({"conditions": [body]})


def _scopes(hats: frozenset[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """How a rule names ``hats``: a group if they are one, or else a rule for each."""
    for group, members in HAT_GROUPS.items():
        if hats == frozenset(members):
            yield group, {"op": "in", "entity": {"type": "Hats", "id": group}}
            return
    for hat in (hat for hat in HATS if hat in hats):
        yield hat, {"op": "==", "entity": {"type": "Hat", "id": hat}}


def _binding_fewer(edition: Edition, reading: Interpretation) -> Edition:
    """The clauses, too, no longer say that they bind those hats."""

    def fewer(clause: Clause) -> Clause:
        if clause.id not in reading.clauses:
            return clause
        return replace(clause, binds=tuple(hat for hat in clause.binds if hat not in reading.hats))

    sections = tuple(replace(s, clauses=tuple(fewer(clause) for clause in s.clauses)) for s in edition.sections)
    clauses = {clause.id: clause for section in sections for clause in section.clauses}
    return replace(edition, sections=sections, clauses=MappingProxyType(clauses))

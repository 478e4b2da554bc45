"""How a pack's rules are read: from Cedar text to rules of which is known what each one looks at.

Worked example: ``forbid (principal == Hat::"parent", action == Action::"take-photos", resource) when { context.where !=
"off-premises" } unless { context.permissions.contains("photo-pass") };`` becomes one ``Rule`` that reads ``where`` and
``permissions``, and a twin, generated here, that permits where the exception applies. Nothing is *decided* here: that is
Cedar's, in ``engine``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import cedarpy

from gatepost.policy.conditions import Use, read_condition
from gatepost.policy.errors import PackError, shown
from gatepost.policy.schema import ACTS, FACTS, HAT_GROUPS, HATS, LISTS, RULE_MODALITIES, cedar_schema
from gatepost.policy.statements import FILE, statements

MOST_RULES = 500
MOST_EXCEPTIONS = 10
"""Of one rule. The default pack has 28 rules, with at most two."""

_ANNOTATIONS = ("clause", "modality", "exceptions")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``uses`` is all that it looks at besides hat and act; ``source`` the Cedar JSON; ``line`` where it begins.

    ``text`` is how it is written in the pack (``""`` for a twin): for people, so neither its equality nor the edition's hash
    knows of it.

    ``ruling`` is the id of the doubt that the governing body settled, where the rule is no longer as the pack has it.

    ``twin_of`` is the id of the forbidding rule whose exception this one turns into a permit (``""`` for a written rule), and
    ``exception`` what that exception is made of: the permissions that it looks for or, if none, the facts that it looks at.
    """

    id: str
    clause: str
    effect: Literal["forbid", "permit"]
    modality: str
    hats: frozenset[str]
    acts: frozenset[str]
    uses: tuple[Use, ...]
    reads_hat: bool
    reads_act: bool
    line: int
    twin_of: str
    exception: tuple[str, ...]
    source: Mapping[str, Any] = field(repr=False, compare=False)
    text: str = field(default="", repr=False, compare=False)
    ruling: str = ""

    @property
    def facts(self) -> frozenset[str]:
        """The keys of the single-valued facts that it looks at."""
        return frozenset(use.key for use in self.uses if use.key in FACTS)

    def mentioned(self, key: str) -> frozenset[str]:
        """The values of the list ``key`` that it looks for."""
        return frozenset(str(value) for use in self.uses if use.key == key for value in use.values)


def read_rules(text: str, clauses: Mapping[str, object]) -> tuple[Rule, ...]:
    """Every rule in ``text``, each followed by its generated twins. Raises ``PackError`` with the line of the rule."""
    rules: list[Rule] = []
    counts: dict[str, int] = {}
    for line, statement in statements(text):
        source = _parse(line, statement)
        clause = _clause(line, source, clauses)
        counts[clause] = counts.get(clause, 0) + 1
        rule = _rule(f"{clause}#{counts[clause]}", clause, line, source)
        rules += [replace(rule, text=statement), *_twins(rule, clauses)]
        if sum(counts.values()) > MOST_RULES:
            raise PackError(FILE, line, f"There are more than {MOST_RULES} rules.", "Join those that say the same.")
    if not rules:
        raise PackError(FILE, 0, "There is no rule in this file.", "Write at least one, or the policy decides nothing.")
    validate(rules)
    return tuple(rules)


def rule_of(name: str, source: dict[str, Any], line: int, clauses: Mapping[str, object]) -> tuple[Rule, ...]:
    """The rule that ``source`` is, with its twins, under another name than its place in a file gives. For what is made of rules."""
    rule = _rule(name, _clause(line, source, clauses), line, source)
    return rule, *_twins(rule, clauses)


def _parse(line: int, statement: str) -> dict[str, Any]:
    try:
        parsed = json.loads(cedarpy.policies_to_json_str(statement))
    except (ValueError, RecursionError) as error:
        raise PackError(
            FILE, line, f"This rule cannot be read: {error}.", "See how its neighbours are written."
        ) from None
    if parsed["templates"] or len(parsed["staticPolicies"]) != 1:
        raise PackError(FILE, line, "A rule with blanks (?principal) is not a rule yet.", "Name the hat.")
    (source,) = parsed["staticPolicies"].values()
    return dict(source)


def _clause(line: int, source: dict[str, Any], clauses: Mapping[str, object]) -> str:
    annotations = source.get("annotations", {})
    for name in annotations:
        if name not in _ANNOTATIONS:
            raise PackError(FILE, line, f"@{name} is not known.", f"Use {', '.join('@' + a for a in _ANNOTATIONS)}.")
    clause = annotations.get("clause")
    if not clause:
        raise PackError(FILE, line, "This rule names no clause.", 'Put @clause("…") before it.')
    return _known_clause(line, clause, clauses)


def _known_clause(line: int, clause: str, clauses: Mapping[str, object]) -> str:
    if clause not in clauses:
        raise PackError(
            FILE, line, f"There is no clause {shown(clause)} in policy.md.", f"Clauses: {', '.join(clauses)}."
        )
    return clause


def _rule(
    name: str, clause: str, line: int, source: dict[str, Any], twin_of: str = "", exception: tuple[str, ...] = ()
) -> Rule:
    hats, acts = _hats(line, source["principal"]), _acts(line, source["action"])
    if source["resource"].get("op") != "All":
        raise PackError(FILE, line, "A rule is about the whole school.", "Write just “resource”.")
    uses: list[Use] = []
    for condition in source["conditions"]:
        uses += read_condition(condition["body"], file=FILE, line=line, place=f"{source['effect']} {condition['kind']}")
    _check_facts(line, acts, uses)
    return Rule(
        id=name,
        clause=clause,
        effect=source["effect"],
        modality=_modality(line, source),
        hats=hats,
        acts=acts,
        uses=tuple(use for use in uses if use.key not in ("principal", "action")),
        reads_hat=any(use.key == "principal" for use in uses),
        reads_act=any(use.key == "action" for use in uses),
        line=line,
        twin_of=twin_of,
        exception=exception or (_made_of(uses) if source["effect"] == "permit" else ()),
        source=source,
    )


def _modality(line: int, source: dict[str, Any]) -> str:
    modality = source.get("annotations", {}).get("modality", "")
    if source["effect"] == "permit":
        if modality not in ("", "may"):
            raise PackError(FILE, line, "A rule that permits has no other modality than “may”.", "Leave @modality out.")
        return "may"
    if modality not in RULE_MODALITIES:
        wrong = f"@modality cannot be {shown(modality)}." if modality else "This rule has no @modality."
        raise PackError(FILE, line, wrong, f"Use one of {', '.join(RULE_MODALITIES)}.")
    return str(modality)


def _twins(rule: Rule, clauses: Mapping[str, object]) -> list[Rule]:
    """For each ``unless`` of a forbidding rule, the permit that says: here the clause's own exception lets it be."""
    whens = [c for c in rule.source["conditions"] if c["kind"] == "when"]
    exceptions = [c["body"] for c in rule.source["conditions"] if c["kind"] == "unless"]
    cited = rule.source.get("annotations", {}).get("exceptions", "").split() or [rule.clause] * len(exceptions)
    if rule.effect == "permit" and exceptions:
        raise PackError(FILE, rule.line, "A rule that permits has no “unless”.", "Say it in “when”, with !(…).")
    if len(exceptions) > MOST_EXCEPTIONS:
        wrong = f"This rule has more than {MOST_EXCEPTIONS} “unless”."
        raise PackError(FILE, rule.line, wrong, "Join those that belong together with ||.")
    if len(cited) != len(exceptions):
        wrong = f"@exceptions names {len(cited)} clauses for {len(exceptions)} “unless”."
        raise PackError(FILE, rule.line, wrong, "Name one clause for each, with a space between.")
    return [
        _rule(
            f"{rule.id}/unless-{number}",
            _known_clause(rule.line, clause, clauses),
            rule.line,
            {
                "effect": "permit",
                "principal": rule.source["principal"],
                "action": rule.source["action"],
                "resource": rule.source["resource"],
                "conditions": [*whens, {"kind": "when", "body": body}],
                "annotations": {"clause": clause},
            },
            twin_of=rule.id,
            exception=_made_of(read_condition(body, file=FILE, line=rule.line, place="forbid unless")),
        )
        for number, (clause, body) in enumerate(zip(cited, exceptions, strict=True), start=1)
    ]


def _made_of(uses: list[Use]) -> tuple[str, ...]:
    permissions = {str(value) for use in uses if use.key == "permissions" for value in use.values}
    return tuple(sorted(permissions or {use.key for use in uses}))


def _hats(line: int, scope: dict[str, Any]) -> frozenset[str]:
    if scope["op"] == "All":
        return frozenset(HATS)
    entity = scope.get("entity", {}) if scope["op"] in ("==", "in") else {}
    kind, name = entity.get("type"), entity.get("id")
    if scope["op"] == "==" and kind == "Hat" and name in HATS:
        return frozenset({name})
    if scope["op"] == "in" and kind == "Hats" and name in HAT_GROUPS:
        return frozenset(HAT_GROUPS[name])
    hats, groups = (", ".join(f'{t}::"{n}"' for n in names) for t, names in (("Hat", HATS), ("Hats", HAT_GROUPS)))
    wrong = f"{shown(f'{kind}::{name}')} is no hat." if entity else "A rule names a hat, or a group of hats."
    raise PackError(FILE, line, wrong, f"Write principal == one of {hats}, or principal in one of {groups}.")


def _acts(line: int, scope: dict[str, Any]) -> frozenset[str]:
    if scope["op"] == "All":
        return frozenset(ACTS)
    entities = scope.get("entities", [scope.get("entity", {})])
    if not entities:
        raise PackError(FILE, line, "This rule names no act.", f"Acts: {', '.join(ACTS)}.")
    for entity in entities:
        if entity.get("type") != "Action" or entity.get("id") not in ACTS:
            raise PackError(FILE, line, f"{shown(str(entity.get('id')))} is no act.", f"Acts: {', '.join(ACTS)}.")
    return frozenset(entity["id"] for entity in entities)


def _check_facts(line: int, acts: frozenset[str], uses: list[Use]) -> None:
    """Refuse a fact that is never asked for an act of the rule: the rule would decide by an accident."""
    for use in uses:
        for act in sorted(acts):
            matters = (*ACTS[act].facts, "permissions", "restrictions", *(("content",) if ACTS[act].content else ()))
            if use.key in (*FACTS, *LISTS) and use.key not in matters:
                raise PackError(
                    FILE,
                    line,
                    f"“{use.key}” does not matter to the act “{act}”.",
                    f"What matters to it: {', '.join(matters)}. Write a rule of its own for the other acts.",
                )


def policy_set(rules: list[Rule] | tuple[Rule, ...]) -> dict[str, Any]:
    """The rules as Cedar's JSON has a policy set, each under its own id."""
    return {"staticPolicies": {rule.id: rule.source for rule in rules}, "templates": {}, "templateLinks": []}


def validate(rules: list[Rule]) -> None:
    """Cedar's own type check, as a second pair of eyes on ours. Raises ``PackError``."""
    try:
        text = cedarpy.policies_from_json_str(json.dumps(policy_set(rules)))
        result = cedarpy.validate_policies(text, cedar_schema())
    except ValueError as error:
        raise PackError(FILE, 0, f"The rules cannot be put together: {error}.") from None
    if not result.validation_passed:
        raise PackError(FILE, 0, f"The rules do not fit the schema: {result.errors[0].error}.")

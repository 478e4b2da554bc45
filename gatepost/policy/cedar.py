"""How is a rule taken apart and put together again, so that an edit never touches Cedar as text?

Worked example: ``parse(text)`` of a rule with ``unless { context.permissions.contains("photo-pass") }`` has one exception,
``exceptions_of`` gives it with the clause that is cited for it, and ``text_of`` writes the rule without it as neatly as before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import cedarpy

Source = dict[str, Any]
"""One rule as Cedar's JSON has it."""


_NEEDLESS = re.compile(r"(?<!\w)\((context\.\w+|\[[^\[\]()]*\])\)")
"""Cedar's printer puts every fact and every list into brackets of its own; those of ``contains(…)`` are no such."""


class Excepted(NamedTuple):
    """One ``unless``: the clause that is cited where it applies, and its condition."""

    clause: str
    body: Any


def parse(text: str) -> Source:
    """The one rule in ``text``, which a pack that loads has."""
    (source,) = json.loads(cedarpy.policies_to_json_str(text))["staticPolicies"].values()
    return dict(source)


def text_of(source: Source) -> str:
    """``source`` in Cedar, laid out for people."""
    policies = {"staticPolicies": {"rule": source}, "templates": {}, "templateLinks": []}
    text = cedarpy.format_policies(cedarpy.policies_from_json_str(json.dumps(policies)))
    return _NEEDLESS.sub(r"\1", text).strip()


def clause_of(source: Source) -> str:
    """The clause that the rule carries out."""
    return str(source["annotations"]["clause"])


def exceptions_of(source: Source) -> list[Excepted]:
    """The exceptions of a rule, in order."""
    bodies = [condition["body"] for condition in source["conditions"] if condition["kind"] == "unless"]
    cited = source["annotations"].get("exceptions", "").split() or [clause_of(source)] * len(bodies)
    return [Excepted(clause, body) for clause, body in zip(cited, bodies, strict=True)]


def whens_of(source: Source) -> list[Any]:
    """The conditions under which it applies, exceptions aside."""
    return [condition["body"] for condition in source["conditions"] if condition["kind"] == "when"]


def with_exceptions(source: Source, exceptions: Sequence[Excepted]) -> Source:
    """The same rule with other exceptions; their clauses are named where one is not the rule's own."""
    annotations = {name: value for name, value in source["annotations"].items() if name != "exceptions"}
    if any(exception.clause != clause_of(source) for exception in exceptions):
        annotations["exceptions"] = " ".join(exception.clause for exception in exceptions)
    return {
        **source,
        "annotations": annotations,
        "conditions": [
            *({"kind": "when", "body": body} for body in whens_of(source)),
            *({"kind": "unless", "body": exception.body} for exception in exceptions),
        ],
    }


def without_exceptions(source: Source) -> str:
    """What makes a rule this rule, whatever its exceptions are: two rules that differ in those alone have the same."""
    told = (source["effect"], clause_of(source), source["annotations"].get("modality", ""))
    return json.dumps([*told, source["principal"], source["action"], whens_of(source)], sort_keys=True)


def permissions_in(source: Source) -> frozenset[str]:
    """The permissions that the rule looks for."""
    return frozenset(_permissions(source["conditions"]))


def _permissions(node: Any) -> list[str]:
    if isinstance(node, list):
        return [name for item in node for name in _permissions(item)]
    if not isinstance(node, dict):
        return []
    for operator in ("contains", "containsAny", "containsAll"):
        body = node.get(operator)
        if body and body["left"] == {".": {"left": {"Var": "context"}, "attr": "permissions"}}:
            return [str(literal["Value"]) for literal in body["right"].get("Set", [body["right"]])]
    return [name for item in node.values() for name in _permissions(item)]


def listed_values(body: Any, attribute: str) -> tuple[str, ...] | None:
    """The values of ``attribute`` for which a condition holds that looks at nothing else; None for any other condition."""
    fact = {".": {"left": {"Var": "context"}, "attr": attribute}}
    for operator, of_list in (("contains", "left"), ("==", "right")):
        both = body.get(operator)
        if both and both["right" if of_list == "left" else "left"] == fact:
            literals = both[of_list].get("Set", [both[of_list]])
            return tuple(str(literal["Value"]) for literal in literals if "Value" in literal)
    return None


def one_of(attribute: str, values: Sequence[str]) -> Any:
    """The condition that ``attribute`` is one of ``values``."""
    fact = {".": {"left": {"Var": "context"}, "attr": attribute}}
    return {"contains": {"left": {"Set": [{"Value": value} for value in values]}, "right": fact}}

"""What the condition of a rule looks at.

Worked example: ``context.when == "break" && !["hall"].contains(context.where)`` looks at ``when`` (is it ``break``?) and at
``where`` (is it ``hall``?). From this the engine knows which situations a rule cannot tell apart, so that a half-known
question costs a handful of engine requests, not thousands; and the loader knows that a permission can only ever loosen and a
restriction only ever tighten.

Only a readable part of Cedar is allowed: ``&& || !``, ``==``, ``!=``, ``contains``, ``containsAny``, ``containsAll``, ``in``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from gatepost.policy.errors import PackError, shown
from gatepost.policy.schema import ACTS, FACTS, HAT_GROUPS, HATS, LISTS

_BY_ATTRIBUTE = {fact.attribute: fact.key for fact in FACTS.values()} | {key: key for key in LISTS}

_READABLE = "Use &&, ||, !, ==, !=, contains, containsAny, containsAll and in."

_LOOSENS = {"forbid unless", "permit when"}


@dataclass(frozen=True, slots=True)
class Use:
    """One look at one fact: does it have one of ``values``? ``key`` is the fact's key, or ``principal`` or ``action``."""

    key: str
    values: frozenset[str | bool]


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    line: int
    place: str

    def refuse(self, wrong: str, right: str = _READABLE) -> NoReturn:
        raise PackError(self.file, self.line, wrong, right)

    def read(self, expression: dict[str, Any], *, positive: bool) -> list[Use]:
        ((operator, body),) = expression.items()
        if operator in ("&&", "||"):
            return self.read(body["left"], positive=positive) + self.read(body["right"], positive=positive)
        if operator == "!":
            return self.read(body["arg"], positive=not positive)
        if operator == "Value" and isinstance(body, bool):
            return []
        return [self.look(operator, body, expression, positive=positive)]

    def look(self, operator: str, body: dict[str, Any], expression: dict[str, Any], *, positive: bool) -> Use:
        if operator in ("==", "!="):
            return self.equality(body["left"], body["right"])
        if operator in ("contains", "containsAny", "containsAll"):
            return self.containment(operator, body["left"], body["right"], positive=positive)
        if operator == "in":
            return self.membership(body["left"], body["right"])
        if operator == ".":
            return self.yes_or_no(expression)
        return self.refuse(f"“{operator}” cannot be used in a rule.")

    def yes_or_no(self, expression: dict[str, Any]) -> Use:
        key = self.fact(expression)
        if key not in FACTS or FACTS[key].values[0] is not True:
            self.refuse(f"“{key}” is not a yes-or-no fact.", "Compare it with one of its values.")
        return Use(key, frozenset({True}))

    def fact(self, expression: dict[str, Any]) -> str:
        access = expression.get(".")
        if access is None or access["left"] != {"Var": "context"}:
            self.refuse("A fact is written context.name.", f"Facts: {', '.join(_BY_ATTRIBUTE)}.")
        if access["attr"] not in _BY_ATTRIBUTE:
            self.refuse(f"There is no fact {shown(access['attr'])}.", f"Facts: {', '.join(_BY_ATTRIBUTE)}.")
        return _BY_ATTRIBUTE[access["attr"]]

    def values(self, key: str, literals: list[dict[str, Any]]) -> frozenset[str | bool]:
        if not literals:
            self.refuse(f"A list of values for “{key}” is empty.", "Say which.")
        valid: tuple[str | bool, ...] = LISTS[key] if key in LISTS else FACTS[key].values
        for literal in literals:
            value = literal.get("Value")
            if not any(value is v or (isinstance(value, str) and value == v) for v in valid):
                self.refuse(
                    f"“{key}” cannot be {shown(value)}.", f"Values: {', '.join(str(v).lower() for v in valid)}."
                )
        return frozenset(literal["Value"] for literal in literals)

    def equality(self, left: dict[str, Any], right: dict[str, Any]) -> Use:
        if "Value" in left:
            left, right = right, left
        if "Var" in left:
            return self.membership(left, right)
        key = self.fact(left)
        if key in LISTS:
            self.refuse(f"“{key}” is a list.", f'Write context.{key}.contains("…").')
        return Use(key, self.values(key, [right]))

    def containment(self, operator: str, left: dict[str, Any], right: dict[str, Any], *, positive: bool) -> Use:
        if "Set" in left and operator == "contains":
            key = self.fact(right)
            if key in LISTS:
                self.refuse(f"“{key}” is a list itself.", f"Write context.{key}.containsAny([…]).")
            return Use(key, self.values(key, left["Set"]))
        key = self.fact(left)
        if key not in LISTS:
            self.refuse(f"“{key}” is one value, not a list.", f'Write ["…"].contains(context.{key}).')
        if operator != "contains" and "Set" not in right:
            self.refuse(f"{operator} needs a list of values.", f'Write context.{key}.{operator}(["…"]).')
        self.one_way(key, positive=positive)
        return Use(key, self.values(key, [right] if operator == "contains" else right["Set"]))

    def one_way(self, key: str, *, positive: bool) -> None:
        """A permission more never makes an answer stricter, a restriction more never milder: true by construction."""
        if key == "permissions" and not (positive and self.place in _LOOSENS):
            self.refuse("A permission can only lift a rule.", "Put it into “unless”, without !.")
        if key == "restrictions" and not (positive and self.place == "forbid when"):
            self.refuse("A restriction can only forbid.", "Put it into the “when” of a forbid, without !.")

    def membership(self, left: dict[str, Any], right: dict[str, Any]) -> Use:
        variable = left.get("Var")
        if variable not in ("principal", "action"):
            self.refuse("Only principal and action can be compared with a hat or an act.")
        known: dict[str, tuple[str, ...]] = (
            {"Hat": HATS, "Hats": tuple(HAT_GROUPS)} if variable == "principal" else {"Action": tuple(ACTS)}
        )
        for literal in right.get("Set", [right]):
            value = literal.get("Value")
            entity: dict[str, str] = value.get("__entity", {}) if isinstance(value, dict) else {}
            if entity.get("id") not in known.get(entity.get("type", ""), ()):
                listed = ", ".join(f'{kind}::"{name}"' for kind, names in known.items() for name in names)
                self.refuse(f"{shown(entity.get('id') or value)} is not known.", f"Known: {listed}.")
        return Use(variable, frozenset())


def read_condition(expression: dict[str, Any], *, file: str, line: int, place: str) -> list[Use]:
    """All that ``expression`` (Cedar JSON) looks at. ``place`` is ``"forbid when"``, ``"forbid unless"`` or ``"permit when"``.

    Raises ``PackError`` for what cannot be used in a rule, for unknown facts and for unknown values.
    """
    return _Reader(file, line, place).read(expression, positive=True)

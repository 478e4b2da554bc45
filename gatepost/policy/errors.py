"""What can be wrong with a pack or a question, said so that a person can mend it.

Worked example: a situation that says ``"where": "attic"`` raises ``SituationError`` whose ``key`` is ``"where"`` and whose
``valid`` lists the places that the schema knows.
"""

from __future__ import annotations

from typing import Any


class PolicyError(Exception):
    """Anything that the policy library refuses. ``str()`` of it is one line, fit for a person to read."""


class PackError(PolicyError):
    """A pack that cannot be loaded: which file, which line (1-based, 0 when the whole file), what is wrong, what would be right."""

    def __init__(self, file: str, line: int, wrong: str, right: str = "") -> None:
        self.file = printable(file)
        self.line = line
        self.wrong = one_line(wrong)
        self.right = one_line(right)
        place = f"{self.file}:{line}" if line else self.file
        super().__init__(f"{place}: {self.wrong}" + (f" {self.right}" if self.right else ""))


class SituationError(PolicyError):
    """A question that does not fit the contract.

    ``code`` is stable (``unknown-key``, ``unknown-value``, ``wrong-type``, ``missing``, ``malformed``, ``too-large``,
    ``repeated-key``), ``key`` the dotted key at fault (``""`` for the whole question), ``valid`` what would be right.
    """

    def __init__(self, code: str, key: str, message: str, valid: tuple[str, ...] = ()) -> None:
        self.code = code
        self.key = key
        self.message = one_line(message)
        self.valid = valid
        listed = f" Valid: {', '.join(valid)}." if valid else ""
        super().__init__(f"{self.message}{listed}")

    def to_dict(self) -> dict[str, Any]:
        """The error as the JSON contract has it: ``{"code", "key", "message", "valid"}``."""
        return {"code": self.code, "key": self.key, "message": self.message, "valid": list(self.valid)}


class EngineError(PolicyError):
    """The rules engine could not evaluate a rule. Never swallowed: a rule that errs would silently not forbid."""


SHOWN = 80
"""Characters of somebody's input that an error message repeats: enough to recognise it, too little to flood a screen."""


def shown(value: object) -> str:
    """``value`` as a short, printable, one-line quotation for an error message; only its kind if it is no text."""
    return f"“{printable(value)}”" if isinstance(value, str) else kind(value)


def kind(value: object) -> str:
    """What ``value`` is, in words: "a list". Its ``repr`` could be of any size and depth."""
    names: dict[type, str] = {bool: "true or false", str: "a text", list: "a list", dict: "a table", type(None): "null"}
    return names.get(type(value), "a number")


def printable(text: str) -> str:
    """``text`` cut short, with everything that a terminal or an encoding could stumble over replaced."""
    kept = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:SHOWN])
    return f"{kept}…" if len(text) > SHOWN else kept


def one_line(text: str) -> str:
    """``text`` with every run of white space made one space, so that an error is always one line."""
    return " ".join(text.split())

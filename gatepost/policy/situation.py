"""One question put to the policy: who, what, and what is known of the circumstances.

Worked example: ``Situation.from_dict({"hats": ["parent"], "act": "take-photos", "where": "hall"})`` leaves device, time and
purpose unknown; ``decide`` then answers for the worst case and says on what the answer depends.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gatepost.policy.errors import SituationError, kind, printable, shown
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS

NOTHING: frozenset[str] = frozenset()

LONGEST = 64 * 1024
"""Bytes of one question in JSON. The largest sensible one has under 1,000; a larger one is a mistake or an attack."""

_PERSON = "person"
_KEYS = ("hats", "act", *(key for key in FACTS if "." not in key), _PERSON, *LISTS)
_PERSON_KEYS = tuple(key.partition(".")[2] for key in FACTS if key.startswith(_PERSON + "."))


@dataclass(frozen=True, slots=True)
class Situation:
    """A question, checked. ``known`` maps dotted fact keys to their value; a fact that is not in it is not known."""

    hats: tuple[str, ...]
    act: str
    known: Mapping[str, str | bool] = field(default_factory=dict)
    content: frozenset[str] = NOTHING
    permissions: frozenset[str] = NOTHING
    restrictions: frozenset[str] = NOTHING

    @classmethod
    def from_dict(cls, data: object) -> Situation:
        """A situation from the JSON contract's shape. Raises ``SituationError`` for anything that the contract does not list."""
        if not isinstance(data, Mapping):
            raise SituationError("wrong-type", "", f"A situation is an object, not {kind(data)}.", _KEYS)
        for key in data:
            if key in FACTS and key not in _KEYS:
                outer, _, inner = key.partition(".")
                message = f'“{key}” is written as {{"{outer}": {{"{inner}": …}}}}.'
                raise SituationError("unknown-key", key, message, _KEYS)
            if key not in _KEYS:
                raise SituationError(
                    "unknown-key", printable(str(key)), f"{shown(key)} is not a key of a situation.", _KEYS
                )
        known = {key: _one(key, data[key]) for key in FACTS if key in data}
        known |= _person(data.get(_PERSON, {}))
        lists = {key: frozenset(_several(key, data[key], valid)) for key, valid in LISTS.items() if key in data}
        return cls(hats=_hats(data), act=_act(data), known=known, **lists)

    @classmethod
    def from_json(cls, text: str) -> Situation:
        """As ``from_dict``, from JSON text. Raises ``SituationError`` when the text is no JSON, too deep or too long."""
        if len(text.encode("utf-8", "surrogatepass")) > LONGEST:
            raise SituationError("too-large", "", f"A situation has at most {LONGEST} bytes.")
        try:
            data = json.loads(text, object_pairs_hook=_no_repeats)
        except RecursionError:
            raise SituationError("malformed", "", "This JSON is nested too deeply to be a situation.", _KEYS) from None
        except ValueError as error:
            raise SituationError("malformed", "", f"This is not JSON: {error}.", _KEYS) from None
        return cls.from_dict(data)

    def to_dict(self) -> dict[str, Any]:
        """The situation in the JSON contract's shape; what is not known is left out."""
        data: dict[str, Any] = {"hats": list(self.hats), "act": self.act}
        for key in FACTS:
            if key in self.known:
                outer, _, inner = key.partition(".")
                if inner:
                    data.setdefault(outer, {})[inner] = self.known[key]
                else:
                    data[outer] = self.known[key]
        for key, valid in LISTS.items():
            held = getattr(self, key)
            if held:
                data[key] = [value for value in valid if value in held]
        return data

    def knowing(self, key: str, value: str | bool) -> Situation:  # noqa: FBT001  # some facts are yes or no
        """The same situation with one fact more, or changed."""
        return replace(self, known={**self.known, key: value})


def _hats(data: Mapping[str, object]) -> tuple[str, ...]:
    if "hats" not in data:
        raise SituationError("missing", "hats", "“hats” is missing: who is asking?", HATS)
    hats = _several("hats", data["hats"], HATS)
    if not hats:
        raise SituationError("missing", "hats", "“hats” is empty: who is asking?", HATS)
    return tuple(hat for hat in HATS if hat in hats)


def _act(data: Mapping[str, object]) -> str:
    if "act" not in data:
        raise SituationError("missing", "act", "“act” is missing: what would they like to do?", tuple(ACTS))
    act = data["act"]
    if not isinstance(act, str):
        raise SituationError("wrong-type", "act", f"“act” is one word, not {kind(act)}.", tuple(ACTS))
    if act not in ACTS:
        raise SituationError("unknown-value", "act", f"“act” cannot be {shown(act)}.", tuple(ACTS))
    return act


def _person(data: object) -> dict[str, str | bool]:
    if not isinstance(data, Mapping):
        raise SituationError("wrong-type", _PERSON, f"“person” is an object, not {kind(data)}.", _PERSON_KEYS)
    for key in data:
        if key not in _PERSON_KEYS:
            name = printable(f"{_PERSON}.{key}")
            raise SituationError("unknown-key", name, f"{shown(key)} is not a key of “person”.", _PERSON_KEYS)
    return {f"{_PERSON}.{key}": _one(f"{_PERSON}.{key}", data[key]) for key in _PERSON_KEYS if key in data}


def _one(key: str, value: object) -> str | bool:
    values = FACTS[key].values
    valid = tuple(json.dumps(v) if isinstance(v, bool) else v for v in values)
    if type(value) is not type(values[0]) or not isinstance(value, str | bool):
        wanted = "true or false" if isinstance(values[0], bool) else "one word"
        raise SituationError("wrong-type", key, f"“{key}” is {wanted}, not {kind(value)}.", valid)
    if value not in values:
        raise SituationError("unknown-value", key, f"“{key}” cannot be {shown(value)}.", valid)
    return value


def _several(key: str, values: object, valid: tuple[str, ...]) -> list[str]:
    if not isinstance(values, list | tuple):
        raise SituationError("wrong-type", key, f"“{key}” is a list, not {kind(values)}.", valid)
    for value in values:
        if not isinstance(value, str):
            raise SituationError("wrong-type", key, f"“{key}” is a list of words, and {kind(value)} is in it.", valid)
        if value not in valid:
            raise SituationError("unknown-value", key, f"“{key}” cannot have {shown(value)} in it.", valid)
    return [str(value) for value in values]


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for key, value in pairs:
        if key in seen:
            # Which of the two was meant? A policy must not guess, and two readers of the same JSON must not disagree.
            raise SituationError("repeated-key", printable(key), f"{shown(key)} is given twice.")
        seen[key] = value
    return seen

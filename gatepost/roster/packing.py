"""How are rows, problems and items kept, and read back as they were?

As JSON: short, the same for the same values, so that its hash says whether two are the same.

    >>> unpacked(Item, packed(Item(Outcome.NEW, Subject.PUPIL, "p1", (2,)))).lines
    (2,)
"""

import json
import types
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from gatepost.roster.mapping import Taken
from gatepost.roster.problems import Problem

Value = TypeVar("Value")
_TAKEN, _PROBLEM = "t", "p"


def packed(value: object) -> str:
    """Return a frozen dataclass of ours as JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def unpacked(kind: type[Value], text: str) -> Value:
    """Return what `packed` was given."""
    value: Value = _built(kind, json.loads(text))
    return value


def pack_rows(rows: Iterable[Taken | Problem]) -> bytes:
    """Return what was read of a file, small."""
    squeeze = zlib.compressobj()
    parts = [
        squeeze.compress(f"{_TAKEN if isinstance(row, Taken) else _PROBLEM}{packed(row)}\n".encode()) for row in rows
    ]
    return b"".join([*parts, squeeze.flush()])


def unpack_rows(content: bytes) -> Iterator[Taken | Problem]:
    """Yield what `pack_rows` was given."""
    for line in zlib.decompress(content).decode().split("\n")[:-1]:
        yield unpacked(Taken, line[1:]) if line[0] == _TAKEN else unpacked(Problem, line[1:])


def _plain(value: object) -> object:
    """Return a value as JSON knows it; a field that is what it is without being said is left out."""
    if is_dataclass(value):
        said = ((name, getattr(value, name), usual) for name, usual in _defaults(value.__class__).items())
        return {name: _plain(one) for name, one, usual in said if one != usual}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


@cache
def _defaults(kind: Any) -> dict[str, Any]:
    """Return each field of a dataclass with what it is if nothing is said; MISSING, which equals nothing, if it must be."""
    return {
        field.name: field.default if field.default_factory is MISSING else field.default_factory()
        for field in fields(kind)
    }


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _built(kind: Any, value: Any) -> Any:
    """Return a value of JSON as the kind that a dataclass's field says."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return None if value is None else _built(next(one for one in inner if one is not type(None)), value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _built(hints[name], one) for name, one in value.items()})
    if origin is tuple:
        kinds = inner if inner[-1] is not ... else (inner[0],) * len(value)
        return tuple(_built(one, part) for one, part in zip(kinds, value, strict=True))
    if origin is frozenset:
        return frozenset(value)
    if kind is date:
        return date.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value

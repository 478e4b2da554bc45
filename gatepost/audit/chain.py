"""What is hashed, and how is one entry tied to the one before?

    hash(n) = SHA-256( "gatepost.audit.entry.1" NUL canonical JSON of entry n, the hash of entry n-1 among it )

Canonical JSON: keys sorted, no spaces, plain ASCII, no fractions. The first entry's `previous` is derived from the
school, so that a chain cannot be passed off as another school's.

    >>> first = genesis("oddenbrook")
    >>> len(first), first == genesis("another")
    (64, False)
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TypeAlias

from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import ProgrammingMistake

ENTRY_DOMAIN = b"gatepost.audit.entry.1\0"
GENESIS_DOMAIN = b"gatepost.audit.genesis.1\0"
LARGEST_DATA = 2048
"""Bytes of canonical JSON: ids, codes and counts fit; a letter or a report does not, and must not."""

Value: TypeAlias = "bool | int | str | Sequence[Value] | Mapping[str, Value] | None"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says; the hash covers every one of these."""

    school: str
    sequence: int
    at: str
    actor: str
    action: str
    subject: str
    clause: str
    edition: str
    data: str
    previous: str


COLUMNS = tuple(field.name for field in fields(Entry))


def canonical(value: Value) -> str:
    """Return a value as canonical JSON; raise ProgrammingMistake if it has a fraction in it, or is too large."""
    _refuse_fractions(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    if len(text) > LARGEST_DATA:
        raise ProgrammingMistake("audit-data-too-large", f"The record takes {LARGEST_DATA} bytes of data an entry.")
    return text


def written(moment: datetime) -> str:
    """Return a moment as the record writes it: UTC, microseconds, always as long."""
    return in_utc(moment).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def genesis(school: str) -> str:
    """Return what stands in place of a previous hash in a school's first entry."""
    return hashlib.sha256(GENESIS_DOMAIN + school.encode()).hexdigest()


def columns(entry: Entry) -> dict[str, str | int]:
    """Return what an entry says, by column; `asdict` would do the same and take four times as long."""
    return {name: getattr(entry, name) for name in COLUMNS}


def hash_of(entry: Entry) -> str:
    """Return the entry's hash, in hexadecimal."""
    return hashlib.sha256(ENTRY_DOMAIN + _text(entry).encode("ascii")).hexdigest()


def text_around(entry: Entry) -> tuple[str, str, str]:
    """Return what is hashed of an entry whose place is not known yet: what stands before, between and after the two that say it.

    >>> before, between, after = text_around(Entry("s", 9, "", "", "", "", "", "", "", "not looked at"))
    >>> before + "5f0c" + between + "41" + after
    '{"action":"","actor":"","at":"","clause":"","data":"","edition":"","previous":"5f0c","school":"s","sequence":41,"subject":""}'
    """
    text = _text(replace(entry, sequence=0, previous=""))
    # within a value every quotation mark has a backslash before it, so that neither of these is found there
    before, _, rest = text.partition('"previous":""')
    between, _, after = rest.partition('"sequence":0')
    return f'{before}"previous":"', f'"{between}"sequence":', after


def _text(entry: Entry) -> str:
    return json.dumps(columns(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _refuse_fractions(value: object) -> None:
    match value:
        case None | bool() | int() | str():
            return
        case dict():
            parts = [*value.keys(), *value.values()]
            if not all(isinstance(key, str) for key in value):
                raise ProgrammingMistake("audit-data-key", "The record's data has keys of text only.")
        case list() | tuple():
            parts = list(value)
        case _:
            raise ProgrammingMistake("audit-data-kind", f"The record takes no {type(value).__name__}.")
    for part in parts:
        _refuse_fractions(part)

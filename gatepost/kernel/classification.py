"""What is known about a stored field: how sensitive is it, how long is it kept, does an export show it?

Every room with tables has a `classification.py` whose `FIELDS` names each field as `Model.field`; a test compares them
with the tables, so that no field can be added without an answer.

    FIELDS = {"Person.name": Field(Sensitivity.PERSONAL, "until the person has left, then one year", export=True)}
"""

from dataclasses import dataclass
from enum import StrEnum


class Sensitivity(StrEnum):
    """Who is harmed if it is read by the wrong person."""

    NONE = "none"
    """Nobody: numbers, ids, settings."""
    INTERNAL = "internal"
    """The school: how it works inside."""
    PERSONAL = "personal"
    """Somebody: it says who they are or what they did."""
    CONFIDENTIAL = "confidential"
    """Somebody, badly: it was said in confidence."""
    SECRET = "secret"  # noqa: S105  # a word
    """Everybody: it opens doors."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field's answers. `retention` is a sentence; `export` is whether the person it is about gets it with theirs."""

    sensitivity: Sensitivity
    retention: str
    export: bool

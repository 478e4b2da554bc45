"""What have the governors decided where the policy is doubtful, and what follows from it?

Worked example: one clause lets a member of staff be on social media with permission, another keeps social networking off school
computers for everybody. ``doubts(edition)`` lists that contradiction with its two choices. Once the governing body has chosen
"the exception goes first", ``with_rulings(edition, [ruling])`` answers ``may`` to whoever holds the permission, and each answer
that would have been another lists the ruling under ``interpretations``.

An edition with rulings has the label and the ``sha256`` of the one that was adopted: nobody adopted anything else. Whoever keeps
answers by edition keeps them by ``identity``, which knows of the rulings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gatepost.policy.model import Edition
from gatepost.policy.situation import Situation

STRICTER = "stricter-stands"
EXCEPTION = "exception-first"
AS_READ = "as-read"
AS_WRITTEN = "as-written"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle a doubt. ``id`` is stable; ``title`` and ``text`` are plain words for the governors."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the governing body can settle: a contradiction, or a reading that the pack marks.

    ``id`` is made of what the doubt is about, so that it is the same in every edition that has it (letters, digits, dots and
    hyphens). ``example`` is a question whose answer hangs on it, if there is one.
    """

    id: str
    kind: Literal["contradiction", "reading"]
    clauses: tuple[str, ...]
    title: str
    text: str
    choices: tuple[Choice, ...]
    example: Situation | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the governing body decided on ``day``: which ``choice`` of which ``doubt``, and why.

    ``decided_by`` is in words ("the governing body"), ``minute`` the reference of the minutes, ``id`` whoever keeps it gives.
    """

    id: str
    day: date
    decided_by: str
    minute: str
    why: str
    doubt: str
    choice: str


@dataclass(frozen=True, slots=True)
class Sorted:
    """Rulings as an edition takes them: ``standing`` count; a later one ``replaced`` some; ``idle`` ones have no doubt here."""

    standing: tuple[Ruling, ...]
    replaced: tuple[Ruling, ...]
    idle: tuple[Ruling, ...]


def doubts(edition: Edition) -> tuple[Doubt, ...]:
    """Each contradiction and each marked reading of ``edition``, settled or not, contradictions first."""
    raise NotImplementedError


def sort_rulings(edition: Edition, rulings: Iterable[Ruling]) -> Sorted:
    """Which of ``rulings`` count for ``edition``. Of two on one doubt the later day counts; of one day, the later in order."""
    raise NotImplementedError


def with_rulings(edition: Edition, rulings: Iterable[Ruling], *, on: date | None = None) -> Edition:
    """``edition`` as the governing body reads it, with the rulings of which the day has come by ``on`` (all, if not given)."""
    rulings = [ruling for ruling in rulings if on is None or ruling.day <= on]
    if rulings:
        raise NotImplementedError
    return edition

"""What have the governors decided where the policy is doubtful, and what follows from it?

Worked example: one clause lets a member of staff be on social media with permission, another keeps social networking off school
computers for everybody. ``doubts(edition)`` lists that contradiction with its two choices. Once the governing body has chosen
"the exception goes first", ``with_rulings(edition, [ruling])`` answers ``may`` to whoever holds the permission, and each answer
that would have been another lists the ruling under ``interpretations``.

An edition with rulings has the label and the ``sha256`` of the one that was adopted: nobody adopted anything else. Whoever keeps
answers by edition keeps them by ``identity``, which knows of the rulings. How a ruling becomes rules is in ``ruled``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from gatepost.policy.analysis import Contradiction, analyse
from gatepost.policy.doubting import (
    AS_READ,
    AS_WRITTEN,
    EXCEPTION,
    STRICTER,
    Choice,
    Doubt,
    doubt_of_contradiction,
    doubt_of_reading,
    reading_id,
)
from gatepost.policy.explain import Say
from gatepost.policy.model import Edition, Interpretation, Ruled
from gatepost.policy.ruled import as_written, exception_first
from gatepost.policy.words import translatable as _
from gatepost.policy.worked import holding

__all__ = ["AS_READ", "AS_WRITTEN", "EXCEPTION", "STRICTER", "Choice", "Doubt", "Ruling", "Sorted", "doubts"]
__all__ += ["sort_rulings", "with_rulings"]

_OTHER = {STRICTER: EXCEPTION, EXCEPTION: STRICTER, AS_READ: AS_WRITTEN, AS_WRITTEN: AS_READ}


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


def doubts(edition: Edition, *, say: Say = _) -> tuple[Doubt, ...]:
    """Each contradiction and each marked reading of ``edition`` as adopted, settled or not, contradictions first."""
    adopted = edition.adopted or edition
    return (
        *(doubt_of_contradiction(adopted, found, say) for found in _contradictions(adopted)),
        *(doubt_of_reading(adopted, reading, say) for reading in adopted.interpretations),
    )


def sort_rulings(edition: Edition, rulings: Iterable[Ruling]) -> Sorted:
    """Which of ``rulings`` count for ``edition``. Of two on one doubt the later day counts; of one day, the later in order."""
    choices = {doubt.id: {choice.id for choice in doubt.choices} for doubt in doubts(edition)}
    latest: dict[str, Ruling] = {}
    replaced, idle = [], []
    for ruling in sorted(rulings, key=lambda each: each.day):
        if ruling.choice not in choices.get(ruling.doubt, ()):
            idle.append(ruling)
            continue
        if ruling.doubt in latest:
            replaced.append(latest[ruling.doubt])
        latest[ruling.doubt] = ruling
    return Sorted(tuple(latest.values()), tuple(replaced), tuple(idle))


def with_rulings(edition: Edition, rulings: Iterable[Ruling], *, on: date | None = None) -> Edition:
    """``edition`` as the governing body reads it, with the rulings of which the day has come by ``on`` (all, if not given)."""
    adopted = edition.adopted or edition
    rulings = [ruling for ruling in rulings if on is None or ruling.day <= on]
    if not rulings:
        return adopted
    standing = sort_rulings(adopted, rulings).standing
    if not standing:
        return adopted
    told = {doubt.id: doubt for doubt in doubts(adopted)}
    readings = _readings(adopted, [_ruled(told[ruling.doubt], ruling) for ruling in standing])
    choices = {ruling.doubt: ruling.choice for ruling in standing}
    others = {
        ruling.id: _effective(adopted, {**choices, ruling.doubt: _OTHER[ruling.choice]}, readings)
        for ruling in standing
        if _has_effect(adopted, ruling.doubt)
    }
    effective = _effective(adopted, choices, readings)
    return replace(
        effective, otherwise=MappingProxyType(others), scenarios=holding(effective, adopted.scenarios), adopted=adopted
    )


def _effective(adopted: Edition, choices: Mapping[str, str], readings: tuple[Interpretation, ...]) -> Edition:
    edition = adopted
    for reading in adopted.interpretations:
        if choices.get(reading_id(reading)) == AS_WRITTEN:
            edition = as_written(edition, reading)
    first = [found for found in _contradictions(adopted) if choices.get(found.id) == EXCEPTION]
    return replace(exception_first(edition, first), interpretations=readings)


def _readings(adopted: Edition, ruled: list[Ruled]) -> tuple[Interpretation, ...]:
    """What the pack marks, each ruling in the place of the reading that it settles, those on contradictions at the end."""
    by_doubt = {reading.doubt: reading for reading in ruled}
    marked: list[Interpretation] = [by_doubt.pop(reading_id(each), each) for each in adopted.interpretations]
    return (*marked, *by_doubt.values())


def _ruled(doubt: Doubt, ruling: Ruling) -> Ruled:
    choice = next(choice for choice in doubt.choices if choice.id == ruling.choice)
    return Ruled(
        id=ruling.id,
        clauses=doubt.clauses,
        hats=doubt.hats,
        permissions=doubt.permissions,
        title=f"{doubt.title}: {choice.title[:1].lower()}{choice.title[1:]}",
        text=choice.text,
        day=ruling.day,
        decided_by=ruling.decided_by,
        minute=ruling.minute,
        why=ruling.why,
        doubt=ruling.doubt,
        choice=ruling.choice,
    )


def _has_effect(adopted: Edition, doubt: str) -> bool:
    """Whether the choice changes any rule: a reading of a procedure does not, and nor does one of words alone."""
    marked = {reading_id(reading): reading for reading in adopted.interpretations}
    return doubt not in marked or bool(marked[doubt].hats or marked[doubt].permissions)


_kept: dict[str, tuple[Contradiction, ...]] = {}


def _contradictions(adopted: Edition) -> tuple[Contradiction, ...]:
    """The contradictions of an edition without rulings: a third of a second, so kept for the editions asked of last."""
    if adopted.sha256 not in _kept:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[adopted.sha256] = analyse(adopted).contradictions
    return _kept[adopted.sha256]


_MOST_KEPT = 16
"""Editions whose contradictions a process keeps: a few hundred bytes each."""

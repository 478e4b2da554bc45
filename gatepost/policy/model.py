"""The shapes of a policy: what an edition holds.

Worked example: ``edition.clauses["conduct.1"].wording`` is what people read; ``edition.rules`` is what the machine decides by.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property

from gatepost.policy.engine import Engine
from gatepost.policy.rules import Rule
from gatepost.policy.situation import Situation


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its wording (Markdown), its plain words, and where it stands. ``place`` counts from 0 in document order.

    ``binds`` are hats; ``lifted`` says in words what lifts it (``""`` for nothing); ``judged`` says why a person judges it
    where no rule does (``""`` where one does).
    """

    id: str
    number: str
    title: str
    section: str
    wording: str
    plain: str
    binds: tuple[str, ...]
    modality: str
    lifted: str
    source: str
    judged: str
    place: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the document with what stands below it."""

    title: str
    intro: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A reading that the document leaves open. ``hats`` and ``permissions`` narrow when it is used; empty means always."""

    id: str
    clauses: tuple[str, ...]
    hats: tuple[str, ...]
    permissions: tuple[str, ...]
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Ruled(Interpretation):
    """A doubt that the governing body settled on ``day``: ``choice`` is what it chose of ``doubt``. See ``rulings``."""

    day: date
    decided_by: str
    minute: str
    why: str
    doubt: str
    choice: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A kind of permission: which bodies decide (all of them), what it covers, how long at most.

    ``have`` completes "You may once you have …". ``offered`` are the words that offer it, ``""`` if it is never offered.
    """

    id: str
    title: str
    have: str
    offered: str
    decided_by: tuple[str, ...]
    covers: str
    at_most: str
    form: str
    clause: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may follow a breach, for whom, by which clause."""

    id: str
    hats: tuple[str, ...]
    title: str
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """The steps that a disclosure demands, by where it came from (``any`` for all of them)."""

    source: str
    clause: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A worked question with the expected answer: a test, an example on screen and a quiz question at once."""

    id: str
    title: str
    situation: Situation
    verdict: str
    clauses: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Area:
    """A place of the school by the name that the school gives it, and the place of the schema that it is."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when it is ``when`` (``working-hours`` or ``break``), as clock times "08:30", the school's own."""

    when: str
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class Site:
    """What the schema's places and times are at this school; empty where the school did not say."""

    areas: tuple[Area, ...] = ()
    hours: tuple[Hours, ...] = ()

    def __bool__(self) -> bool:
        """Whether the school said anything."""
        return bool(self.areas or self.hours)

    def when(self, time: str) -> str:
        """What time it is on a working day at ``time`` ("10:35"): a break, working hours, or before or after school."""
        there = {hours.when for hours in self.hours if hours.begins <= time < hours.ends}
        return next((when for when in ("break", "working-hours") if when in there), "before-or-after-school")


@dataclass(frozen=True, slots=True)
class LawNote:
    """What the law adds, apart from the policy, in the overlay for ``jurisdiction`` of ``edition``.

    ``read`` is the day on which the source was read (ISO 8601); ``check`` asks to check with the local authority.

    Each of the matching fields is a tuple of values of which one must be in the answer; empty means any.
    """

    id: str
    title: str
    text: str
    source: str
    read: str
    check: bool
    jurisdiction: str
    edition: str
    clauses: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    hats: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """A policy as it was at one time: immutable, known by ``sha256``, the hash of its canonical content.

    ``approved`` and ``review`` are the school's own words; ``signed_by`` is ``""`` while the signature is blank.

    With rulings of the governing body, ``adopted`` is the edition without them, and ``otherwise`` has for each ruling, by its
    id, the edition as it would be had they chosen the other way.
    """

    title: str
    audience: str
    intro: str
    label: str
    approved: str
    signed_by: str
    review: str
    language: str
    sha256: str
    sections: tuple[Section, ...]
    clauses: Mapping[str, Clause]
    interpretations: tuple[Interpretation, ...]
    grants: Mapping[str, Grant]
    outcomes: tuple[Outcome, ...]
    procedures: tuple[Procedure, ...]
    scenarios: tuple[Scenario, ...]
    rules: tuple[Rule, ...] = field(repr=False)
    law: tuple[LawNote, ...] = field(repr=False)
    site: Site = Site()
    adopted: Edition | None = field(default=None, repr=False)
    otherwise: Mapping[str, Edition] = field(default_factory=dict, repr=False, compare=False)

    @property
    def ruled(self) -> tuple[Ruled, ...]:
        """What the governing body decided that counts here."""
        return tuple(reading for reading in self.interpretations if isinstance(reading, Ruled))

    @property
    def identity(self) -> str:
        """What answers are kept by: the hash, and the rulings that count. Two editions with the same one answer alike."""
        if not self.ruled:
            return self.sha256
        rulings = json.dumps([asdict(reading) for reading in self.ruled], default=str)
        return f"{self.sha256}+{hashlib.sha256(rulings.encode()).hexdigest()[:16]}"

    @cached_property
    def engine(self) -> Engine:
        """The rules, parsed once; kept as long as the edition is."""
        return Engine(self.rules, self.offered)

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The permissions that an answer may offer: those that somebody can be asked for."""
        return tuple(sorted(grant.id for grant in self.grants.values() if grant.offered))

    def scenarios_for(self, clause: str) -> tuple[Scenario, ...]:
        """The worked questions whose answer cites ``clause``."""
        return self._scenarios_by_clause.get(clause, ())

    @cached_property
    def _scenarios_by_clause(self) -> dict[str, tuple[Scenario, ...]]:
        found: dict[str, tuple[Scenario, ...]] = {}
        for scenario in self.scenarios:
            for clause in scenario.clauses:
                found[clause] = (*found.get(clause, ()), scenario)
        return found

    def interpretations_of(self, clause: str) -> tuple[Interpretation, ...]:
        """The readings that the pack marks for ``clause``."""
        return tuple(reading for reading in self.interpretations if clause in reading.clauses)

"""What would an import do, as values that can be shown, kept and compared?

A plan is a list of items, one a person, pupil or link, each with what is so before and what would be so after. What is
confirmed is exactly this list; whether the school is still as it was is asked by comparing ``before``.

    >>> Item(Outcome.CHANGED, Subject.PUPIL, "p1", (7,), Facts("Ada"), Facts("Ada", class_name="4B")).changes
    (Change(what='class', before='', after='4B'),)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gatepost.people.states import Hat
from gatepost.roster.evidence import Judgement
from gatepost.roster.problems import Problem

FIELDS = (("name", "name"), ("email", "email"), ("number", "number"), ("class", "class_name"), ("year", "year"))
"""What a change is called, and the fact that it is about."""


class Outcome(StrEnum):
    """What a plan says of somebody."""

    NEW = "new"
    CHANGED = "changed"
    LEFT = "left"
    DOUBT = "doubt"
    UNCHANGED = "unchanged"


class Subject(StrEnum):
    """What an item is about."""

    PERSON = "person"
    PUPIL = "pupil"
    LINK = "link"
    """A parent or guardian and their child; its id is the two ids, the pupil's first."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person or a pupil, as far as an import is concerned.

    ``hats`` has each open hat with its title, ``numbers`` what the management system calls somebody under a hat (a pupil has
    one ``number``); ``guardians`` are ids of people. A pupil who is not here has left.
    """

    name: str = ""
    email: str = ""
    number: str = ""
    class_name: str = ""
    year: str = ""
    hats: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    guardians: frozenset[str] = frozenset()
    is_here: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be different; blank for nothing there."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the one in the file. ``person`` is their id, ``line`` where the file names them (0: nowhere)."""

    person: str
    name: str
    email: str
    hats: tuple[str, ...]
    line: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Item:
    """One person, pupil or link. ``notes`` are codes of what to point out, each with what its sentence needs."""

    outcome: Outcome
    subject: Subject
    id: str
    lines: tuple[int, ...]
    before: Facts | None = None
    after: Facts | None = None
    since: date | None = None
    candidates: tuple[Candidate, ...] = ()
    key: str = ""
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Return what whoever this is about is called."""
        facts = self.after or self.before
        return facts.name if facts else ""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return what would be different, field by field."""
        before, after = self.before or Facts(), self.after or Facts()
        found = [
            Change(what, getattr(before, name), getattr(after, name))
            for what, name in FIELDS
            if getattr(before, name) != getattr(after, name)
        ]
        if before.is_here != after.is_here:
            found.append(Change("here", "", ""))
        if len(before.guardians) != len(after.guardians):
            found.append(Change("guardians", str(len(before.guardians)), str(len(after.guardians))))
        found += [
            Change("number", before.numbers.get(hat, ""), number)
            for hat, number in after.numbers.items()
            if before.numbers.get(hat, "") != number and self.outcome is Outcome.CHANGED
        ]
        worn = [hat for hat in Hat.values if before.hats.get(hat) != after.hats.get(hat)]
        return (*found, *[Change(f"hat.{hat}", _worn(before, hat), _worn(after, hat)) for hat in worn])


def _worn(facts: Facts, hat: str) -> str:
    return "" if hat not in facts.hats else facts.hats[hat] or hat


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. ``seen`` says which key of the file is who: the memory for the next import."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]
    seen: Mapping[str, str]

    def count(self, outcome: Outcome) -> int:
        """Return how many items have that outcome."""
        return sum(item.outcome is outcome for item in self.items)


@dataclass(frozen=True, slots=True)
class PersonNow:
    """A person as they are: ``children`` are the ids of the pupils who are here."""

    id: str
    facts: Facts
    has_account: bool = False
    children: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class School:
    """A school as it is, as far as an import is concerned.

    ``seen`` is which key of earlier imports is who; ``last`` is whom the last import of this kind of file named (`ref`).
    ``needed`` are people whom a duty keeps, with its name, since nobody else holds it.
    """

    people: Mapping[str, PersonNow] = field(default_factory=dict)
    pupils: Mapping[str, Facts] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    last: frozenset[str] = frozenset()
    needed: Mapping[str, str] = field(default_factory=dict)


def ref(what: str, subject: str) -> str:
    """Return how a plan names somebody together with what they were named as: a hat, "pupil" or "link"."""
    return f"{what}:{subject}"

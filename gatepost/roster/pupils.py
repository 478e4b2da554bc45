"""Which pupil does a row name?

By the management system's number; without one by name, and by class among namesakes. A pupil has no address and never
signs in, so a mistake is seen and corrected, and nobody is asked.

    Pupils(school, names).take(Child(2, "Zofia Nowak", id="0042"))  ->  Found("pupil:id:0042", "…")
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from gatepost.roster.mapping import Child
from gatepost.roster.names import Likeness, compared, likeness
from gatepost.roster.plan import Facts, Item, Outcome, School, Subject
from gatepost.roster.problems import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """Which pupil a row names, and by which key."""

    key: str
    id: str


@dataclass(slots=True)
class _Draft:
    before: Facts | None
    after: Facts
    lines: list[int] = field(default_factory=list)
    guardians: set[str] = field(default_factory=set)


class Pupils:
    """The pupils of a school, and those that the file has named so far."""

    def __init__(self, school: School, names: Callable[[str], str]) -> None:
        """Enter the pupils who are here."""
        self._names = names
        self._seen = school.seen
        self._named: dict[str, Child] = {}
        self._found: dict[str, str] = {}
        self._drafts = {pupil: _Draft(facts, facts) for pupil, facts in school.pupils.items()}
        self._by_number = {facts.number: pupil for pupil, facts in school.pupils.items() if facts.number}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for pupil, facts in school.pupils.items():
            if facts.is_here:  # a namesake who left long ago is somebody else
                self._by_name[compared(facts.name)].append(pupil)

    def take(self, child: Child) -> Found | Problem:
        """Enter a row; return which pupil it names, or what is wrong with it."""
        key = f"pupil:id:{child.id}" if child.id else f"pupil:name:{compared(child.name)}|{child.class_name}"
        first = self._named.setdefault(key, child)
        if likeness(first.name, child.name) is Likeness.OTHER:
            return Problem("same-id", child.line, facts={"value": child.id, "other": str(first.line)})
        pupil = self._found.setdefault(key, self._found.get(key) or self._find(key, child))
        draft = self._drafts.setdefault(pupil, _Draft(None, Facts()))
        draft.lines.append(child.line)
        before = draft.after
        draft.after = Facts(
            name=child.name,
            number=before.number or child.id,
            class_name=child.class_name or before.class_name,
            year=child.year or before.year,
            guardians=before.guardians,
        )
        return Found(key, pupil)

    def guard(self, pupil: str, person: str) -> None:
        """Note a parent or guardian."""
        self._drafts[pupil].guardians.add(person)

    def items(self) -> Iterator[Item]:
        """Yield an item for each pupil whom the file names."""
        for pupil, draft in self._drafts.items():
            if not draft.lines:
                continue
            after = replace(draft.after, guardians=draft.after.guardians | draft.guardians)
            outcome = Outcome.NEW
            if draft.before:
                outcome = Outcome.UNCHANGED if draft.before == after else Outcome.CHANGED
            yield Item(outcome, Subject.PUPIL, pupil, tuple(sorted(set(draft.lines))), draft.before, after)

    def _find(self, key: str, child: Child) -> str:
        known = self._seen.get(key, "") or self._by_number.get(child.id, "")
        if known in self._drafts:
            return known
        namesakes = [
            pupil
            for pupil in self._by_name[compared(child.name)]
            if not self._drafts[pupil].lines and not (child.id and self._drafts[pupil].after.number)
        ]
        same_class = [pupil for pupil in namesakes if self._drafts[pupil].after.class_name == child.class_name]
        for fitting in (same_class, namesakes):
            if len(fitting) == 1:
                return fitting[0]
        return self._names(key)

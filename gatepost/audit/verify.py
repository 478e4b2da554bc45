"""Is a school's record whole: nothing changed, removed, reordered, inserted, or cut off at its end?

Walks the chain once, in order, holding one entry in memory, and compares its end with a head that was kept outside the
database. What an intruder can do inside the database is found by the hashes; writing the whole chain anew, or cutting off
its tail, is found by the head alone.

    >>> report = verify_school("oddenbrook", outside=None)
    >>> [finding.sentence for finding in report.findings]
    ['Entry 12 was changed after it was written.']
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, field, fields, replace
from enum import StrEnum

from gatepost.audit import queries
from gatepost.audit.chain import Entry, genesis, hash_of
from gatepost.audit.head import Head
from gatepost.audit.queries import RecordUnreadable, Stored

MOST_NAMED = 20
"""Findings that are written out; a chain written anew would have one a row."""
FARTHEST_PLACE = 100_000
"""Where the place of a moved entry is looked for: a third of a second each; beyond, it is named as changed."""

Progress = Callable[[int], None]


class Kind(StrEnum):
    """What was done to the record."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"
    REWRITTEN = "rewritten"
    CUT_OFF = "cut-off"
    UNREADABLE = "unreadable"
    COUNTER = "counter"
    NO_RECORD = "no-record"
    NO_HEAD = "no-head"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in a sentence."""

    kind: Kind
    sentence: str


@dataclass
class Report:
    """What was found in one school's record."""

    school: str
    entries: int = 0
    found: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.found == 0

    def add(self, kind: Kind, sentence: str) -> None:
        """Count a finding, and keep it unless there are too many already."""
        self.found += 1
        if len(self.findings) < MOST_NAMED:
            self.findings.append(Finding(kind, sentence))


@dataclass
class _Walk:
    """Where the walk stands: the number that comes next, and the hash that it has to follow (None if unknown)."""

    report: Report
    outside: Head | None
    counter: Head | None
    follows: str | None
    next: int = 1
    met: dict[int, str] = field(default_factory=dict)
    """The hashes of the entries whose numbers the head and the counter name, where those are whole."""

    def names(self, number: int) -> bool:
        """Tell whether the head or the counter is of that entry."""
        return any(end is not None and end.sequence == number for end in (self.outside, self.counter))


def verify_school(
    school: str, *, outside: Head | None, expected: bool = False, progress: Progress = lambda _: None
) -> Report:
    """Return what is wrong with a school's record; `progress` is told the number of entries read.

    People may write meanwhile: head and counter are read before the walk, and entries behind them have only to follow.
    `expected` says that the school is known to be there, so that no record at all is a finding.
    """
    report = Report(school)
    try:
        counter = queries.counter(school)
    except RecordUnreadable:
        report.add(Kind.UNREADABLE, "The counter of the record cannot be read.")
        return report
    walk = _Walk(report, outside, counter, follows=genesis(school), met={0: genesis(school)})
    try:
        for stored in _counted(queries.stream(school), progress):
            _step(walk, stored)
    except RecordUnreadable:
        report.add(Kind.UNREADABLE, f"What follows entry {walk.next - 1} cannot be read.")
    _compare_counter(walk)
    _compare_head(walk)
    if expected and report.whole and not report.entries:
        report.add(
            Kind.NO_RECORD, "The school is there, and its record is not: nothing is left, neither entry nor head."
        )
    return report


def _counted(entries: Iterable[Stored], progress: Progress) -> Iterator[Stored]:
    for number, stored in enumerate(entries, 1):
        progress(number)
        yield stored


def _step(walk: _Walk, stored: Stored) -> None:
    """Judge one entry by its number, its own hash and the hash before it, and go on behind it."""
    walk.report.entries += 1
    entry = stored.entry
    if not _has_the_right_kinds(entry) or entry.sequence < walk.next:
        walk.report.add(Kind.INSERTED, f"An entry that was never written stands before entry {walk.next}.")
        return
    if entry.sequence > walk.next:
        walk.report.add(Kind.REMOVED, f"{_entries(walk.next, entry.sequence - 1)} removed.")
        walk.follows = None
    walk.next = entry.sequence + 1
    if hash_of(entry) != stored.hash:
        walk.follows = _name_change(walk, stored)
        return
    if walk.follows not in (None, entry.previous):
        number = entry.sequence
        walk.report.add(Kind.REWRITTEN, f"Entry {number} does not follow what stands before it: one was rewritten.")
    if walk.names(entry.sequence):
        walk.met[entry.sequence] = stored.hash
    walk.follows = stored.hash


def _name_change(walk: _Walk, stored: Stored) -> str | None:
    """Tell an entry in a wrong place from one that was changed; return the hash that the next has to follow, if known."""
    place = _place_of(stored) if len(walk.report.findings) < MOST_NAMED else None
    number = stored.entry.sequence
    if place is None:
        walk.report.add(Kind.CHANGED, f"Entry {number} was changed after it was written.")
        return stored.hash
    walk.report.add(Kind.REORDERED, f"Reordered: what stands as entry {number} was written as entry {place}.")
    return None


def _place_of(stored: Stored) -> int | None:
    """Return the number with which the entry's hash comes out right, if any does."""
    numbers = range(1, min(queries.highest_number(stored.entry.school), FARTHEST_PLACE) + 1)
    return next((n for n in numbers if hash_of(replace(stored.entry, sequence=n)) == stored.hash), None)


def _has_the_right_kinds(entry: Entry) -> bool:
    """Tell whether every column holds what its column is for; SQLite takes anything anywhere."""
    columns = zip(fields(entry), astuple(entry), strict=True)
    return all(isinstance(value, int if column.name == "sequence" else str) for column, value in columns)


def _compare_counter(walk: _Walk) -> None:
    """Compare with the counter of before the walk; of entries that came during it the counter of now has to know."""
    report, before, reached = walk.report, walk.counter, walk.next - 1
    now = queries.counter(report.school)
    if now is None:
        if before or reached:
            report.add(Kind.COUNTER, "The counter of the record is gone.")
    elif before and before.sequence > reached:
        report.add(Kind.CUT_OFF, f"{_entries(reached + 1, before.sequence)} cut off at the end (by the counter).")
    elif now.sequence < reached:
        report.add(Kind.COUNTER, f"The counter of the record says {now.sequence}, its last entry {reached}.")
    elif before and walk.met.get(before.sequence, before.hash) != before.hash:
        report.add(Kind.COUNTER, f"The counter of the record was changed: it does not fit entry {before.sequence}.")


def _compare_head(walk: _Walk) -> None:
    outside, reached = walk.outside, walk.next - 1
    if outside is None:
        if reached:
            walk.report.add(Kind.NO_HEAD, "No head is kept outside the database: a cut-off end would not be seen.")
        return
    if outside.sequence > reached:
        walk.report.add(Kind.CUT_OFF, f"{_entries(reached + 1, outside.sequence)} cut off at the end (by the head).")
    elif walk.met.get(outside.sequence, outside.hash) != outside.hash:  # not met: it is among the findings already
        walk.report.add(
            Kind.REWRITTEN, f"The record up to entry {outside.sequence} is not the one the head was taken of."
        )
    elif outside.sequence < reached:
        newer = _entries(outside.sequence + 1, reached).removesuffix(" were").removesuffix(" was")
        walk.report.notes.append(f"{newer} came after the head that was kept; they follow it without a break.")


def _entries(first: int, last: int) -> str:
    return f"Entry {first} was" if first == last else f"Entries {first} to {last} were"

"""Does every answer still name the words that it was given to, and does the record say so too?

For each answer of a school: the edition's words are hashed anew, the hash has to be the edition's and the answer's, and the record
has to hold exactly one entry of that answer by that person, with the edition, the hats and the moment. Of an answer on paper it
names who recorded it, for whom, the day on the sheet and the hash of the scan, and the scan has to have that hash. And the other
way round: what the record tells of has to be there, unless the record also says that it was removed at the end of its time. What
was recorded by mistake has its entry too, came on paper, and has no scan any more. Of the name that was typed and the reason the
entry holds a salted mark; earlier entries hold none, and of those answers it is counted that these two are not compared. No entry
without a mark comes after one that has it.

    >>> verify_school("oddenbrook").findings
    [Finding(sign_off='3f…', sentence='The record says something else: answer.')]
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from hashlib import sha256 as hashed

from gatepost.agreements.content import EditionAltered, parsed
from gatepost.agreements.models import SchoolEdition
from gatepost.audit import queries as audit
from gatepost.audit.chain import Entry, canonical, written
from gatepost.policy import PackError
from gatepost.signoff.models import Mistake, Scan, SignOff
from gatepost.signoff.retention import was_due
from gatepost.signoff.states import Answer
from gatepost.signoff.unchanging import MISTAKEN, REMOVED

ABOUT_AN_ANSWER = frozenset(f"signoff.{answer.value}" for answer in Answer) | {REMOVED, MISTAKEN}
"""What the record calls them, their end, and that one was a mistake. That somebody did the questions is no answer."""
AFTERWARDS = frozenset({REMOVED, MISTAKEN})
ROWS_AT_A_TIME = 2000
WHAT_ELSE = "edition, hats, sheet, name or reason"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not match, and the answer about which it is; blank for the record itself."""

    sign_off: str
    sentence: str


@dataclass
class Report:
    """What was found at one school."""

    school: str
    sign_offs: int = 0
    without_mark: int = 0
    """Of how many answers the record holds no mark of name and reason: those from before there was one."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Tell whether everything matches."""
        return not self.findings


def verify_school(school: str) -> Report:
    """Return what does not match at a school. Whether the record itself is whole is asked by ``audit verify``."""
    report = Report(school)
    entries: dict[str, list[Entry]] = {}
    try:
        for stored in audit.stream(school):
            if stored.entry.action in ABOUT_AN_ANSWER:
                entries.setdefault(stored.entry.subject, []).append(stored.entry)
    except audit.RecordUnreadable as refused:
        report.findings.append(Finding("", refused.sentence))
    words = _hashes(school)
    altered = _altered_scans(school)
    marked, unmarked = dict[str, int](), dict[str, int]()
    rows = SignOff.objects.filter(edition__school_id=school).order_by("at", "id")
    rows = rows.select_related("person", "scan", "mistake").defer("scan__content")
    for row in rows.iterator(chunk_size=ROWS_AT_A_TIME):
        report.sign_offs += 1
        report.without_mark += not row.salt
        told = entries.pop(row.id, [])
        given = next((each for each in told if each.action not in AFTERWARDS), None)
        if given:
            (marked if row.salt else unmarked)[row.id] = given.sequence
        report.findings += [Finding(row.id, one) for one in _wrong(row, school, words, told)]
        if row.id in altered:
            report.findings.append(Finding(row.id, "The scan of its sheet is not the one that was recorded."))
        if row.on_paper and not hasattr(row, "scan") and not hasattr(row, "mistake"):
            report.findings.append(Finding(row.id, "The scan of its sheet is not there."))
    report.findings += _without_mark_later(marked, unmarked)
    report.findings += [Finding(subject, one) for subject, told in entries.items() for one in _gone(told)]
    return report


def _without_mark_later(marked: Mapping[str, int], unmarked: Mapping[str, int]) -> list[Finding]:
    """Return the answers without a mark whose entry (by its number in the record) comes after one with a mark."""
    first = min(marked.values(), default=None)
    told = "The record holds no mark of its name and reason, and it came after answers that have one."
    return [Finding(row, told) for row, number in unmarked.items() if first is not None and number > first]


def _altered_scans(school: str) -> set[str]:
    """Return the answers whose scan has another hash than the one beside it; one scan in memory at once."""
    scans = Scan.objects.filter(sign_off__edition__school_id=school).iterator(chunk_size=1)
    return {scan.sign_off_id for scan in scans if hashed(bytes(scan.content)).hexdigest() != scan.sha256}


def _gone(entries: list[Entry]) -> Iterator[str]:
    """Yield what is wrong with an answer that is not there."""
    answers, removals, _mistaken = _apart(entries)
    if not removals:
        yield "The record tells of it, and it is not there."
        return
    if len(answers) != 1 or len(removals) != 1:
        yield "The record says that it was removed, and not exactly once that it was given."
    if not all(was_due(entry) for entry in removals):
        yield "The record says that it was removed, and it was not due yet."


def _apart(entries: list[Entry]) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Return what the record tells of the giving of an answer, of its removal, and of the mistake that it was."""
    removals, mistaken = ([each for each in entries if each.action == action] for action in (REMOVED, MISTAKEN))
    return [each for each in entries if each.action not in AFTERWARDS], removals, mistaken


def _wrong_mistake(row: SignOff, entries: list[Entry]) -> Iterator[str]:
    """Yield what is wrong with how an answer was found to be recorded by mistake."""
    mistake: Mistake | None = getattr(row, "mistake", None)
    told = [(mistake.by_id, written(mistake.at.astimezone(UTC)))] if mistake else []
    if [(each.actor, each.at) for each in entries] != told:
        yield "The record does not say the same of whether it was recorded by mistake."
    if mistake and not row.on_paper:
        yield "It is said to be recorded by mistake, and was given on a screen."
    if mistake and hasattr(row, "scan"):
        yield "It was recorded by mistake, and the scan of its sheet is there."


def _hashes(school: str) -> Mapping[str, str]:
    """Return what the words of each edition hash to now; blank where they make no policy, or not that of the edition's hash."""
    found: dict[str, str] = {}
    signed = SignOff.objects.filter(edition__school_id=school).values("edition")
    for edition in SchoolEdition.objects.filter(id__in=signed).only("content", "sha256").iterator(chunk_size=1):
        try:
            found[edition.id] = parsed(edition.content, sha256=edition.sha256).sha256
        except (EditionAltered, PackError, ValueError):
            found[edition.id] = ""
    return found


def _wrong(row: SignOff, school: str, words: Mapping[str, str], entries: list[Entry]) -> Iterator[str]:
    now = words.get(row.edition_id, "")
    if not now:
        yield "The words of its edition are not those of the edition's hash."
    elif now != row.sha256:
        yield "It names other words than its edition has."
    if row.person.school_id != school:
        yield "It is of somebody of another school."
    given, removals, mistaken = _apart(entries)
    yield from _wrong_mistake(row, mistaken)
    if removals:
        yield "The record says that it was removed, and it is there."
    if len(given) != 1:
        yield "The record has no entry of it." if not given else "The record has more than one entry of it."
        return
    said, told = _says(given[0]), _tells(row)
    for what in said:
        if said[what] != told[what]:
            yield f"The record says something else: {what}."


def _says(entry: Entry) -> Mapping[str, str]:
    return {
        "person": entry.actor,
        "answer": entry.action.removeprefix("signoff."),
        "hash": entry.edition,
        "moment": entry.at,
        WHAT_ELSE: entry.data,
    }


def _tells(row: SignOff) -> Mapping[str, str]:
    return {
        "person": row.actor,
        "answer": row.answer,
        "hash": row.sha256,
        "moment": written(row.at.astimezone(UTC)),
        WHAT_ELSE: canonical(row.recorded),
    }

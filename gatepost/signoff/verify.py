"""Does every answer still name the words that it was given to, and does the record say so too?

For each answer of a school: the edition's words are hashed anew, the hash has to be the edition's and the answer's, and the record
has to hold exactly one entry of that answer by that person, with the edition, the hats and the moment. And the other way round:
what the record tells of has to be there. The name that was typed and the reason are in no entry: their change is not found here.

    >>> verify_school("oddenbrook").findings
    [Finding(sign_off='3f…', sentence='The record says something else: answer.')]
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC

from gatepost.agreements.content import EditionAltered, parsed
from gatepost.agreements.models import SchoolEdition
from gatepost.audit import queries as audit
from gatepost.audit.chain import Entry, canonical, written
from gatepost.policy import PackError
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import Answer

ANSWERS = frozenset(f"signoff.{answer.value}" for answer in Answer)
"""What the record calls them. That somebody did the questions stands in it too, and is no answer."""
ROWS_AT_A_TIME = 2000


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
            if stored.entry.action in ANSWERS:
                entries.setdefault(stored.entry.subject, []).append(stored.entry)
    except audit.RecordUnreadable as refused:
        report.findings.append(Finding("", refused.sentence))
    words = _hashes(school)
    rows = SignOff.objects.filter(edition__school_id=school).select_related("person").order_by("at", "id")
    for row in rows.iterator(chunk_size=ROWS_AT_A_TIME):
        report.sign_offs += 1
        report.findings += [Finding(row.id, one) for one in _wrong(row, school, words, entries.pop(row.id, []))]
    report.findings += [Finding(subject, "The record tells of it, and it is not there.") for subject in entries]
    return report


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
    if len(entries) != 1:
        yield "The record has no entry of it." if not entries else "The record has more than one entry of it."
        return
    said, told = _says(entries[0]), _tells(row)
    for what in said:
        if said[what] != told[what]:
            yield f"The record says something else: {what}."


def _says(entry: Entry) -> Mapping[str, str]:
    return {
        "person": entry.actor,
        "answer": entry.action.removeprefix("signoff."),
        "hash": entry.edition,
        "moment": entry.at,
        "edition or hats": entry.data,
    }


def _tells(row: SignOff) -> Mapping[str, str]:
    return {
        "person": row.person_id,
        "answer": row.answer,
        "hash": row.sha256,
        "moment": written(row.at.astimezone(UTC)),
        "edition or hats": canonical(row.recorded),
    }

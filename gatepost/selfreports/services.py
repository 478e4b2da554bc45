"""How does somebody report for themselves, and how does whoever receives it say that they saw it?

Each is rows with one entry in the record, which names the clause and the edition and nothing of what was said, in one transaction.

    report(told, token=token, by=teacher, at=now()).reference  ->  '7kq2-m4xd'
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.agreements.queries import edition_on
from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import new_id
from gatepost.mail.kinds import Kind
from gatepost.mail.services import Addressee, send
from gatepost.people.models import Person
from gatepost.people.queries import LET_IN
from gatepost.people.viewer import Viewer
from gatepost.selfreports.access import may_report
from gatepost.selfreports.models import Note, SelfReport
from gatepost.selfreports.policy import clause_of
from gatepost.selfreports.queries import addressees, received_by
from gatepost.selfreports.states import (
    MOST_NOTES,
    NOTE_LENGTH,
    OLDEST,
    PUPIL_LENGTH,
    WORDS_LENGTH,
    Did,
    NoteKind,
    Service,
    What,
)

PAGE = "/me/"
"""Where a mail leads: a mailbox can be a shared one, and says nothing of what waits."""
NOT_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
HALF = 4
"""Letters of a reference before and after its dash: forty random bits, and it opens nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells. ``day`` is None if they gave none that there is."""

    what: str
    service: str
    day: date | None
    did: str
    words: str = ""
    pupil: str = ""


@transaction.atomic
def report(told: Told, *, token: str, by: Viewer, at: datetime) -> SelfReport:
    """Report for oneself; ``token`` is of the form, so that a form that is sent twice is one report."""
    refusal = may_report(by)
    if refusal:
        raise refusal
    today = localdate(in_utc(at))
    person = Person.objects.select_for_update().get(id=by.person_id)  # two forms at once come one after the other
    there = SelfReport.objects.filter(person=person, token=token).first()
    if there:
        return there
    refusal = _is_whole(told, today)
    if refusal or told.day is None:
        raise refusal or Refused("no-day", "Say on which day.")
    duty, people = addressees(by, on=today)
    if not duty:
        raise Refused(
            "nobody",
            "Nobody at your school would get this here. Tell the head teacher or the chair of governors in person.",
        )
    row = SelfReport(school_id=by.school_id, person=person, duty=duty, token=token, sent_at=at, reference=_reference())
    row.what, row.service, row.happened_on, row.did = told.what, told.service, told.day, told.did
    row.words, row.pupil = _lines(told.words), _lines(told.pupil)
    row.clean_fields()
    row.save(force_insert=True)
    _record("selfreport.sent", row, by, at)
    _tell(people, row, at)
    return row


@transaction.atomic
def see(*, report: str, note: str = "", by: Viewer, at: datetime) -> SelfReport:
    """Say that one has seen a report, with a note to the person or without. Whoever is second is told."""
    row = _received(report, by, at)
    if row.seen_at:
        raise Refused("seen-already", "Somebody has said already that it was seen.")
    text = _note(note) if note.strip() else ""
    row.seen_at, row.seen_by_id = at, by.person_id
    row.save(update_fields=["seen_at", "seen_by"])
    if text:
        _add(row, NoteKind.TO_PERSON, text, by, at)
    _record("selfreport.seen", row, by, at)
    _tell([row.person.entry_id], row, at)
    return row


@transaction.atomic
def write(*, report: str, kind: NoteKind, note: str, by: Viewer, at: datetime) -> SelfReport:
    """Add a note to a report that was seen: to the person, or what one did."""
    row = _received(report, by, at)
    if row.seen_at is None:
        raise Refused("not-seen", "Say first that you have seen it.")
    text = _note(note)
    if row.notes.filter(by_id=by.person_id, kind=kind.value, text=text).exists():
        return row  # sent twice
    if row.notes.count() >= MOST_NOTES:
        raise Refused("many-note", "There are so many notes here that it is better to keep a file.")
    _add(row, kind, text, by, at)
    _record("selfreport.noted", row, by, at)
    if kind is NoteKind.TO_PERSON:
        _tell([row.person.entry_id], row, at)
    return row


def _is_whole(told: Told, today: date) -> Refused | None:
    """Answer what is missing, if anything: the end of a code names the field."""
    if told.what not in What.values:
        return Refused("no-what", "Say what happened.")
    if told.service not in Service.values:
        return Refused("no-service", "Say where it happened.")
    if told.day is None or not today - OLDEST <= told.day <= today:
        return Refused("no-day", "Say on which day: today or in the last year. What is longer ago, tell in person.")
    if told.did not in Did.values:
        return Refused("no-did", "Say what you did.")
    for name, text, most in (("words", told.words, WORDS_LENGTH), ("pupil", told.pupil, PUPIL_LENGTH)):
        if len(_lines(text)) > most or NOT_IN_A_TEXT.search(text):
            return Refused(f"bad-{name}", f"At most {most} characters.")
    return None


def _received(report: str, by: Viewer, at: datetime) -> SelfReport:
    """Return a report of somebody else's that came to the viewer, locked."""
    there = received_by(by, on=localdate(in_utc(at))).filter(id=report).values("id")
    row = SelfReport.objects.select_for_update(of=("self",)).select_related("person").filter(id__in=there).first()
    if row is None or by.person_id in {row.person_id, row.person.merged_into_id}:
        raise Refused("no-report", "There is no such report for you.")
    return row


def _note(text: str) -> str:
    words = _lines(text)
    if not words:
        raise Refused("no-note", "Write something.")
    if len(words) > NOTE_LENGTH or NOT_IN_A_TEXT.search(words):
        raise Refused("bad-note", f"At most {NOTE_LENGTH} characters.")
    return words


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _reference() -> str:
    letters = new_id()
    return f"{letters[:HALF]}-{letters[HALF : 2 * HALF]}"


def _add(row: SelfReport, kind: NoteKind, text: str, by: Viewer, at: datetime) -> None:
    Note.objects.create(report=row, number=row.notes.count() + 1, by_id=by.person_id, kind=kind.value, text=text, at=at)


def _record(action: str, row: SelfReport, by: Viewer, at: datetime) -> None:
    edition = edition_on(row.school_id, localdate(in_utc(at)))
    clause = clause_of(edition)
    audit.record(
        by=by.actor, action=action, subject=row.id, at=at, school=row.school_id, clause=clause, edition=edition.sha256
    )


def _tell(people: tuple[str, ...] | list[str], row: SelfReport, at: datetime) -> None:
    """Send each a mail that something waits: not what, and not from whom."""
    rows = Person.objects.filter(LET_IN, id__in=people, school_id=row.school_id, account__email__isnull=False)
    for person in rows.select_related("account", "school").order_by("id"):
        to = Addressee(person.id, (person.account.email if person.account else "") or "")
        send(
            to=to, kind=Kind.WAITING, context={"school": person.school.name, "link": PAGE}, school=row.school_id, at=at
        )

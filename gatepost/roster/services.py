"""How does an import go from one state to the next?

    start → choose_columns → (the worker reads) → decide, tick → confirm → (the worker carries out) → ask_to_undo

Each is one step in one transaction; the worker's own are in `reading_job`, `applying_job` and `undoing`. Nothing of the
school changes before `confirm`, and then exactly what was shown.
"""

import hashlib
import io
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from gatepost.audit import services as audit
from gatepost.audit.chain import Value
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.roster import tasks
from gatepost.roster.access import may_import
from gatepost.roster.fields import FIELDS, ColumnMapping, Kind, guess, without_header
from gatepost.roster.models import RosterColumns, RosterImport, RosterItem
from gatepost.roster.packing import unpacked
from gatepost.roster.plan import Item, Outcome
from gatepost.roster.planning import NEW
from gatepost.roster.problems import Problem, Unreadable
from gatepost.roster.reading import open_sheet
from gatepost.roster.states import FOLLOWS, HOLDS_A_FILE, State
from gatepost.roster.undoing import is_about, may_undo

LARGEST_FILE = 24 * 1024 * 1024
"""Bytes; a hundred thousand rows."""


@transaction.atomic
def start(*, content: bytes, by: Viewer, at: datetime, kind: Kind | None = None) -> RosterImport:
    """Take a file in, and guess which column is which; raise Unreadable, keeping nothing, if it is no list."""
    _unless(may_import(by))
    if len(content) > LARGEST_FILE:
        raise Refused("file-too-large", "This file is larger than 24 MB. Send the list in parts.")
    sheet = open_sheet(io.BytesIO(content))
    mapping = _remembered(by.school_id, guess(sheet.header, kind=kind), sheet.header)
    if without_header(sheet.header, mapping):
        raise Unreadable(Problem("no-header", sheet.header_line))
    roster = RosterImport(
        school_id=by.school_id,
        kind=mapping.kind.value,
        actor=by.actor,
        started_at=at,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        encoding=sheet.encoding,
        header=list(sheet.header),
        columns=dict(mapping.columns),
        preset=mapping.preset,
        lines=sheet.lines,
    )
    roster.save(force_insert=True)
    _record(roster, "roster.started", by, at, {"file": roster.sha256, "kind": roster.kind})
    return roster


@transaction.atomic
def choose_kind(*, roster: RosterImport, kind: Kind, by: Viewer, at: datetime) -> RosterImport:
    """Say whom the file is about, and guess its columns anew."""
    stored = _held(roster, by, State.UPLOADED)
    mapping = _remembered(stored.school_id, guess(stored.header, kind=kind), stored.header)
    stored.kind, stored.columns, stored.preset = kind.value, dict(mapping.columns), mapping.preset
    stored.save(update_fields=["kind", "columns", "preset"])
    _record(stored, "roster.kind-chosen", by, at, {"kind": stored.kind})
    return stored


@transaction.atomic
def choose_columns(*, roster: RosterImport, columns: Mapping[str, str], by: Viewer, at: datetime) -> RosterImport:
    """Say which column is which, by field; blank for none. The worker then reads the file."""
    stored = _held(roster, by, State.UPLOADED)
    kind = Kind(stored.kind)
    chosen = {field: columns[field] for field in FIELDS[kind] if columns.get(field) in stored.header}
    if not ColumnMapping(kind, chosen).names_somebody:
        raise Refused("no-name-column", "Say which column has the names: a last name, or the whole name in one.")
    twice = sorted({name for name in chosen.values() if list(chosen.values()).count(name) > 1})
    if twice:
        raise Refused("column-twice", f"“{twice[0]}” is chosen for two things. Choose it for one.")
    stored.columns = chosen
    _move(stored, State.READING)
    _record(stored, "roster.columns-chosen", by, at)
    tasks.enqueue_reading(stored.id)
    return stored


@transaction.atomic
def decide(*, roster: RosterImport, decisions: Mapping[str, str], by: Viewer, at: datetime) -> RosterImport:
    """Say who is who: for a doubt's key a candidate's id, or NEW. The worker then plans again."""
    stored = _held(roster, by, State.READY)
    doubts = [unpacked(Item, row.data) for row in RosterItem.objects.filter(roster=stored, outcome=Outcome.DOUBT)]
    allowed = {doubt.key: {NEW, *[one.person for one in doubt.candidates]} for doubt in doubts}
    chosen = {key: who for key, who in decisions.items() if who in allowed.get(key, ())}
    if not chosen:
        raise Refused("nothing-decided", "Say for at least one of them who it is.")
    stored.decisions = {**stored.decisions, **chosen}
    _move(stored, State.READING)
    _record(stored, "roster.decided", by, at, {"answers": len(chosen)})
    tasks.enqueue_reading(stored.id)
    return stored


@transaction.atomic
def take_back_decisions(*, roster: RosterImport, by: Viewer, at: datetime) -> RosterImport:
    """Forget every answer to who is who; the worker then plans again."""
    stored = _held(roster, by, State.READY)
    stored.decisions = {}
    _move(stored, State.READING)
    _record(stored, "roster.decided", by, at, {"answers": 0})
    tasks.enqueue_reading(stored.id)
    return stored


@transaction.atomic
def tick(*, roster: RosterImport, shown: Collection[int], ticked: Collection[int], by: Viewer, at: datetime) -> None:
    """Say which of the leavers that were shown are to leave, by position; whom a duty needs cannot be ticked."""
    stored = _held(roster, by, State.READY)
    left = RosterItem.objects.filter(roster=stored, outcome=Outcome.LEFT, position__in=shown)
    may_go = [row.position for row in left if "needed" not in dict(unpacked(Item, row.data).notes)]
    chosen = [position for position in may_go if position in set(ticked)]
    left.update(is_ticked=False)
    left.filter(position__in=chosen).update(is_ticked=True)
    _record(stored, "roster.leavers-chosen", by, at, {"ticked": len(chosen)})


@transaction.atomic
def confirm(*, roster: RosterImport, digest: str, by: Viewer, at: datetime) -> RosterImport:
    """Let the worker do what was shown: ``digest`` names the plan that the page showed."""
    stored = _held(roster, by, State.READY)
    if digest != stored.digest:
        raise Refused("plan-changed", "The list was worked out anew since you saw it. Look at it again.")
    if stored.counts.get(Outcome.DOUBT):
        raise Refused("doubts-left", "First say who is who.")
    _move(stored, State.APPLYING)
    _record(stored, "roster.confirmed", by, at)
    tasks.enqueue_applying(stored.id, by)
    return stored


@transaction.atomic
def drop(*, roster: RosterImport, by: Viewer, at: datetime) -> RosterImport:
    """Give an import up: nothing was changed, and what the file said is forgotten."""
    stored = _held(roster, by, *(state for state in HOLDS_A_FILE if State.DROPPED in FOLLOWS[state]))
    stored.content, stored.decisions, stored.trouble = None, {}, {}
    RosterItem.objects.filter(roster=stored).delete()
    _move(stored, State.DROPPED)
    _record(stored, "roster.dropped", by, at)
    return stored


@transaction.atomic
def ask_to_undo(*, roster: RosterImport, by: Viewer, at: datetime) -> RosterImport:
    """Let the worker undo the school's last import."""
    stored = _held(roster, by, State.APPLIED)
    if not may_undo(stored, at=at):
        raise Refused("too-late-to-undo", "Only the last import can be undone, and only within thirty days.")
    if is_about(stored, by.person_id):
        raise Refused("about-you", "This import is about you too. Somebody else has to undo it.")
    _move(stored, State.UNDOING)
    _record(stored, "roster.undo-asked", by, at)
    tasks.enqueue_undoing(stored.id, by)
    return stored


def _held(roster: RosterImport, by: Viewer, *states: State) -> RosterImport:
    """Return the import as it is stored, locked; refuse whoever may not, and a state in which this cannot be."""
    _unless(may_import(by))
    stored = RosterImport.objects.select_for_update().filter(id=roster.id, school_id=by.school_id).first()
    if stored is None or stored.state not in states:
        raise Refused("import-moved-on", "This import has moved on since you saw the page. Look at it again.")
    return stored


def _move(stored: RosterImport, to: State) -> None:
    if to not in FOLLOWS[State(stored.state)]:
        raise Refused("import-moved-on", "This import has moved on since you saw the page. Look at it again.")
    stored.state, stored.trouble = to, {}
    if to is State.READING:
        stored.lines_done = 0
    stored.save()


def _remembered(school_id: str, guessed: ColumnMapping, header: Collection[str]) -> ColumnMapping:
    """Return what was chosen the last time, if the file has all of those columns; the guess otherwise."""
    kept = RosterColumns.objects.filter(school_id=school_id, kind=guessed.kind.value).first()
    if kept and kept.columns and set(kept.columns.values()) <= set(header):
        return ColumnMapping(guessed.kind, kept.columns, guessed.preset)
    return guessed


def _record(
    roster: RosterImport, action: str, by: Viewer, at: datetime, data: Mapping[str, Value] | None = None
) -> None:
    audit.record(by=by.actor, action=action, subject=roster.id, at=at, school=roster.school_id, data=data)


def _unless(refusal: Refused | None) -> None:
    if refusal:
        raise refusal

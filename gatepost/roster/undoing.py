"""How is the last import undone, exactly, as far as nothing was built on it?

What came goes, what went comes back, what changed is as it was: row by row, as the database had them. Whoever has an account
by now, or a duty, or was changed by hand, stays as they are, and it is said why.

    look(roster).kept  ->  (Kept(subject="p1", why="account"),)
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from gatepost.audit import services as audit
from gatepost.audit.services import Happened
from gatepost.people.models import Person, Pupil
from gatepost.people.models import School as SchoolRow
from gatepost.people.services import settle
from gatepost.people.viewer import Viewer
from gatepost.roster.access import may_import
from gatepost.roster.models import RosterImport, RosterItem, RosterSeen
from gatepost.roster.rows import Row, Rows, built, capture, table_of
from gatepost.roster.states import State
from gatepost.roster.store import latest

UNDO_WITHIN = timedelta(days=30)
"""A month: long enough for a head to notice, short enough for the plan not to be an archive."""
SUBJECTS: tuple[type[models.Model], ...] = (Person, Pupil)
"""What undoing is about, in the order in which rows have to come; they go in the opposite order."""
CHANGED = "changed"
Pair = tuple[Row | None, Row | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody who stays as they are, and why: the table of a row that came meanwhile, or CHANGED."""

    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing would do: ``rows`` by name, before and after the import; who is put back; who is not."""

    rows: Mapping[str, Pair]
    subjects: tuple[str, ...]
    kept: tuple[Kept, ...]


def may_undo(roster: RosterImport, *, at: datetime) -> bool:
    """Tell whether this is the school's last import, not too long ago."""
    last = latest(roster.school_id).values_list("id", flat=True).first()
    if roster.id != last or roster.applied_at is None or roster.undo is None:
        return False
    return at - roster.applied_at <= UNDO_WITHIN


def is_about(roster: RosterImport, person_id: str) -> bool:
    """Tell whether an import changed or linked that person: what stays as it is would tell them what is kept from them."""
    return bool(person_id and roster.undo) and person_id.encode() in zlib.decompress(bytes(roster.undo or b""))


def look(roster: RosterImport) -> Undoing:
    """Return what undoing would do now."""
    journal: dict[str, dict[str, list[Row | None]]] = json.loads(zlib.decompress(bytes(roster.undo or b"")))
    ids = sorted(journal)
    now: dict[str, Rows] = {}
    for model in SUBJECTS:
        now |= capture(model, ids)
    hanging = _hanging_on(
        name for changes in journal.values() for name, (before, _) in changes.items() if before is None
    )
    kept: list[Kept] = []
    rows: dict[str, Pair] = {}
    subjects: list[str] = []
    for subject, changes in journal.items():
        pairs = {name: (before, after) for name, (before, after) in changes.items()}
        why = _built_on(pairs, now.get(subject, {}), hanging)
        if why:
            kept.append(Kept(subject, why))
        elif pairs:
            subjects.append(subject)
            rows |= pairs
    stays = {f"{table._meta.label_lower}:{one.subject}" for one in kept for table in SUBJECTS}  # noqa: SLF001  # Django's public name of a table
    return Undoing({name: pair for name, pair in rows.items() if name not in stays}, tuple(subjects), tuple(kept))


@transaction.atomic
def undo(import_id: str, *, by: Viewer, at: datetime) -> None:
    """Undo what can be undone; nothing if the import is not waiting for it."""
    SchoolRow.objects.select_for_update().get(id=by.school_id)
    roster = RosterImport.objects.select_for_update().filter(id=import_id, school_id=by.school_id).first()
    if roster is None or roster.state != State.UNDOING:
        return
    refusal = may_import(by)
    if refusal:
        raise refusal
    found = look(roster)
    _put_back(found.rows)
    settle(Person.objects.filter(id__in=found.subjects).exclude(account=None).values_list("account", flat=True))
    RosterSeen.objects.filter(roster=roster).delete()
    RosterItem.objects.filter(roster=roster).delete()
    roster.state, roster.undo = State.UNDONE, None
    roster.counts |= {"put-back": len(found.subjects), "kept": len(found.kept)}
    roster.save()
    done = Happened("roster.undone", roster.id, {"put-back": len(found.subjects), "kept": len(found.kept)})
    each = [Happened("person.put-back", subject) for subject in found.subjects]
    audit.record_all([done, *each], by=by.actor, at=at, school=roster.school_id)


def _built_on(pairs: Mapping[str, Pair], now: Rows, hanging: Mapping[str, str]) -> str:
    """Return why a subject stays as it is; blank if it can be put back."""
    is_new = any(before is None and table_of(name) in SUBJECTS for name, (before, _) in pairs.items())
    later = sorted(name for name in now if name not in pairs) if is_new else []
    if later:
        return str(table_of(later[0])._meta.label_lower)  # noqa: SLF001  # Django's public name of a table
    on_rows = [hanging[name] for name in pairs if name in hanging]
    if on_rows:
        return on_rows[0]
    return CHANGED if any(now.get(name) != after for name, (_, after) in pairs.items()) else ""


def _hanging_on(names: Iterable[str]) -> Mapping[str, str]:
    """Return which rows that came have rows of their own by now, and of which table: a link with a restriction, say."""
    found: dict[str, str] = {}
    for table, there in _by_table(names):
        if table in SUBJECTS:
            continue
        for key, rows in capture(table, sorted({name.partition(":")[2] for name in there})).items():
            own = f"{table._meta.label_lower}:{key}"  # noqa: SLF001  # Django's public name of a table
            others = sorted(name for name in rows if name != own)
            if others:
                found[own] = others[0].partition(":")[0]
    return found


def _put_back(rows: Mapping[str, Pair]) -> None:
    """Let every row be what it was before."""
    came = [name for name, (before, _) in rows.items() if before is None]
    for table, names in reversed(_by_table(came)):
        keys = [name.partition(":")[2] for name in names]
        table._base_manager.filter(pk__in=keys).delete()  # noqa: SLF001  # rows, whatever a manager hides
    there = [name for name, (before, _) in rows.items() if before is not None]
    for table, names in _by_table(there):
        _write(table, [built(name, before) for name in names if (before := rows[name][0])])


def _write(table: type[models.Model], rows: list[models.Model]) -> None:
    columns = [field.name for field in table._meta.concrete_fields if not field.primary_key]  # noqa: SLF001  # Django's public way to fields
    manager: Any = table._base_manager  # noqa: SLF001  # the same
    key = table._meta.pk.name  # noqa: SLF001  # the same
    manager.bulk_create(rows, batch_size=500, update_conflicts=True, unique_fields=[key], update_fields=columns)


def _by_table(names: Iterable[str]) -> list[tuple[type[models.Model], list[str]]]:
    """Return rows' names by table, what others point at first."""
    tables: dict[type[models.Model], list[str]] = defaultdict(list)
    for name in names:
        tables[table_of(name)].append(name)
    return sorted(tables.items(), key=lambda pair: (pair[0] not in SUBJECTS, pair[0]._meta.label))  # noqa: SLF001  # the same

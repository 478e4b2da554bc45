"""How does an uploaded file become a plan that somebody can look at?

By the worker, in pieces, telling how far it has got. The file is gone as soon as it has been read; what was read of it stays
until the import is done or given up, so that it can be planned again when somebody has said who is who.

    read(import_id)  ->  its state is "ready", or "refused" with the line to blame
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db import transaction

from gatepost.roster.fields import ColumnMapping, Kind
from gatepost.roster.mapping import Taken, take
from gatepost.roster.models import RosterImport, RosterItem
from gatepost.roster.packing import pack_rows, packed, unpack_rows
from gatepost.roster.plan import Outcome, Plan, School
from gatepost.roster.planning import make_plan, names_for
from gatepost.roster.problems import Problem, Unreadable
from gatepost.roster.reading import Row, Sheet, open_sheet
from gatepost.roster.states import State
from gatepost.roster.store import load_school

PROBLEM, NOTE = "problem", "note"
"""Outcomes of items that are no persons: a line that is not understood, and one that is pointed out."""
TELL_EVERY = 1000
"""Rows between two tidings of how far the reading has got."""
TOGETHER = 1000
SHOWN_UNTICKED = frozenset({Outcome.LEFT, Outcome.DOUBT})


def read(import_id: str, *, on: date) -> None:
    """Read what was uploaded, or what was read before, and make a plan of it; nothing if it is not waiting to be read."""
    roster = RosterImport.objects.filter(id=import_id, state=State.READING).first()
    if roster is None:
        return
    try:
        rows = list(_rows(roster))
    except Unreadable as refused:
        _refuse(roster, refused.problem)
        return
    if not rows:
        _refuse(roster, Problem("no-rows", 0))
        return
    plan = plan_rows(roster, rows, load_school(roster.school_id, Kind(roster.kind), on=on))
    keep_plan(roster, plan, pack_rows(rows))


def plan_rows(roster: RosterImport, rows: list[Taken | Problem], school: School) -> Plan:
    """Return the plan of an import's rows against a school, as far as somebody has said who is who."""
    return make_plan(rows, school, names=names_for(roster.id), decisions=roster.decisions)


def digest(plan: Plan) -> str:
    """Return the fingerprint of what a plan does; what it only points out does not count."""
    total = hashlib.sha256()
    for item in plan.items:
        total.update(packed(replace(item, notes=())).encode())
    return total.hexdigest()


@transaction.atomic
def keep_plan(roster: RosterImport, plan: Plan, content: bytes, *, trouble: str = "") -> None:
    """Keep a plan in place of the last one, and with it what was read in place of the file."""
    stored = RosterImport.objects.select_for_update().get(id=roster.id)
    if stored.state not in {State.READING, State.APPLYING}:
        return
    RosterItem.objects.filter(roster=roster).delete()
    RosterItem.objects.bulk_create(_items(roster, plan), batch_size=TOGETHER)
    stored.content, stored.digest = content, digest(plan)
    stored.counts = {outcome.value: plan.count(outcome) for outcome in Outcome}
    stored.counts |= {
        PROBLEM: sum(not problem.is_note for problem in plan.problems),
        NOTE: sum(problem.is_note for problem in plan.problems),
    }
    stored.trouble = {"code": trouble} if trouble else {}
    stored.state, stored.lines_done = State.READY, stored.lines
    stored.save()


def rows_of(roster: RosterImport) -> list[Taken | Problem]:
    """Return what was read of the file."""
    return list(unpack_rows(bytes(roster.content or b"")))


def _rows(roster: RosterImport) -> Iterator[Taken | Problem]:
    """Yield the rows of what was uploaded, or those that were read before; raise Unreadable."""
    if roster.digest:
        yield from rows_of(roster)
        return
    sheet = open_sheet(io.BytesIO(bytes(roster.content or b"")))
    mapping = ColumnMapping(Kind(roster.kind), roster.columns)
    for number, row in enumerate(sheet.rows(), 1):
        yield _taken(row, sheet, mapping)
        if number % TELL_EVERY == 0:
            RosterImport.objects.filter(id=roster.id).update(lines_done=row.line)


def _taken(row: Row | Problem, sheet: Sheet, mapping: ColumnMapping) -> Taken | Problem:
    return row if isinstance(row, Problem) else take(row, sheet.header, mapping)


def _refuse(roster: RosterImport, problem: Problem) -> None:
    trouble = {"problem": packed(problem)}
    waiting = RosterImport.objects.filter(id=roster.id, state=State.READING)
    waiting.update(state=State.REFUSED, trouble=trouble, content=None)


def _items(roster: RosterImport, plan: Plan) -> Iterator[RosterItem]:
    """Yield the rows that keep a plan, in its order; what is not understood first."""
    position = 0
    for problem in plan.problems:
        position += 1
        outcome = NOTE if problem.is_note else PROBLEM
        yield RosterItem(roster=roster, position=position, outcome=outcome, is_ticked=False, data=packed(problem))
    for item in plan.items:
        position += 1
        yield RosterItem(
            roster=roster,
            position=position,
            outcome=item.outcome.value,
            subject=item.id,
            is_ticked=item.outcome not in SHOWN_UNTICKED,
            data=packed(item),
        )

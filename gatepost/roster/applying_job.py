"""How is a plan carried out: exactly what was shown, all of it or nothing?

The plan is made again from the same rows. If it is another one, because somebody changed something meanwhile, it is shown
again instead. What has to be worked out is worked out before the transaction, which holds up other writers; within it, the
school is read once more and must be as it was.

    carry_out(import_id, actor="p1", duties=["office"], at=now())  ->  its state is "applied"
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.audit import services as audit
from gatepost.audit.services import Happened
from gatepost.kernel.errors import Refused
from gatepost.people.models import School as SchoolRow
from gatepost.people.viewer import Viewer
from gatepost.roster.access import may_import
from gatepost.roster.applying import write
from gatepost.roster.fields import Kind
from gatepost.roster.models import RosterColumns, RosterImport, RosterItem, RosterSeen
from gatepost.roster.plan import Item, Outcome, Plan, School
from gatepost.roster.reading_job import digest, keep_plan, plan_rows, rows_of
from gatepost.roster.states import State
from gatepost.roster.store import latest, load_school

TRIES = 3
"""How often the school may change between the look outside the transaction and the one within."""
TOGETHER = 1000
SCHOOL_CHANGED = "school-changed"
KEPT_FOR_A_KIND = 2
"""Imports of a kind whose keys are kept: the last, and the one before for when the last is undone."""


class _Changed(Exception):  # no error: the school moved on
    """The school is not as it was outside the transaction."""


def carry_out(import_id: str, *, by: Viewer, at: datetime) -> None:
    """Do what was confirmed; nothing if the import is not waiting to be carried out."""
    for _ in range(TRIES):
        roster = RosterImport.objects.filter(id=import_id, state=State.APPLYING, school_id=by.school_id).first()
        if roster is None:
            return
        on = localdate(at)
        school = load_school(roster.school_id, Kind(roster.kind), on=on)
        plan = plan_rows(roster, rows_of(roster), school)
        if digest(plan) != roster.digest:
            keep_plan(roster, plan, bytes(roster.content or b""), trouble=SCHOOL_CHANGED)
            return
        _remember(roster, plan)
        try:
            _write(roster, plan, school, by=by, at=at)
        except _Changed:
            continue
        except Refused as refused:
            keep_plan(roster, plan, bytes(roster.content or b""), trouble=refused.code)
        return


def _remember(roster: RosterImport, plan: Plan) -> None:
    """Keep whom the file named, a piece at a time and before the transaction: it counts only once the import is done."""
    RosterSeen.objects.filter(roster=roster).delete()
    rows = [RosterSeen(roster=roster, key=key, subject=subject) for key, subject in plan.seen.items()]
    for first in range(0, len(rows), TOGETHER):
        RosterSeen.objects.bulk_create(rows[first : first + TOGETHER])


@transaction.atomic
def _write(roster: RosterImport, plan: Plan, school: School, *, by: Viewer, at: datetime) -> None:
    """Write everything, with its entries in the record; raise _Changed if the school is another one by now."""
    SchoolRow.objects.select_for_update().get(id=roster.school_id)
    stored = RosterImport.objects.select_for_update().get(id=roster.id)
    if stored.state != State.APPLYING or load_school(roster.school_id, Kind(roster.kind), on=localdate(at)) != school:
        raise _Changed
    refusal = may_import(by)
    if refusal:
        raise refusal
    chosen = _chosen(stored, plan)
    written = write(chosen, school_id=roster.school_id, by=by, at=at)
    _forget_earlier(stored)
    RosterColumns.objects.update_or_create(
        school_id=stored.school_id, kind=stored.kind, defaults={"columns": stored.columns}
    )
    stored.counts |= {"gone": sum(item.outcome is Outcome.LEFT for item in chosen)}
    stored.state, stored.applied_at = State.APPLIED, _after_the_last(stored.school_id, at)
    stored.content, stored.undo, stored.decisions, stored.trouble = None, written.undo, {}, {}
    stored.save()
    counts = {name: stored.counts[name] for name in ("new", "changed", "gone")}
    done = Happened("roster.applied", stored.id, {"file": stored.sha256, "kind": stored.kind, **counts})
    audit.record_all([done, *written.events], by=by.actor, at=at, school=stored.school_id)


def _after_the_last(school_id: str, at: datetime) -> datetime:
    """Return the moment, later than that of any import before: which one was the last must never be in doubt."""
    last = latest(school_id).values_list("applied_at", flat=True).first()
    return at if last is None or at > last else last + timedelta(microseconds=1)


def _chosen(roster: RosterImport, plan: Plan) -> list[Item]:
    """Return the items that are to be done: those that are new or changed, and the leavers whom somebody ticked."""
    ticked = set(
        RosterItem.objects.filter(roster=roster, outcome=Outcome.LEFT, is_ticked=True).values_list("subject", flat=True)
    )
    return [
        item
        for item in plan.items
        if item.outcome in {Outcome.NEW, Outcome.CHANGED} or (item.outcome is Outcome.LEFT and item.id in ticked)
    ]


def _forget_earlier(roster: RosterImport) -> None:
    """Drop what only undoing the imports before would need, and the keys that no import will ask for any more."""
    earlier = latest(roster.school_id)
    RosterItem.objects.filter(roster__in=earlier.values("id")).delete()
    earlier.update(undo=None)
    same_kind = list(earlier.filter(kind=roster.kind).values_list("id", flat=True))
    RosterSeen.objects.filter(roster__in=same_kind[KEPT_FOR_A_KIND - 1 :]).delete()

"""Which imports are there, as far as this viewer may know, and what do they say?

Through ``visible_to(viewer)``: the office and the head see those of their school; to everybody else there is none.

    get_visible(viewer, import_id)  ->  a RosterImport, or None both for another school's and for a made-up id
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from gatepost.people.models import Person, Pupil
from gatepost.people.viewer import Viewer
from gatepost.roster.access import may_import
from gatepost.roster.models import RosterImport, RosterItem, RosterSeen
from gatepost.roster.packing import unpacked
from gatepost.roster.plan import Item, Outcome
from gatepost.roster.problems import Problem
from gatepost.roster.reading_job import NOTE, PROBLEM
from gatepost.roster.states import State
from gatepost.roster.undoing import is_about, look, may_undo

Imported = RosterImport
"""An import, for pages that ask for one here."""
A_PAGE = 100
"""Rows of a list at once."""
LATEST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan; ``item`` or ``problem``."""

    position: int
    is_ticked: bool
    item: Item | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of lines. ``pages`` is at least one."""

    lines: tuple[Line, ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True)
class UndoingSeen:
    """What undoing would do: how many are put back, and who is not; never why, which may be private."""

    count: int = 0
    kept: tuple[str, ...] = ()


def visible_to(viewer: Viewer) -> QuerySet[RosterImport]:
    """Return the imports that the viewer may know of, without the large columns."""
    if may_import(viewer):
        return RosterImport.objects.none()
    return RosterImport.objects.filter(school_id=viewer.school_id).defer("content", "undo")


def list_visible(viewer: Viewer) -> tuple[RosterImport, ...]:
    """Return the latest imports, the last one first."""
    return tuple(visible_to(viewer).order_by("-started_at", "-id")[:LATEST])


def get_visible(viewer: Viewer, import_id: str) -> RosterImport | None:
    """Return an import that the viewer may know of, or None."""
    return visible_to(viewer).filter(id=import_id).first()


def get_lines(viewer: Viewer, import_id: str, outcome: str, *, page: int = 1) -> Lines:
    """Return a page of the lines of one outcome, in the order of the file."""
    rows = _items(viewer, import_id).filter(outcome=outcome).order_by("position")
    count = rows.count()
    pages = max(1, -(-count // A_PAGE))
    page = min(max(1, page), pages)
    return Lines(tuple(_line(row) for row in rows[(page - 1) * A_PAGE : page * A_PAGE]), page, pages, count)


def list_last_imported(viewer: Viewer) -> frozenset[str]:
    """Return the ids of the people whom the last import that was carried out has named."""
    last = visible_to(viewer).filter(state=State.APPLIED).order_by("-applied_at", "-id").values("id")[:1]
    named = RosterSeen.objects.filter(roster__in=list(last.values_list("id", flat=True))).values("subject")
    return frozenset(Person.objects.filter(school_id=viewer.school_id, id__in=named).values_list("id", flat=True))


def count_ticked(viewer: Viewer, import_id: str) -> int:
    """Return how many leavers are ticked."""
    return _items(viewer, import_id).filter(outcome=Outcome.LEFT, is_ticked=True).count()


def name_people(viewer: Viewer, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of people and pupils of the viewer's school, as far as an import may name them."""
    if may_import(viewer):
        return {}
    people = Person.objects.filter(school_id=viewer.school_id, id__in=list(ids)).values_list("id", "name")
    pupils = Pupil.objects.filter(school_id=viewer.school_id, id__in=list(ids)).values_list("id", "name")
    return {**dict(people), **dict(pupils)}


def can_undo(viewer: Viewer, import_id: str, *, at: datetime) -> bool:
    """Tell whether this import can still be undone."""
    roster = visible_to(viewer).filter(id=import_id).first()
    return roster is not None and may_undo(roster, at=at) and not is_about(roster, viewer.person_id)


def what_undoing_keeps(viewer: Viewer, import_id: str, *, at: datetime) -> UndoingSeen:
    """Return how many would be put back, and who would stay as they are, and why."""
    roster = visible_to(viewer).filter(id=import_id).first()
    if roster is None or not can_undo(viewer, import_id, at=at):
        return UndoingSeen()
    found = look(roster)
    names = name_people(viewer, [one.subject for one in found.kept])
    kept = tuple(sorted(names.get(one.subject, "") for one in found.kept))
    return UndoingSeen(len(found.subjects), kept)


def _items(viewer: Viewer, import_id: str) -> QuerySet[RosterItem]:
    return RosterItem.objects.filter(roster_id=import_id, roster__in=visible_to(viewer).values("id"))


def _line(row: RosterItem) -> Line:
    if row.outcome in {PROBLEM, NOTE}:
        return Line(row.position, row.is_ticked, problem=unpacked(Problem, row.data))
    return Line(row.position, row.is_ticked, item=unpacked(Item, row.data))

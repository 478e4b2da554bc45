"""What do the pages of an import show?

Values for templates, made from what the queries let this viewer see.

    dry_run(viewer, roster).lists[0].count  ->  3
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from gatepost.people.viewer import Viewer
from gatepost.roster import queries
from gatepost.roster.access import may_import
from gatepost.roster.fields import CONTACTS_FIELDS, FIELDS, Kind
from gatepost.roster.packing import unpacked
from gatepost.roster.plan import Outcome, Subject
from gatepost.roster.problems import Problem
from gatepost.roster.queries import Imported, Line
from gatepost.roster.reading_job import PROBLEM
from gatepost.web.roster import words
from gatepost.web.roster.words import Said
from gatepost.web.viewers import viewer_of

FIRST_PROBLEMS = 5
TROUBLES = {"school-changed", "hand-over-first"}


@dataclass(frozen=True, slots=True)
class List:
    """One list of a dry run."""

    name: str
    explained: str
    count: int
    url: str
    is_bad: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a plan in words. ``can_leave`` is whether a leaver may be ticked."""

    position: int
    lines: str
    who: str
    what: str
    changes: tuple[Said, ...]
    notes: tuple[str, ...]
    problem: str
    column: str
    is_ticked: bool
    can_leave: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Which column is this field? ``options`` are the file's columns."""

    field: str
    name: str
    chosen: str


def office(request: HttpRequest) -> Viewer:
    """Return the viewer; refuse those who import nobody."""
    viewer = viewer_of(request)
    if may_import(viewer):
        raise PermissionDenied
    return viewer


def imported(request: HttpRequest, import_id: str) -> Imported:
    """Return the import; to whoever may not know of it there is none."""
    roster = queries.get_visible(office(request), import_id)
    if roster is None:
        raise Http404
    return roster


def lists(roster: Imported) -> tuple[List, ...]:
    """Return the lists of a dry run that have something in them."""
    return tuple(
        List(
            words.outcome_in_words(outcome),
            words.outcome_explained(outcome),
            roster.counts[outcome],
            reverse("roster-lines", args=[roster.id, outcome]),
            is_bad=outcome == PROBLEM,
        )
        for outcome in words.OUTCOMES
        if roster.counts.get(outcome)
    )


def trouble(roster: Imported) -> str:
    """Return why an import waits again, in words; blank if it does not."""
    return words.trouble_in_words(roster.trouble.get("code", ""))


def refusal(roster: Imported) -> Problem | None:
    """Return why a file cannot be read."""
    packed = roster.trouble.get("problem")
    return unpacked(Problem, packed) if packed else None


def shown(line: Line, names: dict[str, str]) -> Shown:
    """Return a line in words; ``names`` are those of people whom it only names by id."""
    if line.problem:
        problem = line.problem
        said = words.problem_in_words(problem)
        return Shown(
            line.position, str(problem.line), "", "", (), (), said, problem.column, line.is_ticked, can_leave=False
        )
    item = line.item
    assert item is not None  # noqa: S101  # a line is one or the other
    changes = tuple(words.change_in_words(change) for change in item.changes) if item.outcome is Outcome.CHANGED else ()
    who = item.name
    if item.subject is Subject.LINK:
        who = f"{names.get(item.id.partition('.')[2], '')} – {item.name}"  # noqa: RUF001  # a dash between two names
    return Shown(
        position=line.position,
        lines=", ".join(str(number) for number in item.lines),
        who=who,
        what=words.who_in_words(item),
        changes=changes,
        notes=tuple(words.notes_in_words(item)),
        problem="",
        column="",
        is_ticked=line.is_ticked,
        can_leave=item.outcome is Outcome.LEFT and "needed" not in dict(item.notes),
    )


def show_all(viewer: Viewer, found: Sequence[Line]) -> tuple[Shown, ...]:
    """Return lines in words."""
    links = [line.item.id.partition(".")[2] for line in found if line.item and line.item.subject is Subject.LINK]
    names = queries.name_people(viewer, links)
    return tuple(shown(line, names) for line in found)


def first_problems(viewer: Viewer, roster: Imported) -> tuple[Shown, ...]:
    """Return the first lines that are not understood."""
    return show_all(viewer, queries.get_lines(viewer, roster.id, PROBLEM).lines[:FIRST_PROBLEMS])


def choices(roster: Imported, typed: dict[str, str] | None = None) -> tuple[list[Choice], list[Choice], list[Choice]]:
    """Return which column is which: for whom the rows are about, for the first parents and guardians, for more of them."""
    columns = roster.columns if typed is None else typed
    every = [Choice(field, words.field_in_words(field), columns.get(field, "")) for field in FIELDS[Kind(roster.kind)]]
    contacts = [one for one in every if one.field in CONTACTS_FIELDS]
    used = {one.field.partition(".")[0] for one in contacts if one.chosen} or {"contact1"}
    return (
        [one for one in every if one.field not in CONTACTS_FIELDS],
        [one for one in contacts if one.field.partition(".")[0] in used],
        [one for one in contacts if one.field.partition(".")[0] not in used],
    )

"""Whom does the office find, and what does it see of them?

Lists are pages of PAGE rows in the order of plain names, each found by where the one before ended: as quick with a hundred
thousand people as with a hundred. Everything goes through ``visible_to``; somebody who was merged away is in no list.

    find_people(viewer, Wanted(text="zi"), on=today).rows[0].name  ->  'Tomasz Zieliński'
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from gatepost.people.models import DutyHeld, HatWorn, Person, Pupil, SearchWord, holding_on
from gatepost.people.naming import words
from gatepost.people.queries import PersonSeen, pupils_visible_to, seen, visible_to, with_roles
from gatepost.people.viewer import Viewer

PAGE = 50
"""Rows: what somebody reads through before they would rather type a letter more."""
SHORTEST = 2
"""Letters from which on a search says something."""

AnyNamed = TypeVar("AnyNamed", Person, Pupil)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom somebody is looking for; blank means anybody. ``left`` asks for those who are nothing at the school any more."""

    text: str = ""
    hat: str = ""
    duty: str = ""
    class_name: str = ""
    left: bool = False
    after: str = ""
    """The id of the last row of the page before."""


@dataclass(frozen=True, slots=True)
class PupilSeen:
    """What a list shows of a pupil."""

    id: str
    name: str
    class_name: str
    year_group: str


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list; ``after`` continues it, blank at the end."""

    people: tuple[PersonSeen, ...] = ()
    pupils: tuple[PupilSeen, ...] = ()
    after: str = ""


def find_people(viewer: Viewer, wanted: Wanted, *, on: date) -> Rows:
    """Return a page of the people that the viewer may know of and that are wanted."""
    people = _by_words(visible_to(viewer), wanted.text, "person", viewer)
    here = _worn(HatWorn.objects.all(), on) | _worn(DutyHeld.objects.all(), on)
    people = people.exclude(here) if wanted.left else people.filter(here)
    if wanted.hat:
        people = people.filter(_worn(HatWorn.objects.filter(hat=wanted.hat), on))
    if wanted.duty:
        people = people.filter(_worn(DutyHeld.objects.filter(duty=wanted.duty), on))
    found, after = _page(with_roles(people), wanted.after, visible_to(viewer))
    return Rows(people=tuple(seen(person, on) for person in found), after=after)


def find_pupils(viewer: Viewer, wanted: Wanted, *, on: date) -> Rows:
    """Return a page of the pupils that the viewer may know of and that are wanted."""
    all_here = pupils_visible_to(viewer, on=on)
    pupils = _by_words(all_here, wanted.text, "pupil", viewer)
    pupils = pupils.exclude(holding_on(on)) if wanted.left else pupils.filter(holding_on(on))
    if wanted.class_name:
        pupils = pupils.filter(class_name=wanted.class_name)
    found, after = _page(pupils, wanted.after, all_here)
    rows = tuple(PupilSeen(pupil.id, pupil.name, pupil.class_name, pupil.year_group) for pupil in found)
    return Rows(pupils=rows, after=after)


def list_classes(viewer: Viewer, *, on: date) -> tuple[str, ...]:
    """Return the classes of the pupils that the viewer may know of."""
    found = pupils_visible_to(viewer, on=on).filter(holding_on(on)).exclude(class_name="").order_by("class_name")
    return tuple(found.values_list("class_name", flat=True).distinct())


def _page(rows: QuerySet[AnyNamed], after: str, all_rows: QuerySet[AnyNamed]) -> tuple[list[AnyNamed], str]:
    """Return the rows of a page and what continues it; an ``after`` that names nobody begins again."""
    last = all_rows.filter(id=after).values_list("plain_name", "id").first() if after else None
    if last:
        name, row = last
        rows = rows.filter(plain_name__gte=name).exclude(plain_name=name, id__lte=row)
    found = list(rows.order_by("plain_name", "id")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else ""


def _by_words(rows: QuerySet[AnyNamed], text: str, what: str, viewer: Viewer) -> QuerySet[AnyNamed]:
    """Keep the rows of which every word that was typed begins a word; a person's also by how their address begins."""
    if "@" in text and what == "person":
        return rows.filter(begins_with(text.strip().lower(), "email"))
    for number, word in enumerate(sorted(words(text), key=len, reverse=True)):
        found = SearchWord.objects.filter(begins_with(word), school_id=viewer.school_id)
        if number:  # the longest finds few; whether those have the others too is asked one by one
            rows = rows.filter(Exists(found.filter(**{what: OuterRef("id")})))
        else:
            rows = rows.filter(id__in=found.exclude(**{what: None}).values(what))
    return rows


def begins_with(word: str, column: str = "word") -> Q:
    """Return the condition that a column begins with ``word``, in the form that the database has an index for."""
    if connection.vendor == "sqlite":  # its LIKE ignores case and so the index; its order is that of code points
        return Q(**{f"{column}__gte": word, f"{column}__lt": word + chr(0x10FFFF)})
    return Q(**{f"{column}__startswith": word})


def _worn(rows: QuerySet[HatWorn] | QuerySet[DutyHeld], on: date) -> Q:
    """Return the condition that a person has such a row that day: asked row by row, so a page costs what a page costs.

    Not EXISTS: PostgreSQL would make one set of all rows of everybody first.
    """
    one = rows.filter(holding_on(on), person=OuterRef("id")).order_by().values("id")[:1]
    return Q(IsNull(Subquery(one), False))  # noqa: FBT003  # a lookup takes its value so

"""Whom does a row name, once it is known which column is what?

A row becomes a Taken: a person, or a pupil, with the parents and guardians beside the pupil, and what there is to point
out. Or it becomes a Problem, and nothing of it is taken.

    >>> columns = ColumnMapping(Kind.STAFF, {"person.first": "First", "person.last": "Last"})
    >>> taken = take(Row(2, ("Ruth", "Adeyemi")), ("First", "Last"), columns)
    >>> taken.person.name, taken.person.hat
    ('Ruth Adeyemi', 'staff')
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from gatepost.kernel.csv_cells import is_formula
from gatepost.roster.fields import CONTACTS, ColumnMapping, Kind
from gatepost.roster.names import first_name_first
from gatepost.roster.problems import Problem
from gatepost.roster.reading import Row

LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_WORD = 50
"""Characters of a class, a year or a number."""
EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@.<>,;:\"()]{2,}")
UNKEPT = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd\u202a-\u202e\u2066-\u2069]")
"""Control characters, letters that were lost on the way, and marks that turn the direction of what follows."""
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y")
YES = frozenset({"yes", "y", "true", "t", "1", "x"})
HATS = {Kind.STAFF: "staff", Kind.GOVERNORS: "governor", Kind.VOLUNTEERS: "volunteer"}
KINDS = {
    "staff": "staff", "teacher": "staff", "employee": "staff", "governor": "governor", "volunteer": "volunteer",
    "pupil": "pupil", "student": "pupil", "child": "pupil",
}  # fmt: skip
PUPIL = "pupil"
PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Someone:
    """A grown-up whom a row names, with the hat that the row gives them. ``id`` is the management system's number."""

    line: int
    hat: str
    name: str
    email: str = ""
    id: str = ""
    title: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil whom a row names."""

    line: int
    name: str
    id: str = ""
    class_name: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a row says. ``knows_contacts`` is false where the file has no columns for parents and guardians."""

    line: int
    person: Someone | None = None
    pupil: Child | None = None
    contacts: tuple[Someone, ...] = ()
    notes: tuple[Problem, ...] = ()
    knows_contacts: bool = False


class _Bad(Exception):
    """Carries the problem of a row out of the middle of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(slots=True)
class _Reader:
    """One row, asked by field."""

    line: int
    cells: Mapping[str, str]
    columns: Mapping[str, str]
    notes: list[Problem] = field(default_factory=list)

    def text(self, name: str, most: int = LONGEST_WORD) -> str:
        """Return what the row says for a field, blank for nothing; raise _Bad for what cannot be kept."""
        column = self.columns.get(name, "")
        value = unicodedata.normalize("NFC", self.cells.get(column, ""))
        if UNKEPT.search(value):
            raise self.bad("bad-letters", column)
        if len(value) > most:
            raise self.bad("too-long", column, most=str(most), found=str(len(value)))
        if is_formula(value):
            self.notes.append(Problem("formula", self.line, column, {"value": value}))
        return value

    def name(self, who: str) -> str:
        """Return the name of that person: in one column, or first and last."""
        parts = [self.text(f"{who}.first", LONGEST_NAME), self.text(f"{who}.last", LONGEST_NAME)]
        whole = " ".join(part for part in parts if part)
        if not whole or not all(parts):
            whole = first_name_first(self.text(f"{who}.name", LONGEST_NAME)) or whole
        if len(whole) > LONGEST_NAME:
            raise self.bad(
                "too-long", self.columns.get(f"{who}.last", ""), most=str(LONGEST_NAME), found=str(len(whole))
            )
        return whole

    def email(self, who: str) -> str:
        """Return that person's address in small letters; of several in a cell the first; raise _Bad if it is none."""
        column = self.columns.get(f"{who}.email", "")
        value = self.cells.get(column, "").lower()
        first = re.split(r"[;,\s]+", value.strip())[0] if value else ""
        if first and (not EMAIL.fullmatch(first) or len(first) > LONGEST_EMAIL or UNKEPT.search(first)):
            raise self.bad("bad-email", column, value=value[:LONGEST_EMAIL])
        return first

    def day(self, name: str) -> date | None:
        """Return a day, as British schools write one; raise _Bad if it is none."""
        value = self.text(name).partition(" 00:00")[0]
        if not value:
            return None
        for written in DAYS:
            try:
                return datetime.strptime(value, written).date()  # noqa: DTZ007  # a day has no time zone
            except ValueError:
                continue
        raise self.bad("bad-date", self.columns[name], value=value)

    def yes(self, name: str) -> bool | None:
        """Return whether a field says yes; None where the file or the row does not say."""
        value = self.cells.get(self.columns.get(name, ""), "").lower()
        return value in YES if value else None

    def bad(self, code: str, column: str, **facts: str) -> _Bad:
        """Return what to raise for a cell."""
        return _Bad(Problem(code, self.line, column, facts))


def take(row: Row, header: Sequence[str], mapping: ColumnMapping) -> Taken | Problem:
    """Return whom a row names, or what is wrong with it."""
    reader = _Reader(row.line, dict(zip(header, row.cells, strict=True)), mapping.columns)
    try:
        return _take(reader, mapping.kind)
    except _Bad as bad:
        return bad.problem


def _take(reader: _Reader, kind: Kind) -> Taken:
    hat = _hat(reader, kind)
    if hat != PUPIL:
        person = _person(reader, hat)
        return Taken(reader.line, person=person, notes=tuple(reader.notes))
    pupil = _pupil(reader, "pupil" if kind is Kind.PUPILS else "person")
    contacts = tuple(found for number in range(1, CONTACTS + 1) if (found := _contact(reader, f"contact{number}")))
    knows = any(name.startswith("contact") for name in reader.columns)
    return Taken(reader.line, pupil=pupil, contacts=contacts, notes=tuple(reader.notes), knows_contacts=knows)


def _hat(reader: _Reader, kind: Kind) -> str:
    """Return whom the row is about: a hat, or "pupil"."""
    if kind is Kind.PUPILS:
        return PUPIL
    if kind is not Kind.EVERYONE:
        return HATS[kind]
    said = reader.text("kind")
    hat = KINDS.get(said.lower().removesuffix("s"), "")
    if not hat:
        raise reader.bad("bad-kind", reader.columns.get("kind", ""), value=said)
    return hat


def _person(reader: _Reader, hat: str) -> Someone:
    name = reader.name("person")
    if not name:
        raise reader.bad("no-name", "")
    return Someone(
        line=reader.line,
        hat=hat,
        name=name,
        email=reader.email("person"),
        id=reader.text("person.id"),
        title=reader.text("person.role", LONGEST_NAME),
        since=reader.day("person.since"),
    )


def _pupil(reader: _Reader, who: str) -> Child:
    name = reader.name(who)
    if not name:
        code = "contact-without-pupil" if any(reader.name(f"contact{n}") for n in range(1, CONTACTS + 1)) else "no-name"
        raise reader.bad(code, "")
    year = reader.text("pupil.year")
    return Child(reader.line, name, reader.text(f"{who}.id"), reader.text("pupil.class"), year_in_words(year))


def _contact(reader: _Reader, who: str) -> Someone | None:
    """Return a parent or guardian; None where the row names none, or somebody who is none."""
    name, email = reader.name(who), reader.email(who)
    if not name:
        if email:
            raise reader.bad("no-name", reader.columns[f"{who}.email"])
        return None
    if reader.yes(f"{who}.responsible") is False:
        column = reader.columns[f"{who}.responsible"]
        reader.notes.append(Problem("not-a-guardian", reader.line, column, {"value": name}))
        return None
    return Someone(reader.line, PARENT, name, email, reader.text(f"{who}.id"))


def year_in_words(year: str) -> str:
    """Return a year group as people say it: ``4`` is ``Year 4``, ``R`` is ``Reception``.

    >>> year_in_words("Curriculum Year  4"), year_in_words("n2"), year_in_words("Reception")
    ('Year 4', 'Nursery 2', 'Reception')
    """
    short = re.sub(r"(?i)\b(national|curriculum|year|group|nc|yr)\b|[\s.]", "", year).lower()
    if re.fullmatch(r"y?0?\d{1,2}", short):
        number = int(short.lstrip("y"))
        return f"Year {number}" if number else "Reception"
    if short in {"r", "rec", "reception", "yr"} or year.strip().lower() == "yr":
        return "Reception"
    nursery = re.fullmatch(r"n([12])", short)
    return f"Nursery {nursery[1]}" if nursery else year

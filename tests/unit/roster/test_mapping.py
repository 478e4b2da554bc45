"""Is every column taken for what the school's management system means by it, and nothing else read?"""

from datetime import date

import pytest

from gatepost.roster.fields import FIELDS, Kind, guess, without_header
from gatepost.roster.mapping import Taken, take
from gatepost.roster.names import Likeness, first_name_first, likeness
from gatepost.roster.presets import PRESETS
from gatepost.roster.problems import Problem
from gatepost.roster.reading import Row
from tests.unit.roster.planned import rows_of

CASES = [(system, kind) for system, kinds in PRESETS.items() for kind in kinds]


@pytest.mark.parametrize(("system", "kind"), CASES)
def test_what_a_system_exports_is_recognised(system: str, kind: str) -> None:
    """With columns that nobody needs among its own: they are named as not read."""
    columns = PRESETS[system][kind]
    unread = ("Date of Birth", "Ethnicity", "Medical Notes", *(["UPN"] if kind == "pupils" else []))
    header = (*columns.values(), *unread)
    found = guess(header)
    assert (found.kind, found.columns) == (kind, columns)
    assert found.not_read(header) == unread
    assert found.names_somebody
    assert set(columns) <= set(FIELDS[Kind(kind)])


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Staff Code,Title,Forename,Surname,Work Email", Kind.STAFF),
        ("Name,Email", Kind.STAFF),
        ("Adno,Legal Surname,Preferred Forename,Reg,DOB", Kind.PUPILS),
        ("Pupil Name,Class", Kind.PUPILS),
        ("Forename,Surname,Year,Parent/Carer 1 Forename,Parent/Carer 1 Surname,Parent/Carer 1 Email", Kind.PUPILS),
        ("Governor name,Email,Type of governor,Term of office", Kind.GOVERNORS),
        ("Volunteer name,Email", Kind.VOLUNTEERS),
        ("Person type,Name,Email", Kind.EVERYONE),
    ],
)
def test_kind_of_file_is_guessed_from_its_header(header: str, kind: Kind) -> None:
    """And can be said by hand."""
    found = guess(header.split(","))
    assert found.kind is kind
    assert found.names_somebody
    assert guess(header.split(","), kind=Kind.STAFF).kind is Kind.STAFF


def test_what_somebody_is_called_comes_before_what_a_certificate_says() -> None:
    """Both columns are often there."""
    header = ("Legal Forename", "Preferred Forename", "Legal Surname", "Adno", "Title", "Parent/Carer 1 Email")
    columns = guess(header).columns
    assert columns["pupil.first"] == "Preferred Forename"
    assert columns["pupil.last"] == "Legal Surname"
    assert columns["contact1.email"] == "Parent/Carer 1 Email"
    assert "Title" not in columns.values()


def test_missing_header_is_noticed() -> None:
    """The first line holds people."""
    people = ("Ada Example", "ada@oddenbrook.example")
    assert without_header(people, guess(people))
    assert not without_header(("Nom", "Courriel"), guess(("Nom", "Courriel")))
    assert not without_header(("Name", "Email"), guess(("Name", "Email")))


HEADER = "Staff Code,First name,Last name,Email,Role,Start date\n"


def only(line: str) -> Taken | Problem:
    """Return what one row of a staff file says."""
    return rows_of(HEADER + line + "\n")[0]


@pytest.mark.parametrize(
    "written", ["2026-09-01", "01/09/2026", "1 September 2026", "01-Sep-26", "01/09/2026 00:00:00"]
)
def test_day_is_read_as_british_schools_write_it(written: str) -> None:
    """The day comes before the month."""
    taken = only(f"A,Ada,Example,Ada@Oddenbrook.example,Teacher,{written}")
    assert isinstance(taken, Taken)
    assert taken.person is not None
    assert (taken.person.since, taken.person.email) == (date(2026, 9, 1), "ada@oddenbrook.example")


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("A,,,ada@oddenbrook.example,,", "no-name", ""),
        ("A,Ada,Example,ada at oddenbrook,,", "bad-email", "Email"),
        ("A,Ada,Example,a@b,,", "bad-email", "Email"),
        ("A,Ada,Example,,,31/02/2026", "bad-date", "Start date"),
        (f"A,{'x' * 201},Example,,,", "too-long", "First name"),
        (f"{'9' * 51},Ada,Example,,,", "too-long", "Staff Code"),
        ("A,A\ufffdda,Example,,,", "bad-letters", "First name"),
        ("A,Ada\u202e,Example,,,", "bad-letters", "First name"),
    ],
)
def test_what_is_not_understood_is_named_by_line_and_column(line: str, code: str, column: str) -> None:
    """And nothing of the row is taken."""
    found = only(line)
    assert isinstance(found, Problem)
    assert (found.code, found.line, found.column) == (code, 2, column)
    assert not found.is_note


def test_formula_is_kept_as_text_and_pointed_out() -> None:
    """As is whatever we exported ourselves with an apostrophe in front."""
    taken = only("A,=1+1,'+Example,,,")
    assert isinstance(taken, Taken)
    assert taken.person is not None
    assert taken.person.name == "=1+1 +Example"
    assert [(note.code, note.column) for note in taken.notes] == [("formula", "First name"), ("formula", "Last name")]


def test_kind_that_is_none_is_a_problem_and_plurals_are_fine() -> None:
    """In the template for everyone."""
    found = rows_of("Kind,First name,Last name\nTeachers,Ada,Example\nPupils,Ben,Example\nHamster,Cem,Example\n")
    assert isinstance(found[0], Taken)
    assert isinstance(found[1], Taken)
    assert found[1].pupil is not None
    assert found[2] == Problem("bad-kind", 4, "Kind", {"value": "Hamster"})


def test_contact_without_a_pupil_or_a_name_is_a_problem() -> None:
    """Whose contact, and who?"""
    text = (
        "Adno,First name,Last name,Contact 1 Name,Contact 1 Email\n1,,,Anna Nowak,\n2,Zofia,Nowak,,anna@home.example\n"
    )
    found = rows_of(text)
    assert [problem.code for problem in found if isinstance(problem, Problem)] == ["contact-without-pupil", "no-name"]


def test_several_addresses_in_a_cell_are_the_first() -> None:
    """Some systems put all of them there."""
    taken = only("A,Ada,Example,ada@oddenbrook.example; a@home.example,,")
    assert isinstance(taken, Taken)
    assert taken.person is not None
    assert taken.person.email == "ada@oddenbrook.example"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Séan O'Brien", "Sean OBrien", Likeness.SAME),
        ("Dr Ada Smith-Jones", "ADA SMITH JONES", Likeness.SAME),
        ("Jones, Ada", "Ada Jones", Likeness.SAME),
        ("Jon Smith", "John Smith", Likeness.SIMILAR),
        ("A Nowak", "Anna Nowak", Likeness.SIMILAR),
        ("A Nowak", "Piotr Nowak", Likeness.OTHER),
        ("Anna Nowak", "Piotr Nowak", Likeness.OTHER),
        ("Ms", "Ms", Likeness.SAME),
    ],
)
def test_names_are_compared_as_people_do(one: str, other: str, expected: Likeness) -> None:
    """In either order."""
    assert likeness(one, other) is likeness(other, one) is expected


def test_comma_turns_a_name_round_once() -> None:
    """More commas mean something else."""
    assert first_name_first("Nowak, Zofia") == "Zofia Nowak"
    assert first_name_first("Nowak, Zofia, Miss") == "Nowak, Zofia, Miss"
    assert first_name_first("Nowak,") == "Nowak,"


def test_row_is_asked_by_column() -> None:
    """Whatever order they come in."""
    header = ("Last name", "First name")
    taken = take(Row(9, ("Example", "Ada")), header, guess(header))
    assert isinstance(taken, Taken)
    assert taken.person is not None
    assert (taken.line, taken.person.name, taken.person.hat) == (9, "Ada Example", "staff")

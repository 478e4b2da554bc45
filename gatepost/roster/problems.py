"""What is wrong with a line of a file, and what would be right?

A problem is a code with a line, a column where one is to blame, and what the sentence needs. The sentences are marked for
translators and know nothing of Django; whoever shows one looks its translation up.

    >>> sentence(Problem("no-name", 12))
    'There is no name in this row. Write a first name and a last name, or leave the row out.'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gatepost.kernel.errors import GatepostError
from gatepost.policy.words import translatable as _

SENTENCES: dict[str, str] = {
    # the whole file
    "empty": _("There is nothing in this file. Export it again, and look inside before you send it."),
    "is-xlsx": _(
        "This is a spreadsheet (.xlsx), whatever its name says. "
        "In your spreadsheet program, choose “Save as”, then “CSV UTF-8”, and send that file."
    ),
    "is-xls": _(
        "This is an old spreadsheet (.xls), whatever its name says. "
        "In your spreadsheet program, choose “Save as”, then “CSV UTF-8”, and send that file."
    ),
    "is-pdf": _("This is a PDF. Export the list as CSV instead."),
    "is-web-page": _("This is a web page or XML, not a table. Export the list as CSV instead."),
    "zero-bytes": _(
        "This line has characters in it that no text has. The file may be damaged, or saved as “Unicode text”. "
        "In your spreadsheet program, choose “Save as”, then “CSV UTF-8”, and send that file."
    ),
    "unknown-encoding": _(
        "The letters of this line cannot be read. "
        "In your spreadsheet program, choose “Save as”, then “CSV UTF-8”, and send that file."
    ),
    "quote-never-closed": _(
        "A cell that begins on this line never ends: a quotation mark is missing. Close it, and send the file again."
    ),
    "line-too-long": _("This line is longer than %(most)s characters, which no list of people needs."),
    "cell-too-long": _("A cell of this row is longer than %(most)s characters. A quotation mark may be missing here."),
    "too-many-columns": _("This line has %(found)s columns; at most %(most)s are read. Leave out those nobody needs."),
    "too-many-rows": _("There are more than %(most)s rows. Send the list in parts."),
    "no-header": _(
        "This line should name the columns, for example “First name”, “Last name”, “Email”. "
        "Add a first line with the names, or use the template."
    ),
    "no-rows": _("Below the names of the columns there is no row."),
    # one row
    "stray-quote": _('There is a quotation mark inside a cell. Write it twice (""), or take it out.'),
    "too-many-cells": _(
        "This row has %(found)s cells, the first line %(expected)s. "
        "A comma may stand inside a name without quotation marks around it."
    ),
    "no-name": _("There is no name in this row. Write a first name and a last name, or leave the row out."),
    "bad-email": _("“%(value)s” is not an e-mail address. Correct it, or leave the cell empty."),
    "bad-letters": _("There is a character here that cannot be kept. Type the cell again."),
    "too-long": _("At most %(most)s characters are kept here; this has %(found)s."),
    "bad-kind": _("“%(value)s” is none of: staff, pupil, governor, volunteer. Write one of these."),
    "bad-date": _("“%(value)s” is not a day. Write it as 2026-09-01 or 01/09/2026."),
    "same-id": _("Line %(other)s has the same number (%(value)s) and another name. Correct one of the two."),
    "contact-without-pupil": _("There is a contact in this row, but no pupil. Write whose contact it is."),
    # notes: the row is taken
    "repeated": _("This row says the same as line %(other)s. It is taken once."),
    "formula": _("“%(value)s” begins like a calculation. It is kept as text. Is it right?"),
    "not-a-guardian": _("%(value)s has no parental responsibility here, so is not taken as a parent or guardian."),
}
NOTES = frozenset({"repeated", "formula", "not-a-guardian"})
"""Codes that only point something out: the row is taken."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that somebody has to look at. Line 0 means the whole file."""

    code: str
    line: int
    column: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_note(self) -> bool:
        """Tell whether the row is taken all the same."""
        return self.code in NOTES


class Unreadable(GatepostError):
    """A file of which nothing can be taken; the problem says where and why."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.code, sentence(problem))
        self.problem = problem


def sentence(problem: Problem) -> str:
    """Return what is wrong and what would be right, in English."""
    return SENTENCES[problem.code] % problem.facts

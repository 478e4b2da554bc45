r"""How does a table leave as CSV so that no spreadsheet runs what somebody typed?

A cell that a spreadsheet would calculate (it begins with = + - @, or with something that hides one of these) gets an
apostrophe in front and stays text; reading our own file back takes it away again. Nothing else is changed.

    >>> guarded("=1+1"), guarded("O'Hara"), unguarded(guarded("=1+1"))
    ("'=1+1", "O'Hara", '=1+1')
    >>> "".join(csv_lines([["Name", "Note"], ["Ada", "-2"]]))
    "Name,Note\r\nAda,'-2\r\n"
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

APOSTROPHE = "'"
FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")  # noqa: RUF001  # the wide signs are meant: spreadsheets take them too
"""What begins like a formula: after apostrophes and blanks, also in the wide letters of Asian keyboards. A tab or a line
break in front is skipped by some spreadsheets. Source: OWASP, "CSV Injection"."""
BYTE_ORDER_MARK = "\ufeff"
"""First in a file, so that spreadsheets read it as UTF-8."""


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet might calculate this cell."""
    return FORMULA.match(cell) is not None


def guarded(cell: str) -> str:
    """Return the cell as it may leave: as it is, or with an apostrophe in front."""
    return APOSTROPHE + cell if is_formula(cell) else cell


def unguarded(cell: str) -> str:
    """Return what was guarded; a cell that never was stays as it is."""
    return cell[1:] if cell.startswith(APOSTROPHE) and is_formula(cell[1:]) else cell


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield each row as a line of CSV (RFC 4180, ended by CR LF), every cell guarded; rows are taken one at a time."""
    write = csv.writer(_Line()).writerow
    for row in rows:
        yield str(write([guarded(cell) for cell in row]))


class _Line:
    """Something to write to that hands the line back instead of keeping it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line

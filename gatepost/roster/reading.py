r"""What does a file say, row by row, whatever spreadsheet or management system wrote it?

UTF-8 with and without a mark, UTF-16 with one, Windows-1252; commas, semicolons or tabs; cells in quotation marks with
line breaks in them. The file is read as a stream, so a hundred thousand rows take no more room than ten. Whatever cannot
be read is named by line, with what would be right.

    >>> sheet = open_sheet(io.BytesIO(b"Name;Email\r\nAda;ada@oddenbrook.example\r\n"))
    >>> sheet.header, list(sheet.rows())
    (('Name', 'Email'), [Row(line=2, cells=('Ada', 'ada@oddenbrook.example'))])
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from gatepost.kernel.csv_cells import unguarded
from gatepost.roster.problems import Problem, Unreadable

MOST_ROWS = 100_000
"""Rows of one file: forty times the largest school in the country."""
MOST_COLUMNS = 400
LONGEST_LINE = 200_000
"""Characters of one line, all its cells together; four hundred cells of five hundred characters."""
LONGEST_CELL = 20_000
"""Characters. A cell that is longer is nearly always a quotation mark that nobody closed."""
CHUNK = 64 * 1024
SAMPLE = 20
"""Lines that are looked at to find out what stands between cells."""
SEPARATORS = (",", ";", "\t")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
NOT_A_TABLE = (
    (b"PK\x03\x04", "is-xlsx"),
    (b"\xd0\xcf\x11\xe0", "is-xls"),
    (b"%PDF", "is-pdf"),
    (b"<", "is-web-page"),
)
"""How files begin that are no text, though somebody named them .csv."""
EXCEL_HINT = re.compile(r"sep=(.)\s*\Z", re.IGNORECASE)
"""A first line that Excel writes and reads; it is no row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins, and its cells, as many as the header has."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that can be read. ``lines`` is how many it has, for the progress."""

    file: BinaryIO
    encoding: str
    separator: str
    header: tuple[str, ...]
    header_line: int
    lines: int

    def rows(self) -> Iterator[Row | Problem]:
        """Yield every row behind the header that says something, or what is wrong with it; from the beginning each time.

        Raises Unreadable where nothing behind it could be trusted.
        """
        count = 0
        for found in _parsed(_lines(self.file, self.encoding), self.separator):
            if found.line <= self.header_line:
                continue
            if isinstance(found, Row) and not any(found.cells):
                continue
            count += 1
            if count > MOST_ROWS:
                raise Unreadable(Problem("too-many-rows", found.line, facts={"most": str(MOST_ROWS)}))
            yield found if isinstance(found, Problem) else self._fitted(found)

    def _fitted(self, row: Row) -> Row | Problem:
        """Return a row as wide as the header; a row that says something beyond it is none."""
        width = len(self.header)
        if any(row.cells[width:]):
            return Problem("too-many-cells", row.line, facts={"found": str(len(row.cells)), "expected": str(width)})
        return Row(row.line, (*row.cells, *[""] * (width - len(row.cells)))[:width])


def open_sheet(file: BinaryIO) -> Sheet:
    """Return a file as a sheet; raise Unreadable, with a line and a sentence, if it is none.

    The file has to be one that can be read again from its beginning.
    """
    encoding, lines = _encoding(file)
    separator = _separator(file, encoding)
    for found in _parsed(_lines(file, encoding), separator):
        if isinstance(found, Problem):
            raise Unreadable(found)
        if any(found.cells) and not EXCEL_HINT.fullmatch(",".join(found.cells)):
            return Sheet(file, encoding, separator, _names(found), found.line, lines)
    raise Unreadable(Problem("empty", 0))


def _encoding(file: BinaryIO) -> tuple[str, int]:
    """Return how a file is encoded, and how many lines it has; raise Unreadable if it is no text."""
    file.seek(0)
    start = file.read(8)
    if not start.strip():
        raise Unreadable(Problem("empty", 0))
    for beginning, code in NOT_A_TABLE:
        if start.startswith(beginning):
            raise Unreadable(Problem(code, 0))
    marked = next((name for mark, name in MARKS if start.startswith(mark)), "")
    wrong = _Wrong(1, 1)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        wrong = _first_line_not_in(file, encoding)
        if wrong.line == 0:
            return encoding, wrong.lines
        if wrong.is_zero:
            raise Unreadable(Problem("zero-bytes", wrong.line))
    raise Unreadable(Problem("unknown-encoding", wrong.line))


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Where a file cannot be decoded, or has a zero in it; line 0 for nowhere."""

    line: int
    lines: int
    is_zero: bool = False


def _first_line_not_in(file: BinaryIO, encoding: str) -> _Wrong:
    """Look through a file for what is not text in that encoding, a piece at a time."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    while True:
        piece = file.read(CHUNK)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as refused:
            return _Wrong(line + refused.object[: refused.start].count(b"\n"), line)
        zero = text.find("\0")
        if zero >= 0:
            return _Wrong(line + text.count("\n", 0, zero), line, is_zero=True)
        line += text.count("\n")
        if not piece:
            return _Wrong(0, line)


def _separator(file: BinaryIO, encoding: str) -> str:
    """Return what stands between the cells: what divides the first lines most, as the header is divided."""
    lines = [line for _, line in zip(range(SAMPLE), _lines(file, encoding), strict=False)]
    hint = EXCEL_HINT.fullmatch(lines[0].strip("\ufeff")) if lines else None
    if hint:
        return hint[1]
    text = "".join(lines)
    return max(SEPARATORS, key=lambda separator: _width(text, separator))


def _width(text: str, separator: str) -> int:
    """Return into how many cells that separator divides the first row that says something."""
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return next((len(row) for row in rows if any(row)), 0)
    except csv.Error:
        return 0


def _lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield a file's lines from its beginning; raise Unreadable before one fills the memory."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        number = 0
        while line := text.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                raise Unreadable(Problem("line-too-long", number, facts={"most": str(LONGEST_LINE)}))
            yield line
    finally:
        if not file.closed:
            text.detach()  # the file belongs to whoever opened it


def _parsed(lines: Iterator[str], separator: str) -> Iterator[Row | Problem]:
    """Yield rows with the line on which each begins; a row that is quoted wrongly is a problem and the next goes on."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as refused:
            if "unexpected end" in str(refused) or "field larger" in str(refused):
                raise Unreadable(Problem("quote-never-closed", line)) from None
            yield Problem("stray-quote", line)
            continue
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise Unreadable(Problem("cell-too-long", line, facts={"most": str(LONGEST_CELL)}))
        yield Row(line, tuple(_clean(cell) for cell in cells))


def _clean(cell: str) -> str:
    """Return what a cell says: no blanks around it, one blank for a line break, no mark that only guards it."""
    return unguarded(" ".join(cell.strip("\ufeff").split()))


def _names(row: Row) -> tuple[str, ...]:
    """Return the header's names, each once: a second "Email" is "Email (2)", a blank one is called by its place."""
    if len(row.cells) > MOST_COLUMNS:
        facts = {"found": str(len(row.cells)), "most": str(MOST_COLUMNS)}
        raise Unreadable(Problem("too-many-columns", row.line, facts=facts))
    return tuple(_once(name or f"({number})", row.cells[: number - 1]) for number, name in enumerate(row.cells, 1))


def _once(name: str, before: Sequence[str]) -> str:
    times = before.count(name) + 1
    return name if times == 1 else f"{name} ({times})"

"""Is every file read as it was meant, and every other one refused with its line?"""

import csv
import io
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatepost.kernel.csv_cells import csv_lines
from gatepost.roster.problems import NOTES, SENTENCES, Problem, Unreadable, sentence
from gatepost.roster.reading import MOST_COLUMNS, MOST_ROWS, Row, Sheet, open_sheet

TEXT = 'Name,Email\r\n"Nowak, Zofia",zofia@oddenbrook.example\r\nSeán Ó Briain,sean@oddenbrook.example\r\n'
ROWS = [("Nowak, Zofia", "zofia@oddenbrook.example"), ("Seán Ó Briain", "sean@oddenbrook.example")]


def opened(content: bytes | str) -> Sheet:
    """Return a file as a sheet."""
    return open_sheet(io.BytesIO(content.encode() if isinstance(content, str) else content))


def cells(content: bytes | str) -> list[tuple[str, ...]]:
    """Return the cells of every row that can be read."""
    return [row.cells for row in opened(content).rows() if isinstance(row, Row)]


def refusal(content: bytes | str) -> tuple[str, int]:
    """Return for what, and on which line, a file is refused."""
    with pytest.raises(Unreadable) as refused:
        list(opened(content).rows())
    assert refused.value.sentence == sentence(refused.value.problem)
    return refused.value.code, refused.value.problem.line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_read_the_same(encoding: str, separator: str) -> None:
    """Whatever program wrote it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([("Name", "Email"), *ROWS])
    assert cells(out.getvalue().encode(encoding)) == ROWS


def test_big_endian_line_ends_and_excels_hint_are_read() -> None:
    """As old and new spreadsheets write them."""
    assert cells(TEXT.encode("utf-16-be").join([b"\xfe\xff", b""])) == ROWS
    assert cells(TEXT.replace("\r\n", "\n")) == cells(TEXT.replace("\r\n", "\r")) == ROWS
    assert cells("sep=;\r\nName;Email\r\nAda;a@b.example") == [("Ada", "a@b.example")]


def test_line_numbers_are_those_of_the_file() -> None:
    """Blank lines and line breaks within quotation marks are counted; blank rows are passed over."""
    sheet = opened('\nName,Note\n"Ada\nLovelace",x\n\n,\nBen,y\n')
    assert (sheet.header_line, sheet.header) == (2, ("Name", "Note"))
    assert list(sheet.rows()) == [Row(3, ("Ada Lovelace", "x")), Row(7, ("Ben", "y"))]


def test_header_names_are_each_there_once() -> None:
    """Three hundred columns, some without a name."""
    assert opened("Email,,Email\na,b,c").header == ("Email", "(2)", "Email (2)")
    wide = ",".join(f"C{number}" for number in range(300))
    assert len(opened(f"{wide}\n{wide}").header) == 300
    assert refusal(",".join("c" * (MOST_COLUMNS + 1))) == ("too-many-columns", 1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("empty", 0)),
        (b"  \r\n \n", ("empty", 0)),
        (b"PK\x03\x04and so on", ("is-xlsx", 0)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ("is-xls", 0)),
        (b"%PDF-1.7", ("is-pdf", 0)),
        (b"<!DOCTYPE html>", ("is-web-page", 0)),
        (b"Name\nAda\nB\0n\n", ("zero-bytes", 3)),
        ("Name\nAda\n".encode("utf-16-le"), ("zero-bytes", 1)),
        (b"Name\nAda\nB\x81n\n", ("unknown-encoding", 3)),
        (b'Name,Note\nAda,x\nBen,"never closed\nCem,y\n', ("quote-never-closed", 3)),
        (b"Name\nAda\n" + b"x" * 10_000_000 + b"\n", ("line-too-long", 3)),
        (b'Name\n"' + b"x\n" * 5_000_000 + b'"\n', ("quote-never-closed", 2)),
        (b"Name\n" + b"x" * 30_000 + b"\n", ("cell-too-long", 2)),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, tuple) else "",
)
def test_what_is_no_table_is_refused_by_line(content: bytes, expected: tuple[str, int]) -> None:
    """Spreadsheets by another name, zeros, ten megabytes in one field."""
    assert refusal(content) == expected


def test_one_bad_row_does_not_spoil_the_others() -> None:
    """A stray quotation mark, a comma too many."""
    found = list(opened('Name,Note\n"Ada" L,x\nBen,y\nCem,z,more\nDan\n').rows())
    assert found == [
        Problem("stray-quote", 2),
        Row(3, ("Ben", "y")),
        Problem("too-many-cells", 4, facts={"found": "3", "expected": "2"}),
        Row(5, ("Dan", "")),
    ]


def test_a_hundred_thousand_rows_take_little_room_and_one_more_is_refused() -> None:
    """The file is a stream: what is held is a row, not a roster."""
    line = b"Zofia Nowak,zofia@oddenbrook.example,Teaching assistant\n"
    content = io.BytesIO(b"Name,Email,Role\n" + line * MOST_ROWS)
    tracemalloc.start()
    count = sum(1 for _ in open_sheet(content).rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == MOST_ROWS
    assert peak < 4_000_000
    assert refusal(content.getvalue() + line) == ("too-many-rows", MOST_ROWS + 2)


@given(st.lists(st.lists(st.text(max_size=6), min_size=2, max_size=2), max_size=5))
def test_what_we_write_we_read(rows: list[list[str]]) -> None:
    """Every letter, formulas included, but for blanks around and within."""
    kept = [[" ".join(cell.replace("\0", "").strip("\ufeff").split()) for cell in row] for row in rows]
    expected = [tuple(row) for row in kept if any(row)]
    assert cells("".join(csv_lines([["One", "Two"], *kept])).encode("utf-8-sig")) == expected


@given(st.binary(max_size=300), st.sampled_from([b"", b"Name,Email\n", b"\xff\xfe", b'"']))
def test_nonsense_is_read_or_refused_and_never_breaks(content: bytes, start: bytes) -> None:
    """No exception but ours."""
    with suppress(Unreadable):
        for row in opened(start + content).rows():
            assert isinstance(row, Row | Problem)


def test_every_sentence_can_be_said() -> None:
    """With the facts that it asks for; notes are among them."""
    assert set(SENTENCES) > NOTES
    facts = dict.fromkeys(("most", "found", "expected", "value", "other"), "x")
    assert all(text % facts for text in SENTENCES.values())

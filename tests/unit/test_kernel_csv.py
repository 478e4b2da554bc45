"""Does anything leave as CSV that a spreadsheet would calculate?"""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatepost.kernel.csv_cells import csv_lines, guarded, is_formula, unguarded

FORMULAS = ("=1+1", "+44 20", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "＝1", "=cmd|' /C calc'!A0")  # noqa: RUF001  # a wide sign is meant
HARMLESS = ("", "Ada", "O'Hara", "'Ada", "Smith-Jones", "ada+school@oddenbrook.example", "1-2", "’")  # noqa: RUF001  # a printed apostrophe is meant
CELLS = st.text(st.sampled_from("=+-@'\t\r\n ab＝"), max_size=6) | st.text(max_size=8)  # noqa: RUF001  # a wide sign is meant


@pytest.mark.parametrize("cell", FORMULAS)
def test_formula_leaves_as_text(cell: str) -> None:
    """Whatever hides its first sign."""
    assert is_formula(cell)
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_text_leaves_as_it_is(cell: str) -> None:
    """Names with hyphens and apostrophes, addresses with a plus."""
    assert guarded(cell) == unguarded(cell) == cell


@given(CELLS)
def test_what_was_guarded_comes_back_exactly(cell: str) -> None:
    """Guarding twice is undone twice."""
    assert unguarded(guarded(cell)) == cell
    assert unguarded(unguarded(guarded(guarded(cell)))) == cell


@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), max_size=4))
def test_lines_are_read_back_by_any_reader(rows: list[list[str]]) -> None:
    """Quotes, commas and line breaks within cells included, and no cell is a formula."""
    text = "".join(csv_lines(rows))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [[unguarded(cell) for cell in row] for row in read] == rows
    assert not any(is_formula(cell) and not cell.startswith("'") for row in read for cell in row)

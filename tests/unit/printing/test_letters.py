"""Is a letter what it should be: a page each, tagged, with every word as data?"""

import io
from datetime import date
from time import perf_counter

import pdfplumber
import pytest

from gatepost.accounts.codes import new_code, shown
from gatepost.accounts.qr import picture
from gatepost.printing import Letter, Square, letters_pdf
from tests.unit.printing.test_printing import HOSTILE

A_SUMMER = 300
SECONDS = 30
"""It takes two; a busy machine is given time."""


def letter(name: str, school: str = "Oddenbrook Primary School", sign_in_name: str = "") -> Letter:
    """Return somebody's letter."""
    code = new_code()
    square = picture(f"https://policy.oddenbrook.example/invitation/{code}/")
    return Letter(
        school=school,
        name=name,
        page="policy.oddenbrook.example/invitation",
        code=shown(code),
        square=Square(square.size, square.path),
        made=date(2026, 8, 24),
        until=date(2026, 9, 21),
        sign_in_name=sign_in_name,
        sort="4B",
    )


def pages(document: bytes) -> list[str]:
    """Return the text of each page."""
    with pdfplumber.open(io.BytesIO(document)) as opened:
        return [page.extract_text() for page in opened.pages]


@pytest.mark.parametrize("words", HOSTILE)
def test_name_that_looks_like_an_instruction_is_a_name(words: str) -> None:
    """Whoever imports people writes what goes here."""
    (text,) = pages(letters_pdf([letter(words, school=words, sign_in_name="ada.quill.47")]))
    assert "root:" not in text
    assert "works once, until 21 September 2026" in text


def test_longest_name_still_leaves_one_page_a_person() -> None:
    """Else the next one's code stands on the wrong sheet."""
    long = "Wolfeschlegelsteinhausenbergerdorff " * 5
    texts = pages(letters_pdf([letter(long, sign_in_name="x" * 40), letter("Ada Quill")]))
    assert len(texts) == 2
    assert "Dear Ada Quill," in texts[1]


def test_letters_of_a_summer_are_set_at_once() -> None:
    """In one run, tagged, each with its own code on its own page."""
    letters = [letter(f"Parent {number}") for number in range(A_SUMMER)]
    begun = perf_counter()
    document = letters_pdf(letters)
    assert perf_counter() - begun < SECONDS
    assert b"/StructTreeRoot" in document
    with pdfplumber.open(io.BytesIO(document)) as opened:
        assert len(opened.pages) == A_SUMMER
        for number in (0, 150, A_SUMMER - 1):
            text = opened.pages[number].extract_text()
            assert letters[number].name in text
            assert letters[number].code in text

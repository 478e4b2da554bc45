"""Is what is printed readable by everybody, the same each time, and only what it was given?"""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.policy import default_files, default_pack, load_files, load_pack
from gatepost.policy.drafting import reword, set_about
from gatepost.policy.rulings import Ruling, doubts, with_rulings
from gatepost.printing import PrintingError, edition_docx, edition_pdf, pack_zip, pdf
from gatepost.printing.blocks import Grid, Listing, Paragraph, blocks
from gatepost.printing.edition import edition_data

RICH = """\
What is *confidential* stays **so**.

3. three
4. four
   - deep

| When | Where |
|---|---|
| Break | Staff room |
| Lunch | |

> said by others
"""


def text_of(document: bytes) -> str:
    """The words of a PDF, with single spaces."""
    with pdfplumber.open(io.BytesIO(document)) as opened:
        return " ".join(" ".join(page.extract_text() or "" for page in opened.pages).split())


def words_of(document: bytes) -> str:
    """The words of a Word document: paragraphs and cells."""
    opened = Document(io.BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_markdown_becomes_paragraphs_lists_and_tables() -> None:
    """With the numbers that the wording gives, and nothing lost."""
    first, listing, table, quoted = blocks(RICH)
    assert isinstance(first, Paragraph)
    assert [(run.text, run.strong, run.emphasised) for run in first.runs][1] == ("confidential", False, True)
    assert isinstance(listing, Listing)
    assert (listing.start, len(listing.items)) == (3, 2)
    assert isinstance(listing.items[1][1], Listing)
    assert isinstance(table, Grid)
    assert [[cell[0].text if cell else "" for cell in row] for row in table.rows] == [
        ["Break", "Staff room"],
        ["Lunch", ""],
    ]
    assert isinstance(quoted, Paragraph)
    assert quoted.quoted


def test_html_and_pictures_stay_text() -> None:
    """As on the web."""
    (paragraph,) = blocks("<script>x</script> ![p](http://example.org/p.png)")
    assert isinstance(paragraph, Paragraph)
    assert "<script>" in "".join(run.text for run in paragraph.runs)


def test_link_shows_its_address_because_paper_cannot_be_clicked() -> None:
    """Both can be read."""
    (paragraph,) = blocks("See [the code](https://example.org/code).")
    assert isinstance(paragraph, Paragraph)
    assert "".join(run.text for run in paragraph.runs) == "See the code (https://example.org/code)."


def test_pdf_has_title_language_and_tags_and_every_word_of_the_policy() -> None:
    """What a screen reader needs is refused to be left out: Typst holds it to PDF/UA."""
    document = edition_pdf(default_pack())
    assert b"/StructTreeRoot" in document
    assert b"/Lang" in document
    with pdfplumber.open(io.BytesIO(document)) as opened:
        assert opened.metadata["Title"] == default_pack().title
    text = text_of(document)
    for clause in default_pack().clauses.values():
        assert " ".join(clause.title.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}").split()[-2:]) in text.replace(
            "'", "\N{RIGHT SINGLE QUOTATION MARK}"
        )


def test_same_data_give_the_same_bytes() -> None:
    """Whoever hashes a copy can compare it."""
    assert edition_pdf(default_pack()) == edition_pdf(default_pack())
    assert edition_docx(default_pack()) == edition_docx(default_pack())
    assert pack_zip(default_files()) == pack_zip(default_files())


def test_numbers_tables_and_lists_are_readable_in_both() -> None:
    """Nothing of a wording is lost on the way."""
    edition = load_files(reword(default_files(), "conduct.4", wording=RICH))
    for text in (text_of(edition_pdf(edition)), words_of(edition_docx(edition))):
        for words in ("confidential", "three", "four", "deep", "Break", "Staff room", "Lunch", "said by others"):
            assert words in text
    assert "3. three" in text_of(edition_pdf(edition))
    assert "3.\tthree" in words_of(edition_docx(edition))


def test_word_headings_are_headings_and_its_table_has_a_row_of_heads() -> None:
    """A table of contents and a screen reader find them."""
    edition = load_files(reword(default_files(), "conduct.4", wording=RICH))
    opened = Document(io.BytesIO(edition_docx(edition)))
    styles = {p.text: p.style.name for p in opened.paragraphs if p.style is not None}
    assert styles[edition.title] == "Title"
    assert styles["Our principles"] == "Heading 1"
    assert styles["4  Confidence and security"] == "Heading 2"
    assert opened.core_properties.title == edition.title
    assert opened.core_properties.author == ""
    (table,) = opened.tables
    assert "tblHeader" in table.rows[0]._tr.xml


def test_blank_signature_is_a_blank_line_and_nobody_is_invented() -> None:
    """A name stands there only when somebody signed."""
    rows = {row["name"]: row["value"] for row in edition_data(default_pack())["about"]}
    assert rows["Signed by"] == ""
    assert "Signed by: ____" in words_of(edition_docx(default_pack()))
    signed = load_files(set_about(default_files(), signed_by="A. Marsh, chair of governors"))
    assert "A. Marsh, chair of governors" in text_of(edition_pdf(signed))
    assert "____" not in words_of(edition_docx(signed))


def test_what_the_governing_body_decided_is_printed_with_day_and_reason() -> None:
    """Whoever reads the paper knows how it is read."""
    doubt = doubts(default_pack())[0]
    ruling = Ruling("r", date(2026, 3, 3), "the governing body", "7.2", "Posts need keys.", doubt.id, "exception-first")
    text = text_of(edition_pdf(with_rulings(default_pack(), [ruling])))
    assert "Decided on 3 March 2026 by the governing body. Minute 7.2. Posts need keys." in text


HOSTILE = [
    '#panic("out")',
    '#read("/etc/passwd")',
    '#import "school.typ": *',
    "$ x^2 $ `raw` *bold* _emph_ @label <label> = heading",
    "\\#{1+1} \\u{41}",
    "]#[",
    '"} "',
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_look_like_instructions_are_words(words: str) -> None:
    """In every place where somebody's words go: they are data."""
    files = set_about(default_files(), title=words, label=words, audience=words, signed_by=words)
    files = reword(files, "conduct.4", title=words, number="4", wording=f"Word: {words}", plain="Plain.")
    document = edition_pdf(load_files(files))
    assert "root:" not in text_of(document)
    with pdfplumber.open(io.BytesIO(document)) as opened:
        assert opened.metadata["Title"] == words


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=80))
def test_any_text_is_set_as_it_is(words: str) -> None:
    """No text stops the printing, and none is evaluated."""
    data: dict[str, Any] = edition_data(default_pack())
    data |= {"title": words, "sections": [], "intro": [], "readings": [], "audience": words}
    assert pdf("edition", data).startswith(b"%PDF")


def test_document_of_absurd_size_is_refused() -> None:
    """Before a processor is kept busy with it."""
    with pytest.raises(PrintingError, match="4,000,000 characters"):
        pdf("edition", {"title": "x" * 5_000_000, "language": "en"})


def test_template_that_lacks_its_data_says_so_and_quotes_none_of_it() -> None:
    """For whoever runs the school's computer."""
    with pytest.raises(PrintingError, match="could not set"):
        pdf("edition", {"title": "A secret"})


def test_pack_from_the_zip_loads_to_the_same_hash(tmp_path: Path) -> None:
    """What a school takes away it can bring back."""
    with zipfile.ZipFile(io.BytesIO(pack_zip(default_files()))) as archive:
        archive.extractall(tmp_path)
    assert load_pack(tmp_path / "policy").sha256 == default_pack().sha256

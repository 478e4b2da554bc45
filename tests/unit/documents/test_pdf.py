"""Is a PDF read as people read it: columns, parted words, tables, what stands on every page?"""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.documents.blocks import Block
from gatepost.documents.layout import Word, gutter_of, reading_order
from gatepost.documents.outline import outline
from gatepost.documents.reading import read
from tests.unit.documents.making import escaped, paragraph, pdf, word_of_xml
from tests.unit.documents.test_text import whole

LONG = (
    "Members of staff must consider carefully the implications of every communication that they distribute through "
    "social networking applications, particularly where photographs of identifiable individuals are concerned. "
)


def blocks(source: str) -> tuple[Block, ...]:
    """The blocks of a PDF."""
    return read("x.pdf", pdf(source)).blocks


def letters(text: str) -> str:
    """The letters and digits of ``text``, in order."""
    return "".join(re.findall(r"[^\W_]", text))


def said(found: tuple[Block, ...]) -> str:
    """The letters of all blocks but those of every page."""
    return letters(" ".join(f"{each.number} {each.text}" for each in found if not each.kind.startswith("page-")))


@pytest.mark.parametrize("columns", [1, 2])
def test_long_text_is_read_in_order_with_its_words_whole(columns: int) -> None:
    """Over columns and pages, and where words were parted at the ends of lines."""
    text = " ".join(f"Paragraph {number} begins. {LONG * 2}" for number in range(1, 25))
    found = blocks(
        f'#set page(columns: {columns}, height: 12cm, width: 16cm)\n#set text(lang: "en", hyphenate: true)\n'
        f"#set par(justify: true)\n{escaped(text)}"
    )
    assert said(found) == letters(text)
    words = " ".join(each.text for each in found).split()
    assert {word.strip(".,") for word in words} <= {word.strip(".,") for word in text.split()}


def test_headers_and_footers_come_once_and_interrupt_nothing() -> None:
    """A sentence that goes on over the page is one sentence."""
    found = blocks(
        "#set page(width: 12cm, height: 8cm, header: [Larkmoor School], footer: context [Page #counter(page).display() of 9])\n"
        + LONG * 8
    )
    apart = [(each.kind, each.text) for each in found if each.kind.startswith("page-")]
    assert apart == [("page-header", "Larkmoor School"), ("page-footer", "Page 1 of 9")]
    assert said(found) == letters(LONG * 8)
    assert len([each for each in found if each.kind == "paragraph"]) == 1


def test_a_title_across_two_columns_comes_first() -> None:
    """And a table across them in its place."""
    found = blocks(
        "#set text(size: 10pt)\n#align(center)[= Our policy for everybody who comes to school]\n#columns(2)[\n"
        "== Left\n"
        + "These are the words of the left column, line after line. " * 12
        + "\n#colbreak()\n== Right\n"
        + "Those are the words of the right column, one after another. " * 12
        + "\n]\n#table(columns: (1fr, 1fr), [Rule], [Who], [No phones in class.], [Staff])\nAfter the table."
    )
    kinds = [(each.kind, each.text.split()[0]) for each in found]
    assert kinds == [
        ("heading", "Our"),
        ("heading", "Left"),
        ("paragraph", "These"),
        ("heading", "Right"),
        ("paragraph", "Those"),
        ("head-row", "Rule"),
        ("row", "No"),
        ("paragraph", "After"),
    ]


@pytest.mark.parametrize("words", [1, 4, 30])
@pytest.mark.parametrize("count", [3, 6])
def test_cells_without_lines_are_read_row_by_row(count: int, words: int) -> None:
    """The file writes them so: they are no columns, however many they are, and however many lines are in one."""
    cells = [
        f"{side} cell of row {row} says {' '.join((SAID * 3)[: words + row])}."
        for row in range(count)
        for side in ("Left", "Right")
    ]
    found = blocks(
        "#set page(height: 60cm)\n#grid(columns: (1fr, 1fr), column-gutter: 2em, row-gutter: 1em,\n"
        + ", ".join(f"[{each}]" for each in cells)
        + ")"
    )
    assert said(found) == letters(" ".join(cells))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_page_that_is_printed_sideways_is_read_as_one_that_is_not(degrees: int) -> None:
    """With its table, between pages that are not turned."""
    inside = "= Phones\n" + LONG * 3 + "\n#table(columns: 2, [Who], [Where], [Staff], [The staff room])"
    plain = blocks(f"First page.\n#pagebreak()\n{inside}\n#pagebreak()\nLast page.")
    turned = blocks(
        f"First page.\n#pagebreak()\n#page(flipped: {'true' if degrees % 180 else 'false'})"
        f"[#rotate({degrees}deg, reflow: true, block(width: 16cm)[{inside}])]\nLast page."
    )
    assert [each.kind for each in turned] == [each.kind for each in plain]
    assert said(turned) == said(plain)


def test_columns_that_a_program_wrote_line_by_line_are_columns() -> None:
    """Some sort all that they write from the top; the lines of a column go to its edge, and no cell does."""
    sides = [("left", 50.0), ("right", 310.0)]
    words = [
        Word(
            f"{side}{line}.{place}",
            x + 48 * place,
            x + 48 * place + 44,
            40.0 + 14 * line,
            50.0 + 14 * line,
            10,
            bold=False,
        )
        for line in range(20)
        for side, x in sides
        for place in range(5)
    ]
    written = [replace(word, order=place) for place, word in enumerate(words)]
    found = [line.text.split(".")[0] for line in reading_order(written, 1, gutter_of(written))]
    assert found == [f"{side}{line}" for side, _ in sides for line in range(20)]


def test_numbers_and_bullets_begin_items() -> None:
    """As they are shown, over several levels."""
    found = blocks(
        '#set enum(numbering: "1.a.i.", full: false)\n+ One rule.\n  + Below it.\n    + Deeper.\n+ Two rules.\n- A bullet.'
    )
    assert [(each.number, each.text) for each in found] == [
        ("1.", "One rule."),
        ("a.", "Below it."),
        ("i.", "Deeper."),
        ("2.", "Two rules."),
        ("•", "A bullet."),
    ]


SAID = ("staff", "parents", "must", "never", "post", "pictures", "of", "pupils", "at", "school", "without", "consent")
WORDS = st.lists(st.sampled_from(SAID), min_size=4, max_size=40)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from([1, 2]))
def test_no_word_of_a_pdf_is_lost(paragraphs: list[list[str]], columns: int) -> None:
    """Whatever its paragraphs look like, and however short its last column is; in order."""
    texts = [" ".join(each).capitalize() + "." for each in paragraphs]
    source = f"#set page(columns: {columns}, height: 9cm, width: 14cm)\n" + "\n\n".join(map(escaped, texts))
    document = read("x.pdf", pdf(source))
    assert letters(" ".join(each.text for each in outline(document))) == letters(" ".join(texts))


PIECES = st.sampled_from(["p", "table", "heading", "box", "deep"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(PIECES, WORDS), min_size=1, max_size=10))
def test_no_word_of_a_word_document_is_lost(pieces: list[tuple[str, list[str]]]) -> None:
    """In paragraphs, tables, tables in tables, headings and boxes, in order."""
    body, expected = "", []
    for kind, words in pieces:
        text = " ".join(words)
        expected.append(text)
        body += {
            "p": paragraph(text),
            "heading": paragraph(text, '<w:outlineLvl w:val="0"/>'),
            "table": f"<w:tbl><w:tr><w:tc>{paragraph(text)}</w:tc><w:tc>{paragraph('and')}</w:tc></w:tr></w:tbl>",
            "box": f"<w:p><w:r><w:txbxContent>{paragraph(text)}</w:txbxContent></w:r></w:p>",
            "deep": f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{paragraph(text)}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        }[kind]
        expected += ["and"] if kind == "table" else []
    document = read("x.docx", word_of_xml(body))
    assert letters(" ".join(expected)) == letters(whole(document))

"""Is a Word document read in order, with what stands in it and the numbers that Word shows?"""

from docx.document import Document as WordDocument

from gatepost.documents.reading import read
from tests.unit.documents.making import numbered, paragraph, word, word_of_xml

NUMBERING = """<w:numbering><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbers(data: bytes) -> list[tuple[str, str]]:
    """Each block's number and text."""
    return [(block.number, block.text) for block in read("x.docx", data).blocks]


def test_numbers_are_those_that_word_shows() -> None:
    """Decimal, multi-level, letters, roman, a list that starts again, bullets."""
    body = "".join(
        [
            numbered("one"),
            numbered("one one", 1),
            numbered("one two", 1),
            numbered("a", 2),
            numbered("b", 2),
            numbered("iii", 3),
            numbered("two"),
            numbered("two one", 1),
            numbered("a again", 2),
            paragraph("between"),
            numbered("seven", 0, 3),
            numbered("eight", 0, 3),
            numbered("dot", 0, 2),
        ]
    )
    shown = [number for number, _ in numbers(word_of_xml(body, numbering_xml=NUMBERING))]
    assert shown == ["1.", "1.1", "1.2", "(a)", "(b)", "iii)", "2.", "2.1", "(a)", "", "7.", "8.", "•"]


def test_tables_headings_and_lists_keep_their_order() -> None:
    """A row of titles, rows with their numbers, and what stands around them."""

    def build(document: WordDocument) -> None:
        document.add_heading("Phones", 1)
        document.add_paragraph("Before.")
        table = document.add_table(rows=2, cols=3)
        for cell, text in zip(table.rows[0].cells, ("No.", "Rule", "Who"), strict=True):
            cell.text = text
        for cell, text in zip(table.rows[1].cells, ("1.2", "Phones are off. Always.", "Staff"), strict=True):
            cell.text = text
        document.add_paragraph("After.")

    blocks = read("x.docx", word(build)).blocks
    assert [(each.kind, each.number, each.text) for each in blocks] == [
        ("heading", "", "Phones"),
        ("paragraph", "", "Before."),
        ("head-row", "", "No.\nRule\nWho"),
        ("row", "1.2", "Phones are off. Always.\nStaff"),
        ("paragraph", "", "After."),
    ]


def test_what_was_deleted_is_gone_and_what_was_inserted_is_there() -> None:
    """Tracked changes are read as if they were accepted."""
    body = (
        "<w:p><w:r><w:t>Phones are </w:t></w:r><w:del><w:r><w:delText>on</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>off</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
    )
    assert numbers(word_of_xml(body)) == [("", "Phones are off.")]


def test_text_boxes_are_read_once() -> None:
    """An older Word's copy of the box is not a second one."""
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Beside it.</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    blocks = read("x.docx", word_of_xml(body)).blocks
    assert [(each.kind, each.text) for each in blocks] == [("paragraph", "Beside it."), ("box", "In a box.")]


def test_footnotes_follow_their_paragraph() -> None:
    """With the mark that refers to them."""
    notes = '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>As agreed in May.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>Phones are off.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph(
        "Next."
    )
    assert numbers(word_of_xml(body, footnotes_xml=notes)) == [
        ("", "Phones are off.[2]"),
        ("[2]", "As agreed in May."),
        ("", "Next."),
    ]


def test_headers_and_footers_are_kept_apart() -> None:
    """Once, at the end."""

    def build(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "Larkmoor School"
        document.sections[0].footer.paragraphs[0].text = "Version 3"
        document.add_paragraph("Phones are off.")

    kinds = [(each.kind, each.text) for each in read("x.docx", word(build)).blocks]
    assert kinds == [
        ("paragraph", "Phones are off."),
        ("page-header", "Larkmoor School"),
        ("page-footer", "Version 3"),
    ]

"""How does data become a Word document?

Headings are Word's own headings, lists its own lists and tables its own tables, so that a screen reader and the table of contents
find them, and whoever works on the document can.

Example: ``edition_docx_from(edition_data(edition))`` begins with ``PK``: a .docx is a zip.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

Data = Mapping[str, Any]

BLANK_LINE = "_" * 40
"""What is signed on paper has a line to sign on."""

_MADE = datetime(1980, 1, 1, tzinfo=UTC)
_DEEPEST = 3
"""Levels of lists that Word's own styles have."""


def edition_docx_from(data: Data) -> bytes:
    """The data of an edition as .docx. The same data give the same bytes."""
    word = _begin(data["title"], data["language"])
    word.add_heading(data["title"], 0)
    if data["audience"]:
        word.add_paragraph(data["audience"], style="Subtitle")
    _set(word, data["intro"])
    for section in data["sections"]:
        word.add_heading(section["title"], 1)
        _set(word, section["intro"])
        for clause in section["clauses"]:
            word.add_heading(f"{clause['number']}  {clause['title']}".strip(), 2)
            _set(word, clause["wording"])
    if data["readings"]:
        word.add_heading(data["words"]["readings"], 1)
        for reading in data["readings"]:
            word.add_heading(reading["title"], 2)
            word.add_paragraph(reading["text"])
            if reading["decided"]:
                word.add_paragraph().add_run(reading["decided"]).italic = True
    word.add_heading(data["words"]["about"], 1)
    for row in data["about"]:
        word.add_paragraph(f"{row['name']}: {row['value'] or BLANK_LINE}")
    return _saved(word)


def _begin(title: str, language: str) -> Word:
    word = Document()
    properties = word.core_properties
    properties.title, properties.author, properties.language, properties.comments = title, "", language, ""
    properties.created = properties.modified = _MADE
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2"):
        style = word.styles[name]
        style.font.name = "Georgia"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:asciiTheme"), "")
    word.styles["Normal"].font.size = Pt(11)
    _speak(word, language)
    return word


def _speak(word: Word, language: str) -> None:
    """Say in which language it is, for whatever reads it out."""
    marks = word.styles["Normal"].element.get_or_add_rPr()
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language)
    marks.append(element)


def _set(word: Word, blocks: Sequence[Data], style: str = "", depth: int = 0) -> None:
    for place, block in enumerate(blocks):
        if block["kind"] == "paragraph":
            kind = (
                style
                if place == 0 and style
                else "Quote"
                if block["quoted"]
                else "List Continue"
                if style
                else "Normal"
            )
            _write(word.add_paragraph(style=kind), block["runs"])
        elif block["kind"] == "table":
            _grid(word, block)
        elif block["start"]:
            _numbered(word, block, depth)
        else:
            level = f"List Bullet {depth + 1}" if 0 < depth < _DEEPEST else "List Bullet"
            for item in block["items"]:
                _set(word, item, level, depth + 1)


def _numbered(word: Word, block: Data, depth: int) -> None:
    """Numbers are written out: Word would number on from the list before, and the numbers are part of the wording."""
    for number, item in enumerate(block["items"], start=block["start"]):
        marked: list[Data] = list(item) or [{"kind": "paragraph", "quoted": False, "runs": []}]
        if marked[0]["kind"] == "paragraph":
            marked[0] = {**marked[0], "runs": [{**_PLAIN, "text": f"{number}.\t"}, *marked[0]["runs"]]}
        _set(word, marked, "List", depth + 1)


_PLAIN = {"text": "", "strong": False, "emphasised": False, "broken": False}


def _grid(word: Word, block: Data) -> None:
    table = word.add_table(rows=1, cols=len(block["head"]), style="Table Grid")
    for cell, runs in zip(table.rows[0].cells, block["head"], strict=True):
        _write(cell.paragraphs[0], [{**run, "strong": True} for run in runs])
    _repeat(table.rows[0]._tr)  # noqa: SLF001  # python-docx has no word for a row of heads
    for row in block["rows"]:
        for cell, runs in zip(table.add_row().cells, row, strict=False):
            _write(cell.paragraphs[0], runs)
    word.add_paragraph()


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)


def _write(paragraph: Paragraph, runs: Sequence[Data]) -> None:
    for run in runs:
        written = paragraph.add_run()
        if run["broken"]:
            written.add_break(WD_BREAK.LINE)
        written.add_text(run["text"])
        written.bold = run["strong"] or None
        written.italic = run["emphasised"] or None


def _saved(word: Word) -> bytes:
    raw, made = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return made.getvalue()

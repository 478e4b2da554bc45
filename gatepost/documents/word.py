"""How is a Word document read?

In the order of its body, with the numbers that Word shows, tables row by row, text boxes and footnotes where they are anchored, and
what stands on every page kept once at the end.

    read_word(data)  ->  blocks; an item of the second level of a list has number "1.2"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from gatepost.documents import marks
from gatepost.documents.blocks import (
    BOX,
    HEADING,
    ITEM,
    NOTE,
    PAGE_FOOTER,
    PAGE_HEADER,
    PARAGRAPH,
    Block,
    Document,
    are_titles,
    row,
)
from gatepost.documents.bounds import Progress, silent
from gatepost.documents.errors import AS_DOCX_OR_PDF, DocumentRefused
from gatepost.documents.numbering import Numbers, number, read_numbers, value_of
from gatepost.documents.package import Package, W
from gatepost.documents.styles import Styles, level_of, read_styles

BODY = "word/document.xml"
LONGEST_BOLD_HEADING = 12
"""Words of a line in bold that counts as a heading without a style that says so."""

_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
"""What was deleted, what only sets the look, and what repeats the text box before it for an older Word."""
_TEXT = {f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_REFERENCES = {f"{W}footnoteReference", f"{W}endnoteReference"}
_PLAIN = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
    f"{W}sym": marks.BULLET,
}


@dataclass(slots=True)
class _Paragraph:
    """One paragraph: its words, the notes it refers to, the text boxes that hang on it, and how many pages it begins."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[ET.Element] = field(default_factory=list)
    pages: int = 0


@dataclass(slots=True)
class _Reader:
    styles: Styles
    numbers: Numbers
    notes: dict[str, ET.Element]
    progress: Progress
    page: int = 1
    broken: bool = False

    def blocks(self, parent: ET.Element) -> Iterator[Block]:
        """The blocks below ``parent``, in order."""
        for place, child in enumerate(parent):
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self.table(child)
            elif child.tag not in _SKIPPED:
                yield from self.blocks(child)
            if parent.tag == f"{W}body":
                self.progress(place + 1, len(parent))

    def paragraph(self, element: ET.Element) -> Iterator[Block]:
        found = _Paragraph()
        self._gather(element, found)
        if found.pages:
            self.broken = True
            self.page += found.pages
        block = self._block(element, re.sub(r"[^\S\n]+", " ", found.text.replace("\t", "  ")).strip())
        if block:
            yield block
        for box in found.boxes:
            yield from (
                Block(BOX if each.kind in {PARAGRAPH, HEADING} else each.kind, *_rest(each))
                for each in self.blocks(box)
            )
        for name in found.notes:
            yield from self._note(name)

    def _block(self, element: ET.Element, text: str) -> Block | None:
        properties = element.find(f"{W}pPr")
        shown, depth = self._number(properties)
        if not text:
            return None
        style = "" if properties is None else value_of(properties, "pStyle")
        heading = level_of(properties) or self.styles.heading(style)
        typed, words, level = ("", text, depth + 1) if shown else marks.taken(text)
        if not heading and _is_bold_heading(element, words):
            heading = max(2, marks.depth(shown or typed or "1"))
        if heading:
            typed, words, _ = (typed, words, 0) if shown or typed else marks.of_heading(words)
            return Block(HEADING, words, number=shown or typed, level=heading, page=self.page)
        if shown or typed:
            return Block(ITEM, words, number=shown or typed, level=max(1, level), page=self.page)
        return Block(PARAGRAPH, text, page=self.page)

    def _number(self, properties: ET.Element | None) -> tuple[str, int]:
        if properties is None:
            return "", 0
        name, level = self.styles.numbered(value_of(properties, "pStyle"))
        numbers = properties.find(f"{W}numPr")
        if numbers is not None:
            name = value_of(numbers, "numId") or name
            level = number(value_of(numbers, "ilvl")) if value_of(numbers, "ilvl") else level
        return (self.numbers.next(name, level), level) if name and name != "0" else ("", 0)

    def _gather(self, element: ET.Element, found: _Paragraph) -> None:
        for child in element:
            if child.tag in _TEXT:
                found.text += child.text or ""
            elif _ends_page(child):
                found.pages += 1
            elif child.tag in _PLAIN:
                found.text += _PLAIN[child.tag]
            elif child.tag in _REFERENCES:
                self._refer(child, found)
            elif child.tag == f"{W}txbxContent":
                found.boxes.append(child)
            elif child.tag not in _SKIPPED:
                self._gather(child, found)

    def _refer(self, child: ET.Element, found: _Paragraph) -> None:
        name = child.tag.removeprefix(W)[0] + child.get(f"{W}id", "")
        if name in self.notes:
            found.notes.append(name)
            found.text += f"[{name[1:]}]"

    def _note(self, name: str) -> Iterator[Block]:
        for block in self.blocks(self.notes.pop(name)) if name in self.notes else ():
            yield Block(NOTE, block.text, number=f"[{name[1:]}]", page=self.page)

    def table(self, element: ET.Element) -> Iterator[Block]:
        rows = [child for child in _through(element) if child.tag == f"{W}tr"]
        for place, each in enumerate(rows):
            cells = [cell for cell in _through(each) if cell.tag == f"{W}tc"]
            if len(cells) == 1:
                yield from self.blocks(cells[0])
                continue
            read = [list(self.blocks(cell)) for cell in cells]
            texts = ["\n".join(_shown(block) for block in cell) for cell in read]
            head = place == 0 and len(rows) > 1 and are_titles(texts)
            found = row(texts, page=self.page, head=head)
            if found:
                yield found

    def left_over(self) -> Iterator[Block]:
        """Notes that nothing refers to: they are in the document all the same."""
        for name in list(self.notes):
            yield from self._note(name)


def _ends_page(element: ET.Element) -> bool:
    breaks = element.tag == f"{W}br" and element.get(f"{W}type") == "page"
    return breaks or element.tag == f"{W}lastRenderedPageBreak"


def _rest(block: Block) -> tuple[str, str, int, int, tuple[str, ...]]:
    return block.text, block.number, block.level, block.page, block.cells


def _through(element: ET.Element) -> Iterator[ET.Element]:
    """The children, with content controls and insertions opened."""
    for child in element:
        if child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _through(child)
        else:
            yield child


def _shown(block: Block) -> str:
    return f"{block.number} {block.text}".strip()


def _is_bold_heading(element: ET.Element, text: str) -> bool:
    if len(text.split()) > LONGEST_BOLD_HEADING or text[-1] in ".;,:" or not text[0].isupper():
        return False
    runs = [run for run in element.iter(f"{W}r") if any((each.text or "").strip() for each in run.iter(f"{W}t"))]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: ET.Element) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(f"{W}val", "1") not in {"0", "false"}


def read_word(data: bytes, progress: Progress = silent) -> Document:
    """The document in ``data``. Raises ``DocumentRefused``."""
    package = Package(data)
    root = package.part(BODY)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise DocumentRefused("not-word", "There is no text of a Word document in this file.", AS_DOCX_OR_PDF)
    reader = _Reader(
        styles=read_styles(package.part("word/styles.xml")),
        numbers=read_numbers(package.part("word/numbering.xml")),
        notes={**_notes(package, "footnote"), **_notes(package, "endnote")},
        progress=progress,
    )
    blocks = [*reader.blocks(body), *reader.left_over()]
    pages = reader.page if reader.broken else 0
    if not pages:
        blocks = [Block(each.kind, each.text, each.number, each.level, 0, each.cells) for each in blocks]
    return Document("docx", pages, (*blocks, *_apart(package, reader)))


def _notes(package: Package, kind: str) -> dict[str, ET.Element]:
    root = package.part(f"word/{kind}s.xml")
    found = [] if root is None else root.findall(f"{W}{kind}")
    return {
        kind[0] + each.get(f"{W}id", ""): each
        for each in found
        if each.get(f"{W}type") not in {"separator", "continuationSeparator", "continuationNotice"}
    }


def _apart(package: Package, reader: _Reader) -> Iterator[Block]:
    seen: set[str] = set()
    for kind, name in ((PAGE_HEADER, "header"), (PAGE_FOOTER, "footer")):
        for part in sorted(each for each in package.names if re.fullmatch(rf"word/{name}\d*\.xml", each)):
            root = package.part(part)
            for block in () if root is None else reader.blocks(root):
                if block.text not in seen:
                    seen.add(block.text)
                    yield Block(kind, block.text)

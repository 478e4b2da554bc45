"""What does each sentence of a document stand under?

Its headings, the line that leads in to its list ("Parents must not:"), the item above it, the titles of its table's columns: all
that a reader takes from around a sentence.

    outline(document)[12].context  ->  ("Phones", "During lessons staff must not:")
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gatepost.documents import marks
from gatepost.documents.blocks import APART, HEAD_ROW, HEADING, ITEM, ROW, Block, Document
from gatepost.documents.sentences import sentences

TITLE, LEAD_IN, LABEL, TEXT, AROUND = "title", "lead-in", "label", "text", "around"
"""A heading; a line that a list completes; a short cell; a sentence; what stands on every page. Only sentences say something to
match."""

MOST_ABOVE = 8
"""Levels of items that a sentence is read beside: more than any policy nests, and a bound for text that only looks like items."""
LONGEST_LABEL = 6
"""Words of a cell that names what its row is about."""
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d+\s*$|\u2026\s*\d+\s*$")
"""A line of a table of contents: words, dots, a page."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. ``block`` is the index of its block, ``clause`` that of the clause (a numbered item or a paragraph).

    ``headings`` stand above it, the highest first; ``context`` are the lines that it completes, the outermost first.
    """

    text: str
    kind: str
    block: int
    headings: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    number: str = ""


def outline(document: Document) -> tuple[Sentence, ...]:
    """The sentences of ``document`` in order, each with what it stands under."""
    return tuple(_Walk().sentences(document.blocks))


class _Walk:
    """The headings and lines that are open where the walk has got to."""

    def __init__(self) -> None:
        self.headings: list[tuple[int, str]] = []
        self.above: list[tuple[int, str, str]] = []
        self.titles: tuple[str, ...] = ()

    def sentences(self, blocks: tuple[Block, ...]) -> Iterator[Sentence]:
        for place, block in enumerate(blocks):
            yield from self._of(block, place)

    def _of(self, block: Block, place: int) -> Iterator[Sentence]:
        if block.kind in APART:
            yield from (Sentence(text, AROUND, place) for text in sentences(block.text))
        elif block.kind == HEADING:
            yield from self._heading(block, place)
        elif block.kind == HEAD_ROW:
            self.titles = block.cells
            yield Sentence(_row(block.cells), TITLE, place, self._headings())
        elif block.kind == ROW:
            yield from self._cells(block, place)
        else:
            yield from self._text(block, place)

    def _heading(self, block: Block, place: int) -> Iterator[Sentence]:
        self.headings = [each for each in self.headings if each[0] < block.level]
        self.headings.append((block.level, block.text))
        self.above, self.titles = [], ()
        yield from (
            Sentence(text, TITLE, place, self._headings()[:-1], (), block.number) for text in sentences(block.text)
        )

    def _headings(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings)

    def _text(self, block: Block, place: int) -> Iterator[Sentence]:
        deep = depth(block) if block.kind == ITEM else 0
        if block.kind == ITEM or block.text[:1].islower():
            self.above = [each for each in self.above if each[0] < max(deep, 1)]
        else:
            self.above = []
        context = tuple(text for _, text, _ in self.above)
        found = sentences(block.text)
        number = (
            " ".join([*(each for _, _, each in self.above if each), block.number]).replace(marks.BULLET, "").strip()
        )
        for at, text in enumerate(found):
            kind = LEAD_IN if at == len(found) - 1 and text.endswith(":") else TEXT
            kind = TITLE if _CONTENTS.search(text) else kind
            yield Sentence(text, kind, place, self._headings(), context, number)
        if found:
            self.above.append((deep, found[-1] if found[-1].endswith(":") else found[0], block.number))
            self.above = self.above[-MOST_ABOVE:]

    def _cells(self, block: Block, place: int) -> Iterator[Sentence]:
        labels = tuple(cell for cell in block.cells if is_label(cell))
        if len(labels) == len([cell for cell in block.cells if cell]):
            context = tuple(title for title in self.titles if title)
            yield Sentence(_row(block.cells), TEXT, place, self._headings(), context, block.number)
            return
        for column, cell in enumerate(block.cells):
            title = self.titles[column : column + 1]
            if is_label(cell):
                yield from (
                    Sentence(text, LABEL, place, self._headings(), title, block.number) for text in sentences(cell)
                )
                continue
            for text in sentences(cell):
                yield Sentence(text, TEXT, place, self._headings(), (*title, *labels), block.number)


def is_label(cell: str) -> bool:
    """Whether a cell only names something."""
    return bool(cell) and len(cell.split()) <= LONGEST_LABEL and cell[-1] not in ".:"


def _row(cells: tuple[str, ...]) -> str:
    """The cells of a short row as one line; an empty one shows as such."""
    return " | ".join(" ".join(cell.split()) or "\u2014" for cell in cells)


def depth(block: Block) -> int:
    """How deep an item stands: numbers by their dots, then letters, then roman numbers, then bullets."""
    bare = block.number.strip("().:")
    if block.number == marks.BULLET:
        return _BULLETS + block.level
    if bare and set(bare) <= set("ivx") and len(bare) + block.level > 2:  # noqa: PLR2004  # "i" of level 1 may be a letter
        return _ROMANS
    return _LETTERS if len(bare) == 1 and bare.isalpha() else marks.depth(bare)


_LETTERS, _ROMANS, _BULLETS = 20, 30, 50

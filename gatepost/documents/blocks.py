"""What is a document once it has been read?

Blocks in reading order. A block is a heading, a paragraph, an item of a list, a row of a table, a note or a text box; it has its
number as the document shows it.

    Block("item", "Phones are switched off.", number="2.1", level=2, page=3)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

HEADING, PARAGRAPH, ITEM, ROW, HEAD_ROW, NOTE, BOX, PAGE_HEADER, PAGE_FOOTER = (
    "heading",
    "paragraph",
    "item",
    "row",
    "head-row",
    "note",
    "box",
    "page-header",
    "page-footer",
)
KINDS = (HEADING, PARAGRAPH, ITEM, ROW, HEAD_ROW, NOTE, BOX, PAGE_HEADER, PAGE_FOOTER)
"""``head-row`` is a table's row of titles; ``note`` a footnote; ``box`` a text box."""

APART = (PAGE_HEADER, PAGE_FOOTER)
"""What stands on every page is kept once, after everything else."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``number`` is ``""`` without one; ``level`` counts from 1 (0 where it has no meaning); ``page`` from 1.

    ``page`` is 0 where the document does not say on which page it stands. A row has ``cells``; its ``text`` is what stands in them.
    """

    kind: str
    text: str
    number: str = ""
    level: int = 0
    page: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its format (``docx``, ``pdf``, ``txt``, ``md``), its pages (0 if unknown), its blocks.

    ``without_text`` are pages on which nothing could be read: scanned pages.
    """

    format: str
    pages: int
    blocks: tuple[Block, ...]
    without_text: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The document as JSON carries it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Document:
        """The document that ``to_dict`` gave."""
        blocks = tuple(Block(**{**block, "cells": tuple(block["cells"])}) for block in data["blocks"])
        return cls(data["format"], data["pages"], blocks, tuple(data["without_text"]))


def row(cells: list[str], *, page: int = 0, head: bool = False) -> Block | None:
    """A row of a table, or None for an empty one. A first cell that is only a number is the number of the row."""
    kept = [cell.strip() for cell in cells]
    if not any(kept):
        return None
    number = kept[0] if len(kept) > 1 and any(kept[1:]) and _is_number(kept[0]) else ""
    shown = kept[1:] if number else kept
    text = "\n".join(cell for cell in shown if cell)
    return Block(HEAD_ROW if head else ROW, text, number=number, page=page, cells=tuple(shown))


def _is_number(text: str) -> bool:
    bare = text.rstrip(".)").lstrip("(")
    return 0 < len(bare) <= LONGEST_NUMBER and all(part.isalnum() for part in bare.split(".")) and bare[0].isdigit()


LONGEST_NUMBER = 8
"""Characters of a number such as 10.2.14."""


def are_titles(cells: list[str]) -> bool:
    """Whether the cells of a table's first row are titles of its columns: short, and no sentences."""
    return all(len(cell.split()) <= MOST_WORDS_OF_TITLE and (cell[-1:] != "." or " " not in cell) for cell in cells)


MOST_WORDS_OF_TITLE = 5

"""Which lines of a PDF belong together?

A paragraph goes on while lines follow each other closely, in one size, and none begins with a number; a heading is larger or bolder
than the text. A word parted at the end of a line is one word again, over the end of a column or page too.

    assembled(pages)  ->  blocks, where each page is a list of lines and rows of tables in reading order
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gatepost.documents import marks
from gatepost.documents.blocks import HEADING, ITEM, PARAGRAPH, Block
from gatepost.documents.layout import Line
from gatepost.documents.plain import joined

CLOSE = 1.45
"""Distances of lines, in middling ones, up to which a paragraph goes on."""
LARGER = 1.12
"""How much larger than the text a heading is set."""
LONGEST_HEADING = 16
"""Words."""
SHORT_LINE = 0.72
"""A line that fills no more of its column than this, and ends a sentence, ends its paragraph."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a row of a table."""

    line: Line | None = None
    row: Block | None = None


@dataclass(slots=True)
class _Open:
    """The block that is being put together."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    number: str = ""
    level: int = 0
    heading: bool = False


def assembled(pages: list[list[Piece]]) -> list[Block]:
    """The blocks of ``pages``."""
    lines = [piece.line for page in pages for piece in page if piece.line]
    body, step = _body_size(lines), _step(lines)
    sizes = sorted({round(line.size) for line in lines if line.size > body * LARGER}, reverse=True)
    return list(_blocks([piece for page in pages for piece in page], body, step, sizes))


def _body_size(lines: list[Line]) -> float:
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0


def _step(lines: list[Line]) -> float:
    """The commonest distance from one line to the next within a column."""
    steps = Counter[float]()
    for one, two in pairwise(lines):
        distance = two.top - one.top
        if one.page == two.page and one.column == two.column and distance > 0:
            steps[round(distance)] += 1
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 0.0


def _blocks(pieces: list[Piece], body: float, step: float, sizes: list[int]) -> Iterator[Block]:
    now = _Open()
    for piece in pieces:
        if piece.row:
            yield from _closed(now)
            now = _Open()
            yield piece.row
            continue
        line = piece.line
        if line is None:
            continue
        heading = _looks_like_heading(line, body)
        number, words, level = (marks.of_heading if heading else marks.taken)(line.text)
        if not _goes_on(now, line, heading, number, step):
            yield from _closed(now)
            now = _Open(heading=heading, number=number, level=_level(line, sizes, level) if heading else level)
            now.text = words
        elif marks.bare_bullet(now.text):
            now.number, now.level, now.text = marks.BULLET, 2, line.text
        else:
            now.text = joined(now.text, line.text)
        now.lines.append(line)
    yield from _closed(now)


def _level(line: Line, sizes: list[int], level: int) -> int:
    size = round(line.size)
    if size in sizes:
        return max(sizes.index(size) + 1, level)
    return max(len(sizes) + 1, level)


def _looks_like_heading(line: Line, body: float) -> bool:
    words = marks.taken(line.text)[1]
    if len(words.split()) > LONGEST_HEADING or not any(letter.isalpha() for letter in words):
        return False
    if line.size > body * LARGER:
        return True
    return line.bold and words[-1] not in ".;,"


def _goes_on(now: _Open, line: Line, heading: bool, number: str, step: float) -> bool:  # noqa: FBT001  # private
    if not now.lines or heading != now.heading:
        return False
    last = now.lines[-1]
    if marks.bare_bullet(now.text) and last.page == line.page:
        return True
    if _begins_item(number, now.text) or abs(line.size - last.size) > 1 or (heading and last.bold != line.bold):
        return False
    if (last.page, last.column) != (line.page, line.column):
        return _runs_on(now.text) and not heading
    close = line.top - last.top <= max(step * CLOSE, line.size * CLOSE)
    return close and not _ended(last, line, now.text)


def _begins_item(number: str, text: str) -> bool:
    """Whether a line with ``number`` begins an item; in the middle of a sentence, "2018." only ends it."""
    return bool(number) and not (_runs_on(text) and number[:-1].isdigit() and int(number[:-1]) > MOST_ITEMS)


MOST_ITEMS = 40
"""Items of the longest list."""


def _runs_on(text: str) -> bool:
    return bool(text) and text[-1] not in ".!?:;"


def _ended(last: Line, line: Line, text: str) -> bool:
    """Whether the paragraph ended with ``last``: a short line with a full stop, and a capital begins the next."""
    filled = (last.x1 - last.left) / max(1.0, last.right - last.left)
    return filled < SHORT_LINE and text[-1:] in ".!?:;" and line.text[:1].isupper()


def _closed(now: _Open) -> Iterator[Block]:
    text = now.text.strip()
    if not text:
        return
    page = now.lines[0].page
    if now.heading:
        yield Block(HEADING, text, number=now.number, level=max(1, now.level), page=page)
    elif now.number:
        yield Block(ITEM, text, number=now.number, level=max(1, now.level), page=page)
    else:
        yield Block(PARAGRAPH, text, page=page)

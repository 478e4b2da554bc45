"""In which order do people read the words on a page?

    lines = reading_order(words, 1, gutter_of(words))      # the left column, then the right one, between lines that run across both

A column's edge is a strip that hardly any line crosses, with a good number of lines on either side of it. Where there are too few
lines to tell (the last page of two columns), or cells without lines around them look like columns, the file's own order decides: it
writes columns one after the other, and a table row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

SAME_LINE = 0.5
"""How much of its height a word may stand higher or lower than its line."""
GUTTER = 9.0
"""Points of the narrowest strip between two columns."""
LEAST_LINES = 5
"""Lines on either side of the strip without which there are no columns."""
WIDE_GAP = 2.2
"""Word spaces, in heights of the letters, from which on a gap within a line parts two cells or columns."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands, in points from the top left corner of the page; ``order`` counts as the file writes."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    order: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column. ``right`` is the right edge of the column."""

    words: tuple[Word, ...]
    page: int
    column: int
    right: float
    left: float

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The size of its letters in points."""
        return median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)


def reading_order(words: Sequence[Word], page: int, gutter: float | None) -> list[Line]:
    """The lines of a page in the order in which people read them; ``gutter`` is the middle of the strip between its columns."""
    if not words:
        return []
    if gutter is None:
        return _lines(words, page, 0)
    found: list[Line] = []
    for across, band in _bands(words, gutter):
        if across:
            found += _lines(band, page, 0)
        else:
            found += _lines([word for word in band if word.x1 <= gutter], page, 1)
            found += _lines([word for word in band if word.x1 > gutter], page, 2)
    return found


def rows(words: Sequence[Word]) -> list[list[Word]]:
    """The words by the line on which they stand, from the top, each from the left."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.top + each.bottom, each.x0)):
        middle = (word.top + word.bottom) / 2
        last = found[-1][-1] if found else None
        if last and abs((last.top + last.bottom) / 2 - middle) <= SAME_LINE * min(word.size, last.size):
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(each, key=lambda word: word.x0) for each in found]


def _lines(words: Sequence[Word], page: int, column: int) -> list[Line]:
    if not words:
        return []
    right = max(word.x1 for word in words)
    left = min(word.x0 for word in words)
    return [Line(tuple(each), page, column, right, left) for each in rows(words)]


def gutter_of(words: Sequence[Word]) -> float | None:
    """The middle of the strip between two columns, None where there is only one column."""
    if not words:
        return None
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    width = right - left
    lines = rows(words)
    best: tuple[int, float] | None = None
    steps = 40
    for step in range(steps + 1):
        x = left + width * (0.3 + 0.4 * step / steps)
        crossing = sum(_crosses(line, x) for line in lines)
        sides = [
            sum(any(side(word, x) for word in line) and not _crosses(line, x) for line in lines) for side in _SIDES
        ]
        are_many = min(sides) >= LEAST_LINES and crossing <= 0.5 * len(lines) and _is_full(lines, x)
        if are_many or (min(sides) and _is_written_apart(lines, x)):
            best = min(
                best or (crossing, x), (crossing, x), key=lambda pair: (pair[0], abs(pair[1] - left - width / 2))
            )
    return best[1] if best else None


def _is_left(word: Word, x: float) -> bool:
    return word.x1 <= x


def _is_right(word: Word, x: float) -> bool:
    return word.x0 >= x


_SIDES = (_is_left, _is_right)


def _is_full(lines: list[list[Word]], x: float) -> bool:
    """Whether both sides are written full, as columns are: numbers and short cells on one side are a table or a list."""
    open_lines = [line for line in lines if not _crosses(line, x)]
    for side in _SIDES:
        lengths = [count for line in open_lines if (count := sum(side(word, x) for word in line))]
        if not lengths or median(lengths) < LEAST_WORDS:
            return False
    return True


LEAST_WORDS = 3
"""Words of the middling line of a column."""


def _is_written_apart(lines: list[list[Word]], x: float) -> bool:
    """Whether the file goes down all of the left side before it goes up to the right one, between lines that run across."""
    band: list[list[Word]] = []
    jumps = 0
    for line in [*lines, None]:
        if line and not _crosses(line, x):
            band.append(line)
            continue
        left, right = ([[word for word in each if side(word, x)] for each in band] for side in _SIDES)
        last = max((word.order for each in left for word in each), default=-1)
        first = min((word.order for each in right for word in each), default=last + 1)
        if last > first:
            return False
        rows_of_left = [place for place, each in enumerate(left) if each]
        rows_of_right = [place for place, each in enumerate(right) if each]
        jumps += bool(len(rows_of_left) > 1 and rows_of_right and rows_of_right[0] < rows_of_left[-1])
        band = []
    return jumps > 0


def _crosses(line: list[Word], x: float) -> bool:
    """Whether a line runs across ``x``: over it, or with no more than a word space there."""
    if any(word.x0 < x < word.x1 for word in line):
        return True
    return any(one.x1 <= x <= two.x0 and two.x0 - one.x1 < GUTTER for one, two in pairwise(line))


def _bands(words: Sequence[Word], gutter: float) -> list[tuple[bool, list[Word]]]:
    """The page from the top: bands of words, each either across both columns or within them."""
    found: list[tuple[bool, list[Word]]] = []
    lines = rows(words)
    fresh = _rows_of_cells(lines, gutter)
    for place, line in enumerate(lines):
        across = _crosses(line, gutter)
        if found and found[-1][0] == across and place not in fresh:
            found[-1][1].extend(line)
        else:
            found.append((across, list(line)))
    return found


def _rows_of_cells(lines: list[list[Word]], gutter: float) -> frozenset[int]:
    """The lines that begin a row of cells without lines around them: all above was written before all from there on.

    In columns there are no such lines, but where a program sorts all it writes from the top; columns are written to their edge.
    """
    beside = [place for place, line in enumerate(lines) if not _crosses(line, gutter) and _has_both(line, gutter)]
    last = list(accumulate((max(word.order for word in line) for line in lines), max))
    first = list(accumulate((min(word.order for word in line) for line in reversed(lines)), min))[::-1]
    found = frozenset(place for place in beside if place and last[place - 1] < first[place])
    ends = [max(word.x1 for word in lines[place] if _is_left(word, gutter)) for place in beside]
    left = min((word.x0 for line in lines for word in line), default=0.0)
    is_full = bool(ends) and median(ends) - left >= FULL * (gutter - left)
    return frozenset() if is_full and len(found) > 0.5 * len(beside) else found


FULL = 0.8
"""How much of a column's width its middling line has at least."""


def _has_both(line: list[Word], x: float) -> bool:
    return all(any(side(word, x) for word in line) for side in _SIDES)

"""How is a PDF read?

Page by page, so that a hundred pages need no more memory than ten: words with where they stand become lines in reading order,
lines become blocks. What stands at the edge of page after page is kept once, apart.

    read_pdf(data, progress)  ->  a document whose blocks know their page
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from gatepost.documents.blocks import PAGE_FOOTER, PAGE_HEADER, Block, Document, are_titles, row
from gatepost.documents.bounds import MOST_PAGES, Progress, silent
from gatepost.documents.errors import AS_DOCX_OR_PDF, DocumentRefused, damaged, encrypted
from gatepost.documents.layout import Line, Word, gutter_of, reading_order
from gatepost.documents.paragraphs import Piece, assembled

EDGE = 0.12
"""How much of a page's height at its top and at its foot may belong to a header or footer."""
LEAST_TEXT = 3
"""Characters below which a page counts as one without text."""


@dataclass(slots=True)
class _Page:
    """A page that was read: its pieces in order, and which lines stand at its edges."""

    number: int
    pieces: list[Piece]
    height: float

    def edge(self, line: Line) -> str:
        """``page-header`` or ``page-footer`` if the line stands at an edge, else ""."""
        if line.bottom < EDGE * self.height:
            return PAGE_HEADER
        return PAGE_FOOTER if line.top > (1 - EDGE) * self.height else ""


def read_pdf(data: bytes, progress: Progress = silent) -> Document:
    """The document in ``data``. Raises ``DocumentRefused``."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _document(pdf, progress)
    except DocumentRefused:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise encrypted() from None
    except PdfminerException as error:
        inner = error.args[0] if error.args else None
        raise (encrypted() if isinstance(inner, (PDFPasswordIncorrect, PDFEncryptionError)) else damaged()) from None
    except (PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError):
        raise damaged() from None  # pdfminer stumbles over a broken file in any of these ways
    except RecursionError:
        raise DocumentRefused("too-deep", "The inside of this PDF is nested too deeply.", AS_DOCX_OR_PDF) from None


def _document(pdf: PDF, progress: Progress) -> Document:
    count = len(pdf.pages)
    if count > MOST_PAGES:
        raise too_many_pages(count)
    pages = []
    for number, found in enumerate(pdf.pages, start=1):
        page = _upright(pdf, found)
        pages.append(_Page(number, list(_pieces(page, number)), float(page.height)))
        page.close()
        progress(number, count)
    without = tuple(page.number for page in pages if _size(page) < LEAST_TEXT)
    if len(without) == count:
        raise no_text(count)
    apart = _running(pages)
    blocks = assembled([_kept(page, apart) for page in pages])
    return Document("pdf", count, (*blocks, *(Block(edge, text) for (edge, _), text in apart.items())), without)


def _upright(pdf: PDF, page: Page) -> Page:
    """The page turned so that most of its letters stand upright: a wide table is often printed sideways."""
    ways = Counter(_way(char["matrix"]) for char in page.chars)
    way = ways.most_common(1)[0][0] if ways else 0
    if not way:
        return page
    turned = page.page_obj
    turned.rotate = turned.attrs["Rotate"] = (turned.rotate + way) % 360
    page.close()
    return Page(pdf, turned, page.page_number, page.initial_doctop)


def _way(matrix: tuple[float, ...]) -> int:
    """By how many degrees, clockwise, a letter has to be turned until it is upright."""
    along, up = matrix[0], matrix[1]
    if abs(along) >= abs(up):
        return 0 if along >= 0 else 180
    return 90 if up > 0 else 270


def too_many_pages(count: int) -> DocumentRefused:
    """The refusal of a document that is too long."""
    wrong = f"This document has {count:,} pages; Gatepost reads {MOST_PAGES}."
    return DocumentRefused("too-many-pages", wrong, "Choose the policy alone, or a part of it.")


def no_text(count: int) -> DocumentRefused:
    """The refusal of a document that is only pictures."""
    which = "Page 1 is a picture" if count == 1 else f"Pages 1 to {count} are pictures"
    right = "Use the file that it was printed from, or have its text recognised first."
    return DocumentRefused("no-text", f"{which} without text: a scan.", right)


def _size(page: _Page) -> int:
    return sum(len(piece.line.text if piece.line else piece.row.text if piece.row else "") for piece in page.pieces)


def _pieces(page: Any, number: int) -> Iterator[Piece]:
    tables = sorted(_tables(page), key=lambda table: float(table.bbox[1]))
    words = _words(page)
    free = [word for word in words if not any(_inside(word, table.bbox) for table in tables)]
    gutter = gutter_of(free)
    top = float("-inf")
    for table in [each for each in tables if _is_across(each, gutter)]:
        band = [word for word in free if top <= word.top < table.bbox[1]]
        beside = [each for each in tables if each is not table and top <= each.bbox[1] < table.bbox[1]]
        yield from _band(band, beside, words, number, gutter)
        yield from _rows(table, words, number)
        top = float(table.bbox[1])
    left = [each for each in tables if each.bbox[1] > top and not _is_across(each, gutter)]
    yield from _band([word for word in free if word.top >= top], left, words, number, gutter)


def _is_across(table: Any, gutter: float | None) -> bool:
    """Whether a table interrupts both columns, or stands on a page with one."""
    return gutter is None or table.bbox[0] < gutter < table.bbox[2]


def _band(free: list[Word], tables: list[Any], words: list[Word], number: int, gutter: float | None) -> Iterator[Piece]:
    """What stands between two tables that go across."""
    waiting = list(tables)
    for line in reading_order(free, number, gutter):
        while waiting and waiting[0].bbox[1] < line.top and _beside(waiting[0].bbox, line):
            yield from _rows(waiting.pop(0), words, number)
        yield Piece(line=line)
    for table in waiting:
        yield from _rows(table, words, number)


def _beside(box: tuple[float, ...], line: Line) -> bool:
    return box[0] < line.right and box[2] > line.left


def _tables(page: Any) -> list[Any]:
    """The tables with lines around their cells, but for frames around text and mere strokes."""
    if not (page.lines or page.rects or page.curves):
        return []
    found = page.find_tables()
    return [table for table in found if len(table.rows) > 1 and max(len(each.cells) for each in table.rows) > 1]


def _rows(table: Any, words: list[Word], number: int) -> Iterator[Piece]:
    """The rows of a table; a word is in the cell in which its middle is."""
    for place, each in enumerate(table.rows):
        cells = [_cell(box, words, number) if box else "" for box in each.cells]
        head = place == 0 and are_titles(cells)
        found = row(cells, page=number, head=head)
        if found:
            yield Piece(row=found)


def _cell(box: tuple[float, ...], words: list[Word], number: int) -> str:
    inside = [word for word in words if _inside(word, box)]
    blocks = assembled([[Piece(line=line) for line in reading_order(inside, number, None)]])
    return "\n".join(f"{block.number} {block.text}".strip() for block in blocks)


def _inside(word: Word, box: tuple[float, ...]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _words(page: Any) -> list[Word]:
    order = {id(char): place for place, char in enumerate(page.chars)}
    found = page.extract_words(extra_attrs=["fontname", "size"], use_text_flow=False, return_chars=True)
    return [_word(each, min(order.get(id(char), 0) for char in each["chars"])) for each in found]


def _word(each: dict[str, Any], order: int) -> Word:
    name = str(each["fontname"]).casefold()
    return Word(
        text=str(each["text"]).replace("\xad", "-"),
        x0=float(each["x0"]),
        x1=float(each["x1"]),
        top=float(each["top"]),
        bottom=float(each["bottom"]),
        size=float(each["size"]),
        bold=any(mark in name for mark in ("bold", "black", "heavy", "semibold")),
        order=order,
    )


def _running(pages: list[_Page]) -> dict[tuple[str, str], str]:
    """The lines at the edges of page after page, digits apart: each with the words that it has where it stands first."""
    seen: dict[tuple[str, str], set[int]] = {}
    first: dict[tuple[str, str], str] = {}
    for page in pages:
        for piece in page.pieces:
            if piece.line and (edge := page.edge(piece.line)):
                key = (edge, _without_digits(piece.line.text))
                seen.setdefault(key, set()).add(page.number)
                first.setdefault(key, piece.line.text)
    least = max(2, min(3, len(pages) // 2 + 1))
    return {key: first[key] for key, numbers in seen.items() if len(numbers) >= least or _is_page_number(key[1])}


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip().casefold()


def _is_page_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-\u2013| ]*(?:page )?#(?: ?(?:of|/) ?#)?[-\u2013| ]*", text))


def _kept(page: _Page, apart: dict[tuple[str, str], str]) -> list[Piece]:
    def runs(piece: Piece) -> bool:
        return piece.line is not None and (page.edge(piece.line), _without_digits(piece.line.text)) in apart

    return [piece for piece in page.pieces if not runs(piece)]

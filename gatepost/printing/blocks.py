"""How does Markdown become blocks that a page can be set from, whatever sets it?

Paragraphs, lists, tables, quotations; runs of text that are strong or emphasised. Headings, pictures and raw HTML are not read and
stay text, as on the web.

Example: ``blocks("*Ask* first.")`` is one paragraph of two runs, the first of them emphasised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = (
    MarkdownIt("commonmark", {"html": False, "typographer": True})
    .enable(["smartquotes", "table"])
    .disable(["image", "heading", "lheading", "hr", "html_block", "html_inline"])
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. ``broken`` begins a new line before it."""

    text: str
    strong: bool = False
    emphasised: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quoted`` where somebody else's words are set apart."""

    runs: tuple[Run, ...]
    quoted: bool = False
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of items, each of blocks; numbered from ``start`` where that is not 0."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 0
    kind: str = field(default="list", init=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a row of heads, and rows of cells. Each cell is runs of text."""

    head: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    kind: str = field(default="table", init=False)


Block = Paragraph | Listing | Grid


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of ``markdown``."""
    return tuple(_blocks(_Tokens(_READER.parse(markdown)), "", quoted=False))


@dataclass(slots=True)
class _Tokens:
    """Tokens, taken one by one."""

    tokens: Sequence[Token]
    place: int = 0

    def take(self) -> Token | None:
        if self.place == len(self.tokens):
            return None
        self.place += 1
        return self.tokens[self.place - 1]


def _blocks(tokens: _Tokens, until: str, *, quoted: bool) -> Iterator[Block]:
    while (token := tokens.take()) and token.type != until:
        if token.type == "inline":
            yield Paragraph(_runs(token), quoted)
        elif token.type in ("fence", "code_block"):
            yield Paragraph((Run(token.content.rstrip("\n")),), quoted)
        elif token.type == "blockquote_open":
            yield from _blocks(tokens, "blockquote_close", quoted=True)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else 0
            yield Listing(tuple(_items(tokens, token.type.replace("open", "close"))), start)
        elif token.type == "table_open":
            yield _grid(tokens)


def _items(tokens: _Tokens, until: str) -> Iterator[tuple[Block, ...]]:
    while (token := tokens.take()) and token.type != until:
        yield tuple(_blocks(tokens, "list_item_close", quoted=False))


def _grid(tokens: _Tokens) -> Grid:
    rows: list[list[tuple[Run, ...]]] = []
    while (token := tokens.take()) and token.type != "table_close":
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_runs(token))
    head, *rest = rows
    return Grid(tuple(head), tuple(tuple(row) for row in rest))


def _runs(token: Token) -> tuple[Run, ...]:
    runs: list[Run] = []
    strong = emphasised = broken = False
    link = ""
    for part in token.children or ():
        if part.type in ("strong_open", "strong_close"):
            strong = part.type == "strong_open"
        elif part.type in ("em_open", "em_close"):
            emphasised = part.type == "em_open"
        elif part.type == "hardbreak":
            broken = True
        elif part.type == "link_open":
            link = str(part.attrs.get("href", ""))
        elif part.type == "link_close" and link:
            # On paper an address has to be read.
            runs.append(Run(f" ({link})", strong, emphasised))
        else:
            runs.append(Run(" " if part.type == "softbreak" else part.content, strong, emphasised, broken))
            broken = False
    return tuple(run for run in runs if run.text or run.broken)

r"""How is Markdown read?

With a parser for all of CommonMark and tables. Where it would leave words out, the text is read as plain text instead.

    "## Phones\n\n1. Off in lessons."  ->  a heading of level 2 and an item with the number "1."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gatepost.documents import marks
from gatepost.documents.blocks import HEADING, ITEM, PARAGRAPH, Block, row
from gatepost.documents.plain import blocks_of, decoded

DEEPEST = 100
"""Levels of nesting that the parser follows; beyond it the text is read as plain text."""

_HTML = re.compile(r"<[^<>]{0,500}>")
_PICTURE = re.compile(r"!\[([^\[\]]{0,500})\]\([^()\s]{0,500}\)")
_WORD = re.compile(r"\w+")


def read_markdown(data: bytes) -> tuple[Block, ...]:
    """The blocks of a Markdown text."""
    text = decoded(data)
    if re.search(rf"(?:^[ \t]*(?:[>*+-][ \t]*){{{DEEPEST // 4}}})", text, re.MULTILINE):
        return blocks_of(text)
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    found = _Walk().blocks(parser.parse(text))
    return found if _covers(found, text) else blocks_of(text)


def _covers(found: tuple[Block, ...], text: str) -> bool:
    """Whether the words of ``text`` are all in the blocks, in order. Numbers of items may differ, and so may addresses."""
    wanted = unescape(_HTML.sub(" ", _PICTURE.sub(r"\1", text)))
    read = iter([word for block in found for word in _WORD.findall(f"{block.number} {block.text}")])
    return all(word in read for word in _WORD.findall(wanted) if not word.isdigit() and "_" not in word)


@dataclass(slots=True)
class _Walk:
    """The state of the walk over the tokens: the lists that are open, and the row that is being filled."""

    lists: list[int | None] = field(default_factory=list)
    number: str = ""
    cells: list[str] | None = None
    in_head: bool = False
    heading: int = 0

    def blocks(self, tokens: list[Token]) -> tuple[Block, ...]:
        return tuple(block for token in tokens for block in self._of(token) if block.text.strip())

    def _of(self, token: Token) -> Iterator[Block]:
        if token.type == "inline":
            yield from self._inline(_text(token))
        elif token.type in {"fence", "code_block", "html_block"}:
            plain = _HTML.sub(" ", token.content) if token.type == "html_block" else token.content
            yield from self._inline(plain.strip())
        elif token.type == "tr_close":
            found = row(self.cells or [], head=self.in_head)
            self.cells = None
            if found:
                yield found
        else:
            self._open_or_close(token)

    def _open_or_close(self, token: Token) -> None:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            self.lists.append(int(token.attrs.get("start", 1)) if token.type[0] == "o" else None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            self.lists.pop()
        elif token.type == "list_item_open":
            self.number = f"{token.info}{token.markup}" if self.lists[-1] is not None else marks.BULLET
        elif token.type == "heading_open":
            self.heading = int(token.tag[1:])
        elif token.type == "tr_open":
            self.cells = []
        elif token.type in {"thead_open", "thead_close"}:
            self.in_head = token.type == "thead_open"

    def _inline(self, text: str) -> Iterator[Block]:
        if self.cells is not None:
            self.cells.append(text)
            return
        number, words, level = (self.number, text, len(self.lists)) if self.number else marks.taken(text)
        if self.number == marks.BULLET and marks.taken(text)[0]:
            number, words, _ = marks.taken(text)
        self.number = ""
        if self.heading:
            yield Block(HEADING, words, number=number, level=self.heading)
            self.heading = 0
        elif number:
            yield Block(ITEM, words, number=number, level=max(1, level))
        else:
            yield Block(PARAGRAPH, words, level=len(self.lists))


def _text(token: Token) -> str:
    """The words of an inline token. A link keeps its address where the words do not say it."""
    parts: list[str] = []
    address = ""
    for child in token.children or []:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type == "html_inline":
            parts.append(" " if child.content.startswith("<") else child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" " if child.type == "softbreak" else "\n")
        elif child.type == "image":
            parts.append(child.content)
        elif child.type == "link_open":
            address = str(child.attrs.get("href", ""))
        elif child.type == "link_close":
            said = "".join(parts)
            parts.append(f" ({address})" if address and address.removeprefix("mailto:") not in said else "")
    return "".join(parts)

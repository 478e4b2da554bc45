r"""How is plain text read?

Paragraphs are parted by blank lines; a line that begins with a number or a bullet begins an item; a short line by itself, without
a full stop, is a heading; tabs between words are cells of a table.

    "Phones\n\n1. Off in lessons.\n2. In a bag."  ->  a heading and two items
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from gatepost.documents import marks
from gatepost.documents.blocks import HEAD_ROW, HEADING, ITEM, PARAGRAPH, ROW, Block, row
from gatepost.documents.errors import DocumentRefused

LONGEST_HEADING = 12
"""Words of a heading."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BREAKS = str.maketrans(
    {"\r": "\n", "\v": "\n", "\x85": "\n", "\u2028": "\n", "\f": "\n\n", "\u2029": "\n\n", "\xad": ""}
)
"""All the ways in which programs end a line or a paragraph."""
_RULE = re.compile(r"[-=_*~#\s]{3,}")


def decoded(data: bytes) -> str:
    """The text of ``data``: UTF-8, UTF-16 with its mark, or what Windows wrote for so long."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise DocumentRefused("not-text", "This file is not text.", "Choose a .docx, .pdf, .txt or .md file.")
    return text.replace("\r\n", "\n").translate(_BREAKS)


def read_plain(data: bytes) -> tuple[Block, ...]:
    """The blocks of a plain text."""
    return blocks_of(decoded(data))


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of ``text``."""
    groups = list(_groups(text))
    found: list[Block] = []
    for place, lines in enumerate(groups):
        following = groups[place + 1][0] if place + 1 < len(groups) else ""
        found += _of_group(lines, following)
    return tuple(found)


def _groups(text: str) -> Iterator[list[str]]:
    """The runs of lines between blank lines; a line of only strokes parts as well."""
    group: list[str] = []
    for line in text.split("\n"):
        if line.strip() and not _RULE.fullmatch(line):
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _of_group(lines: list[str], following: str) -> list[Block]:
    if len(lines) == 1 and is_heading(lines[0], following):
        number, words, level = marks.of_heading(lines[0])
        return [Block(HEADING, words, number=number, level=level or 1)]
    found: list[Block] = []
    if _begins_with_heading(lines):
        number, words, level = marks.of_heading(lines[0])
        found, lines = [Block(HEADING, words, number=number, level=level or 1)], lines[1:]
    for line in lines:
        after_row = bool(found) and found[-1].kind in {ROW, HEAD_ROW}
        if "\t" in (line.lstrip() if after_row else line.strip()) and not marks.taken(line)[0]:
            cells = row(line.rstrip().split("\t"), head=not after_row)
            found += [cells] if cells else []
            continue
        number, words, level = marks.taken(line)
        if number:
            found.append(Block(ITEM, words, number=number, level=level))
        elif found and found[-1].kind in {ITEM, PARAGRAPH}:
            last = found.pop()
            found.append(Block(last.kind, joined(last.text, words), number=last.number, level=last.level))
        else:
            found.append(Block(PARAGRAPH, words))
    return found


def _begins_with_heading(lines: list[str]) -> bool:
    """Whether the first of several lines is a heading with no blank line below it: the lines of a paragraph are longer."""
    first, rest = lines[0], lines[1:]
    return bool(rest) and len(first) < _SHORT * max(map(len, rest)) and is_heading(first, rest[0]) and _begins(rest[0])


_SHORT = 0.6


def _begins(line: str) -> bool:
    words = marks.taken(line)[1]
    return words[:1].isupper() or bool(marks.taken(line)[0])


def joined(first: str, second: str) -> str:
    """Two lines of one paragraph: a word that was parted at the end of a line is one word again."""
    if re.search(r"[a-z]-$", first) and second[:1].islower():
        stem = re.search(r"([A-Za-z]+)-$", first)
        if stem and stem[1].casefold() not in KEPT_HYPHEN:
            return first[:-1] + second
        return first + second
    return f"{first} {second}" if first else second


KEPT_HYPHEN = frozenset(
    [
        "self",
        "non",
        "co",
        "pre",
        "e",
        "ex",
        "anti",
        "cyber",
        "post",
        "well",
        "up",
        "on",
        "off",
        "out",
        "in",
        "high",
        "low",
        "long",
    ]
)
"""First halves of words that keep their hyphen when a line ends there."""


def is_heading(line: str, following: str) -> bool:
    """Whether a line by itself is a heading: short, no sentence, and something stands below it."""
    number, words, _ = marks.taken(line)
    text = words.strip()
    if not text or len(text.split()) > LONGEST_HEADING or text[-1] in ".;,:" or number == marks.BULLET or "\t" in text:
        return False
    if not following or text[0].islower():
        return False
    return not (number and marks.taken(following)[0] and _are_siblings(number, marks.taken(following)[0]))


def _are_siblings(number: str, other: str) -> bool:
    return marks.depth(number) == marks.depth(other) and number[-1] == other[-1] and number != other

"""How good are the proposals for documents whose sentences people have labelled?

A labelled document is plain text with marks: each sentence ends with the clauses it belongs to in braces, ``{conduct.1}``, or
``{-}`` where a person must judge. One without braces is not counted. ``#`` begins a heading, ``*`` and ``+`` an item, ``|`` a row.

    evaluate(pdf_of(text), "x.pdf").rate  ->  0.95
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from docx.document import Document as WordDocument

from gatepost.documents.matching import match
from gatepost.documents.outline import outline
from gatepost.documents.reading import read
from gatepost.policy import default_pack
from tests.unit.documents.making import escaped, pdf, word

FOLDER = Path(__file__).parent / "schools"
_LABELLED = re.compile(r"(?P<text>[^{}|]+?)\s*\{(?P<labels>[^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence that was not proposed as labelled; ``got`` is None where it is not in the document as read."""

    text: str
    expected: tuple[str, ...]
    got: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Result:
    """How many labelled sentences there are, and which are wrong."""

    count: int
    wrong: tuple[Wrong, ...]

    @property
    def rate(self) -> float:
        """The share of the sentences that are right without help."""
        return 1 - len(self.wrong) / self.count


def source(name: str) -> str:
    """The labelled text of a school."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def bare(text: str) -> str:
    """``text`` without its labels."""
    return re.sub(r"\s*\{[^{}]*\}", "", text).strip()


def labels(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each labelled sentence with its clauses; none for one that a person judges."""
    found = []
    for line in text.split("\n"):
        for each in _LABELLED.finditer(re.sub(r"^(?:#+|\*+|\+|-|\d+(?:\.\d+)+)\s|\{h\}.*", "", line)):
            names = tuple(name for name in each["labels"].split() if name != "-")
            found.append((" ".join(each["text"].split()), names))
    return found


def evaluate(data: bytes, name: str, expected: list[tuple[str, tuple[str, ...]]]) -> Result:
    """The document in ``data`` read and matched with the default pack, against its labels."""
    found = outline(read(name, data))
    matches = match(found, default_pack())
    said = {_key(sentence.text): matches[place].clauses for place, sentence in enumerate(found) if place in matches}
    wrong = []
    for text, clauses in expected:
        got = said.get(_key(text))
        if got is None or not right(got, clauses):
            wrong.append(Wrong(text, clauses, got))
    return Result(len(expected), tuple(wrong))


def right(got: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    """Whether what is proposed is among what is right, and nothing where nothing is."""
    return bool(got) == bool(expected) and set(got) <= set(expected)


def _key(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def word_of(text: str) -> bytes:
    """The .docx of a labelled text: Word's own headings and lists."""

    def build(document: WordDocument) -> None:
        rows: list[list[str]] = []
        for line in [*text.split("\n"), ""]:
            if line.startswith("|"):
                rows.append([bare(cell) for cell in line.strip().strip("|").split("|")])
                continue
            if rows:
                _table(document, rows)
                rows = []
            _line(document, bare(line))

    return word(build)


def _table(document: WordDocument, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=False):
            cell.text = words


_STYLES = {"* ": "List Number", "**": "List Number 2", "- ": "List Bullet", "+ ": "List Number"}


def _line(document: WordDocument, line: str) -> None:
    if line.startswith("#"):
        document.add_heading(line.lstrip("# "), line.index(" "))
    elif line[:2] in _STYLES:
        document.add_paragraph(line.lstrip("*-+ "), style=_STYLES[line[:2]])
    elif line:
        document.add_paragraph(line)


def pdf_of(text: str) -> bytes:
    """The PDF of a labelled text, in two columns with words parted at the ends of lines."""
    lines = [
        "#set page(columns: 2, footer: [Page #context counter(page).display()])",
        '#set text(size: 9.5pt, lang: "en")',
    ]
    lines += ["#set par(justify: true)", '#set heading(numbering: "1.1")']
    for line in text.split("\n"):
        plain = bare(line)
        if plain.startswith("#"):
            lines.append(f"{'=' * plain.index(' ')} {escaped(plain.lstrip('# '))}")
        elif plain[:2] in _STYLES:
            lines.append(f"{plain[0].replace('*', '+')} {escaped(plain.lstrip('*-+ '))}")
        else:
            lines += [escaped(plain), ""]
    return pdf("\n".join(lines))


def text_of(text: str) -> bytes:
    """The .txt of a labelled text."""
    return bare(re.sub(r"\{h\}", "", text)).encode()

"""How ``policy.md`` is read: one heading a clause, each with its id.

Worked example: ``### Name and logo {#conduct.1}`` begins the clause ``conduct.1``; what follows, to the next heading, is its
wording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gatepost.policy.errors import PackError, shown

FILE = "policy.md"

ID = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*")
"""Small letters, digits, - and dots: fit for an address, an anchor and a program, whatever it names."""

LONGEST_ID = 60

RESERVED = ("content", "drafts", "editions", "examples", "explore", "import", "interpretations", "law", "understand")
"""No clause is called so: pages beside those of the clauses have these addresses."""

TITLE, SECTION, CLAUSE = 1, 2, 3


@dataclass(slots=True)
class Heading:
    """A heading and the text below it. ``id`` is ``""`` but for a clause; ``line`` counts from 1."""

    level: int
    title: str
    id: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands below the heading, as Markdown."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()


def read_document(text: str) -> tuple[Heading, ...]:
    """The headings of ``policy.md`` in order: the title, sections, clauses. Raises ``PackError`` with the line."""
    headings: list[Heading] = []
    for number, line in enumerate(text.split("\n"), start=1):
        marks, _, words = line.partition(" ")
        if marks and not marks.strip("#"):
            headings.append(_heading(number, len(marks), words.strip()))
        elif headings:
            headings[-1].lines.append(line.rstrip())
        elif line.strip():
            raise PackError(FILE, number, "There is text before the title.", "Begin with “# ” and the title.")
    _check(headings)
    return tuple(headings)


def _heading(number: int, level: int, words: str) -> Heading:
    if level > CLAUSE:
        raise PackError(FILE, number, f"A heading of level {level} has no meaning here.", "Use #, ## and ###.")
    title, brace, rest = words.rpartition("{#")
    name = rest.removesuffix("}") if brace and rest.endswith("}") else None
    if level < CLAUSE:
        if name is not None:
            raise PackError(FILE, number, "Only a clause has an id.", "Make it a heading of level three: ###.")
        return Heading(level, words, "", number)
    if name is None:
        raise PackError(FILE, number, "This clause has no id.", "End the heading with {#the.id}.")
    if not ID.fullmatch(name) or len(name) > LONGEST_ID:
        raise PackError(
            FILE, number, f"{shown(name)} is no id.", f"Use at most {LONGEST_ID} small letters, digits, - and dots."
        )
    if name in RESERVED or name.startswith("part-"):
        raise PackError(FILE, number, f"{shown(name)} is the address of another page.", "Give the clause another id.")
    return Heading(level, title.strip(), name, number)


def _check(headings: list[Heading]) -> None:
    titles = [heading for heading in headings if heading.level == TITLE]
    if len(titles) != 1 or headings[0].level != TITLE:
        line = titles[1].line if len(titles) > 1 else 1
        raise PackError(FILE, line, "A policy has one title, at the top.", "Begin with “# ” and the title.")
    seen: dict[str, int] = {}
    for heading in headings[1:]:
        if heading.level == CLAUSE and headings[1].level != SECTION:
            raise PackError(FILE, headings[1].line, "This clause is in no section.", "Put a “## ” heading above it.")
        if heading.id and not heading.text:
            raise PackError(FILE, heading.line, f"{shown(heading.id)} has no wording.", "Write it below the heading.")
        if heading.id in seen and heading.id:
            wrong = f"The id {shown(heading.id)} is used on line {seen[heading.id]} already."
            raise PackError(FILE, heading.line, wrong, "Give each clause an id of its own.")
        seen[heading.id] = heading.line
    if not any(heading.level == CLAUSE for heading in headings):
        raise PackError(FILE, 1, "There is no clause in this policy.", "A clause is “### Its title {#its.id}”.")

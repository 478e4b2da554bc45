"""Where does each rule of a rules file begin and end, and is it fit to be shown to Cedar?

Worked example: a comment, an empty line and ``forbid (principal, action, resource);`` are one rule that begins on line 3.

Cedar's parser recurses without a limit of its own and takes the whole process with it (seen with cedarpy 4.12): what is too
deep, too long or too much joined together is refused here, before Cedar sees it. For that, this file and Cedar have to see the
same texts in quotation marks, so a text that does not end on its line is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatepost.policy.errors import PackError

FILE = "rules.cedar"

DEEPEST = 12
"""Brackets within brackets. Cedar's parser recurses without a limit and takes the whole process with it (seen with 4.12)."""

LONGEST = 1500
"""Characters of one rule. A rule that a head teacher could read has under 500."""

MOST_JOINED = 40
"""``&&`` and ``||`` of one rule: each is one level more of the tree that Cedar makes of it."""

_OPENING, _CLOSING = "([{", ")]}"
_TOKENS = re.compile(r'//[^\n]*|"(?:\\.|[^"\\])*+(?:"|\Z)|[()\[\]{};]|\n', re.DOTALL)
_BLANK = re.compile(r"(?:\s|//[^\n]*(?:\n|$))*")


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Each rule's text with the line (from 1) on which it begins. Raises ``PackError`` for what Cedar must not be shown."""
    for start, end in spans(text):
        yield _fit(text, start, end)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each rule begins and ends: ``text[start:end]`` is the rule, what lies between two rules is remarks."""
    line, depth, start = 1, 0, _skip_blank(text, 0)
    for token in _TOKENS.finditer(text):
        mark = token.group()
        if mark == ";":
            yield start, token.end()
            start, depth = _skip_blank(text, token.end()), 0
        _check_quoted(mark, line)
        depth = _depth(mark, depth, line)
        line += mark == "\n"
    if start < len(text):
        line, _ = _fit(text, start, len(text))
        raise PackError(FILE, line, "This rule does not end.", "Close its brackets and end it with a semicolon.")


def _skip_blank(text: str, start: int) -> int:
    found = _BLANK.match(text, start)
    return found.end() if found else start


def _depth(mark: str, depth: int, line: int) -> int:
    depth += (mark in _OPENING) - (mark in _CLOSING)
    if depth > DEEPEST:
        raise PackError(FILE, line, f"Brackets are nested more than {DEEPEST} deep.", "Split the rule in two.")
    if depth < 0:
        raise PackError(FILE, line, "A bracket is closed that was not opened.", "Take it out.")
    return depth


def _check_quoted(mark: str, line: int) -> None:
    if mark.startswith('"') and ("\n" in mark or mark == '"' or not mark.endswith('"')):
        raise PackError(FILE, line, "A text in quotation marks does not end on its line.", "Close it there.")


def _fit(text: str, start: int, end: int) -> tuple[int, str]:
    line, statement = text.count("\n", 0, start) + 1, text[start:end]
    if len(statement) > LONGEST:
        raise PackError(FILE, line, f"This rule is longer than {LONGEST} characters.", "Split it in two.")
    if statement.count("&&") + statement.count("||") > MOST_JOINED:
        raise PackError(FILE, line, f"This rule joins more than {MOST_JOINED} conditions.", "Split it in two.")
    return line, statement

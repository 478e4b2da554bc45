"""Which number does Word show before a paragraph?

The document only says "level 1 of list 7"; the number is counted while reading, as Word counts it.

    numbers.next("7", 0)  ->  "1."      numbers.next("7", 1)  ->  "1.1"
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from gatepost.documents.marks import BULLET
from gatepost.documents.package import W

LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is numbered: from which number, in which letters, with what around ("%1.%2")."""

    start: int = 1
    format: str = "decimal"
    shown: str = "%1."
    legal: bool = False
    restart: int = -1


@dataclass(slots=True)
class Numbers:
    """The lists of a document with where each has got to."""

    lists: dict[str, tuple[str, dict[int, Level]]]
    overrides: dict[tuple[str, int], int]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, name: str, level: int) -> str:
        """The number of the next paragraph of the list ``name`` at ``level`` (from 0); "" where there is no such list."""
        if name not in self.lists or not 0 <= level < LEVELS:
            return ""
        abstract, levels = self.lists[name]
        count = self.counts.setdefault(abstract, [None] * LEVELS)
        self._count(count, name, level, levels)
        here = levels.get(level, Level())
        if here.format == "bullet":
            return BULLET
        if here.format == "none" and "%" not in here.shown.replace(f"%{level + 1}", ""):
            return here.shown.replace(f"%{level + 1}", "").strip()
        text = here.shown
        for place in range(level + 1):
            each = levels.get(place, Level())
            value = count[place] if count[place] is not None else each.start
            text = text.replace(f"%{place + 1}", formatted(value or 0, "decimal" if here.legal else each.format))
        return text.strip()

    def _count(self, count: list[int | None], name: str, level: int, levels: dict[int, Level]) -> None:
        override = self.overrides.get((name, level))
        if override is not None and (name, level) not in self.begun:
            count[level] = override
        else:
            now = count[level]
            count[level] = levels.get(level, Level()).start if now is None else now + 1
        self.begun.add((name, level))
        for deeper in range(level + 1, LEVELS):
            if levels.get(deeper, Level()).restart != 0:
                count[deeper] = None
        for upper in range(level):
            if count[upper] is None:
                count[upper] = levels.get(upper, Level()).start


def read_numbers(root: ET.Element | None) -> Numbers:
    """The lists in ``numbering.xml``."""
    if root is None:
        return Numbers({}, {})
    abstracts = {
        each.get(f"{W}abstractNumId", ""): {_place(level): _level(level) for level in each.iter(f"{W}lvl")}
        for each in root.iter(f"{W}abstractNum")
    }
    lists: dict[str, tuple[str, dict[int, Level]]] = {}
    overrides: dict[tuple[str, int], int] = {}
    for num in root.findall(f"{W}num"):
        name = num.get(f"{W}numId", "")
        abstract = value_of(num, "abstractNumId")
        levels = dict(abstracts.get(abstract, {}))
        for override in num.findall(f"{W}lvlOverride"):
            place = _place(override)
            for level in override.findall(f"{W}lvl"):
                levels[place] = _level(level)
            if start := value_of(override, "startOverride"):
                overrides[name, place] = number(start)
        lists[name] = (abstract, levels)
    return Numbers(lists, overrides)


def _place(element: ET.Element) -> int:
    return number(element.get(f"{W}ilvl", "0"))


def _level(element: ET.Element) -> Level:
    return Level(
        start=number(value_of(element, "start") or "1"),
        format=value_of(element, "numFmt") or "decimal",
        shown=value_of(element, "lvlText"),
        legal=element.find(f"{W}isLgl") is not None,
        restart=number(value_of(element, "lvlRestart") or "-1"),
    )


def value_of(element: ET.Element, name: str) -> str:
    """The ``w:val`` of the child ``name``, "" without one."""
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def number(text: str) -> int:
    """A whole number as Word writes it; 0 for nonsense."""
    bare = text.removeprefix("-")
    return int(text) if bare.isascii() and bare.isdigit() and len(bare) <= LEVELS else 0


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LARGEST = 5_000


def formatted(value: int, form: str) -> str:
    """``value`` in Word's number format ``form``."""
    value = min(max(value, 0), LARGEST)
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(value) if form == "lowerRoman" else _roman(value).upper()
    if form in {"lowerLetter", "upperLetter"} and value:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form == "decimalZero":
        return f"{value:02}"
    if form == "ordinal":
        last = {1: "st", 2: "nd", 3: "rd"}.get(value % 10 if value % 100 not in {11, 12, 13} else 0, "th")
        return f"{value}{last}"
    return "" if form in {"none", "bullet"} else str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        while value >= worth:
            text += letters
            value -= worth
    return text

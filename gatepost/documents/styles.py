"""What do Word's styles say of a paragraph: is it a heading, and is it numbered?

styles.heading("Heading2")  ->  2       styles.numbered("ListNumber")  ->  ("3", 0)
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from gatepost.documents.numbering import number, value_of
from gatepost.documents.package import W

LONGEST_CHAIN = 12
"""Styles that one is based on, one on the other; a ring of them ends here."""
BODY = 9
"""The outline level that means "no heading"."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Each style by its id: its properties for paragraphs, its name, the style that it is based on."""

    found: dict[str, ET.Element]

    def heading(self, style: str) -> int:
        """The level of the heading, from 1; 0 for no heading."""
        for each in self._chain(style):
            name = value_of(each, "name").casefold()
            if name in {"title", "subtitle"}:
                return 1
            if name.startswith("heading ") and name[8:].strip().isdigit():
                return max(1, number(name[8:].strip()))
            outline = level_of(each.find(f"{W}pPr"))
            if outline:
                return outline
        return 0

    def numbered(self, style: str) -> tuple[str, int]:
        """The list and the level that the style stands for; ("", 0) for none."""
        name, level = "", -1
        for each in self._chain(style):
            properties = each.find(f"{W}pPr")
            numbers = None if properties is None else properties.find(f"{W}numPr")
            if numbers is not None:
                name = name or value_of(numbers, "numId")
                level = number(value_of(numbers, "ilvl")) if level < 0 and value_of(numbers, "ilvl") else level
        return name, max(level, 0)

    def _chain(self, style: str) -> list[ET.Element]:
        chain: list[ET.Element] = []
        while style in self.found and len(chain) < LONGEST_CHAIN:
            chain.append(self.found[style])
            style = value_of(self.found[style], "basedOn")
        return chain


def level_of(properties: ET.Element | None) -> int:
    """The outline level that stands in a paragraph's properties, from 1; 0 for none."""
    if properties is None or not value_of(properties, "outlineLvl"):
        return 0
    outline = number(value_of(properties, "outlineLvl"))
    return outline + 1 if outline < BODY else 0


def read_styles(root: ET.Element | None) -> Styles:
    """The styles in ``styles.xml``."""
    found = [] if root is None else root.findall(f"{W}style")
    return Styles({each.get(f"{W}styleId", ""): each for each in found})

"""How is a Word document opened without being hurt by it?

It is a zip with XML inside. Sizes are looked at before anything is unpacked and counted while it is; XML with a document type,
hundreds of levels or millions of elements is refused before it is read.

    Package(data).part("word/document.xml")  ->  the root element
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree as ET
from xml.parsers import expat

from gatepost.documents.errors import AS_DOCX_OR_PDF, DocumentRefused, damaged, encrypted, macros

LARGEST_PART = 40_000_000
"""Bytes of one part, unpacked. A hundred pages of text have some 2,000,000."""
MOST_RATIO = 250
"""How much smaller than its content a large part may be. Word's own parts shrink to a tenth."""
RATIO_MATTERS = 5_000_000
"""Bytes from which on the ratio is looked at: a short part of spaces hurts nobody."""
MOST_PARTS = 3_000
DEEPEST = 250
"""Levels of elements. Word writes some 20, and 15 more for each table in a table."""
MOST_ELEMENTS = 3_000_000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


class Package:
    """An opened .docx."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            raise damaged() from None
        self.names = [info.filename for info in self._zip.infolist()]
        self._refuse_what_hurts()

    def _refuse_what_hurts(self) -> None:
        infos = self._zip.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise encrypted()
        if any("vbaproject" in name.casefold() or "macrosheets" in name.casefold() for name in self.names):
            raise macros()
        if len(infos) > MOST_PARTS or any(_explodes(info) for info in infos):
            raise bomb()
        if "[Content_Types].xml" not in self.names:
            raise DocumentRefused("not-word", "This is a zip, and no Word document.", AS_DOCX_OR_PDF)
        if b"macroenabled" in self.read("[Content_Types].xml").lower():
            raise macros()

    def read(self, name: str) -> bytes:
        """The bytes of a part, as many as are allowed."""
        try:
            with self._zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError):
            raise damaged() from None
        if len(data) > LARGEST_PART:
            raise bomb()
        return data

    def part(self, name: str) -> ET.Element | None:
        """The root element of a part, None if there is no such part."""
        return parsed(self.read(name)) if name in self.names else None


def _explodes(info: zipfile.ZipInfo) -> bool:
    if not info.filename.endswith((".xml", ".rels")):
        return False  # pictures are never unpacked
    ratio = info.file_size / max(1, info.compress_size)
    return info.file_size > LARGEST_PART or (info.file_size > RATIO_MATTERS and ratio > MOST_RATIO)


def parsed(data: bytes) -> ET.Element:
    """The root of ``data`` after a first walk that builds nothing and refuses what would hurt."""
    _walk(data)
    try:
        return ET.fromstring(data.replace(STRICT.encode(), W[1:-1].encode()))  # noqa: S314  # the walk refused entities
    except ET.ParseError:
        raise damaged() from None


def _walk(data: bytes) -> None:
    depth = count = 0

    def opened(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise DocumentRefused("too-deep", "The inside of this document is nested too deeply.", AS_DOCX_OR_PDF)

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_args: object) -> None:
        raise DocumentRefused(
            "outside", "This document asks for things outside of it, as no policy does.", AS_DOCX_OR_PDF
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003  # expat takes it by position alone
    except expat.ExpatError:
        raise damaged() from None


def bomb() -> DocumentRefused:
    """The refusal of a file that would unpack to something enormous."""
    return DocumentRefused(
        "too-large-inside", "This file would be far too large once unpacked.", "A policy has some pages of text."
    )

"""How do tests make the files that schools bring?

word(["# Phones", "1. Off in lessons."])  ->  the bytes of a .docx
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import typst
from docx.document import Document as WordDocument

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(build: Callable[[WordDocument], None]) -> bytes:
    """The bytes of a Word document that ``build`` filled."""
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(source: str) -> bytes:
    """The bytes of a PDF set from Typst's ``source``."""
    return bytes(typst.compile(source.encode(), format="pdf"))


def escaped(text: str) -> str:
    """``text`` as Typst sets it letter for letter."""
    return "".join(f"\\{letter}" if letter in "\\#$*_`<>@[]/=-+~'\"" else letter for letter in text)


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """A Word document with some of its parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes[name] if name in changes else old.read(name))
        for name, content in changes.items():
            if name in old.namelist():
                continue
            new.writestr(name, content)
    return out.getvalue()


def word_of_xml(body: str, **parts: str) -> bytes:
    """A Word document whose body is this XML; ``parts`` are others, ``numbering_xml`` for instance."""
    root = f'<w:document xmlns:w="{WORD_NAMESPACE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    changes = {"word/document.xml": f"{root}<w:body>{body}</w:body></w:document>".encode()}
    for name, text in parts.items():
        changes[f"word/{name.replace('_', '.')}"] = (
            text.replace("<w:", "<w:", 1).replace(">", f' xmlns:w="{WORD_NAMESPACE}">', 1).encode()
        )
    return repacked(word(lambda _document: None), changes)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph in Word's XML."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

"""Which kind of document is this, and what is in it?

    read("policy.docx", data)  ->  Document; or DocumentRefused, with a code and a sentence

Trusts no name: what the file begins with says what it is. Called in a process of its own (``limits``), never in the server.
"""

from __future__ import annotations

from pathlib import PurePath

from gatepost.documents.blocks import Block, Document
from gatepost.documents.bounds import LARGEST, LONGEST_WORD, MOST_WORDS, Progress, silent
from gatepost.documents.errors import AS_DOCX_OR_PDF, DocumentRefused
from gatepost.documents.markup import read_markdown
from gatepost.documents.package import encrypted, macros
from gatepost.documents.pdf import read_pdf
from gatepost.documents.plain import read_plain
from gatepost.documents.word import read_word

KINDS = {".docx": "docx", ".pdf": "pdf", ".txt": "txt", ".md": "md", ".markdown": "md", ".text": "txt"}
_ZIP, _PDF, _OLE, _RTF = b"PK", b"%PDF-", bytes.fromhex("d0cf11e0a1b11ae1"), b"{\\rtf"


def read(name: str, data: bytes, progress: Progress = silent) -> Document:
    """The document in ``data``, whose file was called ``name``. Raises ``DocumentRefused``."""
    kind = kind_of(name, data)
    if kind == "docx":
        document = read_word(data, progress)
    elif kind == "pdf":
        document = read_pdf(data, progress)
    else:
        document = Document(kind, 0, read_markdown(data) if kind == "md" else read_plain(data))
    _refuse_nonsense(document.blocks)
    return document


def kind_of(name: str, data: bytes) -> str:
    """``docx``, ``pdf``, ``txt`` or ``md``. Raises ``DocumentRefused`` for anything else."""
    ending = PurePath(name).suffix.casefold()
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentRefused("empty", "There is nothing in this file.", "Choose the file with the policy in it.")
    if len(data) > LARGEST:
        raise DocumentRefused("too-large", "This file is larger than 25 MB.", "Save it again without its pictures.")
    if ending in {".docm", ".dotm"}:
        raise macros()
    _refuse_by_beginning(data)
    if ending not in KINDS:
        wrong = "This is not a kind of file that Gatepost reads."
        raise DocumentRefused("unknown-kind", wrong, "Choose a .docx, .pdf, .txt or .md file.")
    kind = KINDS[ending]
    inside = _inside(data)
    if inside != (kind if kind in {"docx", "pdf"} else "txt"):
        wrong = f"This file is called {ending} and is something else inside."
        right = {"docx": "Give it the name .docx.", "pdf": "Give it the name .pdf."}.get(inside, AS_DOCX_OR_PDF)
        raise DocumentRefused("wrong-ending", wrong, right)
    return kind


def _refuse_by_beginning(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise encrypted()
        raise DocumentRefused("old-word", "This is a document of an old Word.", AS_DOCX_OR_PDF)
    if data.startswith(_RTF):
        raise DocumentRefused("unknown-kind", "This is a Rich Text document.", AS_DOCX_OR_PDF)


def _inside(data: bytes) -> str:
    if data.startswith(_ZIP):
        return "docx"
    return "pdf" if _PDF in data[:1024] else "txt"


def _refuse_nonsense(blocks: tuple[Block, ...]) -> None:
    words = [word for block in blocks for word in block.text.split()]
    if not any(letter.isalpha() for word in words for letter in word):
        raise DocumentRefused("no-text", "There is no text in this document.", "Choose the file with the policy in it.")
    if len(words) > MOST_WORDS:
        wrong = f"This document has {len(words):,} words; Gatepost reads {MOST_WORDS:,}."
        raise DocumentRefused("too-many-words", wrong, "Choose the policy alone, or a part of it.")
    if any(len(word) > LONGEST_WORD for word in words):
        right = "Choose the file with the policy in it."
        raise DocumentRefused("not-text", "This file has no words in it, only one endless line.", right)

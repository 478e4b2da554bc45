"""Which kind of document is this?

Trusts no name: what the file begins with says what it is. Cheap: nothing is opened, so the server asks this itself and tells
somebody at once.

    kind_of("policy.docx", data)  ->  "docx", or DocumentRefused
"""

from __future__ import annotations

from pathlib import PurePath

from gatepost.documents.bounds import LARGEST
from gatepost.documents.errors import AS_DOCX_OR_PDF, DocumentRefused, encrypted, macros

KINDS = {".docx": "docx", ".pdf": "pdf", ".txt": "txt", ".md": "md", ".markdown": "md", ".text": "txt"}
_ZIP, _PDF, _OLE, _RTF = b"PK", b"%PDF-", bytes.fromhex("d0cf11e0a1b11ae1"), b"{\\rtf"


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

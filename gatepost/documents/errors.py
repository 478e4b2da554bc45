"""How is a document refused?

With a stable code, a sentence, and what would be right. Nothing of the document is repeated in it.

    >>> error = DocumentRefused("empty", "There is nothing in this file.", "Choose the file with the policy in it.")
    >>> error.code, error.right
    ('empty', 'Choose the file with the policy in it.')
"""

from __future__ import annotations

from gatepost.kernel.errors import GatepostError


class DocumentRefused(GatepostError):
    """A document that cannot be read. ``str()`` of it is one line: what is wrong and what would be right."""

    def __init__(self, code: str, sentence: str, right: str) -> None:
        super().__init__(code, f"{sentence} {right}")
        self.wrong = sentence
        self.right = right


AS_DOCX_OR_PDF = "Save it again as .docx or .pdf and choose the new file."
"""What is right for most of them."""


def damaged() -> DocumentRefused:
    """The refusal of a file whose inside is broken."""
    return DocumentRefused("damaged", "This file is damaged, or it was cut off on its way.", AS_DOCX_OR_PDF)


def macros() -> DocumentRefused:
    """The refusal of a document with a program in it."""
    return DocumentRefused(
        "macros", "This Word document has macros in it: small programs.", "Save it again as .docx, which has none."
    )


def encrypted() -> DocumentRefused:
    """The refusal of a file that needs a password."""
    return DocumentRefused(
        "encrypted", "This file is locked with a password.", "Save it again without a password and choose the new file."
    )

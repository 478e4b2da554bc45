"""What is in a document?

    read("policy.docx", data)  ->  Document; or DocumentRefused, with a code and a sentence

Called in a process of its own (``limits``), never in the server.
"""

from __future__ import annotations

from gatepost.documents.blocks import Block, Document
from gatepost.documents.bounds import LONGEST_WORD, MOST_WORDS, Progress, silent
from gatepost.documents.errors import DocumentRefused
from gatepost.documents.kinds import kind_of
from gatepost.documents.markup import read_markdown
from gatepost.documents.pdf import read_pdf
from gatepost.documents.plain import read_plain
from gatepost.documents.word import read_word


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


def _refuse_nonsense(blocks: tuple[Block, ...]) -> None:
    words = [word for block in blocks for word in f"{block.number} {block.text}".split()]
    if not any(letter.isalpha() for word in words for letter in word):
        raise DocumentRefused("no-text", "There is no text in this document.", "Choose the file with the policy in it.")
    if len(words) > MOST_WORDS:
        wrong = f"This document has {len(words):,} words; Gatepost reads {MOST_WORDS:,}."
        raise DocumentRefused("too-many-words", wrong, "Choose the policy alone, or a part of it.")
    if any(len(word) > LONGEST_WORD for word in words):
        right = "Choose the file with the policy in it."
        raise DocumentRefused("not-text", "This file has no words in it, only one endless line.", right)

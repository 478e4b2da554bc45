"""Does every hostile document end in a clear message, in its own process, quickly?"""

import io
import os
import signal
import subprocess
import zipfile
from collections.abc import Callable

import pytest
from docx.document import Document as WordDocument

from gatepost.documents import DocumentRefused, limits, read_safely
from gatepost.documents.bounds import LARGEST, MOST_PAGES
from gatepost.documents.outline import MOST_ABOVE, outline
from gatepost.documents.reading import read
from tests.unit.documents.making import paragraph, pdf, repacked, word, word_of_xml


def one_paragraph(document: WordDocument) -> None:
    """The smallest policy."""
    document.add_paragraph("Phones are off.")


GOOD = word(one_paragraph)
GOOD_PDF = pdf("Phones are off.")
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='99' height='99'><rect width='50' height='50'/></svg>"
SCAN = f'#image(bytes("{PICTURE}"))'


def zip_of(**parts: bytes) -> bytes:
    """A zip with parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def document_of(xml: bytes) -> bytes:
    """A Word document with this for its body's file."""
    return repacked(GOOD, {"word/document.xml": xml})


def locked_zip() -> bytes:
    """A Word document whose parts say that they are encrypted."""
    data = bytearray(GOOD)
    start = 0
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def locked_pdf() -> bytes:
    """A PDF that needs a password: an encryption that no empty password opens."""
    locked = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%b) /U (%b) /P -4 >> /ID [(0123456789abcdef) (0123456789abcdef)]"
    )
    trailer = locked % (b"x" * 32, b"y" * 32)
    at = GOOD_PDF.rfind(b"/Root")
    return GOOD_PDF[:at] + trailer + b" " + GOOD_PDF[at:]


ENTITY = (
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1/">]><w:document xmlns:w="x"><w:body>&e;</w:body></w:document>'
)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
DEEP = b"<a>" * 5_000 + b"</a>" * 5_000

CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("x.docx", lambda: b"", "empty"),
    "only blanks": ("x.txt", lambda: b" \n\t\n", "empty"),
    "no words": ("x.txt", lambda: b"... --- 123", "no-text"),
    "no words in Word": ("x.docx", lambda: word(lambda _document: None), "no-text"),
    "too large": ("x.txt", lambda: b"a" * (LARGEST + 1), "too-large"),
    "zip bomb": ("x.docx", lambda: document_of(b"<a>" + b" " * 60_000_000 + b"</a>"), "too-large-inside"),
    "smaller zip bomb": ("x.docx", lambda: document_of(b"<a>" + b" " * 20_000_000 + b"</a>"), "too-large-inside"),
    "thousands of parts": (
        "x.docx",
        lambda: repacked(GOOD, {f"word/{number}.xml": b"<a/>" for number in range(3_001)}),
        "too-large-inside",
    ),
    "external entity": ("x.docx", lambda: document_of(ENTITY), "outside"),
    "billion laughs": ("x.docx", lambda: document_of(LAUGHS), "outside"),
    "entity in UTF-16": ("x.docx", lambda: document_of(ENTITY.decode().encode("utf-16")), "outside"),
    "entity in the numbering": ("x.docx", lambda: repacked(GOOD, {"word/numbering.xml": ENTITY}), "outside"),
    "deep": ("x.docx", lambda: document_of(DEEP), "too-deep"),
    "deep tables": (
        "x.docx",
        lambda: word_of_xml("<w:tbl><w:tr><w:tc>" * 100 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 100),
        "too-deep",
    ),
    "broken XML": ("x.docx", lambda: document_of(b"<w:document>"), "damaged"),
    "macros by name": ("x.docm", lambda: GOOD, "macros"),
    "macros inside": ("x.docx", lambda: repacked(GOOD, {"word/vbaProject.bin": b"x"}), "macros"),
    "locked Word": ("x.docx", locked_zip, "encrypted"),
    "locked Word of Office": (
        "x.docx",
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
    "old Word": ("x.doc", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, "old-word"),
    "rich text": ("x.txt", lambda: b"{\\rtf1 Phones are off.}", "unknown-kind"),
    "picture": ("x.png", lambda: b"\x89PNG\r\n\x1a\n", "unknown-kind"),
    "PDF called Word": ("x.docx", lambda: GOOD_PDF, "wrong-ending"),
    "Word called text": ("x.txt", lambda: GOOD, "wrong-ending"),
    "text called PDF": ("x.pdf", lambda: b"Phones are off.", "wrong-ending"),
    "another zip": ("x.docx", lambda: zip_of(readme=b"x"), "not-word"),
    "truncated Word": ("x.docx", lambda: GOOD[: len(GOOD) // 2], "damaged"),
    "truncated PDF": ("x.pdf", lambda: GOOD_PDF[:200], "damaged"),
    "locked PDF": ("x.pdf", locked_pdf, "encrypted"),
    "scanned": ("x.pdf", lambda: pdf(f"{SCAN}\n#pagebreak()\n{SCAN}"), "no-text"),
    "300 pages": ("x.pdf", lambda: pdf("Off.\n" + "#pagebreak()\nOff.\n" * 299), "too-many-pages"),
    "300 pages of text": ("x.txt", lambda: b"Phones are off. " * 60_000, "too-many-words"),
    "one endless line": ("x.txt", lambda: b"a" * 3_000_000, "not-text"),
    "zeros": ("x.txt", lambda: b"Phones\0are\0off", "not-text"),
}


def code_of(name: str, data: bytes) -> str:
    """The code of the refusal, "" for a document that is read."""
    try:
        read_safely(name, data)
    except DocumentRefused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("case", CASES)
def test_hostile_document_is_refused_in_words(case: str) -> None:
    """With its code, one line, and what would be right; nothing of the document is repeated."""
    name, made, code = CASES[case]
    with pytest.raises(DocumentRefused) as refused:
        read_safely(name, made())
    assert refused.value.code == code
    assert refused.value.wrong
    assert refused.value.right
    assert "\n" not in str(refused.value)


def test_scanned_pages_are_named() -> None:
    """All of them: no document; some of them: the document, and which."""
    with pytest.raises(DocumentRefused, match=r"Pages 1 to 2"):
        read_safely("x.pdf", pdf(f"{SCAN}\n#pagebreak()\n{SCAN}"))
    found = read_safely("x.pdf", pdf(f"Phones are off.\n#pagebreak()\n{SCAN}\n#pagebreak()\nAlways."))
    assert found.without_text == (2,)


@pytest.mark.parametrize("text", ["(" * 100_000, "[" * 50_000, "> " * 20_000 + "x", "`" * 99_999, "* " * 30_000 + "x"])
def test_markdown_that_looks_for_trouble_is_read_or_refused(text: str) -> None:
    """In no time that anybody would notice."""
    assert code_of("x.md", f"Phones.\n\n{text}".encode()) in {"", "not-text"}


def test_reading_that_takes_too_long_is_ended() -> None:
    """The process is gone, and a person is told."""
    slow = pdf("#lorem(300)\n" + "#pagebreak()\n#lorem(300)\n" * 150)
    with pytest.raises(DocumentRefused) as refused:
        read_safely("x.pdf", slow, seconds=1)
    assert refused.value.code == "too-slow"


def test_reading_that_takes_too_much_memory_is_ended() -> None:
    """And the server never had it."""
    with pytest.raises(DocumentRefused) as refused:
        read_safely("x.txt", b"Phones are off. " * 200_000, memory=80 * 1024 * 1024)
    assert refused.value.code in {"too-much", "too-many-words"}


@pytest.mark.parametrize("seed", range(6))
def test_pdf_with_its_inside_turned_about_is_read_or_refused(seed: int) -> None:
    """A parser that stumbles is a refusal, never an error."""
    data = bytearray(pdf("#lorem(40)"))
    for step in range(12):
        data[(seed * 7_919 + step * 104_729) % len(data)] ^= 1 << (step % 8)
    expected = {"", "damaged", "no-text", "wrong-ending", "encrypted", "too-much", "too-deep"}
    assert code_of("x.pdf", bytes(data)) in expected


def test_reading_process_is_given_no_secret() -> None:
    """The server's environment stays with the server."""
    os.environ["GATEPOST_SECRET_KEY_OF_A_TEST"] = "x"
    try:
        assert not [name for name in limits._environment() if name.startswith("GATEPOST")]
    finally:
        del os.environ["GATEPOST_SECRET_KEY_OF_A_TEST"]


def test_progress_is_told_page_by_page() -> None:
    """For a long document."""
    told: list[tuple[int, int]] = []
    read_safely("x.pdf", pdf("Off.\n#pagebreak()\nOff.\n#pagebreak()\nOff."), lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert MOST_PAGES > 100


def test_text_that_only_looks_like_items_costs_no_more_than_it_is_long() -> None:
    """Twenty thousand paragraphs in small letters once took minutes and gigabytes in the worker that sends the mail."""
    found = outline(read("x.txt", b"staff\n\n" * 20_000))
    assert max(len(each.context) for each in found) <= MOST_ABOVE


def test_reader_that_dies_in_the_middle_of_a_line_has_said_nothing() -> None:
    """Half an answer is none: the person is told that it took too much, as of every other reader that died."""
    dying = """printf '{"progress": [1, 2]}\\n{"docum'; kill -9 $$"""
    seen: list[tuple[int, int]] = []
    with subprocess.Popen(["/bin/sh", "-c", dying], stdout=subprocess.PIPE) as child:
        answer = limits._answer(child.stdout, lambda done, of: seen.append((done, of)))
    assert (answer, seen) == ({}, [(1, 2)])
    with pytest.raises(DocumentRefused, match="took too long"):
        limits._document(answer, too_slow=child.returncode == -signal.SIGKILL)

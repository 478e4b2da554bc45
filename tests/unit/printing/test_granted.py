"""Is the letter of a permission what it should be: tagged, whole, in every alphabet, and never valid when it is not?"""

import io
from datetime import date
from typing import Any

import pdfplumber
import pytest

from gatepost.accounts.qr import picture
from gatepost.policy import default_pack
from gatepost.printing import Decision, Granted, Square, granted_pdf
from gatepost.printing.granted import STANDINGS, granted_data
from tests.unit.printing.test_printing import HOSTILE

CODE = "K7QM-4XTD-9RWE-2HP0-V3CZ-PGPR"
PAGE = "policy.oddenbrook.example/letter"
MINUTED = Decision("governing-body", "Helen Marsh", date(2026, 7, 3), "2026/7, item 3", date(2026, 7, 2))


def letter(**other: Any) -> Granted:
    """Return a letter."""
    square = picture(f"https://{PAGE}/?code={CODE}")
    said: dict[str, Any] = {
        "school": "Oddenbrook Primary School",
        "given_on": date(2026, 7, 3),
        "holder": "Anna Kowalska",
        "hats": ("parent", "staff"),
        "kind": "on-behalf-of-school",
        "what": "Posts about the book week",
        "account": "The class blog",
        "facts": {"service_kind": ("blog", "social-networking")},
        "begins": date(2026, 9, 1),
        "until": date(2027, 7, 16),
        "decisions": (Decision("head", "Ruth Ashworth", date(2026, 7, 1), conditions="Only in term."), MINUTED),
        "edition": default_pack(),
        "standing": "valid",
        "printed_on": date(2026, 11, 29),
        "code": CODE,
        "page": PAGE,
        "square": Square(square.size, square.path),
    }
    return Granted(**{**said, **other})


def text_of(document: bytes) -> str:
    """Return the words of a PDF, with single spaces."""
    with pdfplumber.open(io.BytesIO(document)) as opened:
        return " ".join(" ".join(page.extract_text() for page in opened.pages).split())


@pytest.mark.parametrize("standing", STANDINGS)
def test_letter_that_does_not_count_says_so_above_everything_else(standing: str) -> None:
    """In words and at the head of the first sheet, not by a colour."""
    word, _sentence = STANDINGS[standing]
    text = text_of(granted_pdf(letter(standing=standing)))
    assert text.index(word.upper()) < text.index("Permission to post for the school")


def test_letter_that_counts_says_nothing_against_itself() -> None:
    """No word of one that does not."""
    text = text_of(granted_pdf(letter()))
    assert [word for word, _sentence in STANDINGS.values() if word.upper() in text] == []


def test_letterhead_says_how_the_school_is_reached_as_far_as_the_school_has_said_so() -> None:
    """Above the title; a school that has said nothing, or half of it, has no empty line."""
    reached = {"phone": "01632 960 001", "email": "office@oddenbrook.example"}
    head, _title, _rest = text_of(granted_pdf(letter(**reached))).partition("Permission to post for the school")
    assert "Telephone: 01632 960 001" in head
    assert "E-mail: office@oddenbrook.example" in head
    half = text_of(granted_pdf(letter(phone="01632 960 001")))
    assert "Telephone: 01632 960 001" in half
    assert "E-mail:" not in half
    assert "Telephone:" not in text_of(granted_pdf(letter()))


def test_letter_has_all_that_was_decided() -> None:
    """Who, what, where, from when to when, by whom, on which conditions, by which words."""
    text = text_of(granted_pdf(letter()))
    edition = default_pack()
    for words in (
        "Oddenbrook Primary School",
        "3 July 2026",
        "Anna Kowalska",
        "At the school as a parent or guardian, a member of staff",
        "Posts about the book week",
        "The class blog",
        "A blog, a social networking site",
        "1 September 2026 to 16 July 2027, both days included",
        "Counts from 1 September 2026 on, and not before",
        "Ruth Ashworth, for the head teacher, on 1 July 2026.",
        "Only in term.",
        "Helen Marsh, for the governing body, on 3 July 2026. Decided on 2 July 2026; minute 2026/7, item 3.",
        "Nobody blogs or goes on social networking sites in working hours",
        f"Edition “{edition.label}”, SHA-256 {edition.sha256[:12]}",
        CODE,
        PAGE,
    ):
        assert words in text, words


def test_letter_is_tagged_and_its_square_is_told_in_words() -> None:
    """As PDF/UA asks: a title, a language, tags, and words for the picture."""
    document = granted_pdf(letter())
    with pdfplumber.open(io.BytesIO(document)) as opened:
        assert opened.metadata["Title"] == "Permission to post for the school"
        tree = list(_nodes(opened.structure_tree))
    assert b"pdfuaid" in document
    assert b"/Lang (en-GB)" in document or b"/Lang(en-GB)" in document
    figures = [node for node in tree if node["type"] == "Figure"]
    assert [node["alt_text"] for node in figures] == [
        "A square for the camera of a phone: it opens the page that says whether this permission is valid today."
    ]
    assert [node["type"] for node in tree if node["type"] in {"H1", "H2"}] == ["H1", "H2", "H2", "H2"]


def _nodes(tree: Any) -> Any:
    for node in tree:
        yield node
        yield from _nodes(node.get("children", ()))


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_look_like_instructions_are_words(words: str) -> None:
    """Whoever asks writes what goes here, and whoever decides."""
    decided = Decision("head", words, date(2026, 7, 1), conditions=words)
    document = granted_pdf(letter(school=words, holder=words, what=words, account=words, decisions=(decided,)))
    assert "root:" not in text_of(document)
    assert CODE in text_of(document)


@pytest.mark.parametrize(
    "words", ["Żółć Ćma", "Ελένη Δημητρίου", "Олена Шевченко", "علي حسن", "שרה כהן", "Nguyễn Thị Ánh"]
)
def test_names_in_other_alphabets_are_set_as_they_are(words: str) -> None:
    """And from right to left where they are read so."""
    document = granted_pdf(letter(holder=words, what=words))
    assert b"pdfuaid" in document
    with pdfplumber.open(io.BytesIO(document)) as opened:
        letters = "".join(opened.pages[0].extract_text())
    assert set(words.replace(" ", "")) <= set(letters)
    rows = {row["name"]: row["lines"] for row in granted_data(letter(what=words))["rows"]}
    assert rows["What"][0]["is_rtl"] == (words in {"علي حسن", "שרה כהן"})


def test_longest_words_that_can_be_asked_go_over_the_sheets_and_none_is_lost() -> None:
    """With the code on the first; what has no space in it breaks before the margin."""
    decisions = tuple(
        Decision(
            body, "Wolfeschlegelsteinhausenbergerdorff " * 5, date(2026, 7, 1), conditions="Long words. " * 160 + end
        )
        for body, end in (("head", "Here it ends."), ("governing-body", "There it ends."))
    )
    document = granted_pdf(letter(what="W" * 1000, account="x" * 200, holder="y" * 200, decisions=decisions))
    with pdfplumber.open(io.BytesIO(document)) as opened:
        assert len(opened.pages) > 1
        assert CODE in opened.pages[0].extract_text()
        assert all(char["x1"] <= page.width - 60 for page in opened.pages for char in page.chars)
    text = text_of(document)
    assert "Here it ends." in text
    assert "There it ends." in text
    assert text.count("W") >= 1000


def test_the_same_letter_is_the_same_bytes() -> None:
    """Nothing in it tells when it was printed but the day."""
    assert granted_pdf(letter()) == granted_pdf(letter())

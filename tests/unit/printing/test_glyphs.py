"""Is a word in whatever alphabet printed whole, or said to be missing; and never a box?"""

import io
import json
from datetime import date

import pdfplumber
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.printing import Decision, granted_pdf, unprintable
from gatepost.printing.glyphs import MARK, NOTE, marked, unshown
from gatepost.printing.granted import granted_data
from gatepost.web.letters.fonts import PACKAGES, WRITTEN, fonts_are_there
from tests.unit.printing.test_granted import CODE, letter, text_of

FROM_THE_RIGHT = {"Arabic", "Hebrew", "Urdu"}


@pytest.mark.parametrize("written", WRITTEN)
def test_scope_in_another_alphabet_is_printed_whole_or_said_to_be_missing(written: str) -> None:
    """As PDF/UA either way, with its code; read from right to left where it is read so."""
    words = WRITTEN[written]
    decided = Decision("head", "Ruth Ashworth", date(2026, 7, 1), conditions=words)
    document = granted_pdf(letter(what=words, decisions=(decided,)))
    text, missing = text_of(document), unprintable(words)
    assert b"pdfuaid" in document
    assert CODE in text
    assert (MARK in text, " ".join(NOTE.split()) in text) == (bool(missing), bool(missing))
    if not missing:
        with pdfplumber.open(io.BytesIO(document)) as opened:
            assert "\ufffd" not in opened.pages[0].extract_text()
    rows = {row["name"]: row["lines"] for row in granted_data(letter(what=words))["rows"]}
    assert rows["What"][0]["is_rtl"] == (written in FROM_THE_RIGHT)


def test_what_is_said_to_be_missing_stands_above_everything_else() -> None:
    """Whoever is shown the letter reads it first; what can be printed stays."""
    text = text_of(granted_pdf(letter(what="Photos of the fair", account=f"Blog {chr(0x12000)}")))
    if MARK in text:
        assert text.startswith("The school's computer cannot print all letters")
        assert "Blog […]" in text
    assert "Photos of the fair" in text


def test_plain_words_need_no_look_at_the_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most permissions are in Latin letters: their pages set nothing."""

    def never(*_args: object, **_kwargs: object) -> None:
        raise AssertionError

    monkeypatch.setattr(typst, "compile", never)
    assert unprintable("Żółć, “the fair” and all of it…", "") == ()


def test_half_a_word_is_never_printed() -> None:
    """It could be read as another; the marks of neighbours are one."""
    missing = frozenset("\u06c1")
    assert marked("اردو میں لکھا ہوا ٹیکسٹ", missing) == "اردو میں لکھا […] ٹیکسٹ"
    assert marked("a বাংলা লেখা b", frozenset("বল")) == "a […] b"
    assert marked("a b", frozenset()) == "a b"
    assert marked("naïve, noжpe (2ж)", frozenset("ïж")) == "[…], […] ([…])"


@given(st.text(st.sampled_from('añж\u1234x9 "\\\n\r\t\x01/{[:,'), max_size=30))
def test_marked_data_are_data(words: str) -> None:
    """Quotes, backslashes and what JSON writes for the end of a line stay as they are."""
    text = json.dumps({"said": words, "n": [1, True]}, ensure_ascii=False)
    found = json.loads(marked(text, frozenset("жñ")))
    assert found["n"] == [1, True]
    assert not set(found["said"]) & {"ж", "ñ"}
    assert (found["said"] == words) == (not set(words) & {"ж", "ñ"})


def test_letter_without_a_meaning_is_never_printed() -> None:
    """A font may have something in the place of a private letter, a logo say."""
    assert unprintable("Fair \ue000", "\U0010fffd") == ("\ue000", "\U0010fffd")
    text = text_of(granted_pdf(letter(what="Photos of the Fair\ue000 today")))
    assert "Photos of the […] today" in text
    assert text.startswith("The school's computer cannot print all letters")


def test_letter_that_is_missing_takes_no_plain_one_with_it() -> None:
    """What Typst names may be a plain letter with an unusual sign on it."""
    assert unshown('the text `"e\\u{9be}"` could not be displayed with font') == {"\u09be"}
    assert unshown("unknown variable") == frozenset()


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=60))
def test_any_words_are_printed_or_said_to_be_missing(words: str) -> None:
    """Whatever somebody types, there is a letter, and it is whole or says that it is not."""
    document = granted_pdf(letter(what=f"Fair {words}", account="Page"))
    assert b"pdfuaid" in document
    assert bool(unprintable(words)) <= (" ".join(NOTE.split()) in text_of(document))


def test_technician_is_told_what_to_install() -> None:
    """By the command that looks an installation over; nothing is said where nothing is missing."""
    missing = [name for name, word in WRITTEN.items() if unprintable(word)]
    found = fonts_are_there()
    assert [PACKAGES in (each.hint or "") for each in found] == ([True] if missing else [])
    assert all(name in found[0].msg for name in missing)

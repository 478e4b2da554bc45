"""Are plain text and Markdown read in order, and sentences parted where they end?"""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gatepost.documents.blocks import Document
from gatepost.documents.outline import outline
from gatepost.documents.reading import read
from gatepost.documents.sentences import sentences

TEXT = """Our Policy

1 Phones

All phones are off in lessons. They stay in
bags until home-
time.

1. First point.
2. Second point
   goes on.
 - a. A small one.

Name\tSigned
Head\t
"""


def shown(name: str, text: str) -> list[tuple[str, str, str]]:
    """Kind, number and text of each block."""
    return [(each.kind, each.number, each.text) for each in read(name, text.encode()).blocks]


def test_plain_text_has_headings_items_and_cells() -> None:
    """And parted words are whole again."""
    assert shown("x.txt", TEXT) == [
        ("heading", "", "Our Policy"),
        ("heading", "1", "Phones"),
        ("paragraph", "", "All phones are off in lessons. They stay in bags until hometime."),
        ("item", "1.", "First point."),
        ("item", "2.", "Second point goes on."),
        ("item", "a.", "A small one."),
        ("head-row", "", "Name\nSigned"),
        ("row", "", "Head"),
    ]


def test_markdown_has_headings_lists_and_tables() -> None:
    """With the numbers that it shows."""
    text = "# Policy\n\n3. Third\n4. Fourth\n   - *below* it\n\n| A | B |\n|---|---|\n| one two | three |\n\nSee [us](http://x.test)."
    assert shown("x.md", text) == [
        ("heading", "", "Policy"),
        ("item", "3.", "Third"),
        ("item", "4.", "Fourth"),
        ("item", "•", "below it"),
        ("head-row", "", "A\nB"),
        ("row", "", "one two\nthree"),
        ("paragraph", "", "See us (http://x.test)."),
    ]


def test_pictures_and_entities_leave_markdown_what_it_is() -> None:
    """The words of a picture stay, its address is none of the policy's; nothing is read as plain text because of them."""
    text = "# Staff &amp; parents\n\n![Our gate](img/gate.png)\n\n| A | B |\n|---|---|\n| one &lt; two | three |"
    assert shown("x.md", text) == [
        ("heading", "", "Staff & parents"),
        ("paragraph", "", "Our gate"),
        ("head-row", "", "A\nB"),
        ("row", "", "one < two\nthree"),
    ]


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r", "\v", "\x85", "\u2028", "\u2029", "\f"])
def test_line_ends_however_a_program_wrote_it(between: str) -> None:
    """So that the second item keeps its number."""
    assert shown("x.txt", f"1. Phones are off.{between}2. Parents ask first.") == [
        ("item", "1.", "Phones are off."),
        ("item", "2.", "Parents ask first."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("See e.g. Annex A. Ask Mr. Webb.", ["See e.g. Annex A.", "Ask Mr. Webb."]),
        ("Phones, cameras, etc. They are off.", ["Phones, cameras, etc.", "They are off."]),
        ("Version 2.1 holds. It is new.", ["Version 2.1 holds.", "It is new."]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ("Ask the receptionist. Then wait.", ["Ask the receptionist.", "Then wait."]),
        ("First line\nSecond line", ["First line", "Second line"]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    """Not after an abbreviation or within a number."""
    assert list(sentences(text)) == expected


@example("1A)\t1", "x.txt")
@given(
    st.text(alphabet=st.sampled_from("ab AB.!?:;\n\t-1()\"'•#|>*`é"), max_size=300), st.sampled_from(["x.txt", "x.md"])
)
def test_no_word_of_a_text_is_lost(text: str, name: str) -> None:
    """Whatever the text looks like, its words are in the sentences, in order."""
    if not any(letter.isalpha() for letter in text):
        return
    document = read(name, text.encode())
    said = iter("".join(re.findall(r"[^\W\d_]", whole(document))))
    assert all(letter in said for letter in re.findall(r"[^\W\d_]", text))


def whole(document: Document) -> str:
    """Everything that the outline has, numbers included."""
    found: list[str] = []
    last = -1
    for sentence in outline(document):
        if sentence.block != last:
            found.append(document.blocks[sentence.block].number)
        last = sentence.block
        found.append(sentence.text)
    return " ".join(found)

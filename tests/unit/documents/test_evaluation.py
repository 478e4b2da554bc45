"""Are the proposals right, without help, for nine sentences in ten: in several layouts, and for a school's real document?

The documents in ``schools`` are ours, in words unlike the default pack's and unlike each other's. To see what is wrong:
``python -m tests.unit.documents.report``.
"""

import hashlib
import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from gatepost.documents import propose, read_safely
from gatepost.policy import default_pack
from tests.unit.documents import labelled, report

GOAL = 0.9
BLIND_GOAL = 0.85
LAYOUTS: list[tuple[str, str, Callable[[str], bytes]]] = [
    ("harrowmere", "x.docx", labelled.word_of),
    ("thornfield", "x.docx", labelled.word_of),
    ("saltmarsh", "x.pdf", labelled.pdf_of),
    ("pennywell", "x.txt", labelled.text_of),
]
"""Numbered sections, tables, two columns, and prose without numbers."""


@pytest.mark.parametrize(("school", "name", "made"), LAYOUTS, ids=[each[0] for each in LAYOUTS])
def test_nine_in_ten_are_right_without_help(school: str, name: str, made: Callable[[str], bytes]) -> None:
    """Each sentence that has a clause gets it, each that has none is left to a person."""
    text = labelled.source(school)
    found = labelled.evaluate(made(text), name, labelled.labels(text))
    assert found.rate >= GOAL, found.wrong


@pytest.mark.parametrize(("school", "name", "made"), LAYOUTS, ids=[each[0] for each in LAYOUTS])
def test_every_sentence_of_the_document_is_read(school: str, name: str, made: Callable[[str], bytes]) -> None:
    """As a sentence of its own, in order."""
    text = labelled.source(school)
    found = labelled.evaluate(made(text), name, labelled.labels(text))
    assert not [each.text for each in found.wrong if each.got is None]


def test_documents_that_nothing_was_fitted_to_are_nearly_as_right() -> None:
    """A floor under what other schools will see; the bench prints the figure."""
    found = [report.result(school) for school in report.BLIND]
    assert 1 - sum(len(each.wrong) for each in found) / sum(each.count for each in found) >= BLIND_GOAL


OWN = os.environ.get("TESTS_IMPORT_DOCUMENT", "")
"""What GATEPOST_IMPORT_DOCUMENT was before the tests' settings took Gatepost's own variables away."""


@pytest.mark.skipif(not OWN, reason="GATEPOST_IMPORT_DOCUMENT names no document")
def test_a_real_document_is_nine_in_ten_right() -> None:
    """The labels know its sentences by place and hash, not by their words."""
    path = Path(OWN)
    found = propose(path.name, read_safely(path.name, path.read_bytes()), default_pack())
    rows = tomllib.loads((Path(__file__).parent / "own_document.toml").read_text(encoding="utf-8"))["sentences"]
    right = 0
    for place, fingerprint, clauses in rows:
        assert hashlib.sha256(found.sentences[place].text.encode()).hexdigest().startswith(fingerprint), place
        right += labelled.right(found.proposed[place], tuple(clauses))
    assert right / len(rows) >= GOAL
    assert len(rows) == len(found.matches)

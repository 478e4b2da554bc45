"""Does a document become a draft that loads, with all of its words in its order, and rules only for what it has?"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.documents import Proposal, propose
from gatepost.documents.reading import read
from gatepost.documents.to_pack import to_pack
from gatepost.policy import default_files, default_pack, failing_scenarios, load_files
from gatepost.policy.drafting import DraftError
from tests.unit.documents import labelled
from tests.unit.documents.test_evaluation import LAYOUTS

BASE = default_files()
CLAUSES = tuple(default_pack().clauses)


def proposal(school: str) -> Proposal:
    """What is proposed for one of our schools."""
    name, made = next((name, made) for each, name, made in LAYOUTS if each == school)
    return propose(name, read(name, made(labelled.source(school))), default_pack())


PROPOSALS = {school: proposal(school) for school, _, _ in LAYOUTS}


def words(text: str) -> list[str]:
    """The words of ``text``."""
    return re.findall(r"[^\W_]+", text.casefold())


def assert_nothing_is_lost(found: Proposal, files: dict[str, str]) -> None:
    """Every word of the document is in the draft, in order; what stands on every page is somewhere."""
    draft = iter(words(files["policy.md"]))
    for sentence in found.sentences:
        if sentence.kind != "around":
            missing = [word for word in words(sentence.text) if word not in draft]
            assert not missing, sentence.text
    everywhere = set(words(files["policy.md"]))
    assert all(set(words(sentence.text)) <= everywhere for sentence in found.sentences)


@pytest.mark.parametrize("school", PROPOSALS)
def test_draft_loads_and_has_every_word_of_the_document(school: str) -> None:
    """Its worked questions hold, nothing is approved, and a person judges what no rule covers."""
    found = PROPOSALS[school]
    files = to_pack(found, found.proposed, BASE, label="Draft")
    edition = load_files(files)
    assert failing_scenarios(edition) == ()
    assert_nothing_is_lost(found, files)
    assert set(found.off) == set(CLAUSES) - set(edition.clauses)
    assert (edition.approved, edition.signed_by) == ("", "")
    assert all(clause.judged for name, clause in edition.clauses.items() if name not in CLAUSES)


def test_clause_that_the_document_lacks_is_gone_with_its_rules_and_permissions() -> None:
    """As if it had been switched off by hand."""
    found = PROPOSALS["harrowmere"]
    chosen = {place: tuple(c for c in names if c != "parents.photo-pass") for place, names in found.proposed.items()}
    edition = load_files(to_pack(found, chosen, BASE, label="Draft"))
    assert "parents.photo-pass" not in edition.clauses
    assert "photo-pass" not in edition.grants
    assert "parents.photo-pass" not in {rule.clause for rule in edition.rules}


def test_draft_of_which_no_sentence_has_a_rule_is_refused() -> None:
    """It would decide nothing."""
    found = PROPOSALS["harrowmere"]
    with pytest.raises(DraftError) as refused:
        to_pack(found, {}, BASE, label="Draft")
    assert refused.value.code == "last-rule"


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_whatever_a_person_chooses_the_draft_loads_and_loses_nothing(data: st.DataObject) -> None:
    """Any sentence moved to any clause, to several, or to a person."""
    found = PROPOSALS[data.draw(st.sampled_from(sorted(PROPOSALS)))]
    some = st.lists(st.sampled_from(CLAUSES), max_size=2, unique=True).map(tuple)
    chosen = {place: data.draw(some) if data.draw(st.booleans()) else names for place, names in found.proposed.items()}
    chosen[min(chosen)] = ("conduct.3",)
    files = to_pack(found, chosen, BASE, label="Draft")
    load_files(files)
    assert_nothing_is_lost(found, files)


def test_proposal_survives_being_kept_as_json() -> None:
    """To the letter."""
    for found in PROPOSALS.values():
        assert Proposal.from_dict(found.to_dict()).to_dict() == found.to_dict()

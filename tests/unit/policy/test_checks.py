"""Is a person told where the words of a draft say one thing and its rules another?"""

import pytest

from gatepost.policy import Edition, PackFiles, default_files, default_pack, load_files
from gatepost.policy.checks import findings, reanswered
from gatepost.policy.drafting import reword, set_about, switch_off
from gatepost.policy.parameters import set_permission, set_places

BASE = default_files()


def looked_at(files: PackFiles, base: Edition | None = None) -> set[tuple[str, str, str]]:
    """Code, clause and text of each finding."""
    return {(found.code, found.clause, found.where) for found in findings(load_files(files), base=base)}


def test_default_pack_says_what_its_rules_do() -> None:
    """Nothing to look at before anything was changed."""
    assert findings(default_pack()) == ()


def test_places_that_the_wording_names_and_the_rules_do_not_are_listed() -> None:
    """Wording, plain words and exception each say so; with other words there is nothing left to look at."""
    clause = "conduct.phones-breaks"
    files = set_places(BASE, clause, ["staff-room", "hall"])
    assert looked_at(files) == {("names-other-places", clause, where) for where in ("wording", "plain", "lifted")}
    (found, *_) = findings(load_files(files))
    assert found.says == "It names the staff room, an office and a place that pupils don't use."
    assert found.rules == "The rules allow it in the staff room and the hall."
    words = "At break, phones are used in the staff room and in the hall."
    assert looked_at(reword(files, clause, wording=words, plain=words, lifted="In the staffroom or the hall.")) == set()


@pytest.mark.parametrize(
    ("permission", "givers", "expected"),
    [
        ("photo-pass", ["head"], {("parents.photo-pass", where) for where in ("wording", "lifted", "have")}),
        ("publish-images", ["head"], set()),
        ("urgent-call", ["head"], {("conduct.phones-urgent", "wording"), ("conduct.phones-urgent", "have")}),
    ],
)
def test_giver_that_the_words_name_and_the_rules_do_not_is_listed(
    permission: str, givers: list[str], expected: set[tuple[str, str]]
) -> None:
    """The words of the clause, and those that complete "You may once you have …"."""
    found = {(clause, where) for _, clause, where in looked_at(set_permission(BASE, permission, decided_by=givers))}
    assert expected <= found
    assert bool(expected) == bool(found)


def test_wording_that_says_when_the_old_edition_was_approved_is_listed() -> None:
    """A clause that tells of the approval is a wording like any other: nobody changes it unasked."""
    files = set_about(BASE, label="March 2026", approved="3 March 2026")
    assert looked_at(files, default_pack()) == {("says-what-was", "approval", "wording")}
    assert looked_at(files) == set()

    (found,) = (each for each in findings(load_files(files), base=default_pack()) if each.code == "says-what-was")
    assert found.rules == "The policy now says “March 2026” of itself."
    (found,) = (
        each
        for each in findings(load_files(set_about(files, label="July 2018", approved="")), base=default_pack())
        if each.code == "says-what-was"
    )
    assert found.rules == "The policy no longer says so of itself."


def test_worked_questions_with_another_answer_are_listed_with_both() -> None:
    """Those of a clause that is gone are gone with it, and are no other answer."""
    clause_gone = load_files(switch_off(BASE, "conduct.school-computers"))
    changed = reanswered(clause_gone, default_pack())
    assert changed
    for pair in changed:
        assert pair.old.title == pair.new.title
        assert "conduct.school-computers" in pair.old.clauses
        assert (pair.old.verdict, pair.old.clauses) != (pair.new.verdict, pair.new.clauses)

"""Do answers follow what the governing body decided, and say so, and does nothing else change?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.policy import Edition, Situation, analyse, decide, default_files, default_pack, load_files
from gatepost.policy.coverage import failing_scenarios
from gatepost.policy.drafting import switch_off
from gatepost.policy.engine import Lists
from gatepost.policy.judging import judge, worlds_of
from gatepost.policy.model import Ruled
from gatepost.policy.rulings import AS_READ, AS_WRITTEN, EXCEPTION, STRICTER, Ruling, doubts, sort_rulings, with_rulings
from gatepost.policy.schema import RULE_MODALITIES, STRICTNESS
from tests.unit.policy.asking import ask, situations

PACK = default_pack()
COMPUTERS, PHONES, FAMILY, HATS, IMAGES, OFFICIAL, CHILD = (doubt.id for doubt in doubts(PACK))
MARCH, MAY = date(2026, 3, 3), date(2026, 5, 5)

AT_A_COMPUTER: Mapping[str, Any] = {
    "hats": ["staff"],
    "act": "visit-social-media",
    "service_kind": "social-networking",
    "device": "school-computer",
    "when": "working-hours",
    "where": "office",
    "purpose": "for-the-school",
}
OWN_CHILD: Mapping[str, Any] = {"hats": ["staff"], "person": {"is": "pupil", "immediate_family": True}}


def ruling(doubt: str, choice: str, *, name: str = "r1", day: date = MARCH) -> Ruling:
    """A ruling of the governing body."""
    return Ruling(name, day, "the governing body", "7.2", "Official posts need a keyboard.", doubt, choice)


@cache
def ruled(*choices: tuple[str, str]) -> Edition:
    """The default pack with rulings, named r1, r2, …"""
    return with_rulings(PACK, [ruling(d, c, name=f"r{n}") for n, (d, c) in enumerate(choices, start=1)])


def test_doubts_are_the_contradictions_and_the_marked_readings() -> None:
    """Three and four in the default pack, each with two choices in words."""
    found = doubts(PACK)
    assert [doubt.kind for doubt in found] == ["contradiction"] * 3 + ["reading"] * 4
    assert [doubt.id.partition("--")[0] for doubt in found] == ["contradiction"] * 3 + ["reading"] * 4
    assert {tuple(choice.id for choice in doubt.choices) for doubt in found} == {
        (STRICTER, EXCEPTION),
        (AS_READ, AS_WRITTEN),
    }
    assert all(choice.title and choice.text for doubt in found for choice in doubt.choices)
    assert len({doubt.id for doubt in found}) == len(found)


def test_before_any_ruling_the_stricter_clause_wins() -> None:
    """The contradiction is shown, and not hidden by an answer that looks settled."""
    answer = ask(**AT_A_COMPUTER, permissions=["on-behalf-of-school"])
    assert (answer.verdict, answer.clauses) == ("must-not", ("conduct.school-computers",))
    assert answer.interpretations == ()


def test_exception_first_on_school_computers_lets_whoever_holds_the_permission() -> None:
    """And says by whom, when and why it was decided."""
    answer = ask(ruled((COMPUTERS, EXCEPTION)), **AT_A_COMPUTER, permissions=["on-behalf-of-school"])
    assert (answer.verdict, answer.clauses) == ("may", ("conduct.working-hours",))
    (told,) = answer.to_dict()["interpretations"]
    assert told["id"] == "r1"
    assert told["clauses"] == ["conduct.working-hours", "conduct.school-computers"]
    assert (told["day"], told["decided_by"], told["minute"]) == ("2026-03-03", "the governing body", "7.2")
    assert told["why"] == "Official posts need a keyboard."
    assert told["title"].endswith(": the exception goes first")


def test_exception_first_makes_the_permission_worth_asking_for() -> None:
    """Without it the answer now is "with permission", which it never was."""
    answer = ask(ruled((COMPUTERS, EXCEPTION)), **AT_A_COMPUTER)
    assert (answer.verdict, answer.needs) == ("with-permission", (("on-behalf-of-school",),))
    assert [reading.id for reading in answer.interpretations] == ["r1"]


@pytest.mark.parametrize(
    "change",
    [
        {"hats": ["parent"]},
        {"purpose": "own"},
        {"permissions": ["school-name", "publish-images", "photo-pass", "urgent-call"]},
        {"device": "own-phone"},
    ],
)
def test_exception_first_changes_nothing_where_the_exception_does_not_apply(change: dict[str, Any]) -> None:
    """Whoever is not bound by the first clause has no exception of it; own phones are another contradiction."""
    question = {**AT_A_COMPUTER, "permissions": ["on-behalf-of-school"], **change}
    before, after = ask(**question), ask(ruled((COMPUTERS, EXCEPTION)), **question)
    if "permissions" in change:
        assert (before.verdict, after.verdict) == ("must-not", "with-permission")
    else:
        assert (after.verdict, after.clauses, after.needs) == (before.verdict, before.clauses, before.needs)
        assert after.interpretations == before.interpretations


def test_stricter_clause_stands_changes_no_answer_and_says_so() -> None:
    """Settled is settled: the answer names the ruling where the other choice would have changed it, and nowhere else."""
    edition = ruled((COMPUTERS, STRICTER))
    held = ask(edition, **AT_A_COMPUTER, permissions=["on-behalf-of-school"])
    assert (held.verdict, [reading.id for reading in held.interpretations]) == ("must-not", ["r1"])
    assert ask(edition, **{**AT_A_COMPUTER, "hats": ["parent"]}).interpretations == ()


def test_own_child_who_is_a_pupil_after_the_exception_goes_first() -> None:
    """Being in touch is what the exception is about; making a pupil a friend has none."""
    edition = ruled((FAMILY, EXCEPTION))
    touch = ask(edition, **OWN_CHILD, act="interact-online")
    assert (touch.verdict, touch.clauses) == ("may", ("conduct.5",))
    assert [reading.id for reading in touch.interpretations] == ["r1"]
    for act in ("befriend", "view-profile"):
        assert ask(edition, **OWN_CHILD, act=act).verdict == "must-not"


def test_reading_as_written_binds_whom_the_words_name() -> None:
    """Governors and volunteers are not staff; the clause no longer says that it binds them."""
    edition = ruled((HATS, AS_WRITTEN))
    question = {"act": "befriend", "person": {"is": "pupil"}}
    assert ask(edition, hats=["staff"], **question).verdict == "must-not"
    governor = ask(edition, hats=["governor"], **question)
    assert (governor.verdict, [reading.id for reading in governor.interpretations]) == ("silent", ["r1"])
    assert edition.clauses["conduct.5"].binds == ("staff",)
    assert [c.binds for s in edition.sections for c in s.clauses if c.id == "conduct.5"] == [("staff",)]


def test_reading_as_written_takes_the_permission_away_that_the_words_do_not_give() -> None:
    """Nobody is named who could allow pictures, so nobody can be asked; the clause for parents names the head itself."""
    edition = ruled((IMAGES, AS_WRITTEN))
    question = {"act": "publish", "content": ["image-of-school-people"], "outlet": "social-media"}
    staff = ask(edition, hats=["staff"], **question)
    assert (staff.verdict, [reading.id for reading in staff.interpretations]) == ("must-not", ["r1"])
    assert ask(edition, hats=["parent"], **question).verdict == "with-permission"


def test_reading_as_read_takes_the_place_of_the_mark() -> None:
    """From then on the answer names the decision, not the doubt."""
    answer = ask(ruled((HATS, AS_READ)), hats=["governor"], act="befriend", person={"is": "pupil"})
    assert [type(reading) for reading in answer.interpretations] == [Ruled]


def test_reading_without_rules_is_settled_in_words() -> None:
    """What is done after a child's disclosure is done by people."""
    edition = ruled((CHILD, AS_WRITTEN))
    assert [reading.id for reading in edition.interpretations_of("disclosures.from-child")] == ["r1"]
    assert edition.rules == PACK.rules


def test_settled_contradiction_is_listed_apart_from_the_open_ones() -> None:
    """Whichever way it was settled."""
    for choice in (EXCEPTION, STRICTER):
        found = analyse(ruled((COMPUTERS, choice)))
        assert [each.id for each in found.contradictions] == [PHONES, FAMILY]
        assert [each.id for each in found.settled] == [COMPUTERS]
    everything = analyse(ruled((COMPUTERS, EXCEPTION), (PHONES, EXCEPTION), (FAMILY, EXCEPTION)))
    assert (everything.contradictions, len(everything.settled)) == ((), 3)
    assert everything.idle_rules == ()


def test_edition_with_rulings_is_the_adopted_one_and_is_kept_apart() -> None:
    """The label and the hash are those that were adopted; what answers are kept by is not."""
    edition = ruled((COMPUTERS, EXCEPTION))
    assert (edition.label, edition.sha256) == (PACK.label, PACK.sha256)
    assert PACK.identity == PACK.sha256
    assert len({PACK.identity, edition.identity, ruled((COMPUTERS, STRICTER)).identity}) == 3
    assert with_rulings(edition, []) == PACK
    assert edition.adopted == PACK


def test_worked_questions_hold_under_rulings() -> None:
    """They are examples on screen: none may show an answer that is no longer given."""
    edition = ruled(
        (COMPUTERS, EXCEPTION), (PHONES, EXCEPTION), (FAMILY, EXCEPTION), (HATS, AS_WRITTEN), (IMAGES, AS_WRITTEN)
    )
    assert failing_scenarios(edition) == ()
    assert edition.scenarios != PACK.scenarios


def test_ruling_counts_from_its_day() -> None:
    """What was asked before is answered as it was then."""
    early = with_rulings(PACK, [ruling(COMPUTERS, EXCEPTION, day=MAY)], on=MARCH)
    assert early is PACK
    assert with_rulings(PACK, [ruling(COMPUTERS, EXCEPTION, day=MAY)], on=MAY) != PACK


def test_of_two_rulings_on_one_doubt_the_later_day_counts() -> None:
    """In whatever order they were written down; on the same day the one written later."""
    first, later = ruling(COMPUTERS, EXCEPTION, name="a"), ruling(COMPUTERS, STRICTER, name="b", day=MAY)
    for order in ([first, later], [later, first]):
        assert sort_rulings(PACK, order).standing == (later,)
        assert sort_rulings(PACK, order).replaced == (first,)
    same_day = replace(first, id="c", choice=STRICTER)
    assert sort_rulings(PACK, [first, same_day]).standing == (same_day,)


def test_ruling_whose_doubt_is_gone_is_idle() -> None:
    """A new edition without one of the clauses has nothing to settle; nor is an unknown choice one."""
    edition = load_files(switch_off(default_files(), "conduct.school-computers"))
    decided = ruling(COMPUTERS, EXCEPTION)
    assert sort_rulings(edition, [decided]).idle == (decided,)
    assert with_rulings(edition, [decided]) is edition
    assert sort_rulings(PACK, [ruling(COMPUTERS, AS_WRITTEN)]).standing == ()


EXCEPTIONS_FIRST = {doubt: ruled((doubt, EXCEPTION)) for doubt in (COMPUTERS, PHONES, FAMILY)}
FOUND = analyse(PACK).contradictions
CHOICES = st.tuples(*(st.sampled_from((None, STRICTER, EXCEPTION)) for _ in range(3)))


@settings(max_examples=40, deadline=None)
@given(situations(hats=1), st.sampled_from((COMPUTERS, PHONES, FAMILY)))
def test_exception_first_loosens_only_where_the_exception_applies(situation: Situation, doubt: str) -> None:
    """Any situation: never stricter, and another answer only if in some world the exception applies, permissions in hand."""
    found = next(each for each in FOUND if each.id == doubt)
    before, after = judge(PACK, situation), judge(EXCEPTIONS_FIRST[doubt], situation)
    assert STRICTNESS[after.verdict] <= STRICTNESS[before.verdict]
    if (before.verdict, before.clauses, before.needs) == (after.verdict, after.clauses, after.needs):
        return
    everything = situation.permissions | PACK.engine.offered
    lists = Lists(situation.content, everything, situation.restrictions)
    (hat,) = situation.hats
    assert hat in found.hats
    assert any(
        permit.exception == found.exception and permit.twin_of.rpartition("#")[0] == found.clause
        for world in worlds_of(PACK.engine, situation)
        for permit in PACK.engine.exceptions(hat, situation.act, world.known, lists)
    )


@settings(max_examples=40, deadline=None)
@given(situations(hats=2), CHOICES)
def test_ruling_is_listed_exactly_where_the_other_choice_would_give_another_answer(
    situation: Situation, choices: tuple[str | None, ...]
) -> None:
    """An answer that does not hang on a ruling does not name it."""
    chosen = [(d, c) for d, c in zip((COMPUTERS, PHONES, FAMILY), choices, strict=True) if c]
    edition = ruled(*chosen)
    answer = decide(edition, situation)
    named = {reading.doubt for reading in answer.interpretations if isinstance(reading, Ruled)}
    for doubt, choice in chosen:
        flipped = [(d, (EXCEPTION if c == STRICTER else STRICTER) if d == doubt else c) for d, c in chosen]
        other = judge(ruled(*flipped), situation)
        differs = (other.verdict, other.clauses, other.needs) != (answer.verdict, answer.clauses, answer.needs)
        assert (doubt in named) == differs, choice


def test_rules_made_by_rulings_keep_the_laws_of_the_engine() -> None:
    """Every exception has its permit, every modality is known, and ids are each rule's own."""
    edition = ruled(
        (COMPUTERS, EXCEPTION), (PHONES, EXCEPTION), (FAMILY, EXCEPTION), (HATS, AS_WRITTEN), (IMAGES, AS_WRITTEN)
    )
    ids = [rule.id for rule in edition.rules]
    assert len(set(ids)) == len(ids)
    for rule in edition.rules:
        unless = [c for c in rule.source["conditions"] if c["kind"] == "unless"]
        assert len([twin for twin in edition.rules if twin.twin_of == rule.id]) == len(unless)
        assert rule.effect == "permit" or rule.modality in RULE_MODALITIES
        assert rule.twin_of or rule.text

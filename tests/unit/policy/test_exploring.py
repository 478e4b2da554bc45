"""Does the explorer say of every rule what Cedar says of it, and why?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from gatepost.policy import Situation, decide, default_pack
from gatepost.policy.exploring import Change, Part, Spoken, deciding_world, explore
from gatepost.policy.rules import Rule
from gatepost.policy.schema import ACTS, FACTS, LISTS
from tests.unit.policy.asking import changed_pack, situations

YES = """@clause("scope.definition")
permit (principal == Hat::"parent", action == Action::"carry-phone-on", resource)
when { context.where == "playground" };

"""
WRITTEN = [rule for rule in default_pack().rules if not rule.twin_of]
TWINS = [rule for rule in default_pack().rules if rule.twin_of]


def spoken(rule: str, **situation: object) -> Spoken:
    """Return what one rule of the default pack says of a situation in the JSON contract's shape."""
    return only(explore(default_pack(), Situation.from_dict(situation)), rule)


def only(found: tuple[Spoken, ...], rule: str) -> Spoken:
    """Return what that rule says."""
    return next(one for one in found if one.rule.id == rule)


def changed(situation: Situation, change: Change) -> Situation:
    """Return ``situation`` with a change made, the first of its values where any will do."""
    for part in change:
        if part.key in FACTS:
            situation = situation.knowing(part.key, part.values[0])
            continue
        values = frozenset(map(str, part.values[:1]))
        held: frozenset[str] = getattr(situation, part.key)
        now = held - values if part.absent else held | values
        situation = Situation(**{**fields(situation), part.key: now})
    return situation


def fields(situation: Situation) -> dict[str, Any]:
    """Return what a situation is made of."""
    return {name: getattr(situation, name) for name in ("hats", "act", "known", *LISTS)}


def full(situation: Situation) -> Situation:
    """Return ``situation`` with every fact known: the first value where it was not."""
    rest = {fact: FACTS[fact].values[0] for fact in ACTS[situation.act].facts if fact not in situation.known}
    return replace(situation, known={**situation.known, **rest})


@given(situations())
def test_rules_that_speak_are_exactly_the_clauses_of_the_answer(situation: Situation) -> None:
    """Whether everything is known or not: those against it; where none is, those that let it be."""
    answer = decide(default_pack(), situation)
    found = explore(default_pack(), situation)
    states = {"lifted", "lets"} if answer.verdict == "may" else {"against"}
    speaking = frozenset[str]().union(*(one.clauses for one in found if one.state in states))
    assert speaking == set(answer.clauses)
    assert {rule.id for rule in answer.because if not rule.twin_of} <= {
        one.rule.id for one in found if one.state == "against"
    }


@given(situations())
def test_every_change_makes_the_rule_apply_and_no_part_of_it_alone_does(situation: Situation) -> None:
    """What is said to keep a rule from applying is all that keeps it, and nothing besides."""
    situation = full(situation)
    for one in explore(default_pack(), situation):
        assert (one.state == "apart") == bool(one.changes)
        for change in one.changes:
            made = only(explore(default_pack(), changed(situation, change)), one.rule.id)
            assert made.state != "apart"
            for part in change if len(change) > 1 else ():
                less = only(explore(default_pack(), changed(situation, (part,))), one.rule.id)
                assert less.state == "apart"


@given(situations(hats=1))
def test_every_fact_that_a_rule_rests_on_is_true_and_needed(situation: Situation) -> None:
    """It is so, and were it otherwise there is a value with which the rule would not apply."""
    situation = full(situation)
    for one in explore(default_pack(), situation):
        for part in (part for part in one.rests if part.key in FACTS):
            assert situation.known[part.key] == part.values[0]
            others = [situation.knowing(part.key, value) for value in FACTS[part.key].values]
            assert "apart" in {only(explore(default_pack(), other), one.rule.id).state for other in others}


@pytest.mark.parametrize("rule", WRITTEN, ids=lambda rule: rule.id)
def test_every_rule_stands_against_something_and_is_apart_from_something(rule: Rule) -> None:
    """Each in a worked example, or in one with a single thing otherwise; only one rule speaks whatever the facts."""
    states: set[str] = set()
    for scenario in default_pack().scenarios:
        if scenario.situation.act in rule.acts:
            for situation in (scenario.situation, *varied(scenario.situation)):
                found = explore(default_pack(), situation)
                states |= {one.state for one in found if one.rule == rule}
    assert {"against", "apart"} <= states or (rule.id, states) == ("parents.3#1", {"against"})


def varied(situation: Situation) -> Iterator[Situation]:
    """Yield ``situation`` with one thing otherwise: another value of one fact, or nothing in one list."""
    for fact in situation.known:
        yield from (situation.knowing(fact, value) for value in FACTS[fact].values)
    for name in LISTS:
        yield Situation(**{**fields(situation), name: frozenset()})


@pytest.mark.parametrize("twin", TWINS, ids=lambda rule: rule.id)
def test_every_exception_lifts_its_rule_somewhere(twin: Rule) -> None:
    """In a worked example, or in one by someone with another permission or in another place."""
    lifting = set()
    for scenario in default_pack().scenarios:
        for permissions in ({*scenario.situation.permissions}, {*scenario.situation.permissions, "adjustment"}):
            situation = replace(scenario.situation, permissions=frozenset(permissions))
            for one in explore(default_pack(), situation):
                lifting |= {exception.id for exception in one.exceptions}
    assert twin.id in lifting


def test_rule_that_forbids_names_what_it_rests_on() -> None:
    """The hour and the phone, not the place."""
    one = spoken(
        "conduct.phones-off#2",
        hats=["staff"],
        act="take-photos",
        device="own-phone",
        when="working-hours",
        where="hall",
    )
    assert (one.state, one.sure, one.given) == ("against", True, ())
    assert one.rests == (Part("device", ("own-phone",)), Part("when", ("working-hours",)))


def test_rule_that_is_lifted_names_the_exception_and_cites_its_clause() -> None:
    """A call expected in the office is the clause on urgent calls, not the one on phones switched off."""
    one = spoken(
        "conduct.phones-off#1",
        hats=["staff"],
        act="carry-phone-on",
        when="working-hours",
        where="office",
        permissions=["urgent-call"],
    )
    assert one.state == "lifted"
    assert [exception.exception for exception in one.exceptions] == [("urgent-call",)]
    assert one.clauses == {"conduct.phones-urgent"}


def test_rule_that_is_kept_off_by_one_of_several_facts_names_each_way() -> None:
    """In working hours, or with the school's things: either alone would do."""
    one = spoken(
        "conduct.working-hours#1",
        hats=["staff"],
        act="visit-social-media",
        device="own-device",
        when="holiday",
        service_kind="blog",
        where="off-premises",
        purpose="own",
    )
    assert one.changes == (
        (Part("device", ("school-equipment", "school-computer")),),
        (Part("when", ("working-hours",)),),
    )


def test_rule_that_is_kept_off_by_two_facts_names_both_together() -> None:
    """A poster without a logo is two things away from a post with one."""
    one = spoken("parents.1#1", hats=["parent"], act="publish", outlet="print", content=["security"], purpose="own")
    assert one.changes == ((Part("outlet", ("social-media",)), Part("content", ("school-name", "school-logo"))),)


def test_rule_that_depends_on_what_is_not_known_says_what_that_would_have_to_be() -> None:
    """The worst case is one world; the rule says in which."""
    one = spoken("conduct.phones-breaks#1", hats=["governor"], act="use-phone", when="break")
    assert (one.state, one.sure) == ("against", False)
    assert one.given == (Part("where", ("hall", "classroom", "playground", "pupil-area", "at-event")),)
    assert one.rests == (Part("when", ("break",)),)
    world = deciding_world(default_pack(), Situation(("governor",), "use-phone", {"when": "break"}))
    assert world == (Part("where", ("hall",)),)


def test_rule_speaks_once_to_all_hats_that_it_tells_the_same() -> None:
    """And not to a hat that it does not bind."""
    found = explore(default_pack(), Situation(("staff", "governor", "parent"), "publish", {}, frozenset({"security"})))
    assert only(found, "conduct.4#1").hats == ("staff", "governor")
    assert only(found, "parents.2#1").hats == ("parent",)


def test_rule_that_wants_several_things_together_says_so(tmp_path: Path) -> None:
    """Another school's rule, with a list of which all must be there, and one of which none may."""
    edition = changed_pack(
        tmp_path,
        rules_cedar=(
            'when { context.content.containsAny(["confidential", "security"]) };',
            'when { context.content.containsAll(["confidential", "security"]) && !context.content.contains("abusive") };',
        ),
    )
    bare = Situation(("staff",), "publish", {"outlet": "print", "purpose": "own"})
    one = only(explore(edition, bare), "conduct.4#1")
    assert one.changes == ((Part("content", ("confidential",)), Part("content", ("security",))),)
    both = replace(bare, content=frozenset({"confidential", "security"}))
    one = only(explore(edition, both), "conduct.4#1")
    assert one.state == "against"
    assert one.rests == (Part("content", ("confidential", "security")), Part("content", ("abusive",), absent=True))


def test_rule_that_permits_lets_it_be(tmp_path: Path) -> None:
    """Another school's pack may say yes outright."""
    edition = changed_pack(
        tmp_path,
        rules_cedar=(
            '@clause("conduct.2")\n@modality("must-not")',
            YES + '@clause("conduct.2")\n@modality("must-not")',
        ),
    )
    situation = Situation(("parent",), "carry-phone-on", {"where": "playground", "when": "break"})
    (one,) = explore(edition, situation)
    assert one.state == "lets"
    assert one.rests == (Part("where", ("playground",)),)
    assert one.clauses == {"scope.definition"}
    (one,) = explore(edition, situation.knowing("where", "hall"))
    assert one.changes == ((Part("where", ("playground",)),),)


def test_rule_keeps_its_text_as_it_stands_in_the_pack() -> None:
    """For who asks how the machine reads it; a twin is written nowhere."""
    for rule in default_pack().rules:
        assert rule.text.startswith("" if rule.twin_of else f'@clause("{rule.clause}")')
        assert bool(rule.text) == (not rule.twin_of)
        assert not rule.text or rule.text.endswith(";")


@given(situations())
def test_a_change_that_is_said_to_make_a_rule_apply_does_whatever_is_left_unknown(situation: Situation) -> None:
    """Made just as it is told, and asked again."""
    for spoken in explore(default_pack(), situation):
        for change in spoken.changes:
            told = situation
            for part in change:
                if part.key in FACTS:
                    told = told.knowing(part.key, part.values[0])
                else:
                    values = frozenset(map(str, part.values[:1]))
                    held: frozenset[str] = getattr(told, part.key)
                    told = _with_list(told, part.key, held - values if part.absent else held | values)
            again = [one for one in explore(default_pack(), told) if one.rule.id == spoken.rule.id]
            assert all(one.state != "apart" for one in again)


def _with_list(situation: Situation, key: str, values: frozenset[str]) -> Situation:
    lists = {name: getattr(situation, name) for name in LISTS} | {key: values}
    return Situation(situation.hats, situation.act, situation.known, **lists)

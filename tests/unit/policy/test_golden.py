"""Are the questions that everybody agreed on answered as agreed?"""

from pathlib import Path
from typing import Any

import pytest

from gatepost.policy import Situation, decide, default_pack
from gatepost.policy.coverage import failing_scenarios
from gatepost.policy.judging import worlds_of
from gatepost.policy.model import Scenario
from tests.unit.policy.asking import ask, changed_pack

NETWORK = {"act": "visit-social-media", "service_kind": "social-networking"}

GOLDEN: list[tuple[dict[str, Any], str, list[str], dict[str, Any]]] = [
    (
        {"hats": ["staff"], **NETWORK, "device": "own-device", "when": "working-hours", "purpose": "for-the-school"},
        "with-permission",
        ["conduct.working-hours"],
        {"needs": [["on-behalf-of-school"]], "depends_on": []},
    ),
    (
        {"hats": ["staff"], **NETWORK, "device": "own-device", "when": "working-hours"},
        "must-not",
        ["conduct.working-hours"],
        {"needs": [], "depends_on": ["purpose"]},
    ),
    (
        {"hats": ["staff"], "act": "visit-social-media"},
        "must-not",
        ["conduct.working-hours", "conduct.school-computers", "conduct.phones-off", "conduct.phones-breaks"],
        {"depends_on": ["device", "when", "where", "purpose", "service_kind"]},
    ),
    (
        {
            "hats": ["staff"],
            "act": "visit-social-media",
            "service_kind": "blog",
            "device": "school-computer",
            "purpose": "for-the-school",
            "permissions": ["on-behalf-of-school"],
            "when": "holiday",
        },
        "may",
        ["conduct.working-hours"],
        {},
    ),
    (
        {"hats": ["staff"], "act": "publish", "content": ["school-name", "confidential"]},
        "must-not",
        ["conduct.1", "conduct.4"],
        {"needs": []},
    ),
    (
        {"hats": ["staff"], "act": "publish", "content": ["school-name", "image-of-school-people"]},
        "with-permission",
        ["conduct.1", "conduct.2"],
        {"needs": [["publish-images", "school-name"]]},
    ),
    (
        {
            "hats": ["staff"],
            "act": "take-photos",
            "device": "own-phone",
            "when": "working-hours",
            "where": "classroom",
        },
        "must-not",
        ["conduct.phones-off"],
        {},
    ),
    ({"hats": ["parent"], "act": "publish", "content": ["school-logo"], "outlet": "print"}, "silent", [], {}),
    (
        {"hats": ["volunteer"], "act": "befriend", "person": {"is": "child", "immediate_family": False}},
        "must-not",
        ["conduct.5"],
        {},
    ),
    (
        {"hats": ["staff"], "act": "interact-online", "person": {"is": "pupil", "immediate_family": True}},
        "must-not",
        ["conduct.6"],
        {},
    ),
    (
        {
            "hats": ["staff", "parent"],
            "act": "take-photos",
            "where": "at-event",
            "device": "own-device",
            "when": "holiday",
            "permissions": ["photo-pass"],
        },
        "may",
        ["parents.photo-pass"],
        {"by_hat": {"staff": "silent", "parent": "may"}},
    ),
    (
        {
            "hats": ["parent"],
            "act": "take-photos",
            "where": "at-event",
            "permissions": ["photo-pass"],
            "restrictions": ["no-photos"],
        },
        "must-not",
        ["breaches.parents"],
        {},
    ),
    ({"hats": ["parent"], "act": "use-phone", "where": "off-premises"}, "silent", [], {}),
    (
        {"hats": ["governor"], "act": "use-phone", "device": "own-phone", "when": "break"},
        "must-not",
        ["conduct.phones-breaks"],
        {"depends_on": ["where"]},
    ),
]


@pytest.mark.parametrize(("situation", "verdict", "clauses", "more"), GOLDEN)
def test_golden_question_is_answered_as_agreed(
    situation: dict[str, Any], verdict: str, clauses: list[str], more: dict[str, Any]
) -> None:
    """Verdict and clauses, and whatever else was agreed."""
    answer = ask(**situation).to_dict()
    assert (answer["verdict"], answer["clauses"]) == (verdict, clauses)
    assert {key: answer[key] for key in more} == more


def test_answer_has_always_all_keys_of_the_contract() -> None:
    """A program may rely on every key."""
    keys = ["verdict", "clauses", "needs", "by_hat", "depends_on", "would_change", "interpretations", "law", "edition"]
    for situation, *_ in GOLDEN:
        answer = ask(**situation).to_dict()
        assert list(answer) == keys
        assert answer["edition"] == {"label": default_pack().label, "sha256": default_pack().sha256}


@pytest.mark.parametrize("scenario", default_pack().scenarios, ids=lambda scenario: scenario.id)
def test_scenario_is_answered_as_the_pack_expects(scenario: Scenario) -> None:
    """The pack's own questions are its tests."""
    answer = decide(default_pack(), scenario.situation)
    assert (answer.verdict, answer.clauses, answer.needs) == (scenario.verdict, scenario.clauses, scenario.needs)


def test_every_rule_and_every_exception_has_a_scenario() -> None:
    """Whatever a rule or exception does, some scenario shows it."""
    pack = default_pack()
    shown = set()
    for scenario in pack.scenarios:
        answer = decide(pack, scenario.situation)
        shown |= _rules_at_work(scenario.situation, answer.verdict)
    assert [rule.id for rule in pack.rules if rule.id not in shown] == []


def _rules_at_work(situation: Situation, verdict: str) -> set[str]:
    return {
        rule.id
        for world in worlds_of(default_pack().engine, situation)
        if world.verdict == verdict
        for heard in world.hats.values()
        for rule in (*heard.found.against, *heard.found.letting)
    }


def test_wrong_scenario_is_reported_with_what_the_rules_say(tmp_path: Path) -> None:
    """A pack whose scenario is wrong is found out."""
    edition = changed_pack(tmp_path, scenarios_toml=('verdict = "must-not"', 'verdict = "may"'))
    (failed,) = failing_scenarios(edition)
    assert (failed.scenario.verdict, failed.answer.verdict) == ("may", "must-not")

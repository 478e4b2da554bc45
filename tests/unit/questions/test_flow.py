"""Is anybody asked more than matters?"""

from dataclasses import replace

import pytest

from gatepost.policy import Situation, decide, default_pack
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS
from gatepost.questions import Starter, next_question, question, starters, starters_for

MOST_TAPS = 5
"""Who, what, and three questions more."""


def _longest(situation: Situation) -> int:
    asked = next_question(default_pack(), situation)
    if asked is None:
        return 0
    if asked.several:
        return 1 + max(
            _longest(replace(situation, content=frozenset(chosen)))
            for chosen in ({"school-name"}, {"school-matters"}, {"school-matters", "abusive"}, {"code-of-conduct"})
        )
    return 1 + max(_longest(situation.knowing(asked.key, value)) for value, _ in asked.choices)


@pytest.mark.parametrize("hat", HATS)
@pytest.mark.parametrize("starter", starters(), ids=lambda starter: starter.id)
def test_every_way_from_every_starter_has_at_most_five_taps(hat: str, starter: Starter) -> None:
    """Choosing who one is and what one wants are the first two."""
    if hat in starter.hats:
        assert 2 + _longest(starter.situation((hat,))) <= MOST_TAPS


def test_nobody_answers_ten_questions_to_learn_a_no() -> None:
    """A pupil's friend request is a no at once, whatever else is so."""
    begin = Situation(("staff",), "befriend", {"person.is": "pupil"})
    assert decide(default_pack(), begin).verdict == "must-not"
    assert next_question(default_pack(), begin) is None


def test_what_somebody_does_not_know_is_not_asked_again() -> None:
    """The next question comes instead, or the answer for the worst case."""
    begin = Situation(("staff",), "use-phone")
    first = next_question(default_pack(), begin)
    assert first is not None
    second = next_question(default_pack(), begin, skipped=frozenset({first.key}))
    assert second is None or second.key != first.key
    assert next_question(default_pack(), begin, skipped=frozenset(FACTS)) is None


def test_what_is_published_is_asked_before_anything_else() -> None:
    """And may be left out by somebody who cannot say."""
    begin = Situation(("parent",), "publish")
    asked = next_question(default_pack(), begin)
    assert asked is not None
    assert (asked.key, asked.several) == ("content", True)
    assert next_question(default_pack(), begin, skipped=frozenset({"content"})) is None


def test_every_act_has_a_starter_for_everybody() -> None:
    """Nobody has to know our words to ask; each starter's words are its own."""
    for hat in HATS:
        offered = starters_for((hat,))
        assert {starter.act for starter in offered} >= set(ACTS) - ({"carry-phone-on"} if hat == "parent" else set())
        assert len({starter.words for starter in offered}) == len(offered)


def test_every_fact_and_list_can_be_asked_in_words() -> None:
    """No value without words."""
    for key in (*FACTS, *LISTS):
        asked = question(key)
        assert asked.words.endswith("?")
        assert all(words for _, words in asked.choices)
        assert asked.several == (key in LISTS)

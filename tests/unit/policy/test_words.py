"""Do the words beside an answer say the same as the answer, and never how to get round it?"""

from typing import Any

import pytest
from hypothesis import given

from gatepost.policy import Situation, decide, default_pack, words
from gatepost.policy.explain import why, would_change
from tests.unit.policy.asking import ask, situations

WHYS: list[tuple[dict[str, Any], str, str]] = [
    (
        {"hats": ["parent"], "act": "use-phone", "where": "hall", "restrictions": ["no-phone"]},
        "must-not",
        "breaches.parents",
    ),
    (
        {"hats": ["parent"], "act": "take-photos", "where": "hall", "restrictions": ["no-photos"]},
        "must-not",
        "breaches.parents",
    ),
    ({"hats": ["staff"], "act": "publish", "content": ["school-name", "confidential"]}, "must-not", "conduct.4"),
    ({"hats": ["staff"], "act": "befriend", "person": {"is": "pupil"}}, "must-not", "conduct.5"),
    ({"hats": ["parent"], "act": "use-phone", "where": "hall"}, "please-dont", "parents.phones"),
    ({"hats": ["staff"], "act": "publish", "content": ["code-of-conduct"]}, "not-decided", "conduct.8"),
]


@pytest.mark.parametrize(("situation", "verdict", "clause"), WHYS)
def test_reason_is_that_of_the_clause_which_decides(situation: dict[str, Any], verdict: str, clause: str) -> None:
    """Not of one that a permission would lift, or that only asks."""
    answer = ask(**situation)
    assert (answer.verdict, answer.why) == (verdict, default_pack().clauses[clause].plain)


@pytest.mark.parametrize(
    ("situation", "why"),
    [
        (
            {"hats": ["staff"], "act": "discuss-school", "outlet": "website", "purpose": "for-the-school"}
            | {"permissions": ["on-behalf-of-school"]},
            "You may, because you have permission from the head teacher and the governing body to post for the school.",
        ),
        (
            {"hats": ["staff"], "act": "use-phone", "when": "working-hours", "permissions": ["adjustment"]},
            "You may, because you have an adjustment that the head teacher has recorded.",
        ),
        (
            {"hats": ["parent"], "act": "take-photos", "where": "hall"},
            "You may once you have a photo pass from the school office.",
        ),
        (
            {"hats": ["staff"], "act": "carry-phone-on", "when": "working-hours", "where": "office"},
            "You may once you have told the school office of an urgent call that you expect, and left your phone there.",
        ),
        (
            {
                "hats": ["parent"],
                "act": "publish",
                "content": ["school-name", "school-matters"],
                "outlet": "social-media",
            },
            (
                "You may once you have the head teacher's written permission for the school's name, logo or publications."
                " The answer is then: Please don't."
            ),
        ),
    ],
)
def test_reason_for_a_yes_is_what_lets_it_be(situation: dict[str, Any], why: str) -> None:
    """The permission held, or to be asked for; and what still stands after it."""
    assert ask(**situation).why == why


def test_close_family_is_the_reason_for_a_yes() -> None:
    """The clause's own exception, not its ban."""
    answer = ask(hats=["staff"], act="interact-online", person={"is": "child", "immediate_family": True})
    assert answer.verdict == "may"
    assert answer.why.startswith("The policy lets this be.")


@given(situations())
def test_advice_is_a_time_a_place_or_on_behalf_of_the_school_and_never_a_way_round(situation: Situation) -> None:
    """No other device, site, outlet or person is ever suggested."""
    allowed = {phrase for phrases in words.PHRASES.values() for phrase in phrases.values()}
    for sentence in decide(default_pack(), situation).would_change:
        if sentence.startswith("If it were "):
            phrases = sentence.removeprefix("If it were ").rpartition(": ")[0].replace(" or ", ", ")
            rest = phrases
            for phrase in sorted(allowed, key=len, reverse=True):
                rest = rest.replace(phrase.replace(" or ", ", "), "")
            assert rest.strip(", ") == "", sentence


@given(situations())
def test_every_answer_can_be_told(situation: Situation) -> None:
    """A headline, a reason that ends as a sentence, advice that begins as one."""
    answer = decide(default_pack(), situation)
    assert answer.headline
    assert answer.why.endswith(".")
    assert all(sentence[0].isupper() and sentence[-1] in ".?" for sentence in answer.would_change)


@pytest.mark.parametrize(
    ("situation", "first"),
    [
        ({"hats": ["parent"], "act": "befriend", "person": {"is": "pupil"}}, True),
        ({"hats": ["parent"], "act": "befriend", "person": {"is": "former-pupil"}}, True),
        ({"hats": ["parent"], "act": "befriend"}, True),
        ({"hats": ["parent"], "act": "befriend", "person": {"is": "employee"}}, False),
        ({"hats": ["parent"], "act": "publish", "content": ["image-of-school-people"], "outlet": "print"}, True),
        ({"hats": ["parent"], "act": "use-phone", "where": "off-premises"}, False),
        ({"hats": ["staff"], "act": "befriend", "person": {"is": "pupil"}}, False),
    ],
)
def test_silence_where_a_child_may_be_concerned_sends_to_the_safeguarding_lead(
    situation: dict[str, Any],
    first: bool,  # noqa: FBT001  # what is expected
) -> None:
    """Silence is no leave; elsewhere the big word stands."""
    answer = ask(**situation)
    assert answer.ask_first == first
    assert (answer.headline == words.SAFEGUARDING_SILENCE) == first


def test_a_reading_is_named_only_where_the_answer_rests_on_it() -> None:
    """For governors and volunteers, not for staff, whom the words themselves bind."""
    question = {"act": "befriend", "person": {"is": "pupil"}}
    assert [reading.id for reading in ask(hats=["governor"], **question).interpretations] == [
        "code-binds-governors-and-volunteers"
    ]
    assert ask(hats=["staff"], **question).interpretations == ()


def test_law_is_kept_apart_and_says_where_it_comes_from() -> None:
    """Protected disclosure beside the clause on discussing the school; nothing of it turns the verdict."""
    answer = ask(hats=["staff"], act="discuss-school", outlet="social-media")
    notes = {note.id: note for note in answer.law}
    assert notes["protected-disclosure"].jurisdiction == "England"
    assert all(note.source and note.read and note.edition for note in answer.law)


@given(situations())
def test_every_sentence_of_ours_can_be_said_in_another_language(situation: Situation) -> None:
    """What is not the pack's own wording goes through the translator, patterns with their blanks."""
    answer = decide(default_pack(), situation)
    said: list[str] = []

    def say(text: str) -> str:
        said.append(text)
        return text

    assert why(answer, say=say) == answer.why
    assert would_change(answer, say=say) == answer.would_change
    assert bool(said) == (answer.verdict in {"silent", "with-permission", "may"} or bool(answer.would_change))


def test_a_translation_reaches_reason_and_advice() -> None:
    """Shouted, to be seen: only the pack's own words stay as they are."""
    answer = ask(hats=["parent"], act="take-photos", where="hall")
    shout = {"You may once you have {permissions}.": "SOBALD: {permissions}!"}
    assert why(answer, say=lambda text: shout.get(text, text)) == "SOBALD: a photo pass from the school office!"

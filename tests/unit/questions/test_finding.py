"""Is the right question found from what people type, with nothing filled in that they did not say?"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gatepost.policy import Situation, decide, default_pack
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS
from gatepost.questions import find
from gatepost.questions.lexicon import hear
from tests.unit.questions.scoring import load, score

FIRST, AMONG, WRONG, DECLINED = 0.93, 0.96, 0.04, 0.9
"""The floor that no change may fall below; the goals, which are higher, are those of the benchmark."""


def test_sentences_of_somebody_who_did_not_see_the_list_are_understood() -> None:
    """Most come first, nearly all are among three, little is filled in wrongly, and what is no question of ours is declined."""
    got = score(*load())
    assert got.first >= FIRST
    assert got.among >= AMONG
    assert got.wrong <= WRONG
    assert got.declined >= DECLINED


@pytest.mark.parametrize(
    ("text", "act", "content", "known"),
    [
        ("can I film the nativity play", "take-photos", set(), {"where": "at-event"}),
        ("a year 6 child sent me a friend request", "befriend", set(), {"person.is": "pupil"}),
        (
            "my phone at lunch in the playground",
            "use-phone",
            set(),
            {"device": "own-phone", "when": "break", "where": "playground"},
        ),
        ("put the logo on our fun-run poster", "publish", {"school-logo"}, {"outlet": "print"}),
        ("May I text my husband during lessons?", "use-phone", set(), {"when": "working-hours"}),
        (
            "can i go on facebok at lunch",
            "visit-social-media",
            set(),
            {"when": "break", "service_kind": "social-networking"},
        ),
    ],
)
def test_question_is_found_and_filled_in(text: str, act: str, content: set[str], known: dict[str, str]) -> None:
    """As a person would read it."""
    found = find(text)
    assert (found.meant[0].act, set(found.meant[0].content), dict(found.meant[0].known)) == (act, content, known)


@pytest.mark.parametrize(
    "text", ["", " ", "?", "what is for lunch", "asdf qwer", "0", "\u0000\u202e", "你好", "🙂🙂🙂"]
)
def test_what_is_no_question_of_ours_is_declined(text: str) -> None:
    """To say that one does not know is an answer."""
    assert find(text).meant == ()


def test_two_values_of_one_fact_are_not_taken_as_said() -> None:
    """Whoever says "at lunch or in lesson time" is asked when."""
    assert "when" not in find("can I use my phone at lunch or in lesson time").meant[0].known


@pytest.mark.parametrize(
    "text",
    [
        "I don't have a pass can I film the nativity play",
        "do I need to have a pass to film the play",
        "the other mum has got a pass can I film",
        "can I message a child from another school who is friends with my son",
        "my daughter asked if I can add her friend on facebook",
        "can I use my phone outside the staff room at break",
        "can I use my phone at break but not in the office",
        "can I use my phone in the office after lunch",
        "can I use my phone before the holidays in the playground",
        "can I post a pupil's grades for the school",
        "can I share a child's name on behalf of the school",
    ],
)
@pytest.mark.parametrize("hat", HATS)
def test_nothing_is_filled_in_that_could_make_a_no_a_yes(text: str, hat: str) -> None:
    """No permission, no close family, no place or time that the sentence turns round, no harmless content."""
    for meant in find(text, (hat,)).meant:
        assert "person.immediate_family" not in meant.known
        assert "school-matters" not in meant.content
        assert decide(default_pack(), Situation((hat,), meant.act, meant.known, meant.content)).verdict != "may"
        if " my phone " in text:
            assert not {"when", "where"} & set(meant.known)


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("a teacher is messaging my daughter on snapchat", "concern"),
        ("my son's teaching assistant added him on instagram is that ok", "concern"),
        ("a pupil told me a teacher is messaging her", "concern"),
        ("my child is being bullied on snapchat by a kid in her class what do I do", "concern"),
        ("someone put a picture of my son on instagram without asking", "concern"),
        ("can I ring an ambulance from the playground", "emergency"),
    ],
)
def test_what_somebody_else_did_is_never_taken_for_a_question_of_ones_own(text: str, alarm: str) -> None:
    """Whom to tell comes first, and nothing is sure."""
    found = find(text, ("parent",))
    assert alarm in found.alarms
    assert not found.sure


@pytest.mark.parametrize(
    "text", ["can I film the nativity play", "can I message my nephew", "a pupil sent me a friend request"]
)
def test_an_ordinary_question_raises_no_alarm(text: str) -> None:
    """Or nobody would read it when it matters."""
    assert find(text).alarms == frozenset()


def test_hats_are_heard_and_what_is_known_of_them_counts_more() -> None:
    """A signed-in parent who mentions governors stays a parent."""
    assert find("as a governor may I post the school logo").hats == ("governor",)
    assert find("as a governor may I post the school logo", ("parent",)).hats == ("parent",)


def test_a_longer_phrase_hides_the_shorter_one_within_it() -> None:
    """A former pupil is no pupil; "as a parent" says who asks, not who the other person is."""
    assert hear("a former pupil added me").facts["person.is"] == "former-pupil"
    assert "person.is" not in hear("as a parent can I add somebody").facts


HOSTILE = [
    "x" * 50_000,
    "a " * 25_000,
    "<script>alert(1)</script>" * 2_000,
    "\x00\x1b[31m" * 5_000,
    "('--" * 9_000,
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_taken_calmly(text: str) -> None:
    """Whatever it is: at most three questions of ours."""
    assert len(find(text).meant) <= 3


@given(st.text(max_size=300))
@example("phone photo facebook post logo friend message profile complain switched on")
def test_whatever_is_found_is_a_question_of_the_contract(text: str) -> None:
    """Acts, contents and facts that exist, the likeliest first."""
    found = find(text)
    assert [meant.weight for meant in found.meant] == sorted((meant.weight for meant in found.meant), reverse=True)
    for meant in found.meant:
        assert meant.act in ACTS
        assert meant.content <= set(LISTS["content"])
        assert all(value in FACTS[fact].values and fact in ACTS[meant.act].facts for fact, value in meant.known.items())

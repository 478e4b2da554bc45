"""What must hold of every situation, whoever writes the pack's rules?"""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.policy import Situation, decide, default_pack
from gatepost.policy.judging import strictest
from gatepost.policy.schema import ACTS, FACTS, LISTS, STRICTNESS
from tests.unit.policy.asking import situations

settings.register_profile("policy", max_examples=400, deadline=None)
settings.load_profile("policy")


def strictness(situation: Situation) -> int:
    """How strict the default pack's answer is, from 0."""
    return STRICTNESS[decide(default_pack(), situation).verdict]


@given(situations(), st.sampled_from(LISTS["permissions"]))
def test_one_permission_more_never_makes_an_answer_stricter(situation: Situation, permission: str) -> None:
    """Whoever is given something has no less than before."""
    more = replace(situation, permissions=situation.permissions | {permission})
    assert strictness(more) <= strictness(situation)


@given(situations(), st.sampled_from(LISTS["restrictions"]))
def test_one_restriction_more_never_makes_an_answer_milder(situation: Situation, restriction: str) -> None:
    """A lost right gives nothing."""
    more = replace(situation, restrictions=situation.restrictions | {restriction})
    assert strictness(more) >= strictness(situation)


@given(situations(), st.data())
def test_a_fact_left_out_never_makes_an_answer_milder(situation: Situation, data: st.DataObject) -> None:
    """Saying less is never rewarded."""
    if situation.known:
        left_out = data.draw(st.sampled_from(sorted(situation.known)))
        less = replace(situation, known={key: value for key, value in situation.known.items() if key != left_out})
        assert strictness(less) >= strictness(situation)


@given(situations())
def test_several_hats_are_never_milder_than_one_and_each_hat_keeps_its_own_answer(situation: Situation) -> None:
    """The strictest counts, and each hat is told its own verdict."""
    answer = decide(default_pack(), situation)
    alone = {hat: decide(default_pack(), replace(situation, hats=(hat,))).verdict for hat in situation.hats}
    assert answer.by_hat == alone
    assert answer.verdict == strictest(alone.values())


@given(situations())
def test_needs_are_enough_and_nothing_in_them_is_too_much(situation: Situation) -> None:
    """With a set of ``needs`` nothing forbids any longer; with one permission less something does."""
    answer = decide(default_pack(), situation)
    assert bool(answer.needs) == (answer.verdict == "with-permission")
    for names in answer.needs:
        held = situation.permissions | set(names)
        assert strictness(replace(situation, permissions=held)) < STRICTNESS["with-permission"]
        for name in names:
            less = replace(situation, permissions=held - {name})
            assert strictness(less) >= STRICTNESS["with-permission"]


@given(situations())
def test_depends_on_names_just_the_facts_that_can_turn_the_answer(situation: Situation) -> None:
    """Held against every world, filled in here without the engine's help."""
    unknown = [fact for fact in ACTS[situation.act].facts if fact not in situation.known]
    answer = decide(default_pack(), situation)
    assert set(answer.depends_on) <= set(unknown)
    if len(unknown) == 1:
        verdicts = {
            decide(default_pack(), situation.knowing(unknown[0], value)).verdict for value in FACTS[unknown[0]].values
        }
        assert answer.depends_on == (tuple(unknown) if len(verdicts) > 1 else ())
        assert answer.verdict == strictest(verdicts)


@given(situations())
def test_an_answer_never_depends_on_what_was_asked_before(situation: Situation) -> None:
    """What the engine remembers is what Cedar would say again."""
    before = decide(default_pack(), situation).to_dict()
    default_pack().engine.forget()
    assert decide(default_pack(), situation).to_dict() == before


@given(situations())
def test_a_situation_survives_its_own_json(situation: Situation) -> None:
    """Nothing is lost on the way through the contract."""
    assert Situation.from_dict(situation.to_dict()) == situation

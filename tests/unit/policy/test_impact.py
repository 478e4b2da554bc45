"""Is a governor told what an edition would change, for whom, with an example?"""

from datetime import date
from time import perf_counter

from gatepost.policy import default_files, default_pack, load_files
from gatepost.policy.drafting import move_clause, reword, set_about, switch_off
from gatepost.policy.impact import impact
from gatepost.policy.parameters import set_places
from gatepost.policy.rulings import EXCEPTION, Ruling, doubts, with_rulings

PACK = default_pack()


def test_same_edition_changes_nothing() -> None:
    """And asks nobody to sign."""
    found = impact(PACK, PACK)
    assert not found.difference
    assert (found.turned, found.clauses, found.hats) == ((), (), ())


def test_hall_at_break_turns_answers_for_staff_and_not_for_parents() -> None:
    """The same thing happens to three hats and is told once, with a question and both answers."""
    places = ["staff-room", "office", "no-pupil-area", "off-premises", "hall"]
    new = load_files(set_places(default_files(), "conduct.phones-breaks", places))
    found = impact(PACK, new)
    assert found.hats == ("staff", "governor", "volunteer")
    turned = next(each for each in found.turned if each.act == "use-phone")
    assert (turned.hats, turned.old, turned.new) == (("staff", "governor", "volunteer"), "must-not", "may")
    assert turned.is_milder
    assert turned.example.known["where"] == "hall"
    assert (turned.before.verdict, turned.after.verdict) == ("must-not", "may")
    assert turned.cases == sum(change.count for change in found.difference.answers if change.act == "use-phone")


def test_clauses_reworded_and_removed_stand_beside_what_they_were() -> None:
    """Whoever is bound by one signs again."""
    files = reword(switch_off(default_files(), "parents.2"), "parents.1", wording="Please ask.")
    found = impact(PACK, load_files(files))
    assert [(each.old and each.old.id, each.new and each.new.id) for each in found.clauses] == [
        ("parents.1", "parents.1"),
        ("parents.2", None),
    ]
    assert found.hats == ("parent",)


def test_new_approval_alone_asks_nobody() -> None:
    """What is said of the policy is no duty."""
    found = impact(PACK, load_files(set_about(default_files(), label="March 2026")))
    assert found.difference.about == ("label",)
    assert found.hats == ()


def test_order_is_a_difference_and_changes_no_answer() -> None:
    """The hash knows of it, so a comparison that said nothing would be wrong."""
    found = impact(PACK, load_files(move_clause(default_files(), "conduct.8", section=2, before="conduct.1")))
    assert found.difference.about == ("sections",)
    assert found.turned == ()


def test_ruling_is_compared_like_an_edition() -> None:
    """The hash is the same; the answers are not, and what is kept does not mix them up."""
    assert impact(PACK, PACK).turned == ()
    ruled = with_rulings(PACK, [Ruling("r", date(2026, 3, 3), "g", "1", "w", doubts(PACK)[0].id, EXCEPTION)])
    assert {each.act for each in impact(PACK, ruled).turned} == {"visit-social-media"}


def test_second_look_costs_nothing() -> None:
    """It is kept by both editions."""
    new = load_files(switch_off(default_files(), "parents.2"))
    impact(PACK, new)
    begun = perf_counter()
    impact(PACK, new)
    assert perf_counter() - begun < 0.1

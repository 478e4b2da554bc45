"""Is a governor told what an edition would change, for whom, with an example?"""

from dataclasses import replace
from datetime import date
from time import perf_counter

from gatepost.policy import default_files, default_pack, load_files
from gatepost.policy.drafting import move_clause, reword, set_about, switch_off
from gatepost.policy.impact import for_hats, impact
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


def test_of_a_difference_somebody_is_told_what_touches_their_hats_alone() -> None:
    """A clause that does not bind them is not there for them; one that begins to bind them was not there before."""
    files = reword(switch_off(default_files(), "parents.2"), "conduct.1", wording="Think first.")
    new = load_files(set_places(files, "conduct.phones-breaks", ["staff-room", "hall"]))
    found = impact(PACK, new)
    parent, teacher, nobody = (for_hats(found, hats, PACK, new) for hats in (["parent"], ["staff"], []))
    assert parent.hats == ("parent",)
    assert [(each.old and each.old.id, each.new) for each in parent.clauses] == [("parents.2", None)]
    assert {change.hat for change in parent.difference.answers} <= {"parent"}
    assert {each.hats for each in teacher.turned} == {("staff",)}
    assert "parents.2" not in {each.old.id for each in teacher.clauses if each.old}
    assert "conduct.1" in {each.new.id for each in teacher.clauses if each.new}
    assert (nobody.hats, nobody.turned, nobody.clauses, bool(nobody.difference.answers)) == ((), (), (), False)
    bound = replace(new.clauses["conduct.1"], binds=("staff",))
    fewer = replace(new, clauses={**new.clauses, "conduct.1": bound}, sha256="fewer")
    (gone,) = for_hats(impact(new, fewer), ["governor"], new, fewer).clauses
    assert (gone.old, gone.new) == (new.clauses["conduct.1"], None)


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

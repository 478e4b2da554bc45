"""Can a school change its policy in plain forms, and do the rules follow?"""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.policy import Edition, PackFiles, default_files, default_pack, failing_scenarios, load_files
from gatepost.policy.draft import Draft
from gatepost.policy.drafting import (
    DraftError,
    NewClause,
    add_clause,
    add_section,
    move_clause,
    reword,
    set_about,
    set_section,
    switch_off,
    switch_on,
    switched_off,
)
from gatepost.policy.model import Hours
from gatepost.policy.parameters import places_of, set_permission, set_places, set_site
from gatepost.policy.parts import PLACES
from gatepost.policy.schema import DECIDERS, HATS
from tests.unit.policy.asking import ask

BASE = default_files()
CLAUSES = tuple(default_pack().clauses)
WATCHES = NewClause("Smart watches", "A watch that takes calls is a phone.", "A watch can be a phone.", ("staff",))


def edition(files: PackFiles) -> Edition:
    """The edition, of which every worked question must hold."""
    loaded = load_files(files)
    assert failing_scenarios(loaded) == ()
    return loaded


def test_pack_taken_apart_and_put_together_is_the_same_to_the_letter() -> None:
    """Nothing changed, so nothing is written anew, remarks included."""
    assert Draft.of(BASE).files() == dict(BASE)


def test_pack_written_anew_in_full_has_the_same_hash() -> None:
    """The writer says what the reader read."""
    assert edition(Draft.of(BASE)._written()).sha256 == default_pack().sha256


@pytest.mark.parametrize("clause", CLAUSES)
def test_clause_off_and_on_again_has_the_same_hash(clause: str) -> None:
    """Off takes everything that stands on it along; on brings everything back where it was."""
    off = switch_off(BASE, clause)
    without = edition(off)
    assert clause not in without.clauses
    assert clause not in {rule.clause for rule in without.rules}
    assert switched_off(off, base=BASE) == (clause,)
    assert edition(switch_on(off, clause, base=BASE)).sha256 == default_pack().sha256


def test_permission_that_another_clause_looks_for_stays_when_its_clause_goes() -> None:
    """It then belongs to the clause that still needs it, and goes with the last one."""
    off = switch_off(BASE, "conduct.1")
    assert edition(off).grants["school-name"].clause == "parents.1"
    gone = switch_off(off, "parents.1")
    assert "school-name" not in edition(gone).grants
    half = edition(switch_on(gone, "parents.1", base=BASE))
    assert half.grants["school-name"].clause == "parents.1"


def test_exception_that_stands_on_another_clause_goes_and_comes_back_with_it() -> None:
    """The rule on phones lets a phone lie in the office because of the clause on urgent calls, and of no other."""
    question = {"hats": ["staff"], "act": "carry-phone-on", "when": "working-hours", "where": "office"}
    assert ask(**question).verdict == "with-permission"
    off = switch_off(BASE, "conduct.phones-urgent")
    assert ask(edition(off), **question).verdict == "must-not"
    both = switch_off(off, "conduct.phones-off")
    back = switch_on(switch_on(both, "conduct.phones-off", base=BASE), "conduct.phones-urgent", base=BASE)
    assert ask(edition(back), **question).verdict == "with-permission"
    assert edition(back).sha256 == default_pack().sha256


def test_reading_of_two_clauses_stays_with_the_one_that_is_left() -> None:
    """It is gone when both are."""
    off = edition(switch_off(BASE, "conduct.5"))
    assert [r.clauses for r in off.interpretations if r.id == "code-binds-governors-and-volunteers"] == [("conduct.6",)]
    assert not edition(switch_off(BASE, "conduct.5", "conduct.6")).interpretations_of("conduct.5")


def test_worked_question_of_which_the_answer_changes_says_so_in_true_words() -> None:
    """The old sentence said why not; where the answer is yes it would be wrong."""
    files = set_places(BASE, "conduct.phones-breaks", ["staff-room", "hall"])
    scenario = next(s for s in edition(files).scenarios if s.id == "phone-hall-at-lunch")
    before = next(s for s in default_pack().scenarios if s.id == scenario.id)
    assert (before.verdict, scenario.verdict) == ("must-not", "may")
    assert scenario.note != before.note
    (old,) = places_of(default_pack())
    back = set_places(files, "conduct.phones-breaks", old.places, base=BASE)
    assert edition(back).sha256 == default_pack().sha256


def test_places_are_found_from_the_rules_and_the_answers_follow() -> None:
    """No clause is known by its id: the one that makes an exception of places has places to set."""
    (found,) = places_of(default_pack())
    assert found.places == ("staff-room", "office", "no-pupil-area", "off-premises")
    changed = edition(set_places(BASE, found.clause, ["playground"]))
    question = {"hats": ["staff"], "act": "use-phone", "when": "break"}
    assert ask(changed, **question, where="playground").verdict == "may"
    assert ask(changed, **question, where="staff-room").verdict == "must-not"


def test_permission_given_by_others_is_offered_by_them() -> None:
    """Who gives it is said with the answer."""
    changed = edition(set_permission(BASE, "school-name", decided_by=["office"], at_most="one term"))
    answer = ask(changed, hats=["staff"], act="publish", content=["school-name"])
    assert "from the school office" in " ".join(answer.would_change)
    assert changed.grants["school-name"].at_most == "one term"


def test_clause_of_the_school_is_for_a_person_to_judge_and_its_id_is_its_own() -> None:
    """Ids are permanent: one that an earlier edition had is not given again."""
    files, name = add_clause(BASE, WATCHES, section=2, taken=["school.1"])
    assert name == "school.2"
    added = edition(files).clauses[name]
    assert (added.title, added.section) == ("Smart watches", "Staff, governors and volunteers")
    assert added.judged


def test_wording_that_looks_like_a_heading_stays_wording() -> None:
    """A line that begins with # would begin another clause."""
    reworded = reword(BASE, "conduct.4", wording="# Not a title\n\n### Nor a clause {#conduct.9}\n\nBut *this* is.")
    clause = edition(reworded).clauses["conduct.4"]
    assert "conduct.9" not in edition(reworded).clauses
    assert clause.wording == "\\# Not a title\n\n\\### Nor a clause {#conduct.9}\n\nBut *this* is."


def test_words_in_any_language_and_with_any_quotation_mark_come_back() -> None:
    """What was typed is what is kept."""
    words = 'আপনার “ফোন” \\ "বন্ধ" রাখুন = # ✓'
    clause = edition(reword(BASE, "conduct.4", title=words, plain=words, number=words)).clauses["conduct.4"]
    assert (clause.title, clause.plain, clause.number) == (words, words, words)


def test_hours_and_places_of_the_school_change_the_hash_only_when_they_are_there() -> None:
    """A pack that says nothing of them has the hash that it had before anybody could."""
    hours = [Hours("working-hours", "08:30", "15:45"), Hours("break", "10:30", "10:50")]
    files = set_site(BASE, areas={"Rainbow Room": "staff-room", "Nest": "pupil-area"}, hours=hours)
    site = edition(files).site
    assert [(area.name, area.place) for area in site.areas] == [("Rainbow Room", "staff-room"), ("Nest", "pupil-area")]
    assert [site.when(time) for time in ("08:00", "08:30", "10:49", "10:50", "15:45")] == [
        "before-or-after-school",
        "working-hours",
        "break",
        "working-hours",
        "before-or-after-school",
    ]
    assert edition(files).sha256 != default_pack().sha256
    assert edition(set_site(files, areas={}, hours=[])).sha256 == default_pack().sha256


@pytest.mark.parametrize(
    ("hours", "wrong"),
    [
        ([Hours("break", "10:30", "10:30")], "not after"),
        ([Hours("break", "25:00", "26:00")], "no time of day"),
        ([Hours("holiday", "10:00", "11:00")], "cannot be “holiday”"),
        ([Hours("working-hours", "09:00", "15:00"), Hours("break", "15:30", "15:40")], "not within working hours"),
    ],
)
def test_hours_that_make_no_sense_are_refused(hours: list[Hours], wrong: str) -> None:
    """In words, with what would be right."""
    with pytest.raises(DraftError, match=wrong):
        set_site(BASE, areas={}, hours=hours)


def test_clause_moves_between_sections_and_sections_have_names() -> None:
    """Order and sections are the school's."""
    files = move_clause(BASE, "conduct.8", section=2, before="conduct.1")
    order = list(edition(files).clauses)
    assert order.index("conduct.8") == order.index("conduct.1") - 1
    notes = {scenario.id: scenario.note for scenario in default_pack().scenarios}
    assert {scenario.id: scenario.note for scenario in edition(files).scenarios} == notes
    files = set_section(add_section(files, title="Watches"), len(edition(files).sections), title="Wrists", intro="New.")
    files, name = add_clause(files, WATCHES, section=len(edition(files).sections) - 1)
    assert edition(files).clauses[name].section == "Wrists"


def test_what_is_said_of_the_policy_can_be_blank_again() -> None:
    """A blank signature is blank; nobody's name is invented."""
    signed = set_about(BASE, label="March 2026", signed_by="A. Marsh", approved="3 March 2026")
    assert edition(signed).signed_by == "A. Marsh"
    blank = set_about(signed, label="July 2018", signed_by="", approved="July 2018")
    assert edition(blank).sha256 == default_pack().sha256


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "unknown clause": (lambda: switch_off(BASE, "conduct.99"), "unknown-clause"),
    "unknown in base": (lambda: switch_on(BASE, "conduct.99", base=BASE), "unknown-clause"),
    "all clauses off": (lambda: switch_off(BASE, *CLAUSES), "last-clause"),
    "all rules off": (lambda: switch_off(BASE, *CLAUSES[4:]), "last-rule"),
    "blank title": (lambda: reword(BASE, "conduct.4", title=" "), "missing"),
    "blank wording": (lambda: reword(BASE, "conduct.4", wording="\n"), "missing"),
    "control character": (lambda: reword(BASE, "conduct.4", wording="a\x07b"), "control-character"),
    "no places": (lambda: set_places(BASE, "conduct.phones-breaks", []), "missing"),
    "unknown place": (lambda: set_places(BASE, "conduct.phones-breaks", ["attic"]), "unknown-place"),
    "clause without places": (lambda: set_places(BASE, "conduct.4", ["hall"]), "no-places"),
    "nobody gives it": (lambda: set_permission(BASE, "photo-pass", decided_by=[]), "missing"),
    "stranger gives it": (lambda: set_permission(BASE, "photo-pass", decided_by=["parents"]), "missing"),
    "unknown permission": (lambda: set_permission(BASE, "parking"), "unknown-permission"),
    "two give it at once": (
        lambda: set_permission(BASE, "urgent-call", decided_by=["office", "head"]),
        "given-at-once",
    ),
    "a meeting gives it at once": (
        lambda: set_permission(BASE, "urgent-call", decided_by=["governing-body"]),
        "given-at-once",
    ),
    "from the law": (lambda: set_permission(BASE, "adjustment", decided_by=["office"]), "from-the-law"),
    "binds nobody known": (
        lambda: add_clause(BASE, NewClause("A", "B", "C", ("teacher",)), section=0),
        "does-not-load",
    ),
    "unknown section": (lambda: add_clause(BASE, WATCHES, section=99), "unknown-section"),
    "section with an id": (lambda: add_section(BASE, title="Part {#x}"), "unfit"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_refused_with_a_code(name: str) -> None:
    """One line that a person can read."""
    edit, code = REFUSED[name]
    with pytest.raises(DraftError) as caught:
        edit()
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60)
EDITS = st.one_of(
    st.tuples(st.just("off"), st.sampled_from(CLAUSES)),
    st.tuples(st.just("on"), st.sampled_from(CLAUSES)),
    st.tuples(st.just("words"), st.sampled_from(CLAUSES), TEXTS),
    st.tuples(st.just("places"), st.sets(st.sampled_from(PLACES), min_size=1)),
    st.tuples(st.just("givers"), st.sampled_from(sorted(default_pack().grants)), st.sets(st.sampled_from(DECIDERS))),
    st.tuples(st.just("add"), st.integers(0, 6), TEXTS, st.sets(st.sampled_from(HATS))),
    st.tuples(st.just("move"), st.sampled_from(CLAUSES), st.integers(0, 6)),
)


def edited(files: PackFiles, edit: tuple[object, ...]) -> PackFiles:
    """``files`` after ``edit``; as they were where it is refused."""
    kind, *rest = edit
    places = places_of(load_files(files))
    does: dict[str, Callable[..., PackFiles]] = {
        "off": lambda clause: switch_off(files, clause),
        "on": lambda clause: switch_on(files, clause, base=BASE),
        "words": lambda clause, text: reword(files, clause, title=text, wording=text, plain=text),
        "places": lambda chosen: set_places(files, places[0].clause, sorted(chosen)) if places else files,
        "givers": lambda name, bodies: set_permission(files, name, decided_by=sorted(bodies)),
        "add": lambda section, text, hats: add_clause(
            files, NewClause(text, text, text, tuple(sorted(hats))), section=section
        )[0],
        "move": lambda clause, section: move_clause(files, clause, section=section),
    }
    try:
        return does[str(kind)](*rest)
    except DraftError as error:
        if error.code == "does-not-load" and kind not in ("words", "add"):
            raise
        return files


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, min_size=1, max_size=6))
def test_whatever_is_edited_in_whatever_order_the_pack_loads_and_its_questions_hold(
    edits: list[tuple[object, ...]],
) -> None:
    """No sequence of edits leaves a pack that is refused, or a worked question with a wrong answer."""
    files: PackFiles = BASE
    for edit in edits:
        files = edited(files, edit)
    loaded = edition(files)
    assert edition(Draft.of(files)._written()).sha256 == loaded.sha256


@settings(max_examples=6, deadline=None)
@given(st.lists(st.sampled_from(CLAUSES), unique=True, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_clauses_off_in_any_order_and_on_in_any_other_have_the_same_hash(clauses: list[str], random: object) -> None:
    """What comes back finds its place whatever else is still away."""
    files = switch_off(BASE, *clauses)
    random.shuffle(clauses)  # type: ignore[attr-defined]  # hypothesis brings the random source
    files = switch_on(switch_on(files, clauses[0], base=BASE), *clauses[1:], base=BASE)
    assert edition(files).sha256 == default_pack().sha256

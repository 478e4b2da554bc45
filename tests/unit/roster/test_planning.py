"""Does a plan say what would change, ask where it cannot know, and change nothing the second time?"""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatepost.roster.evidence import Judgement
from gatepost.roster.plan import Change, Facts, Outcome, PersonNow, School, Subject
from gatepost.roster.planning import NEW
from tests.unit.roster.planned import after, items, plan_of

STAFF = "Staff Code,First name,Last name,Email,Role\n"
PUPILS = "Adno,First name,Last name,Class,Year,Guardian 1 name,Guardian 1 email,Guardian 2 name,Guardian 2 email\n"
ADA = STAFF + "ADA,Ada,Example,ada@oddenbrook.example,Teacher\n"
ZOFIA = PUPILS + "0042,Zofia,Nowak,4B,4,Anna Nowak,anna@home.example,Piotr Nowak,anna@home.example\n"


def person(who: str, name: str, email: str = "", *hats: str, has_account: bool = False) -> PersonNow:
    """Return somebody who is here."""
    return PersonNow(who, Facts(name, email, hats=dict.fromkeys(hats, "")), has_account=has_account)


def school(*people: PersonNow, needed: dict[str, str] | None = None) -> School:
    """Return a school of these people."""
    return School(people={one.id: one for one in people}, needed=needed or {})


def test_new_people_pupils_and_links_are_new_and_the_second_time_nothing_is() -> None:
    """Both parents are there, and it is pointed out that they share an address."""
    plan = plan_of(ZOFIA)
    assert [(item.subject, item.name) for item in items(plan, Outcome.NEW)] == [
        (item.subject, item.name) for item in plan.items
    ]
    assert {item.name for item in plan.items} == {"Zofia Nowak", "Anna Nowak", "Piotr Nowak"}
    anna = next(item for item in plan.items if item.name == "Anna Nowak")
    assert anna.notes == (("shares-address", "Piotr Nowak"),)
    assert anna.after == Facts("Anna Nowak", "anna@home.example", hats={"parent": ""})
    again = plan_of(ZOFIA, after(School(), plan), name="import-2")
    assert {item.outcome for item in again.items} == {Outcome.UNCHANGED}


def test_change_is_shown_field_by_field() -> None:
    """A new surname, a new role; found by the staff code."""
    before = after(School(), plan_of(ADA))
    plan = plan_of(ADA.replace("Example,ada@", "Examples,ada.s@").replace("Teacher", "Head of Year"), before)
    (item,) = plan.items
    assert item.outcome is Outcome.CHANGED
    assert item.changes == (
        Change("name", "Ada Example", "Ada Examples"),
        Change("email", "ada@oddenbrook.example", "ada.s@oddenbrook.example"),
        Change("hat.staff", "Teacher", "Head of Year"),
    )


def test_blank_cell_takes_nothing_away() -> None:
    """An export without addresses does not lock people out."""
    before = after(School(), plan_of(ADA))
    assert plan_of(ADA.replace("ada@oddenbrook.example", ""), before).count(Outcome.UNCHANGED) == 1


def test_who_is_missing_is_proposed_as_a_leaver_and_is_asked_about_when_back() -> None:
    """Only those whom the last file of this kind named."""
    both = ADA + "BEN,Ben,Example,ben@oddenbrook.example,Caretaker\n"
    before = after(school(person("p9", "By Hand", "", "staff")), plan_of(both))
    plan = plan_of(ADA, before)
    (left,) = items(plan, Outcome.LEFT)
    assert (left.name, left.changes) == ("Ben Example", (Change("hat.staff", "Caretaker", ""),))
    gone = after(before, plan, [left])
    assert items(plan_of(ADA, gone), Outcome.LEFT) == []
    assert [item.name for item in items(plan_of(both, gone), Outcome.DOUBT)] == ["Ben Example"]


def test_leaver_who_was_not_ticked_is_not_proposed_for_ever() -> None:
    """The same file twice shows nothing to do."""
    before = after(School(), plan_of(ADA + "BEN,Ben,Example,ben@oddenbrook.example,Caretaker\n"))
    assert {item.outcome for item in plan_of(ADA, after(before, plan_of(ADA, before))).items} == {Outcome.UNCHANGED}


def test_no_leaver_is_proposed_while_a_line_is_not_understood() -> None:
    """Whoever stands on that line has not left."""
    before = after(School(), plan_of(ADA + "BEN,Ben,Example,ben@oddenbrook.example,Caretaker\n"))
    plan = plan_of(ADA + "BEN,Ben,Example,ben at oddenbrook,Caretaker\n", before)
    assert [problem.code for problem in plan.problems] == ["bad-email"]
    assert items(plan, Outcome.LEFT) == []


def test_leaver_whom_a_duty_needs_says_so() -> None:
    """A school is never left without a head by a file."""
    before = after(School(), plan_of(ADA))
    kept = School(before.people, seen=before.seen, last=before.last, needed={next(iter(before.people)): "head"})
    (left,) = items(plan_of(STAFF + "BEN,Ben,Sample,,\n", kept), Outcome.LEFT)
    assert left.notes == (("needed", "head"),)


def test_pupil_who_left_takes_the_parents_who_have_no_other_child_here() -> None:
    """And not those who have."""
    sister = "0043,Ola,Nowak,1A,1,Anna Nowak,anna@home.example,,\n"
    before = after(School(), plan_of(ZOFIA + sister))
    plan = plan_of(PUPILS + sister, before)
    assert [(item.subject, item.name) for item in items(plan, Outcome.LEFT)] == [
        (Subject.PUPIL, "Zofia Nowak"),
        (Subject.PERSON, "Piotr Nowak"),
    ]


def test_guardian_who_is_no_longer_named_is_a_proposal_of_its_own() -> None:
    """A link ends only where somebody ticks it; a file without contacts proposes none."""
    before = after(School(), plan_of(ZOFIA))
    plan = plan_of(ZOFIA.replace("Piotr Nowak,anna@home.example", ","), before)
    assert [(item.subject, item.name) for item in items(plan, Outcome.LEFT)] == [(Subject.PERSON, "Piotr Nowak")]
    alone = plan_of("Adno,First name,Last name,Class,Year\n0042,Zofia,Nowak,4B,4\n", before)
    assert alone.count(Outcome.LEFT) == 0


def test_row_per_contact_names_the_pupil_once() -> None:
    """With parental responsibility read where the file says it; a court's order is nothing that a list may show."""
    text = (
        "Adno,Preferred Forename,Legal Surname,Reg Group,Contact ID,Contact Name,Contact Primary Email,"
        "Parental Responsibility,Court Order\n"
        "0042,Zofia,Nowak,4B,7,Mrs Anna Nowak,anna@home.example,Yes,\n"
        '0042,Zofia,Nowak,4B,8,"Nowak, Piotr",piotr@home.example,Yes,Yes\n'
        "0042,Zofia,Nowak,4B,9,Maria Nowak,,No,\n"
    )
    plan = plan_of(text)
    pupil = next(item for item in plan.items if item.subject is Subject.PUPIL)
    assert pupil.lines == (2, 3, 4)
    assert pupil.after is not None
    assert len(pupil.after.guardians) == 2
    assert {item.name for item in plan.items} == {"Zofia Nowak", "Mrs Anna Nowak", "Piotr Nowak"}
    assert [problem.code for problem in plan.problems] == ["not-a-guardian"]


def test_member_of_staff_who_is_a_parent_is_one_person_once_somebody_says_so() -> None:
    """Proposed, never merged in silence; the staff list's name and address stay."""
    here = school(person("p1", "Anna Nowak", "anna@home.example", "staff"))
    plan = plan_of(ZOFIA, here)
    (doubt,) = items(plan, Outcome.DOUBT)
    assert [(one.person, one.judgement) for one in doubt.candidates] == [("p1", Judgement.ASK_SAME)]
    one = plan_of(ZOFIA, here, {doubt.key: "p1"})
    assert next(item for item in one.items if item.id == "p1").changes == (Change("hat.parent", "", "parent"),)
    two = plan_of(ZOFIA, here, {doubt.key: NEW})
    assert two.count(Outcome.NEW) == 3
    again = plan_of(ZOFIA, after(here, one), name="import-2")
    assert {item.outcome for item in again.items} == {Outcome.UNCHANGED}


def test_twice_in_one_file_under_two_hats_is_asked_too() -> None:
    """In the template for everyone."""
    text = (
        "Kind,Number,First name,Last name,Email,Role,Since,Class,Year,Guardian 1 name,Guardian 1 email\n"
        "staff,,Shabana,Begum,shabana@oddenbrook.example,Teaching assistant,,,,,\n"
        "pupil,,Amina,Begum,,,,1A,1,Shabana Begum,shabana@oddenbrook.example\n"
        "governor,,Shabana,Begum,shabana@oddenbrook.example,Parent governor,01/09/2024,,,,\n"
    )
    plan = plan_of(text)
    doubts = items(plan, Outcome.DOUBT)
    assert [doubt.lines for doubt in doubts] == [(3,), (4,)]
    staff = next(item for item in plan.items if item.name == "Shabana Begum" and item.outcome is Outcome.NEW)
    decided = plan_of(text, None, {doubt.key: staff.id for doubt in doubts})
    (one,) = [item for item in decided.items if item.subject is Subject.PERSON]
    assert one.after is not None
    assert set(one.after.hats) == {"staff", "parent", "governor"}


def test_same_number_with_another_name_is_a_problem_by_line() -> None:
    """And the same row twice is taken once, and said."""
    plan = plan_of(ADA + "ADA,Ben,Sample,ben@oddenbrook.example,\nADA,Ada,Example,ada@oddenbrook.example,Teacher\n")
    assert [(problem.code, problem.line) for problem in plan.problems] == [("same-id", 3), ("repeated", 4)]
    assert plan.count(Outcome.NEW) == 1


def test_number_that_now_means_somebody_else_is_asked() -> None:
    """A staff code that was given again."""
    plan = plan_of(STAFF + "ADA,Cem,Sample,cem@oddenbrook.example,\n", after(School(), plan_of(ADA)))
    assert plan.count(Outcome.DOUBT) == 1


def test_address_of_an_account_is_pointed_out_when_it_changes() -> None:
    """They sign in with the old one until the office changes it."""
    here = school(person("p1", "Ada Example", "ada@oddenbrook.example", "staff", has_account=True))
    first = plan_of(ADA, here)
    assert first.items[0].changes == (Change("number", "", "ADA"), Change("hat.staff", "staff", "Teacher"))
    plan = plan_of(ADA.replace("ada@", "ada.e@"), here, {"staff:id:ADA": "p1"})
    assert ("signs-in-with", "ada@oddenbrook.example") in plan.items[0].notes


FIRST = ("Ada", "Ben", "Cem", "Anna", "Hanna")
LAST = ("Nowak", "Example", "Begum")
ADDRESSES = ("", "a@home.example", "b@home.example")


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of pupils with contacts, with numbers or without, with families and namesakes."""
    lines = []
    for number in range(draw(st.integers(1, 5))):
        words = [str(number) if draw(st.booleans()) else "", draw(st.sampled_from(FIRST)), draw(st.sampled_from(LAST))]
        words += [draw(st.sampled_from(("1A", "2B"))), "1"]
        for _ in range(2):
            name = f"{draw(st.sampled_from(FIRST))} {draw(st.sampled_from(LAST))}"
            words += [name if draw(st.booleans()) else "", ""]
            words[-1] = draw(st.sampled_from(ADDRESSES)) if words[-2] else ""
        lines.append(",".join(words))
    return PUPILS + "\n".join(lines) + "\n"


@settings(max_examples=120, deadline=None)
@given(files(), files(), st.randoms(use_true_random=False), st.booleans())
def test_whatever_is_decided_the_same_file_again_has_nothing_to_do(
    first: str,
    second: str,
    chance: random.Random,
    left: bool,  # noqa: FBT001  # drawn
) -> None:
    """Two files, one after the other, doubts decided by chance, leavers ticked or not; then nothing, and no question."""
    here = School()
    for name, text in enumerate((first, second)):
        decisions: dict[str, str] = {}
        plan = plan_of(text, here, decisions, name=str(name))
        while doubts := items(plan, Outcome.DOUBT):
            for doubt in doubts:
                decisions[doubt.key] = chance.choice([NEW, *[one.person for one in doubt.candidates]])
            plan = plan_of(text, here, decisions, name=str(name))
        here = after(here, plan, items(plan, Outcome.LEFT) if left else ())
    again = plan_of(second, here, name="again")
    assert {item.outcome for item in again.items} <= {Outcome.UNCHANGED}
    assert plan_of(second, here, name="again") == again


def test_every_person_keeps_one_id_however_often_it_is_planned() -> None:
    """What is confirmed is what was shown."""
    assert plan_of(ZOFIA) == plan_of(ZOFIA)
    assert {item.id for item in plan_of(ZOFIA).items}.isdisjoint({item.id for item in plan_of(ZOFIA, name="2").items})


@pytest.mark.parametrize("kind", ["staff", "pupils"])
def test_ten_thousand_rows_are_planned_in_a_moment(kind: str) -> None:
    """Through indexes: twice the rows are about twice the work."""
    if kind == "staff":
        text = STAFF + "".join(f"S{n},Ada{n % 997},Example{n},a{n}@oddenbrook.example,\n" for n in range(2000))
    else:
        text = PUPILS + "".join(
            f"{n},Ada{n},Example{n},4B,4,Anna{n} Example{n},a{n}@home.example,,\n" for n in range(2000)
        )
    assert plan_of(text).count(Outcome.NEW) >= 2000

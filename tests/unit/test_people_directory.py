"""Does the office find everybody in two letters, see what it may and no more, and put right what is wrong?"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from gatepost.audit.models import AuditEntry
from gatepost.demo.school import PEOPLE
from gatepost.grants.adjustments import list_adjustments, record_adjustment
from gatepost.people import directory, file, queries, services
from gatepost.people.directory import Wanted, find_people, find_pupils
from gatepost.people.models import Account, HatWorn, Person, School, SearchWord
from gatepost.people.rules import covering, overlap
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from tests.conftest import NOON
from tests.unit.test_people_families import DAY, person, pupil, refused, school, viewer

__all__ = ["school"]
SEERS = ("head", "office", "safeguarding-lead")


def names(by: Viewer, text: str) -> list[str]:
    """Return whom somebody finds."""
    return [row.name for row in find_people(by, Wanted(text=text), on=DAY).people]


def test_nobody_but_head_office_and_safeguarding_lead_finds_anybody_else(school: School) -> None:
    """Counts included; everybody finds themselves."""
    assert names(NOBODY, "") == []
    for one in PEOPLE:
        found = names(viewer(one.kind), "")
        governors = {each.name for each in PEOPLE if each.hats[0].hat is Hat.GOVERNOR or each is one}
        others = governors if one.kind in ("chair", "clerk") else {one.name}
        others |= {each.name for each in PEOPLE if each.kind == "head" and one.kind == "chair"}
        assert len(found) == len(PEOPLE) + 1 if one.kind in SEERS else sorted(found) == sorted(others)
        assert file.get_file(viewer(one.kind), person("teacher").id, on=DAY) is None or one.kind in SEERS
    assert [row.name for row in find_pupils(viewer("parent"), Wanted(), on=DAY).pupils] == ["Lena Zielinska"]
    assert find_pupils(viewer("teacher"), Wanted(), on=DAY).pupils == ()
    assert [row.name for row in find_pupils(viewer("parent-staff"), Wanted(), on=DAY).pupils] == ["Imran Begum"]


def test_another_school_is_never_found(school: School) -> None:
    """By name, by id, by pupil, by class."""
    other = services.open_school(name="Second School", by=SETUP, at=NOON)
    stranger = services.add_person(school=other, name="Zelda Strange", email="", by=SETUP, at=NOON)
    services.give_hat(person=stranger, hat=Hat.STAFF, since=DAY, by=SETUP, at=NOON)
    child = services.add_pupil(school=other, name="Zack Strange", class_name="Z9", since=DAY, by=SETUP, at=NOON)
    for kind in SEERS:
        assert "Zelda Strange" not in names(viewer(kind), "ze")
        assert find_pupils(viewer(kind), Wanted(text="za"), on=DAY).pupils == ()
        assert directory.list_classes(viewer(kind), on=DAY) == ("1A", "4B")
        assert file.get_file(viewer(kind), stranger.id, on=DAY) is None
        assert file.get_pupil_file(viewer(kind), child.id, on=DAY) is None
        assert file.merged_into(viewer(kind), stranger.id) == ""


@pytest.mark.parametrize("typed", ["zi", "ZIEL", "tomasz z", "z tom", "Zieliński"])
def test_person_is_found_by_the_beginnings_of_words_without_accents(school: School, typed: str) -> None:
    """In any order and case."""
    assert names(viewer("office"), typed) == ["Tomasz Zielinski"]
    services.correct_person(
        person=person("parent"), name="Tomasz Zieliński", email=person("parent").email, by=viewer("office"), at=NOON
    )
    assert names(viewer("office"), typed) == ["Tomasz Zieliński"]
    assert names(viewer("office"), "omasz") == []


def test_leaver_is_in_the_list_of_leavers_only(school: School) -> None:
    """And somebody new is not, before their first day."""
    services.leave(person=person("volunteer"), last_day=DAY - timedelta(days=1), by=SETUP, at=NOON)
    office = viewer("office")
    assert "Margaret Lowe" not in names(office, "")
    assert [row.name for row in find_people(office, Wanted(left=True), on=DAY).people] == ["Margaret Lowe"]


def test_pages_follow_each_other_without_a_gap(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has the same name as another too; a made-up place begins again."""
    for _ in range(3):
        twin = services.add_person(school=school, name="Daniel Osei", email="", by=SETUP, at=NOON)
        services.give_hat(person=twin, hat=Hat.PARENT, since=DAY, by=SETUP, at=NOON)
    monkeypatch.setattr(directory, "PAGE", 2)
    office, found, after = viewer("office"), [], ""
    while True:
        rows = find_people(office, Wanted(after=after), on=DAY)
        found += [row.id for row in rows.people]
        after = rows.after
        if not after:
            break
    assert len(found) == len(set(found)) == Person.objects.count()
    assert len(find_people(office, Wanted(after="made-up"), on=DAY).people) == 2


def test_list_costs_the_same_queries_for_more_people(school: School) -> None:
    """However many there are."""
    office = viewer("office")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            find_people(office, Wanted(), on=DAY)
        return len(asked)

    few = cost()
    for number in range(60):
        one = services.add_person(school=school, name=f"Person {number}", email="", by=SETUP, at=NOON)
        services.give_hat(person=one, hat=Hat.PARENT, since=DAY, by=SETUP, at=NOON)
    assert cost() == few


def test_office_sees_neither_declarations_nor_adjustments_and_no_restriction_against_itself(school: School) -> None:
    """What was said in private stays there; who is kept from a child does not learn of it as a member of the office."""
    child = pupil(school)
    services.declare_family(
        person=person("teacher"), pupil=child, relationship="niece", since=DAY, by=viewer("teacher"), at=NOON
    )
    record_adjustment(person=person("teacher"), what="A monitor.", since=DAY, by=viewer("head"), at=NOON)
    link = services.link_guardian(person=person("office"), pupil=child, since=DAY, by=SETUP, at=NOON)
    services.restrict_contact(link=link, reason="A court's order.", since=DAY, by=viewer("head"), at=NOON)
    seen = {kind: file.get_file(viewer(kind), person("teacher").id, on=DAY) for kind in SEERS}
    assert {kind: len(one.declarations) for kind, one in seen.items() if one} == {
        "head": 1,
        "office": 0,
        "safeguarding-lead": 1,
    }
    adjustments = {kind: len(list_adjustments(viewer(kind), person("teacher"), on=DAY)) for kind in SEERS}
    assert adjustments == {"head": 1, "office": 0, "safeguarding-lead": 0}
    pages = {kind: file.get_pupil_file(viewer(kind), child.id, on=DAY) for kind in SEERS}
    assert {kind: len(one.restrictions) for kind, one in pages.items() if one} == {
        "head": 1,
        "office": 0,
        "safeguarding-lead": 1,
    }
    assert [tie.kept_from for tie in pages["office"].guardians] == [""]  # type: ignore[union-attr]  # it is there


def test_corrected_address_opens_nothing_yet(school: School) -> None:
    """Not to whoever has its letter box, and it takes nothing from whoever signs in; nobody else corrects anything."""
    with refused("not-the-office"):
        services.correct_person(person=person("teacher"), name="Dan", email="", by=viewer("teacher"), at=NOON)
    services.correct_person(
        person=person("teacher"), name="Dan Osei", email="Dan@Oddenbrook.example", by=viewer("office"), at=NOON
    )
    assert Person.objects.get(email="dan@oddenbrook.example").name == "Dan Osei"
    assert Person.objects.get(account__email="daniel.osei@oddenbrook.example").name == "Dan Osei"
    assert not Account.objects.filter(email="dan@oddenbrook.example").exists()
    entry = AuditEntry.objects.get(action="person.corrected")
    assert entry.data == '{"columns":"email name"}'


def test_merge_of_two_who_can_both_sign_in_or_of_two_schools_is_refused(school: School) -> None:
    """And of a row with itself."""
    with refused("two-accounts"):
        services.merge(keep=person("teacher"), drop=person("parent"), by=viewer("head"), at=NOON)
    with refused("same-row"):
        services.merge(keep=person("teacher"), drop=person("teacher"), by=viewer("head"), at=NOON)
    other = services.open_school(name="Second School", by=SETUP, at=NOON)
    stranger = services.add_person(school=other, name="Zelda", email="", by=SETUP, at=NOON)
    with refused("another-school"):
        services.merge(keep=person("teacher"), drop=stranger, by=viewer("head"), at=NOON)
    with refused("ask-the-head"):
        services.merge(keep=person("teacher"), drop=person("volunteer"), by=viewer("office"), at=NOON)
    clerk = services.add_person(school=school, name="Clerk", email="", by=SETUP, at=NOON)
    services.give_duty(person=clerk, duty=Duty.CLERK, since=date(2024, 9, 1), by=SETUP, at=NOON)
    with refused("ask-the-head"):
        services.merge(keep=person("parent"), drop=clerk, by=viewer("office"), at=NOON)
    with refused("not-oneself"):
        services.merge(keep=person("head"), drop=person("volunteer"), by=viewer("head"), at=NOON)
    with refused("not-the-office"):
        services.merge(keep=stranger, drop=stranger, by=viewer("head"), at=NOON)


def test_merge_makes_one_person_with_all_hats_and_children(school: School) -> None:
    """The dropped id leads to the one that is kept, and is in no list."""
    twice = services.add_person(school=school, name="Dan Osei", email="dan@home.example", by=SETUP, at=NOON)
    services.give_hat(person=twice, hat=Hat.PARENT, since=DAY, by=SETUP, at=NOON)
    services.give_hat(person=twice, hat=Hat.STAFF, since=date(2020, 9, 1), until=date(2025, 9, 1), by=SETUP, at=NOON)
    services.link_guardian(person=twice, pupil=pupil(school), since=DAY, by=SETUP, at=NOON)
    kept = services.merge(keep=person("teacher"), drop=twice, by=viewer("head"), at=NOON)
    page = file.get_file(viewer("office"), kept.id, on=DAY)
    assert page is not None
    assert {(line.code, line.since, line.until) for line in page.hats} == {
        ("parent", DAY, None),
        ("staff", date(2020, 9, 1), None),
    }
    assert [tie.name for tie in page.children] == ["Ada Zielińska"]
    assert names(viewer("office"), "osei") == ["Daniel Osei"]
    assert file.get_file(viewer("office"), twice.id, on=DAY) is None
    assert file.merged_into(viewer("office"), twice.id) == kept.id
    twice.refresh_from_db()
    for entry in (twice, kept):
        assert (entry.entry_id, entry.entry) == (kept.id, kept)
    assert not SearchWord.objects.filter(person=twice).exists()
    with refused("merged-already"):
        services.merge(keep=kept, drop=twice, by=viewer("head"), at=NOON)


SPAN = st.tuples(st.integers(0, 20), st.none() | st.integers(0, 20)).map(
    lambda pair: (
        DAY + timedelta(days=pair[0]),
        None if pair[1] is None else DAY + timedelta(days=pair[0] + pair[1]),
    )
)


@given(SPAN, SPAN, st.integers(-5, 50))
def test_joined_days_are_exactly_the_days_of_both(
    one: tuple[date, date | None], other: tuple[date, date | None], after: int
) -> None:
    """And what does not touch is not joined."""
    joined, day = covering([one, other]), DAY + timedelta(days=after)

    def held(spans: list[tuple[date, date | None]]) -> bool:
        return any(HatWorn(since=since, until=until).holds_on(day) for since, until in spans)

    if joined:
        assert held([joined]) is held([one, other])
    else:
        assert overlap(*one, [other]) is None


def test_queries_of_nobody_are_empty(school: School) -> None:
    """Whatever is asked."""
    assert not queries.visible_to(NOBODY).exists()
    assert not queries.pupils_visible_to(NOBODY, on=DAY).exists()
    assert file.list_declarations(NOBODY, person("teacher").id, on=DAY) == ()


def test_merge_keeps_what_stands_and_refuses_where_responsibility_differs(school: School) -> None:
    """A title, a number, a relationship of the one that stays is never overwritten by a blank."""
    child = pupil(school)
    twice = services.add_person(school=school, name="Dan Osei", email="", by=SETUP, at=NOON)
    services.give_hat(person=twice, hat=Hat.STAFF, since=date(2025, 9, 1), by=SETUP, at=NOON)
    services.link_guardian(
        person=person("teacher"),
        pupil=child,
        relationship="father",
        has_responsibility=False,
        since=DAY,
        by=SETUP,
        at=NOON,
    )
    link = services.link_guardian(person=twice, pupil=child, since=DAY, by=SETUP, at=NOON)
    with refused("responsibility-differs"):
        services.merge(keep=person("teacher"), drop=twice, by=viewer("head"), at=NOON)
    link.has_responsibility = False
    link.save()
    services.restrict_contact(link=link, reason="An order.", since=DAY, by=viewer("head"), at=NOON)
    services.merge(keep=person("teacher"), drop=twice, by=viewer("head"), at=NOON)
    (kept,) = person("teacher").children.all()
    assert (kept.relationship, kept.has_responsibility, kept.restrictions.count()) == ("father", False, 1)
    assert person("teacher").hats.get(until=None).title == "Class teacher, Year 4"

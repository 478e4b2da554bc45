"""Do those who do not agree wait for the head in person, until it is dealt with, and does nobody else learn of it?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gatepost.audit.models import AuditEntry
from gatepost.demo.school import PEOPLE
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import Person, School
from gatepost.people.states import Hat
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from gatepost.signoff.declined import deal_with, list_declined
from gatepost.signoff.mistakes import mark_mistaken
from gatepost.signoff.models import DealtWith, SignOff
from gatepost.signoff.queries import dealt_with_visible_to
from gatepost.signoff.retention import remove_due
from gatepost.signoff.states import Answer, Why
from gatepost.signoff.verify import verify_school
from gatepost.web.desk.page import desk_of
from gatepost.web.me.rooms import waiting_for
from tests.conftest import NOON
from tests.unit.signoff.people import TODAY, agree, decline, edition, new_edition, on_paper, record, viewer_of

pytestmark = pytest.mark.usefixtures("school")
WHY = "My insulin pump."
NEXT = TODAY + timedelta(days=1)


def waits(viewer: Viewer | None = None) -> list[str]:
    """Return who waits, by id."""
    return [one.person_id for one in list_declined(viewer or viewer_of("head"), on=TODAY) if one.waits]


def others() -> list[Viewer]:
    """Return everybody who is not the head in person, with every power that can be lent too."""
    school = [viewer_of(one.kind) for one in PEOPLE if one.kind != "head"]
    lent = [replace(one, delegations=frozenset({"head", "governing-body"})) for one in school]
    return [*school, *lent, NOBODY, SETUP, viewer_of("head").without_powers()]


def refused(attempt: Callable[[], object]) -> str:
    """Return the code of a refusal, of which nothing is kept."""
    before = AuditEntry.objects.count()
    with pytest.raises(Refused) as refusal:
        attempt()
    assert (AuditEntry.objects.count(), DealtWith.objects.count()) == (before, 0)
    return refusal.value.code


def test_nobody_but_the_head_in_person_sees_that_it_waits_or_deals_with_it() -> None:
    """Not whoever acts for the head, the office, the chair, the governors, another head; on no page of theirs."""
    row = decline(viewer_of("parent"), edition(), reason=WHY)
    for viewer in others():
        assert list_declined(viewer, on=TODAY) == ()
        assert refused(lambda viewer=viewer: deal_with(sign_off=row.id, by=viewer, at=NOON)) == "not-the-head"  # type: ignore[misc]  # bound at once
        if viewer.is_signed_in:
            assert not [each for each in waiting_for(viewer, on=TODAY) if "declined" in each.url]
            assert "declined" not in {part.id for part in desk_of(viewer, at=NOON)}
    elsewhere = replace(viewer_of("head"), school_id=School.objects.create(name="Hollin Bank").id)
    assert list_declined(elsewhere, on=TODAY) == ()
    assert refused(lambda: deal_with(sign_off=row.id, by=elsewhere, at=NOON)) == "no-refusal"


def test_it_waits_on_the_heads_page_and_desk_without_name_or_reason() -> None:
    """Both may be open where others see them; the page behind it says who and why."""
    decline(viewer_of("parent"), edition(), reason=WHY)
    decline(viewer_of("teacher"), edition(), reason=WHY, at=NOON + timedelta(minutes=1))
    head = viewer_of("head")
    (task,) = [each for each in waiting_for(head, on=TODAY) if "declined" in each.url]
    assert task.words == "2 people do not agree to the policy, and are waiting to speak with you"
    (part,) = [each for each in desk_of(head, at=NOON) if each.id == "declined"]
    assert [(line.who, line.words) for line in part.lines] == [
        ("Does not agree to the policy", "since 3 July 2026")
    ] * 2
    assert WHY not in str(part)
    one = list_declined(head, on=TODAY)[0]
    assert (one.person_id, one.reason, one.hats, one.day, one.is_on_paper) == (
        viewer_of("parent").person_id,
        WHY,
        ("parent",),
        TODAY,
        False,
    )


def test_head_deals_with_it_once_and_the_record_says_so_without_the_reason() -> None:
    """A second press is the first; the answer stays; whoever gave it may know."""
    row = decline(viewer_of("parent"), edition(), reason=WHY)
    head = viewer_of("head")
    first, second = (deal_with(sign_off=row.id, by=head, at=NOON) for _press in "12")
    assert first == second
    assert waits() == []
    assert not [each for each in waiting_for(head, on=TODAY) if "declined" in each.url]
    assert [one.dealt_with_at for one in list_declined(head, on=TODAY)] == [NOON]
    entry = AuditEntry.objects.get(action="signoff.dealt-with")
    assert (entry.actor, entry.subject, entry.edition) == (head.person_id, row.id, edition().sha256)
    assert "insulin" not in str(vars(entry))
    assert SignOff.objects.get().answer == Answer.REFUSED
    assert verify_school(head.school_id).whole
    assert dealt_with_visible_to(viewer_of("parent")).get() == first
    assert not dealt_with_visible_to(viewer_of("teacher"))


def test_refusal_for_another_reason_waits_anew() -> None:
    """They have something more to say; only the answer that stands waits."""
    parent = viewer_of("parent")
    first = decline(parent, edition(), reason=WHY)
    deal_with(sign_off=first.id, by=viewer_of("head"), at=NOON)
    decline(parent, edition(), reason="It is about photographs.")
    assert waits() == [parent.person_id]
    assert [one.reason for one in list_declined(viewer_of("head"), on=TODAY)] == ["It is about photographs."]


def test_what_stands_no_more_waits_no_more() -> None:
    """They agreed since; they left; the sheet was a mistake; a newer edition is in force."""
    head = viewer_of("head")
    row = decline(viewer_of("parent"), edition())
    agree(viewer_of("parent"), edition(), at=NOON + timedelta(minutes=1))
    assert waits() == []
    assert refused(lambda: deal_with(sign_off=row.id, by=head, at=NOON)) == "no-refusal"
    decline(viewer_of("volunteer"), edition())
    people.leave(person=Person.objects.get(id=viewer_of("volunteer").person_id), last_day=TODAY, by=head, at=NOON)
    assert waits() == [viewer_of("volunteer").person_id]
    assert list_declined(viewer_of("head", NEXT), on=NEXT) == ()
    sheet = record(on_paper(answer=Answer.REFUSED, reason="No."), of="teacher")
    assert viewer_of("teacher").person_id in waits()
    mark_mistaken(sign_off=sheet.id, why=Why.PERSON, by=viewer_of("office"), at=NOON)
    assert viewer_of("teacher").person_id not in waits()
    decline(viewer_of("governor"), edition())
    new_edition("September 2026", NEXT)
    assert viewer_of("governor").person_id in waits()
    assert list_declined(viewer_of("head", NEXT), on=NEXT) == ()


def test_the_heads_own_waits_for_nobody_and_one_of_a_joined_entry_is_the_persons() -> None:
    """One cannot speak with oneself; two entries of one person are one who waits, by the last of their answers."""
    head = viewer_of("head")
    own = decline(head, edition())
    assert refused(lambda: deal_with(sign_off=own.id, by=head, at=NOON)) == "no-refusal"
    school = Person.objects.get(id=head.person_id).school
    twin = people.add_person(school=school, name="Tomasz Z", email="", by=SETUP, at=NOON)
    people.give_hat(person=twin, hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON)
    decline(replace(viewer_of("parent"), actor=twin.id, person_id=twin.id), edition())
    kept = Person.objects.get(id=viewer_of("parent").person_id)
    people.merge(keep=kept, drop=twin, by=head, at=NOON)
    assert waits() == [kept.id]
    agree(viewer_of("parent"), edition(), at=NOON + timedelta(minutes=1))
    assert waits() == []


def test_it_goes_with_the_answer_at_the_end_of_its_time() -> None:
    """Nothing of it is kept longer."""
    row = decline(viewer_of("parent"), edition(), reason=WHY)
    head = viewer_of("head")
    deal_with(sign_off=row.id, by=head, at=NOON)
    people.leave(person=Person.objects.get(id=viewer_of("parent").person_id), last_day=TODAY, by=head, at=NOON)
    assert remove_due(head.school_id, at=NOON + timedelta(days=7 * 366)) == 1
    assert not DealtWith.objects.exists()


def test_page_asks_as_much_of_the_database_for_many_as_for_one() -> None:
    """The start page of the head is looked at often."""
    decline(viewer_of("parent"), edition())
    head = viewer_of("head")
    with CaptureQueriesContext(connection) as one:
        list_declined(head, on=TODAY)
    for kind in ("teacher", "volunteer", "governor", "office"):
        decline(viewer_of(kind), edition())
    with CaptureQueriesContext(connection) as many:
        assert len(list_declined(head, on=TODAY)) == 5
    assert len(one) == len(many) <= 5

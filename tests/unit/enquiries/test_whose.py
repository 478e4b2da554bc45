"""Does a question stay with those whom it concerns when duties end, entries are joined, and people leave?"""

from datetime import date, timedelta

import pytest

from gatepost.enquiries import queries, services
from gatepost.enquiries.exported import SOURCES
from gatepost.enquiries.routing import answered_today
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.models import DutyHeld, Person
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP
from tests.conftest import NOON
from tests.unit.enquiries.asking import ask, refused, seen
from tests.unit.signoff.people import viewer_of

TODAY = NOON.date()


def end(kind: str) -> None:
    """Let somebody hold no duty any more."""
    DutyHeld.objects.filter(person_id=viewer_of(kind).person_id).update(until=date(2026, 7, 1))


@pytest.mark.parametrize("deed", ["answer", "close"])
@pytest.mark.parametrize(
    ("kind", "duty", "other"), [("safeguarding-lead", "safeguarding-lead", "head"), ("clerk", "clerk", "chair")]
)
def test_stand_in_reads_what_waits_and_nothing_that_was_settled(
    school: None, kind: str, duty: str, other: str, deed: str
) -> None:
    """Else the head would read what parents told the lead, by ending a duty."""
    settled, waits = ask("parent", duty, text="Settled."), ask("parent", duty, text="Waits.")
    do = services.answer if deed == "answer" else services.close
    do(enquiry=settled.id, text="Done.", read=1, by=viewer_of(kind), at=NOON)
    end(kind)
    by = viewer_of(other)
    assert seen(settled, by) is None
    assert queries.list_settled(by, on=TODAY) == ()
    assert list(queries.visible_to(by, on=TODAY)) == [waits]
    with refused("no-enquiry"):
        services.answer(enquiry=settled.id, text="x", read=2, by=by, at=NOON)
    for _twice in range(2):
        services.answer(enquiry=waits.id, text="Come and see me.", read=1, by=by, at=NOON)
    assert seen(waits, by)
    again = services.write_back if deed == "answer" else services.reopen
    again(enquiry=settled.id, text="One more.", read=2, by=viewer_of("parent"), at=NOON)
    assert seen(settled, by)
    deputy = Person.objects.get(id=viewer_of("deputy").person_id)
    people.give_duty(person=deputy, duty=Duty(duty), since=TODAY, by=SETUP, at=NOON)
    assert list(queries.visible_to(by, on=TODAY)) == []


def test_duty_of_somebody_who_cannot_sign_in_is_vacant(school: None) -> None:
    """The head gets it, and the form says so before."""
    row = ask("parent", "safeguarding-lead")
    Person.objects.filter(id=viewer_of("safeguarding-lead").person_id).update(access_ended_at=NOON)
    assert answered_today(row.school_id, on=TODAY)["safeguarding-lead"] == "head"
    assert seen(row, viewer_of("head"))
    Message.objects.all().delete()
    ask("parent", "safeguarding-lead", text="Another.")
    assert [mail.person for mail in Message.objects.all()] == [viewer_of("head").person_id]


def test_download_holds_nothing_of_what_others_asked(school: None) -> None:
    """Whoever answered takes nothing with them; whoever asked gets both."""
    row = ask("parent")
    services.answer(enquiry=row.id, text="Yes.", read=1, by=viewer_of("office"), at=NOON + timedelta(hours=1))
    told = {kind: [row for source in SOURCES for row in source.rows(viewer_of(kind))] for kind in ("office", "parent")}
    assert told["office"] == []
    assert told["parent"] == [row, *row.posts.order_by("number")]


def test_entry_of_which_a_question_is_kept_is_joined_by_the_head_alone(school: None) -> None:
    """Else the office could show one parent what another asked; whichever of the two stays."""
    ask("parent", "safeguarding-lead")
    kept = Person.objects.get(id=viewer_of("parent").person_id)
    twin = people.add_person(school=kept.school, name="Tomasz A", email="", by=SETUP, at=NOON)
    people.give_hat(person=twin, hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON)
    for keep, drop in ((kept, twin), (twin, kept)):
        with pytest.raises(Refused) as refusal:
            people.merge(keep=keep, drop=drop, by=viewer_of("office"), at=NOON)
        assert refusal.value.code == "ask-the-head"
    assert people.merge(keep=kept, drop=twin, by=viewer_of("head"), at=NOON) == kept

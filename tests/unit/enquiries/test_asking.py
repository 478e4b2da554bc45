"""Is a question asked, answered and closed by those who may, once, and by nobody else? Refusals first."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.enquiries import queries, services
from gatepost.enquiries.models import Enquiry, Post
from gatepost.enquiries.retention import tidy_up
from gatepost.enquiries.states import KEPT, MOST_WAITING, REOPEN_WITHIN, TEXT_LENGTH, Deed, State
from gatepost.kernel.ids import new_id
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Duty, Lent
from gatepost.people.viewer import NOBODY, SETUP
from tests.conftest import NOON
from tests.pages.rows import KINDS
from tests.unit.enquiries.asking import TITLES, WORDS, ask, last, refused, seen
from tests.unit.signoff.people import viewer_of

SOMEBODY = [kind for kind in KINDS if kind != "anonymous"]
HOLDS = {"office": {"office"}, "head": {"head"}, "safeguarding-lead": {"safeguarding-lead"}, "clerk": {"clerk"}}


def test_nobody_asks_without_signing_in(school: None) -> None:
    """And nothing is kept."""
    with refused("not-signed-in"):
        services.ask(topic=TITLES["office"], duty="office", text=WORDS, token=new_id(), by=NOBODY, at=NOON)
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no-text"),
        ("  \n ", "no-text"),
        ("\u200b", "no-text"),
        ("x" * (TEXT_LENGTH + 1), "long-text"),
        ("a\x07b", "bad-text"),
    ],
)
def test_words_that_are_none_are_refused(school: None, text: str, code: str) -> None:
    """Empty, only spaces, too long, a control character."""
    with refused(code):
        ask("parent", text=text)
    assert not Enquiry.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(("topic", "duty"), [("", ""), (TITLES["office"], "head"), ("Lunch", "office")])
def test_topic_that_goes_elsewhere_is_refused(school: None, topic: str, duty: str) -> None:
    """Whoever saw another addressee than the one that counts now does not send it there."""
    with refused("no-topic"):
        services.ask(topic=topic, duty=duty, text=WORDS, token=new_id(), by=viewer_of("parent"), at=NOON)


def test_nobody_asks_themselves(school: None) -> None:
    """The only one in the office would never get an answer."""
    with refused("nobody-topic"):
        ask("office", "office")


def test_question_of_another_is_not_there(school: None) -> None:
    """Not even to be refused."""
    row = ask("parent")
    for kind, service in product(
        ("teacher", "head", "parent-apart"), (services.answer, services.close, services.reopen)
    ):
        with refused("no-enquiry"):
            service(enquiry=row.id, text="x", read=1, by=viewer_of(kind), at=NOON)
    with refused("no-enquiry"):
        services.answer(enquiry=row.id, text="x", read=1, by=NOBODY, at=NOON)


def test_deed_of_the_other_part_is_refused(school: None) -> None:
    """Whoever asked does not answer; whoever answers does not write back."""
    row = ask("parent")
    for kind, service in (
        ("parent", services.answer),
        ("office", services.write_back),
        ("office", services.reopen),
    ):
        with refused("not-yours"):
            service(enquiry=row.id, text="x", read=1, by=viewer_of(kind), at=NOON)
    with refused("not-yours"):
        services.pass_on(
            enquiry=row.id, topic=TITLES["head"], duty="head", text="x", read=1, by=viewer_of("parent"), at=NOON
        )
    assert last(row) == 1


@pytest.mark.parametrize("duty", HOLDS)
def test_question_is_seen_by_whoever_holds_its_duty_and_by_nobody_else(school: None, duty: str) -> None:
    """In a list, in a count, by its address: the truth table over all kinds of people."""
    row = ask("parent", duty)
    for kind in SOMEBODY:
        by = viewer_of(kind)
        sees = kind in HOLDS[duty] | {"parent"}
        assert (seen(row, by) is not None) == sees, kind
        assert queries.visible_to(by, on=NOON.date()).count() == int(sees), kind
        assert len(queries.list_waiting(by, on=NOON.date())) == int(kind in HOLDS[duty]), kind
    assert seen(row, NOBODY) is None


def test_vacant_duty_is_answered_by_the_one_that_stands_in(school: None) -> None:
    """The head for the safeguarding lead, the chair for the clerk; only as long as nobody holds it."""
    for kind, duty, other in (("safeguarding-lead", Duty.SAFEGUARDING_LEAD, "head"), ("clerk", Duty.CLERK, "chair")):
        row = ask("parent", duty.value)
        assert seen(row, viewer_of(other)) is None
        held = Person.objects.get(id=viewer_of(kind).person_id).duties.get(duty=duty.value)
        held.until = date(2026, 7, 1)
        held.save()
        assert seen(row, viewer_of(other)) is not None
        assert seen(row, viewer_of("head" if other == "chair" else "chair")) is None
        held.until = None
        held.save()
        assert seen(row, viewer_of(other)) is None


def test_whoever_acts_for_the_head_answers_for_the_head_and_for_nothing_else(school: None) -> None:
    """A power that is lent."""
    people.lend(
        person=Person.objects.get(id=viewer_of("deputy").person_id),
        acts_for=Lent.HEAD,
        since=NOON.date(),
        until=NOON.date(),
        by=SETUP,
        at=NOON,
    )
    head, lead = ask("parent", "head"), ask("parent", "safeguarding-lead")
    assert seen(head, viewer_of("deputy")) is not None
    assert seen(lead, viewer_of("deputy")) is None


def test_same_form_sent_twice_is_one_question(school: None) -> None:
    """One row, one entry in the record, one mail."""
    token = new_id()
    assert ask("parent", token=token) == ask("parent", token=token)
    assert (
        Post.objects.count() == AuditEntry.objects.filter(action="enquiry.ask").count() == Message.objects.count() == 1
    )


def test_first_answer_wins_and_the_second_is_told(school: None) -> None:
    """Two in the office have the page open; the same answer sent twice is one."""
    teacher = Person.objects.get(id=viewer_of("teacher").person_id)
    people.give_duty(person=teacher, duty=Duty.OFFICE, since=NOON.date(), by=SETUP, at=NOON)
    row = ask("parent")
    for _twice in range(2):
        services.answer(enquiry=row.id, text="Yes, with a pass.", read=1, by=viewer_of("office"), at=NOON)
    with refused("moved-on"):
        services.answer(enquiry=row.id, text="No.", read=1, by=viewer_of("teacher"), at=NOON)
    services.answer(enquiry=row.id, text="And bring it.", read=2, by=viewer_of("teacher"), at=NOON)
    assert [post.text for post in row.posts.order_by("number")] == [WORDS, "Yes, with a pass.", "And bring it."]


def test_passed_on_question_changes_hands(school: None) -> None:
    """Whoever passed it on sees it no more; whoever has it sees all of it; the same people are no other ones."""
    row = ask("parent")
    passing: dict[str, Any] = {
        "enquiry": row.id,
        "text": "Yours, I think.",
        "read": 1,
        "by": viewer_of("office"),
        "at": NOON,
    }
    with refused("same-topic"):
        services.pass_on(topic=TITLES["office"], duty="office", **passing)
    with refused("no-text"):
        services.pass_on(topic=TITLES["head"], duty="head", **{**passing, "text": " "})
    services.pass_on(topic=TITLES["head"], duty="head", **passing)
    assert seen(row, viewer_of("office")) is None
    there = seen(row, viewer_of("head"))
    assert there
    assert [post.text for post in there.posts] == [WORDS, "Yours, I think."]
    assert there.topic == TITLES["head"]


def test_closed_question_is_opened_again_once_and_in_time(school: None) -> None:
    """Not on the day after the last, and not twice."""
    row = ask("parent")
    services.close(enquiry=row.id, text="Told you at the gate.", read=1, by=viewer_of("office"), at=NOON)
    late = NOON + REOPEN_WITHIN + timedelta(seconds=1)
    with refused("not-now"):
        services.reopen(enquiry=row.id, text="But…", read=2, by=viewer_of("parent"), at=late)
    with refused("not-now"):
        services.answer(enquiry=row.id, text="More.", read=2, by=viewer_of("office"), at=NOON)
    services.reopen(enquiry=row.id, text="But…", read=2, by=viewer_of("parent"), at=NOON + REOPEN_WITHIN)
    row.refresh_from_db()
    assert row.state == State.REOPENED
    services.close(enquiry=row.id, text="Now it is settled.", read=3, by=viewer_of("office"), at=NOON)
    with refused("not-now"):
        services.reopen(enquiry=row.id, text="Still not.", read=4, by=viewer_of("parent"), at=NOON)


def test_whoever_has_too_many_waiting_telephones(school: None) -> None:
    """An answered one makes room."""
    rows = [ask("parent", text=f"Question {number}") for number in range(MOST_WAITING)]
    with refused("many-waiting"):
        ask("parent")
    services.answer(enquiry=rows[0].id, text="Yes.", read=1, by=viewer_of("office"), at=NOON)
    assert ask("parent").state == State.OPEN


@pytest.mark.parametrize("text", ["Czy mogę filmować?", "هل يجوز لي التصوير؟", "我可以拍照吗", "👩‍🏫 ok?\r\nzwei"])
def test_other_alphabets_arrive_as_they_were_written(school: None, text: str) -> None:
    """With one kind of line end."""
    there = seen(ask("parent", text=text), viewer_of("office"))
    assert there
    assert there.posts[0].text == text.replace("\r\n", "\n")


def test_question_of_somebody_who_left_can_still_be_closed(school: None) -> None:
    """Whoever answers is told that nobody reads it here, and no mail goes."""
    row = ask("parent")
    parent = Person.objects.get(id=viewer_of("parent").person_id)
    parent.access_ended_at = NOON
    parent.save()
    there = seen(row, viewer_of("office"))
    assert there
    assert there.asker_left
    before = Message.objects.count()
    services.close(enquiry=row.id, text="They have left.", read=1, by=viewer_of("office"), at=NOON)
    assert Message.objects.count() == before


def test_mail_and_record_hold_nothing_of_it(school: None) -> None:
    """To whom it goes gets a mail, then whoever asked; neither says what; the record names clause and edition."""
    row = ask("parent", "safeguarding-lead")
    services.answer(enquiry=row.id, text="Come and see me.", read=1, by=viewer_of("safeguarding-lead"), at=NOON)
    mails = list(Message.objects.order_by("written_at", "id"))
    assert {mail.person for mail in mails} == {viewer_of("safeguarding-lead").person_id, viewer_of("parent").person_id}
    entries = AuditEntry.objects.filter(subject=row.id)
    assert {entry.action for entry in entries} == {"enquiry.ask", "enquiry.answer"}
    assert all(entry.clause and len(entry.edition) == 64 for entry in entries)
    told = " ".join(f"{mail.subject} {mail.body}" for mail in mails) + str(list(entries.values()))
    for word in (WORDS, "Come and see me", TITLES["safeguarding-lead"], "Tomasz", "Fiona", "safeguarding"):
        assert word not in told


def test_question_is_kept_a_year_and_one_that_waits_longer(school: None) -> None:
    """The record says how many went."""
    closed, waits = ask("parent"), ask("parent", text="Another.")
    services.close(enquiry=closed.id, text="Done.", read=1, by=viewer_of("office"), at=NOON)
    tidy_up(at=NOON + KEPT)
    assert Enquiry.objects.count() == 2
    tidy_up(at=NOON + KEPT + timedelta(seconds=1))
    assert list(Enquiry.objects.values_list("id", flat=True)) == [waits.id]
    assert AuditEntry.objects.filter(action="enquiries.removed").count() == 1


def test_deeds_that_are_offered_are_those_that_work(school: None) -> None:
    """The page offers what the service takes."""
    row = ask("parent")
    there = {kind: seen(row, viewer_of(kind)) for kind in ("parent", "office")}
    assert there["parent"]
    assert there["office"]
    assert there["parent"].deeds == {Deed.WRITE_BACK, Deed.CLOSE}
    assert there["office"].deeds == {Deed.ANSWER, Deed.PASS_ON, Deed.CLOSE}

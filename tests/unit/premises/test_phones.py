"""Is a phone in the office kept by those who may, seen by those who may, and given back once?"""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from gatepost.agreements.queries import edition_on
from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.export import download
from gatepost.people.models import Person, School
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from gatepost.premises import housekeeping, queries
from gatepost.premises.exported import SOURCES
from gatepost.premises.models import PhoneHeld, PhoneMessage
from gatepost.premises.services import give_back, set_closing, take_in, take_message
from tests.conftest import NOON
from tests.unit.signoff.people import viewer_of

pytestmark = pytest.mark.usefixtures("school")
EVENING = NOON + timedelta(hours=5)
"""Five in London."""
OTHERS = ("teacher", "parent", "governor", "chair", "deputy", "technician", "safeguarding-lead", "clerk", "volunteer")
SAID = "Ward 4 rang: please ring back."


def held(kind: str = "teacher", *, by: str = "office", at: datetime = NOON) -> PhoneHeld:
    """Take somebody's phone in."""
    return take_in(person=viewer_of(kind).person_id, phone="Black", callers="Hospital", by=viewer_of(by), at=at)


def refused(code: str, **changed: object) -> None:
    """See that taking it in is refused, and that nothing is kept."""
    before = AuditEntry.objects.count()
    given = {"person": viewer_of("teacher").person_id, "phone": "Black", "callers": "Hospital"}
    with pytest.raises(Refused) as caught:
        take_in(**{**given, "by": viewer_of("office"), "at": NOON, **changed})  # type: ignore[arg-type]  # what is tried
    assert caught.value.code == code
    assert (PhoneHeld.objects.count(), AuditEntry.objects.count()) == (0, before)


@pytest.mark.parametrize("kind", OTHERS)
def test_nobody_else_keeps_the_log(kind: str) -> None:
    """Neither takes in, nor notes, nor gives back, nor sets the hour; nor sees whose phones are there."""
    row, by = held("parent-staff"), viewer_of(kind)
    deeds = (
        lambda: take_in(person=by.person_id, phone="x", callers="x", by=by, at=NOON),
        lambda: take_message(phone=row.id, text="x", by=by, at=NOON),
        lambda: give_back(phone=row.id, by=by, at=NOON),
        lambda: set_closing(closes=time(15), by=by, at=NOON),
    )
    for deed in deeds:
        with pytest.raises(Refused, match="keeps the phones"):
            deed()
    assert PhoneHeld.objects.get().state == "held"
    assert not PhoneMessage.objects.exists()
    for seen in (queries.list_held(by, at=NOON), queries.list_own(by, at=NOON), queries.list_given_back(by, at=NOON)):
        assert seen == ()
    assert queries.get_held(by, row.id, at=NOON) is None


def test_nobody_signed_in_sees_nothing_and_holds_nothing() -> None:
    """And the office's own phone is taken in by somebody else."""
    held()
    assert queries.list_own(NOBODY, at=NOON) == queries.list_held(NOBODY, at=NOON) == ()
    assert not queries.holds_urgent_call(NOBODY, at=NOON)


def test_one_takes_in_what_makes_sense_of_who_is_here_and_not_of_oneself() -> None:
    """Each refusal keeps nothing."""
    refused("no-phone", phone="  ")
    refused("bad-phone", phone="a\nb")
    refused("bad-phone", phone="x" * 101)
    refused("no-callers", callers="")
    refused("bad-callers", callers="x" * 201)
    refused("nobody-phone", person="nobody")
    refused("own-phone", person=viewer_of("office").person_id)
    other = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    stranger = people.add_with_hat(
        school=other, name="Ann Lee", email="", hat=Hat.STAFF, since=NOON.date(), by=SETUP, at=NOON
    )
    refused("nobody-phone", person=stranger.id)
    gone = Person.objects.get(id=viewer_of("volunteer").person_id)
    people.leave(person=gone, last_day=NOON.date() - timedelta(days=1), by=SETUP, at=NOON)
    refused("nobody-phone", person=gone.id)


def test_phone_of_another_school_is_not_there() -> None:
    """For its office neither."""
    row = held()
    other = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    there = Viewer(actor="x", person_id="x", school_id=other.id, duties=frozenset({Duty.OFFICE.value}))
    for deed in (
        lambda: give_back(phone=row.id, by=there, at=NOON),
        lambda: take_message(phone=row.id, text="x", by=there, at=NOON),
    ):
        with pytest.raises(Refused) as caught:
            deed()
        assert caught.value.code == "no-such-phone"
    assert queries.list_held(there, at=NOON) == ()
    assert queries.list_messages(there, row.id) == ()


def test_second_phone_of_somebody_waits_until_the_first_is_given_back() -> None:
    """A double click is the same phone; whatever a page lets through, the database does not."""
    row = held()
    assert held(at=NOON + timedelta(minutes=1)).id == row.id
    with pytest.raises(Refused) as caught:
        held(at=NOON + timedelta(minutes=6))
    assert caught.value.code == "here-phone"
    assert "3 July, 12:00" in caught.value.sentence
    with pytest.raises(IntegrityError), transaction.atomic():
        PhoneHeld.objects.create(
            school_id=row.school_id,
            person_id=row.person_id,
            phone="x",
            callers="x",
            brought_at=NOON,
            taken_by=row.taken_by,
        )
    give_back(phone=row.id, by=viewer_of("head"), at=NOON)
    assert held(at=NOON + timedelta(minutes=7)).id != row.id


def test_permission_is_theirs_from_bringing_to_giving_back_that_day() -> None:
    """And nobody else's."""
    teacher, head = viewer_of("teacher"), viewer_of("head")
    assert not queries.holds_urgent_call(teacher, at=NOON)
    row = held()
    assert queries.holds_urgent_call(teacher, at=NOON)
    assert not queries.holds_urgent_call(head, at=NOON)
    assert not queries.holds_urgent_call(teacher, at=NOON - timedelta(minutes=1))
    assert not queries.holds_urgent_call(teacher, at=NOON + timedelta(days=1))
    give_back(phone=row.id, by=head, at=NOON)
    assert not queries.holds_urgent_call(teacher, at=NOON)


def test_day_of_the_permission_is_the_schools_in_the_night_of_the_clock_change() -> None:
    """From 0.30 on 25 October to 23.30: 24 hours of the clock of the world, one day of the school's."""
    teacher = viewer_of("teacher")
    held(at=datetime(2026, 10, 24, 23, 30, tzinfo=UTC))  # 0.30 in London, summer time
    assert queries.holds_urgent_call(teacher, at=datetime(2026, 10, 25, 23, 30, tzinfo=UTC))  # winter time
    assert not queries.holds_urgent_call(teacher, at=datetime(2026, 10, 26, 0, 0, tzinfo=UTC))


def test_given_back_twice_is_given_back_once() -> None:
    """The first time counts, and the record has it once."""
    row = held()
    give_back(phone=row.id, by=viewer_of("office"), at=NOON)
    again = give_back(phone=row.id, by=viewer_of("head"), at=EVENING)
    assert (again.given_back_at, again.given_back_by_id) == (NOON, viewer_of("office").person_id)
    assert AuditEntry.objects.filter(action="phone.given-back").count() == 1
    with pytest.raises(Refused) as caught:
        take_message(phone=row.id, text=SAID, by=viewer_of("office"), at=NOON)
    assert caught.value.code == "given-back-text"


def test_nobody_gives_their_own_phone_back() -> None:
    """Not under an entry that was joined to theirs either; somebody else does."""
    own = held("office", by="head")
    with pytest.raises(Refused) as caught:
        give_back(phone=own.id, by=viewer_of("office"), at=NOON)
    assert caught.value.code == "own-phone"
    assert PhoneHeld.objects.get().state == "held"
    give_back(phone=own.id, by=viewer_of("head"), at=NOON)
    assert PhoneHeld.objects.get().state == "given-back"


def test_what_nobody_fetched_stands_first_until_it_is_given_back() -> None:
    """On later days too, and after its owner has left."""
    old, office = held("volunteer"), viewer_of("office")
    assert [each.is_uncollected for each in queries.list_held(office, at=EVENING - timedelta(minutes=1))] == [False]
    tomorrow = NOON + timedelta(days=1)
    held("teacher", at=tomorrow)
    gone = Person.objects.get(id=old.person_id)
    people.leave(person=gone, last_day=NOON.date(), by=SETUP, at=NOON)
    seen = queries.list_held(office, at=tomorrow)
    assert [(each.id == old.id, each.is_uncollected, each.has_left) for each in seen] == [
        (True, True, True),
        (False, False, False),
    ]
    give_back(phone=old.id, by=office, at=tomorrow)
    assert [each.id for each in queries.list_given_back(office, at=tomorrow)] == [old.id]
    assert queries.list_given_back(office, at=tomorrow + timedelta(days=1)) == ()


def test_school_says_when_its_office_closes() -> None:
    """By day; from then on it counts."""
    office, row = viewer_of("office"), held()
    with pytest.raises(Refused) as caught:
        set_closing(closes=time(1, 30), by=office, at=NOON)
    assert caught.value.code == "night-closes"
    assert queries.closes_at(row.school_id) == time(17)
    set_closing(closes=time(15, 30), by=viewer_of("head"), at=NOON)
    set_closing(closes=time(16), by=office, at=NOON)
    assert queries.closes_at(row.school_id) == time(16)
    assert queries.list_held(office, at=EVENING - timedelta(hours=1))[0].is_uncollected


def test_message_is_for_the_owner_and_the_office() -> None:
    """The head sees that there is one, and reads what they took themselves."""
    row = held()
    take_message(phone=row.id, text=f"  {SAID}\r\n", by=viewer_of("office"), at=NOON)
    read = {
        kind: [each.text for each in queries.list_messages(viewer_of(kind), row.id)] for kind in ("office", "teacher")
    }
    assert read == {"office": [SAID], "teacher": [SAID]}
    for kind in ("head", *(other for other in OTHERS if other != "teacher")):
        assert queries.list_messages(viewer_of(kind), row.id) == ()
    assert queries.list_held(viewer_of("head"), at=NOON)[0].messages == 1
    take_message(phone=row.id, text="Her mother rang.", by=viewer_of("head"), at=NOON)
    assert [each.text for each in queries.list_messages(viewer_of("head"), row.id)] == ["Her mother rang."]
    assert len(queries.list_messages(viewer_of("teacher"), row.id)) == 2


def test_whoever_acts_for_the_head_keeps_the_log_and_reads_no_message() -> None:
    """And a former one not even what they took."""
    row, head = held(), viewer_of("head")
    deputy = Person.objects.get(id=viewer_of("deputy").person_id)
    people.lend(
        person=deputy, acts_for=Lent.HEAD, since=NOON.date(), until=NOON.date(), reason="Away.", by=head, at=NOON
    )
    take_message(phone=row.id, text=SAID, by=viewer_of("office"), at=NOON)
    take_message(phone=row.id, text="Mine.", by=viewer_of("deputy"), at=NOON)
    assert [each.text for each in queries.list_messages(viewer_of("deputy"), row.id)] == ["Mine."]
    tomorrow = viewer_of("deputy", NOON.date() + timedelta(days=1))
    assert queries.list_messages(tomorrow, row.id) == ()


def test_message_sent_twice_is_one_and_one_mail_says_that_something_waits() -> None:
    """Neither what, nor from whom; nor does the record."""
    row, office = held(), viewer_of("office")
    for _ in range(2):
        take_message(phone=row.id, text=SAID, by=office, at=NOON)
    mail = Message.objects.get()
    assert mail.person == row.person_id
    assert "/me/" in mail.body
    for text in (mail.subject, mail.body, *AuditEntry.objects.values_list("data", flat=True)):
        assert not [word for word in ("Ward", "Hospital", "Black", "phone", "Osei") if word in text]
    take_message(phone=row.id, text=SAID, by=office, at=NOON + timedelta(hours=1))
    assert PhoneMessage.objects.count() == Message.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "code"), [("", "no-text"), (" \n", "no-text"), ("x" * 1001, "bad-text"), ("a\x00", "bad-text")]
)
def test_message_that_makes_no_sense_is_refused(text: str, code: str) -> None:
    """And tells nobody."""
    row = held()
    with pytest.raises(Refused) as caught:
        take_message(phone=row.id, text=text, by=viewer_of("office"), at=NOON)
    assert caught.value.code == code
    assert not Message.objects.exists()


def test_record_names_the_clause_and_the_edition() -> None:
    """Of each step, about the entry and not the person."""
    row, office = held(), viewer_of("office")
    take_message(phone=row.id, text=SAID, by=office, at=NOON)
    give_back(phone=row.id, by=office, at=NOON)
    entries = AuditEntry.objects.filter(subject=row.id).order_by("sequence")
    assert [entry.action for entry in entries] == ["phone.taken-in", "phone.message-taken", "phone.given-back"]
    edition = edition_on(row.school_id, NOON.date()).sha256
    assert {(entry.clause, entry.edition) for entry in entries} == {("conduct.phones-urgent", edition)}


def test_entry_goes_thirty_days_after_it_was_given_back() -> None:
    """With its messages; what lies in the office stays, however long."""
    office, stays = viewer_of("office"), held("volunteer")
    row = held()
    take_message(phone=row.id, text=SAID, by=office, at=NOON)
    give_back(phone=row.id, by=office, at=NOON)
    housekeeping.tidy_up(at=NOON + timedelta(days=30))
    assert PhoneHeld.objects.count() == 2
    housekeeping.tidy_up(at=NOON + timedelta(days=30, seconds=1))
    assert [each.id for each in PhoneHeld.objects.all()] == [stays.id]
    assert not PhoneMessage.objects.exists()


def test_owner_gets_what_is_kept_and_the_office_nothing_of_it() -> None:
    """In the file of what is kept about somebody."""
    row = held()
    take_message(phone=row.id, text=SAID, by=viewer_of("office"), at=NOON)
    told = {kind: str(download(SOURCES, by=viewer_of(kind), at=NOON)) for kind in ("teacher", "office", "head")}
    assert all(word in told["teacher"] for word in ("Black", "Hospital", SAID))
    assert "Cowley" not in told["teacher"]
    for kind in ("office", "head"):
        assert not [word for word in ("Black", "Hospital", SAID) if word in told[kind]]


def test_two_entries_of_one_person_show_one_owner() -> None:
    """What was taken in under an entry that was joined to another is found under that one."""
    school = School.objects.get()
    twin = people.add_with_hat(
        school=school, name="Dan Osei", email="", hat=Hat.STAFF, since=NOON.date(), by=SETUP, at=NOON
    )
    take_in(person=twin.id, phone="Red", callers="Mum", by=viewer_of("office"), at=NOON)
    people.merge(keep=Person.objects.get(id=viewer_of("teacher").person_id), drop=twin, by=SETUP, at=NOON)
    assert queries.holds_urgent_call(viewer_of("teacher"), at=NOON)
    (seen,) = queries.list_held(viewer_of("office"), at=NOON)
    assert (seen.name, seen.has_left) == ("Daniel Osei", False)
    with pytest.raises(Refused, match="is in the office already"):
        held()
    take_message(phone=seen.id, text=SAID, by=viewer_of("office"), at=NOON)
    assert Message.objects.get().person == viewer_of("teacher").person_id


def test_log_asks_as_much_of_the_database_for_many_phones_as_for_one() -> None:
    """A busy day is as quick as a quiet one."""

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            queries.list_held(viewer_of("office"), at=NOON)
        return len(captured)

    held()
    few = asked()
    for kind in ("head", "parent", "governor", "volunteer"):
        held(kind)
    assert asked() == few


def test_entry_for_which_a_message_was_taken_is_joined_by_the_head_alone() -> None:
    """What somebody said for one parent is not shown to another; a phone without a message is no secret."""
    kept = Person.objects.get(id=viewer_of("parent").person_id)
    twins = [people.add_person(school=kept.school, name=f"Tomasz {one}", email="", by=SETUP, at=NOON) for one in "AB"]
    row = held("parent")
    people.merge(keep=kept, drop=twins[0], by=viewer_of("office"), at=NOON)
    take_message(phone=row.id, text=SAID, by=viewer_of("office"), at=NOON)
    for keep, drop in ((kept, twins[1]), (twins[1], kept)):
        with pytest.raises(Refused) as refusal:
            people.merge(keep=keep, drop=drop, by=viewer_of("office"), at=NOON)
        assert refusal.value.code == "ask-the-head"
    assert people.merge(keep=kept, drop=twins[1], by=viewer_of("head"), at=NOON) == kept

"""Is a self-report sent by whoever may, once, and seen by whoever receives it in person and by nobody else? Refusals first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings

from gatepost.audit.models import AuditEntry
from gatepost.kernel.ids import new_id
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.models import DutyHeld, Person
from gatepost.people.states import Duty, Lent
from gatepost.people.viewer import NOBODY, SETUP
from gatepost.selfreports import queries, services
from gatepost.selfreports.exported import SOURCES
from gatepost.selfreports.models import Note, SelfReport
from gatepost.selfreports.retention import tidy_up
from gatepost.selfreports.services import Told
from gatepost.selfreports.states import KEPT, NEWS, RECEIVES, NoteKind, goes_to
from tests.conftest import NOON
from tests.pages.rows import KINDS
from tests.unit.enquiries.asking import refused
from tests.unit.signoff.people import viewer_of

TOLD = Told("invited", "social", date(2026, 7, 2), "declined", "On Thursday evening.", "Lena Zielinska")
BOUND = [kind for kind in KINDS[1:] if kind not in {"parent", "parent-apart"}]


def report(kind: str, told: Told = TOLD, token: str = "") -> SelfReport:
    """Report as one of the invented people."""
    return services.report(told, token=token or new_id(), by=viewer_of(kind), at=NOON)


@pytest.mark.parametrize("kind", ["parent", "parent-apart"])
def test_parents_do_not_report_for_themselves(school: None, kind: str) -> None:
    """Nor does nobody."""
    with refused("not-bound"):
        report(kind)
    with refused("not-bound"):
        services.report(TOLD, token=new_id(), by=NOBODY, at=NOON)
    assert not SelfReport.objects.exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"what": ""}, "no-what"),
        ({"service": "x"}, "no-service"),
        ({"day": None}, "no-day"),
        ({"day": date(2026, 7, 4)}, "no-day"),
        ({"day": date(2024, 7, 4)}, "no-day"),
        ({"did": ""}, "no-did"),
        ({"words": "x" * 501}, "bad-words"),
        ({"pupil": "x" * 201}, "bad-pupil"),
        ({"words": "a\x07b"}, "bad-words"),
    ],
)
def test_what_is_missing_is_said(school: None, changed: dict[str, str], code: str) -> None:
    """And nothing is kept, no mail goes."""
    with refused(code):
        report("teacher", replace(TOLD, **changed))  # type: ignore[arg-type]  # some are no text
    assert not SelfReport.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("kind", BOUND)
def test_report_is_seen_by_whoever_sent_it_and_whoever_receives_it(school: None, kind: str) -> None:
    """The lead, in person; the lead's own goes to the head. Not in a list, not in a count, not by its address."""
    row = report(kind)
    receiver = "head" if kind == "safeguarding-lead" else "safeguarding-lead"
    for other in KINDS[1:]:
        by = viewer_of(other)
        sees = other in {kind, receiver}
        assert (queries.get_visible(by, row.id, on=NOON.date()) is not None) == sees, other
        assert queries.visible_to(by, on=NOON.date()).count() == int(sees), other
        assert len(queries.list_received(by, on=NOON.date())) == int(other == receiver), other
        if other != receiver:
            for service in (services.see, services.write):
                with refused("no-report"):
                    extra = {"kind": NoteKind.DONE} if service is services.write else {}
                    service(report=row.id, note="x", by=by, at=NOON, **extra)
    assert queries.get_visible(NOBODY, row.id, on=NOON.date()) is None


def test_whoever_acts_for_the_head_sees_nothing(school: None) -> None:
    """What came to the head in person is not lent."""
    row = report("safeguarding-lead")
    deputy = Person.objects.get(id=viewer_of("deputy").person_id)
    people.lend(person=deputy, acts_for=Lent.HEAD, since=NOON.date(), until=NOON.date(), by=SETUP, at=NOON)
    assert queries.get_visible(viewer_of("deputy"), row.id, on=NOON.date()) is None


def test_second_who_sees_it_is_told(school: None) -> None:
    """And a note before that is not taken."""
    row = report("teacher")
    lead = viewer_of("safeguarding-lead")
    with refused("not-seen"):
        services.write(report=row.id, kind=NoteKind.DONE, note="Spoke with the family.", by=lead, at=NOON)
    services.see(report=row.id, note="Thank you.", by=lead, at=NOON)
    with refused("seen-already"):
        services.see(report=row.id, by=lead, at=NOON)
    with refused("no-note"):
        services.write(report=row.id, kind=NoteKind.DONE, note=" ", by=lead, at=NOON)


def test_where_nobody_receives_it_nothing_is_kept(school: None) -> None:
    """A school whose duties are all vacant says: tell somebody in person."""
    DutyHeld.objects.filter(duty__in=[each.value for each in RECEIVES]).update(until=date(2026, 7, 1))
    with refused("nobody"):
        report("teacher")
    assert not SelfReport.objects.exists()


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (set(), {"safeguarding-lead", "head", "chair"}, "safeguarding-lead"),
        ({"safeguarding-lead"}, {"safeguarding-lead", "head", "chair"}, "head"),
        ({"head"}, {"safeguarding-lead", "chair"}, "safeguarding-lead"),
        ({"head", "safeguarding-lead"}, {"chair"}, "chair"),
        (set(), {"head"}, "head"),
        ({"head"}, {"chair"}, "chair"),
        ({"chair"}, set(), ""),
    ],
)
def test_truth_table_of_who_receives_it(own: set[str], others: set[str], expected: str) -> None:
    """Nobody receives their own."""
    assert goes_to(own, others) == expected


def test_same_form_sent_twice_is_one_report(school: None) -> None:
    """One row, one entry, one mail."""
    token = new_id()
    assert report("teacher", token=token) == report("teacher", token=token)
    assert SelfReport.objects.count() == Message.objects.count() == 1
    assert AuditEntry.objects.filter(action="selfreport.sent").count() == 1


def test_note_of_what_was_done_is_not_the_persons(school: None) -> None:
    """What is to them is; the same note twice is one."""
    row = report("teacher")
    lead = viewer_of("safeguarding-lead")
    services.see(report=row.id, note="Thank you.", by=lead, at=NOON)
    for _twice in range(2):
        services.write(report=row.id, kind=NoteKind.DONE, note="Spoke with the family.", by=lead, at=NOON)
    own, theirs = (queries.get_visible(by, row.id, on=NOON.date()) for by in (viewer_of("teacher"), lead))
    assert own
    assert theirs
    assert [note.text for note in own.notes] == ["Thank you."]
    assert [note.text for note in theirs.notes] == ["Thank you.", "Spoke with the family."]


def test_mail_and_record_hold_nothing_of_it(school: None) -> None:
    """No pupil, no word, no name, not even who receives it; the record names clause and edition."""
    row = report("teacher")
    services.see(report=row.id, note="Thank you.", by=viewer_of("safeguarding-lead"), at=NOON)
    entries = AuditEntry.objects.filter(subject=row.id)
    assert {entry.action for entry in entries} == {"selfreport.sent", "selfreport.seen"}
    assert all(entry.clause and len(entry.edition) == 64 for entry in entries)
    mails = list(Message.objects.all())
    assert {mail.person for mail in mails} == {viewer_of("safeguarding-lead").person_id, viewer_of("teacher").person_id}
    told = str([(mail.subject, mail.body) for mail in mails]) + str(list(entries.values()))
    for word in ("Lena", "Zielinska", "Thursday", "Thank you", row.reference, "invited", "safeguarding", "Osei"):
        assert word not in told
    for word in ("self", "report", "pupil", "request", row.id):
        assert word not in str([(mail.subject, mail.body) for mail in mails]).casefold()


def test_report_is_kept_six_years_after_it_was_seen(school: None) -> None:
    """And for ever while nobody has."""
    seen, unseen = report("teacher"), report("volunteer")
    services.see(report=seen.id, note="Thank you.", by=viewer_of("safeguarding-lead"), at=NOON)
    tidy_up(at=NOON + KEPT)
    assert SelfReport.objects.count() == 2
    tidy_up(at=NOON + KEPT + timedelta(seconds=1))
    assert list(SelfReport.objects.values_list("id", flat=True)) == [unseen.id]
    assert not Note.objects.exists()


def test_new_lead_receives_what_waits(school: None) -> None:
    """A report goes to the duty, not to a person who may leave."""
    row = report("teacher")
    new = Person.objects.get(id=viewer_of("deputy").person_id)
    people.give_duty(person=new, duty=Duty.SAFEGUARDING_LEAD, since=NOON.date(), by=SETUP, at=NOON)
    assert queries.get_visible(viewer_of("deputy"), row.id, on=NOON.date()) is not None


def end(kind: str, *, way: str = "duty") -> None:
    """Let somebody hold no duty any more, or not be able to sign in."""
    if way == "duty":
        DutyHeld.objects.filter(person_id=viewer_of(kind).person_id).update(until=date(2026, 7, 1))
    else:
        Person.objects.filter(id=viewer_of(kind).person_id).update(access_ended_at=NOON)


def sees(kind: str, row: SelfReport) -> bool:
    """Tell whether one of the invented people sees a report among those that came to them."""
    return row.id in {each.id for each in queries.list_received(viewer_of(kind), on=NOON.date())}


@pytest.mark.parametrize("way", ["duty", "access"])
def test_lead_who_cannot_sign_in_swallows_nothing(school: None, way: str) -> None:
    """What is sent then goes to the head, who sees what is unseen too, and nothing that the lead had seen."""
    seen, unseen = report("teacher"), report("volunteer")
    services.see(report=seen.id, by=viewer_of("safeguarding-lead"), at=NOON)
    assert not sees("head", unseen)
    end("safeguarding-lead", way=way)
    assert report("teacher").duty == "head"
    assert sees("head", unseen)
    assert not sees("head", seen)
    assert not sees("chair", unseen)
    services.see(report=unseen.id, note="Thank you.", by=viewer_of("head"), at=NOON)
    services.write(report=unseen.id, kind=NoteKind.DONE, note="Spoke with them.", by=viewer_of("head"), at=NOON)
    deputy = Person.objects.get(id=viewer_of("deputy").person_id)
    people.give_duty(person=deputy, duty=Duty.SAFEGUARDING_LEAD, since=NOON.date(), by=SETUP, at=NOON)
    assert not sees("head", unseen)
    assert sees("deputy", unseen)


def test_what_falls_to_the_next_never_falls_to_whoever_sent_it(school: None) -> None:
    """The head's report to a lead who left goes to the chair; the new lead's own goes to the head."""
    heads, deputys = report("head"), report("deputy")
    end("safeguarding-lead")
    assert not sees("head", heads)
    assert sees("chair", heads)
    assert sees("head", deputys)
    deputy = Person.objects.get(id=viewer_of("deputy").person_id)
    people.give_duty(person=deputy, duty=Duty.SAFEGUARDING_LEAD, since=NOON.date(), by=SETUP, at=NOON)
    assert sees("head", deputys)
    assert not sees("deputy", deputys)
    assert sees("deputy", heads)
    assert not sees("chair", heads)


def test_own_page_says_for_two_weeks_that_it_was_answered(school: None) -> None:
    """To whoever reported, and not before."""
    row = report("teacher")
    today = NOON.date()
    assert queries.list_answered(viewer_of("teacher"), on=today) == ()
    services.see(report=row.id, by=viewer_of("safeguarding-lead"), at=NOON)
    assert queries.list_answered(viewer_of("teacher"), on=today + NEWS) == (row.id,)
    assert queries.list_answered(viewer_of("teacher"), on=today + NEWS + timedelta(days=1)) == ()
    assert queries.list_answered(viewer_of("safeguarding-lead"), on=today) == ()


def test_download_holds_what_is_to_oneself_and_nothing_of_others(school: None) -> None:
    """A lead who leaves takes nothing with them; whoever reported gets the note that is to them."""
    row = report("teacher")
    lead = viewer_of("safeguarding-lead")
    services.see(report=row.id, note="Thank you.", by=lead, at=NOON)
    services.write(report=row.id, kind=NoteKind.DONE, note="Spoke with the family.", by=lead, at=NOON)
    told = {by: [row for source in SOURCES for row in source.rows(by)] for by in (lead, viewer_of("teacher"))}
    assert told[lead] == []
    assert told[viewer_of("teacher")] == [row, row.notes.get(kind=NoteKind.TO_PERSON)]


def test_entry_of_which_a_report_is_kept_is_joined_by_the_head_alone(school: None) -> None:
    """Whoever is joined to it would read it."""
    report("teacher")
    assert queries.have_reported([viewer_of("teacher").person_id])
    assert not queries.have_reported([viewer_of("parent").person_id])
    assert "gatepost.selfreports.queries.have_reported" in settings.PRIVATE

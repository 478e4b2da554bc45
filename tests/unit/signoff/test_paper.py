"""Is a sheet of paper recorded once, by the office, for somebody else, as it stands there; and who sees it?"""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from gatepost.audit.models import AuditEntry
from gatepost.demo import services as demo
from gatepost.demo.policies import PROPOSED_ID
from gatepost.demo.school import PEOPLE
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.models import HatWorn, Person
from gatepost.people.states import Hat
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from gatepost.signoff.copies import enclosed, send_copies
from gatepost.signoff.models import Scan, SignOff
from gatepost.signoff.paper import record_paper
from gatepost.signoff.queries import list_own
from gatepost.signoff.scans import LARGEST
from gatepost.signoff.seeing_paper import get_paper, get_scan, list_done, list_paper
from gatepost.signoff.states import REASON_LENGTH, Answer
from gatepost.signoff.typed import mark
from tests.conftest import NOON
from tests.unit.signoff.people import (
    PDF,
    TODAY,
    agree,
    decline,
    do_questions,
    edition,
    new_edition,
    on_paper,
    record,
    standing,
    viewer_of,
)
from tests.unit.signoff.test_refusals import refused
from tests.unit.signoff.test_signing import lift, verified

KINDS = [person.kind for person in PEOPLE]
NO = Answer.REFUSED
school = pytest.mark.usefixtures("school")


@school
def test_only_the_office_and_the_head_record_and_never_for_themselves() -> None:
    """Nobody else of the school, and not the machine."""
    for kind in set(KINDS) - {"head", "office"}:
        assert refused(lambda kind=kind: record(on_paper(), of="teacher", by=kind)) == "not-the-office"  # type: ignore[misc]  # bound at once
    for kind in ("head", "office"):
        assert refused(lambda kind=kind: record(on_paper(), of=kind, by=kind)) == "not-ones-own"  # type: ignore[misc]  # the same
    parent = viewer_of("parent").person_id
    for by in (NOBODY, SETUP):
        assert refused(lambda by=by: record_paper(person=parent, sheet=on_paper(), by=by, at=NOON)) == "not-the-office"  # type: ignore[misc]  # the same


@school
def test_nobody_of_another_school_and_nobody_who_is_not_there() -> None:
    """Neither by the office of this one, nor by that of the other."""
    other = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    ada = people.add_person(school=other, name="Ada Hollin", email="", by=SETUP, at=NOON)
    people.give_hat(person=ada, hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON)
    there = replace(viewer_of("office"), school_id=other.id)
    for person, by in (
        (ada.id, viewer_of("office")),
        ("no-such", viewer_of("office")),
        (viewer_of("parent").person_id, there),
    ):
        assert refused(lambda p=person, b=by: record_paper(person=p, sheet=on_paper(), by=b, at=NOON)) == "no-person"  # type: ignore[misc]  # the same


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"scan": b""}, "no-scan"),
        ({"scan": b"%PDF-1.7" + b"x" * LARGEST}, "large-scan"),
        ({"scan": b"<html><script>alert(1)</script>%PDF-1.7"}, "bad-scan"),
        ({"scan": b"\n%PDF-1.7"}, "bad-scan"),
        ({"scan": b"GIF89a"}, "bad-scan"),
        ({"scan": b"%PDF-1.4<script>alert(1)</script>"}, "cut-scan"),
        ({"scan": b"%PDF-1.7%%EOF"}, "cut-scan"),
        ({"scan": b"%PDF-1.7" + b"%%EOF" + b" " * 1024}, "cut-scan"),
        ({"scan": b"\xff\xd8\xff\xe0" + bytes(200)}, "cut-scan"),
        ({"scan": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)}, "cut-scan"),
        ({"scan": b"\x89PNG\r\n\x1a\n"}, "bad-scan"),
        ({"scan": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, "bad-scan"),
        ({"day": TODAY + timedelta(days=1)}, "later-day"),
        ({"day": date(2018, 6, 30)}, "not-here-day"),
        ({"name": " "}, "no-name"),
        ({"name": "A\x00"}, "bad-name"),
        ({"answer": Answer.READ}, "no-answer"),
        ({"answer": NO}, "no-reason"),
        ({"answer": NO, "reason": "x" * (REASON_LENGTH + 1)}, "bad-reason"),
        ({"edition": "no-such"}, "no-edition"),
        ({"edition": PROPOSED_ID}, "no-edition"),
    ],
)
@school
def test_sheet_that_makes_no_sense_is_refused(changed: dict[str, Any], code: str) -> None:
    """And nothing is kept of it, scan included."""
    assert refused(lambda: record(on_paper(**changed))) == code
    assert not Scan.objects.exists()


@school
def test_edition_is_the_one_of_the_day_on_the_sheet() -> None:
    """A sheet that names another one is refused; an old sheet is recorded for the edition of its day."""
    new = new_edition("Winter", TODAY + timedelta(days=1))
    later = NOON + timedelta(days=3)
    assert (
        refused(lambda: record(on_paper(TODAY + timedelta(days=2), edition=edition().id), at=later)) == "other-edition"
    )
    assert refused(lambda: record(on_paper(TODAY, edition=new.id), at=later)) == "other-edition"
    assert record(on_paper(TODAY, edition=edition().id), at=later).edition_id == edition().id
    assert record(on_paper(TODAY + timedelta(days=2)), at=later).sha256 == new.sha256


@school
def test_leaver_signed_while_they_were_here() -> None:
    """A sheet found in a drawer counts; one of a day after they left does not."""
    HatWorn.objects.filter(person_id=viewer_of("parent").person_id).update(until=TODAY - timedelta(days=9))
    person = Person.objects.get(name="Tomasz Zielinski").id
    office = viewer_of("office")
    assert refused(lambda: record_paper(person=person, sheet=on_paper(), by=office, at=NOON)) == "not-here-day"
    row = record_paper(person=person, sheet=on_paper(TODAY - timedelta(days=9)), by=office, at=NOON)
    assert row.hats == "parent"


@school
def test_whoever_answered_already_or_since_is_left_as_they_are() -> None:
    """On screen or on paper."""
    agree(viewer_of("parent"), edition())
    assert refused(lambda: record(on_paper())) == "there-already"
    assert refused(lambda: record(on_paper(answer=NO, reason="No."))) == "has-agreed"
    decline(viewer_of("teacher"), edition(), reason="No.")
    assert refused(lambda: record(on_paper(TODAY - timedelta(days=1)), of="teacher")) == "answered-since"
    assert refused(lambda: record(on_paper(answer=NO, reason="No."), of="teacher")) == "there-already"
    assert record(on_paper(), of="teacher").number == 2
    agree(viewer_of("governor"), edition(), level=Answer.READ)
    assert record(on_paper(TODAY - timedelta(days=1)), of="governor").number == 2
    assert agree(viewer_of("teacher"), edition()).on_paper == TODAY


@school
def test_sheet_is_a_row_that_says_so_and_the_record_names_who_recorded_it() -> None:
    """Neither the name nor the reason stands there."""
    reason = "My insulin pump\r\nis my phone."
    row = record(on_paper(TODAY - timedelta(days=1), answer=NO, reason=reason), of="parent-staff")
    assert (row.hats, row.number, row.reason) == ("parent,staff", 1, "My insulin pump\nis my phone.")
    assert bytes(Scan.objects.get(sign_off=row).content) == PDF
    entry = AuditEntry.objects.get(subject=row.id)
    office, signer = viewer_of("office").person_id, viewer_of("parent-staff").person_id
    assert (entry.action, entry.actor, entry.edition) == ("signoff.refused", office, edition().sha256)
    assert json.loads(entry.data) == {
        "edition": edition().id,
        "hats": "parent,staff",
        "paper": "2026-07-02",
        "person": signer,
        "scan": sha256(PDF).hexdigest(),
        "typed": mark(row.salt or b"", row.name, row.reason),
    }
    assert not any(word in str(vars(entry)) for word in ("insulin", "ZIELINSKI"))


@school
def test_same_sheet_sent_twice_is_one_row() -> None:
    """Another scan of it is told that the answer is there."""
    assert record(on_paper()) == record(on_paper())
    assert (SignOff.objects.count(), Scan.objects.count()) == (1, 1)
    assert refused(lambda: record(on_paper(scan=PDF + b" "))) == "there-already"
    first = record(on_paper(answer=NO, reason="No."), of="teacher")
    assert record(on_paper(answer=NO, reason="No."), of="teacher") == first
    assert record(on_paper(answer=NO, reason="Still no.", scan=PDF + b"2"), of="teacher").number == 2


@school
def test_whoever_signed_on_paper_is_told_by_mail_and_not_what_was_recorded() -> None:
    """A copy for whoever agreed, once; that something waits for whoever did not; nothing without an address or a row."""
    with transaction.atomic():
        record(on_paper())
        transaction.set_rollback(True)
    Person.objects.filter(id=viewer_of("governor").person_id).update(email="", account=None)
    record(on_paper(), of="governor")
    send_copies(at=NOON)
    assert not Message.objects.exists()
    row = record(on_paper())
    assert record(on_paper()) == row
    record(on_paper(answer=NO, reason="My insulin pump."), of="teacher")
    send_copies(at=NOON)
    sent = {one.person: one for one in Message.objects.all()}
    parent, teacher = (viewer_of(kind).person_id for kind in ("parent", "teacher"))
    assert {person: (one.kind, one.encloses) for person, one in sent.items()} == {
        parent: ("copy", f"sign-off:{row.id}"),
        teacher: ("waiting", ""),
    }
    assert enclosed(row.id)
    assert "/me/policy/signed/" in sent[teacher].body
    for word in ("insulin", "agree", "paper", "ZIELINSKI"):
        assert word not in sent[teacher].subject + sent[teacher].body


@pytest.mark.django_db(transaction=True)
def test_double_click_leaves_one_row() -> None:
    """Six at once."""
    demo.load()
    start, kept = threading.Barrier(6), list[str]()

    def run() -> None:
        start.wait()
        try:
            kept.append(record(on_paper()).id)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 6
    assert {SignOff.objects.get().id} == set(kept)
    assert Scan.objects.count() == 1


def _acting(name: str) -> Viewer:
    return replace(viewer_of(name), delegations=frozenset({"head"}))


@school
def test_scan_of_an_agreement_is_seen_by_the_signer_the_head_and_the_office() -> None:
    """And by nobody else of the school."""
    row = record(on_paper())
    for kind in KINDS:
        assert (get_scan(viewer_of(kind), row.id) is not None) == (kind in {"parent", "head", "office"}), kind
        assert bool(list_paper(viewer_of(kind), row.person_id)) == (kind in {"head", "office"}), kind
    assert get_scan(NOBODY, row.id) is None
    assert get_scan(_acting("deputy"), row.id)
    seen = get_scan(viewer_of("parent"), row.id)
    assert seen
    assert (seen.content, seen.media_type, seen.ending) == (PDF, "application/pdf", "pdf")
    (own,) = list_own(viewer_of("parent"))
    assert (own.on_paper, own.name) == (TODAY, "TOMASZ ZIELINSKI")


@school
def test_refusal_and_its_scan_are_seen_by_the_signer_and_the_head_alone() -> None:
    """The office that typed it does not see it afterwards: the sheet says why."""
    row = record(on_paper(answer=NO, reason="My insulin pump."))
    for kind in KINDS:
        assert (get_scan(viewer_of(kind), row.id) is not None) == (kind in {"parent", "head"}), kind
    (office,), (head,) = (list_paper(viewer_of(kind), row.person_id) for kind in ("office", "head"))
    assert (office.reason, office.has_scan) == ("", False)
    assert (head.reason, head.has_scan) == ("My insulin pump.", True)
    (acting,) = list_paper(_acting("deputy"), row.person_id)
    assert (acting.reason, acting.has_scan, get_scan(_acting("deputy"), row.id)) == ("", False, None)
    now = standing(viewer_of("parent"), edition().id)
    assert now
    assert now.reason == "My insulin pump."


@school
def test_entry_that_was_joined_keeps_its_sheets() -> None:
    """They are of whoever it was found to be; and nothing is recorded for the one that went."""
    head, office = viewer_of("head"), viewer_of("office")
    kept = Person.objects.get(id=viewer_of("parent").person_id)
    twin = people.add_person(school=kept.school, name="Tomasz Z", email="", by=SETUP, at=NOON)
    people.give_hat(person=twin, hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON)
    row = record_paper(person=twin.id, sheet=on_paper(), by=office, at=NOON)
    people.merge(keep=kept, drop=twin, by=head, at=NOON)
    assert refused(lambda: record_paper(person=twin.id, sheet=on_paper(), by=office, at=NOON)) == "no-person"
    assert record(on_paper()) == row
    assert get_scan(viewer_of("parent"), row.id)
    assert [one.id for one in list_paper(office, kept.id)] == [row.id]


@school
def test_database_itself_keeps_the_scan() -> None:
    """Whatever a program tries."""
    record(on_paper())
    attempts: list[Callable[[], object]] = [
        lambda: Scan.objects.update(content=b"%PDF-1.7 another"),
        lambda: connection.cursor().execute("DELETE FROM signoff_scan"),
        lambda: SignOff.objects.update(on_paper=None, recorded_by=None),
    ]
    if connection.vendor == "sqlite":
        attempts.append(
            lambda: connection.cursor().execute(
                "INSERT OR REPLACE INTO signoff_scan (rowid, id, sign_off_id, kind, sha256, content) "
                "SELECT rowid, 'x', 'y', kind, sha256, content FROM signoff_scan"
            )
        )
    else:
        attempts.append(lambda: connection.cursor().execute("TRUNCATE signoff_scan"))
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert bytes(Scan.objects.get().content) == PDF


@school
def test_verify_finds_nothing_where_a_sheet_was_recorded() -> None:
    """It is checked as the others are."""
    record(on_paper())
    record(on_paper(answer=NO, reason="No."), of="teacher")
    assert verified() == (0, [])


@pytest.mark.parametrize(
    ("table", "changed", "said"),
    [
        (Scan, {"content": b"%PDF-1.7 another"}, "The scan of its sheet is not the one that was recorded."),
        (Scan, {"content": b"%PDF-1.7 another", "sha256": sha256(b"%PDF-1.7 another").hexdigest()}, "hats, sheet"),
        (SignOff, {"on_paper": TODAY - timedelta(days=1)}, "hats, sheet"),
        (SignOff, {"on_paper": None, "recorded_by": None}, "person"),
        (SignOff, {"recorded_by_id": "head"}, "person"),
        (SignOff, {"person_id": "teacher"}, "hats, sheet"),
        (SignOff, {"answer": "read"}, "answer"),
    ],
)
@school
def test_verify_finds_what_was_changed_of_a_sheet(
    table: type[SignOff | Scan], changed: dict[str, object], said: str
) -> None:
    """Behind the triggers."""
    record(on_paper())
    lift()
    named = {key: viewer_of(str(value)).person_id if key.endswith("_id") else value for key, value in changed.items()}
    table.objects.update(**named)
    status, findings = verified()
    assert status == 1
    assert any(said in sentence for sentence in findings), findings


@school
def test_verify_finds_a_scan_that_went() -> None:
    """Behind the triggers too."""
    record(on_paper())
    lift()
    Scan.objects.all().delete()
    assert "The scan of its sheet is not there." in verified()[1]


@school
def test_head_and_office_see_that_questions_were_done_and_that_a_sheet_skipped_them() -> None:
    """Of a refusal, a parent, and whoever did them before, there is nothing to say; nobody else sees anything."""
    do_questions(viewer_of("governor"), edition())
    record(on_paper(), of="governor")
    record(on_paper(), of="teacher")
    record(on_paper(), of="parent")
    record(on_paper(answer=NO, reason="It is unclear."), of="volunteer")
    skipped = {"governor": False, "teacher": True, "parent": False, "volunteer": False}
    for kind, is_skipped in skipped.items():
        person = viewer_of(kind).person_id
        (sheet,) = list_paper(viewer_of("office"), person)
        one = get_paper(viewer_of("head"), sheet.id)
        assert one
        assert (sheet.without_questions, one.without_questions) == (is_skipped, is_skipped), kind
    governor = viewer_of("governor").person_id
    for kind in KINDS:
        assert bool(list_done(viewer_of(kind), governor)) == (kind in {"head", "office"}), kind
    (done,) = list_done(viewer_of("head"), governor)
    assert (done.label, done.hats, done.at) == ("July 2018", ("Governor",), NOON)
    assert list_done(viewer_of("head"), viewer_of("teacher").person_id) == ()
    assert list_done(NOBODY, governor) == ()

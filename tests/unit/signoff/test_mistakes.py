"""Does what the office recorded by mistake count for nobody, with everything of it, and can nothing else be taken back so?"""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.people.viewer import NOBODY, SETUP
from gatepost.signoff.copies import enclosed
from gatepost.signoff.declined import deal_with
from gatepost.signoff.exported import SOURCES
from gatepost.signoff.mistakes import mark_mistaken
from gatepost.signoff.models import Mistake, Scan, SignOff
from gatepost.signoff.paper import record_paper
from gatepost.signoff.queries import agreed_as, answers_to, list_mistakes, list_own
from gatepost.signoff.retention import remove_due
from gatepost.signoff.seeing_paper import get_scan, list_paper
from gatepost.signoff.states import Answer, Why
from tests.conftest import NOON
from tests.unit.campaigns.chased import ask, waits_for
from tests.unit.signoff.people import TODAY, agree, decline, edition, on_paper, record, standing, viewer_of
from tests.unit.signoff.test_paper import KINDS
from tests.unit.signoff.test_refusals import refused
from tests.unit.signoff.test_retention import DUE, at, leave
from tests.unit.signoff.test_signing import lift, verified

NO = Answer.REFUSED
school = pytest.mark.usefixtures("school")


def mark(row: SignOff, *, by: str = "office", minutes: int = 1) -> Mistake:
    """Say that a sheet was recorded by mistake."""
    when = NOON + timedelta(minutes=minutes)
    return mark_mistaken(sign_off=row.id, why=Why.PERSON, by=viewer_of(by), at=when)


@school
def test_only_the_office_and_the_head_say_so_and_never_of_their_own() -> None:
    """Nor anybody of another school, nor of what is not there."""
    row = record(on_paper(), of="teacher")
    for kind in set(KINDS) - {"head", "office"}:
        assert refused(lambda kind=kind: mark(row, by=kind)) == "not-the-office"  # type: ignore[misc]  # bound at once
    for by in (NOBODY, SETUP):
        assert (
            refused(lambda by=by: mark_mistaken(sign_off=row.id, why=Why.OTHER, by=by, at=NOON))  # type: ignore[misc]  # the same
            == "not-the-office"
        )
    own = record(on_paper(), of="office", by="head")
    assert refused(lambda: mark(own)) == "not-ones-own"
    other = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    there = replace(viewer_of("office"), school_id=other.id)
    for by, sign_off in ((there, row.id), (viewer_of("office"), "no-such")):
        assert (
            refused(lambda b=by, s=sign_off: mark_mistaken(sign_off=s, why=Why.OTHER, by=b, at=NOON))  # type: ignore[misc]  # the same
            == "no-answer"
        )
    assert Scan.objects.count() == 2


@school
def test_what_somebody_gave_on_a_screen_is_never_taken_back_so() -> None:
    """An agreement or a refusal."""
    yes, no = agree(viewer_of("parent"), edition()), decline(viewer_of("teacher"), edition())
    assert refused(lambda: mark(yes)) == "on-screen"
    assert refused(lambda: mark(no)) == "on-screen"
    assert not Mistake.objects.exists()


@school
def test_it_counts_for_nobody_and_what_was_answered_before_stands_again() -> None:
    """The row stays; the scan, the receipt and the copy by mail are gone; said twice, it is one row."""
    mine = decline(viewer_of("parent"), edition(), reason="Mine.")
    row = record(on_paper())
    first = mark(row)
    assert mark(row, minutes=2) == first
    assert SignOff.objects.filter(id=row.id).exists()
    parent, office = viewer_of("parent"), viewer_of("office")
    assert [one.id for one in list_own(parent)] == [mine.id]
    now = standing(parent, edition().id)
    assert now
    assert now.reason == "Mine."
    assert [one.at for one in list_mistakes(parent)] == [first.at]
    assert not list_mistakes(viewer_of("teacher"))
    assert not Scan.objects.exists()
    assert not any(get_scan(viewer_of(kind), row.id) for kind in KINDS)
    assert enclosed(row.id) is None
    (seen,) = list_paper(office, parent.person_id)
    assert (seen.has_scan, seen.mistaken_at) == (False, first.at)


@school
def test_it_gives_no_hat_either() -> None:
    """Whoever became more since is not taken to have agreed as that by a sheet that was recorded by mistake."""
    parent = viewer_of("parent")
    row = record(on_paper())
    assert agreed_as(answers_to(parent, edition().id)) == parent.hats
    mark(row)
    assert not agreed_as(answers_to(parent, edition().id))
    signed = agree(parent, edition(), at=NOON + timedelta(minutes=4))
    assert signed.id != row.id
    assert agreed_as(answers_to(parent, edition().id)) == parent.hats


@school
def test_right_sheet_is_recorded_then_and_so_is_a_signature_on_screen() -> None:
    """The same sheet too, if the mistake was one."""
    wrong = record(on_paper(answer=NO, reason="A stranger's."))
    mark(wrong)
    again = record(on_paper(answer=NO, reason="A stranger's."), at=NOON + timedelta(minutes=2))
    assert again.number == 2
    mark(again, minutes=3)
    assert agree(viewer_of("parent"), edition(), at=NOON + timedelta(minutes=4)).number == 3
    mark(record(on_paper(), of="teacher"))
    assert record(on_paper(), of="teacher", at=NOON + timedelta(minutes=2)).number == 2
    assert verified() == (0, [])


@school
def test_campaign_waits_for_them_again() -> None:
    """And no more once they have signed."""
    ask()
    parent = viewer_of("parent")
    row = record(on_paper())
    assert waits_for(parent.person_id, parent.school_id) is False
    mark(row)
    assert waits_for(parent.person_id, parent.school_id) is True
    agree(parent, edition(), at=NOON + timedelta(minutes=2))
    assert waits_for(parent.person_id, parent.school_id) is False


@school
def test_record_has_an_entry_without_the_reason_and_a_mail_says_only_that_something_waits() -> None:
    """No name either."""
    row = record(on_paper(answer=NO, reason="My insulin pump."))
    before = Message.objects.count()
    mark(row)
    entry = AuditEntry.objects.get(action="signoff.mistaken")
    assert (entry.subject, entry.actor) == (row.id, viewer_of("office").person_id)
    assert json.loads(entry.data or "{}") == {}
    assert not any(word in str(vars(entry)) for word in ("insulin", "ZIELINSKI", "person"))
    sent = Message.objects.order_by("-id")[0]
    assert Message.objects.count() == before + 1
    assert {one.kind for one in Message.objects.filter(person=row.person_id)} == {"waiting"}
    assert not any(word in sent.subject + sent.body for word in ("mistake", "paper", "insulin", "ZIELINSKI"))


@school
def test_joined_entry_is_told_and_nobody_marks_their_own_through_it() -> None:
    """The sheet of an entry that was found to be the office's own is the office's own."""
    head = viewer_of("head")
    kept = Person.objects.get(id=viewer_of("office").person_id)
    twin = people.add_person(school=kept.school, name="Jan C", email="", by=SETUP, at=NOON)
    people.give_hat(person=twin, hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON)
    row = record_paper(person=twin.id, sheet=on_paper(), by=head, at=NOON)
    people.merge(keep=kept, drop=twin, by=head, at=NOON)
    assert refused(lambda: mark(row)) == "not-ones-own"
    mark(row, by="head")
    assert list_mistakes(viewer_of("office"))


@school
def test_what_one_takes_of_theirs_has_that_it_was_a_mistake_and_nothing_of_it() -> None:
    """Neither the name nor the reason of a stranger, nor that the head dealt with their not agreeing."""
    row = record(on_paper(answer=NO, reason="A stranger's."))
    deal_with(sign_off=row.id, by=viewer_of("head"), at=NOON)

    def rows() -> dict[str, int]:
        return {source.model.__name__: len(list(source.rows(viewer_of("parent")))) for source in SOURCES}

    assert (rows()["SignOff"], rows()["Mistake"], rows()["DealtWith"]) == (1, 0, 1)
    mark(row)
    assert (rows()["SignOff"], rows()["Mistake"], rows()["DealtWith"]) == (0, 1, 0)
    assert {column.name for one in SOURCES if one.model is Mistake for column in one.columns} == {"sign_off", "at"}


@school
def test_it_goes_with_the_answer_at_the_end_of_its_time_and_not_before() -> None:
    """The database itself keeps it."""
    row = record(on_paper())
    mark(row)
    for attempt in (
        "DELETE FROM signoff_mistake",
        "UPDATE signoff_mistake SET why = 'other'",
        "DELETE FROM signoff_signoff",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(attempt)
    leave()
    assert remove_due(row.person.school_id, at=at(DUE)) == 1
    assert not SignOff.objects.exists()
    assert not Mistake.objects.exists()
    assert verified() == (0, [])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"at": NOON}, "whether it was recorded by mistake"),
        ({"by_id": "head"}, "whether it was recorded by mistake"),
        ({"scan_sha256": "0" * 64}, "hats, sheet"),
        ({"sign_off_id": "screen"}, "given on a screen"),
        (None, "whether it was recorded by mistake"),
    ],
)
@school
def test_verify_finds_what_was_changed_of_a_mistake(changed: dict[str, Any] | None, said: str) -> None:
    """Behind the triggers; also one that is there no more, so that the answer would count again."""
    screen = agree(viewer_of("teacher"), edition())
    mark(record(on_paper()))
    assert verified() == (0, [])
    lift()
    if changed is None:
        Mistake.objects.all().delete()
    else:
        named = {"screen": screen.id, "head": viewer_of("head").person_id}
        Mistake.objects.update(**{key: named.get(str(value), value) for key, value in changed.items()})
    status, findings = verified()
    assert status == 1
    assert any(said in sentence for sentence in findings), findings


DEED = st.sampled_from(["paper agreed", "paper refused", "screen agreed", "screen refused", "mistake"])


@school
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DEED, max_size=8))
def test_what_stands_is_the_last_that_counts_by_hand(deeds: list[str]) -> None:
    """A parent signs on screen and on paper, and the office takes back the last sheet, in any order."""
    with transaction.atomic():
        kept: list[tuple[str, str]] = []
        rows: list[SignOff] = []
        for number, deed in enumerate(deeds):
            when = NOON + timedelta(minutes=number)
            where, _space, answer = deed.partition(" ")
            last = kept[-1][1] if kept else ""
            if deed == "mistake":
                sheets = [place for place, (how, _said) in enumerate(kept) if how == "paper"]
                if sheets:
                    mark(rows.pop(sheets[-1]), minutes=number)
                    kept.pop(sheets[-1])
                continue
            row = _try(where, answer, number, when)
            if row is not None and last not in {answer, "agreed"}:
                kept.append((where, answer))
                rows.append(row)
        now = standing(viewer_of("parent"), edition().id)
        assert (now.answer.value if now else "") == (kept[-1][1] if kept else "")
        assert len(list_own(viewer_of("parent"))) == len(kept)
        transaction.set_rollback(True)


def _try(where: str, answer: str, number: int, when: Any) -> SignOff | None:
    done: list[SignOff] = []

    def give() -> None:
        if where == "paper":
            scan = b"%PDF-1.7" + bytes(100) + f"{number}%%EOF".encode()
            reason = "No." if answer == "refused" else ""
            done.append(record(on_paper(answer=Answer(answer), reason=reason, scan=scan), at=when))
        elif answer == "agreed":
            done.append(agree(viewer_of("parent"), edition(), at=when))
        else:
            done.append(decline(viewer_of("parent"), edition(), reason="No.", at=when))

    with transaction.atomic():
        try:
            give()
        except Refused:
            return None
    return done[0]

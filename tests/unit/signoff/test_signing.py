"""Does one answer stand, whatever people do and in whatever order, and does it say what the record says?"""

import json
import threading
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.agreements import unchanging as editions_unchanging
from gatepost.agreements.models import SchoolEdition
from gatepost.audit import services as audit
from gatepost.audit.models import AuditEntry
from gatepost.cli.agreements import agreements
from gatepost.demo import services as demo
from gatepost.kernel.errors import Refused
from gatepost.people.export import download
from gatepost.signoff import services, unchanging
from gatepost.signoff.exported import SOURCES
from gatepost.signoff.models import SignOff
from gatepost.signoff.queries import list_own
from gatepost.signoff.states import LEVELS, Answer
from gatepost.signoff.typed import mark, new_salt
from tests.conftest import NOON
from tests.unit.signoff.people import agree, decline, edition, new_edition, standing, viewer_of


@pytest.mark.usefixtures("school")
def test_several_hats_sign_once_and_the_record_holds_no_name_and_no_reason() -> None:
    """It names the edition by which it was judged."""
    both = viewer_of("parent-staff")
    row = decline(both, edition(), reason="My phone is my insulin pump.")
    assert (row.hats, row.sha256, row.number) == ("parent,staff", edition().sha256, 1)
    entry = AuditEntry.objects.get(subject=row.id)
    assert (entry.action, entry.actor, entry.edition) == ("signoff.refused", both.person_id, edition().sha256)
    typed = mark(row.salt or b"", row.name, row.reason)
    assert json.loads(entry.data) == {"edition": edition().id, "hats": "parent,staff", "typed": typed}
    assert "insulin" not in str(vars(entry))
    again = decline(viewer_of("teacher"), edition(), reason="My phone is my insulin pump.")
    assert typed not in AuditEntry.objects.get(subject=again.id).data  # the same words have another mark


@pytest.mark.usefixtures("school")
def test_whoever_refused_may_agree_later_and_the_history_stays() -> None:
    """The same refusal twice is one; for another reason it is another."""
    parent = viewer_of("parent")
    first = decline(parent, edition())
    assert decline(parent, edition()) == first
    decline(parent, edition(), reason="Still unclear.")
    last = agree(parent, edition())
    assert agree(parent, edition()) == last
    assert [one.answer for one in list_own(parent)] == ["agreed", "refused", "refused"]
    now = standing(parent, edition().id)
    assert now
    assert now.id == last.id
    assert list_own(viewer_of("head")) == ()


@pytest.mark.usefixtures("school")
def test_looking_again_takes_no_refusal_back_and_of_one_moment_the_last_number_stands() -> None:
    """The clock may be slower than a person."""
    parent, own = viewer_of("parent"), edition()
    given_: dict[str, Any] = {"edition": own.id, "expected_sha256": own.sha256, "name": "Somebody"}
    given_ |= {"by": parent, "at": NOON}
    services.sign(**given_, level=Answer.SHOWN)
    services.sign(**{**given_, "at": NOON + timedelta(seconds=1)}, level=Answer.READ)
    no = services.refuse(**given_, reason="It is unclear.")  # a clock that went back
    assert services.sign(**given_, level=Answer.READ) == no
    now = standing(parent, own.id)
    assert (now and now.id, no.number) == (no.id, 3)
    assert agree(parent, own).number == 4


@pytest.mark.usefixtures("school")
def test_answer_is_among_what_somebody_takes_of_theirs() -> None:
    """With the reason; nobody else's is."""
    parent = viewer_of("parent")
    decline(parent, edition(), reason="It is unclear to me.")
    part, *_others = download(SOURCES, by=parent, at=NOON)
    (row,) = part.rows
    told = {cell.name: cell.words for cell in row}
    assert (told["edition"], told["reason"], told["person"]) == ("July 2018", "It is unclear to me.", "you")
    assert download(SOURCES, by=viewer_of("head"), at=NOON)[0].rows == ()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_leave_one_row_and_the_same_receipt() -> None:
    """Eight of them."""
    demo.load()
    parent, own, kept = viewer_of("parent"), edition(), list[str]()
    start = threading.Barrier(8)

    def run() -> None:
        start.wait()
        try:
            kept.append(agree(parent, own).id)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 8
    assert {SignOff.objects.get().id} == set(kept)
    assert AuditEntry.objects.filter(action="signoff.agreed").count() == 1


DEED = st.tuples(
    st.sampled_from(["parent", "teacher", "parent-staff"]),
    st.sampled_from([*Answer, "new edition"]),
    st.integers(0, 3),
    st.sampled_from(["One.", "Two."]),
)


@pytest.mark.usefixtures("school")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DEED, max_size=10))
def test_what_stands_is_what_one_counts_by_hand(deeds: list[tuple[str, str, int, str]]) -> None:
    """People answer to this edition and to old ones while new ones come."""
    with transaction.atomic():
        editions, counted, now = [edition()], dict[tuple[str, str], tuple[str, str]](), NOON
        rows = 0
        for kind, deed, back, reason in deeds:
            now += timedelta(minutes=1)
            if deed == "new edition":
                editions.append(new_edition(f"E{len(editions)}", now.date() + timedelta(days=1), at=now))
                now += timedelta(days=1)
                continue
            chosen = editions[max(0, len(editions) - 1 - back)]
            key, is_now = (kind, chosen.id), chosen is editions[-1]
            said = (deed, reason if deed == Answer.REFUSED else "")
            before = counted.get(key, ("", ""))
            lower = before[0] in LEVELS and deed in LEVELS and LEVELS.index(deed) <= LEVELS.index(before[0])
            never = (before[0], deed) in {("agreed", "refused"), ("refused", "shown"), ("refused", "read")}
            is_kept = is_now and said != before and not lower and not never
            if is_kept:
                counted[key], rows = said, rows + 1
            _try(kind, deed, chosen, reason, now.date())
        _compare(counted, editions, rows)
        transaction.set_rollback(True)


def _try(kind: str, deed: str, chosen: SchoolEdition, reason: str, day: date) -> None:
    at = NOON + (day - NOON.date())
    by = viewer_of(kind, day)
    at += timedelta(seconds=SignOff.objects.count())
    given_: dict[str, Any] = {"edition": chosen.id, "expected_sha256": chosen.sha256, "name": "Somebody"}
    with suppress(Refused):  # what it leaves is compared
        if deed == Answer.REFUSED:
            services.refuse(**given_, reason=reason, by=by, at=at)
        elif deed == Answer.AGREED:
            agree(by, chosen, at=at)
        else:
            services.sign(**given_, level=Answer(deed), by=by, at=at)


def _compare(counted: dict[tuple[str, str], tuple[str, str]], editions: list[SchoolEdition], rows: int) -> None:
    entries = AuditEntry.objects.filter(action__startswith="signoff.").exclude(action="signoff.questions-done")
    assert SignOff.objects.count() == entries.count() == rows
    for kind in ("parent", "teacher", "parent-staff"):
        for each in editions:
            now = standing(viewer_of(kind), each.id)
            assert (now and (now.answer.value, now.reason)) == counted.get((kind, each.id))


@pytest.fixture
def signed(school: None) -> SignOff:
    """An agreement, and another's refusal."""
    decline(viewer_of("teacher"), edition())
    return agree(viewer_of("parent"), edition())


def verified() -> tuple[int, list[str]]:
    """Run the command; return its status and what it found."""
    done = CliRunner().invoke(agreements, ["verify", "--json"])
    (school,) = json.loads(done.stdout)["schools"]
    assert school["whole"] == (done.exit_code == 0)
    return done.exit_code, [finding["sentence"] for finding in school["findings"]]


def lift() -> None:
    """Play the owner of the database."""
    with connection.cursor() as cursor:
        for guard in (unchanging, editions_unchanging):
            for statement in guard.drop_statements(connection.vendor):
                cursor.execute(statement)


def test_verify_finds_nothing_where_nothing_was_done(signed: SignOff) -> None:
    """In words too; a school that is not there is said."""
    assert verified() == (0, [])
    done = CliRunner().invoke(agreements, ["verify"])
    assert "2 answers to the policy: each fits its edition's words and the record." in done.stdout
    assert "Names and reasons are those that were typed." in done.stdout
    assert CliRunner().invoke(agreements, ["verify", "--school", "nowhere"]).exit_code == 2


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("answer", "read", "answer"),
        ("sha256", "0" * 64, "other words"),
        ("hats", "staff", "hats"),
        ("name", "Somebody Else", "name or reason"),
        ("name", "Somebody\u0301", "name or reason"),
        ("salt", b"0" * 16, "name or reason"),
        ("salt", None, "name or reason"),
        ("at", NOON + timedelta(seconds=1), "moment"),
        ("person_id", "teacher", "person"),
    ],
)
def test_verify_finds_what_was_changed_behind_the_triggers(
    signed: SignOff, column: str, value: object, said: str
) -> None:
    """Each column that the record knows of."""
    lift()
    value = viewer_of("teacher").person_id if value == "teacher" else value
    number = 9 if column == "person_id" else signed.number
    SignOff.objects.filter(id=signed.id).update(**{column: value, "number": number})
    status, findings = verified()
    assert status == 1
    assert any(said in sentence for sentence in findings)


def test_verify_finds_a_reason_that_was_changed_and_a_name_marked_anew(signed: SignOff) -> None:
    """Whoever changes the name and makes a new mark would have to change the record as well."""
    lift()
    SignOff.objects.filter(answer="refused").update(reason="It is fine.")
    salt = new_salt()
    SignOff.objects.filter(id=signed.id).update(name="Somebody Else", salt=salt)
    status, findings = verified()
    assert status == 1
    assert findings == ["The record says something else: edition, hats, sheet, name or reason."] * 2


def unmarked() -> None:
    """Keep an answer as it was kept before there was a mark: its entry in the record holds none."""
    old = SignOff(
        person_id=viewer_of("governor").person_id,
        edition=edition(),
        number=1,
        answer="read",
        sha256=edition().sha256,
        hats="governor",
        name="Sam",
        at=NOON,
    )
    old.save(force_insert=True)
    with transaction.atomic():
        audit.record(
            by=old.person_id,
            action="signoff.read",
            subject=old.id,
            at=NOON,
            school=viewer_of("head").school_id,
            edition=old.sha256,
            data={"edition": old.edition_id, "hats": "governor"},
        )


@pytest.mark.usefixtures("school")
def test_answer_of_before_there_was_a_mark_stays_valid_and_is_counted() -> None:
    """No mark is made up for it."""
    unmarked()
    agree(viewer_of("parent"), edition())
    assert verified() == (0, [])
    shown = CliRunner().invoke(agreements, ["verify"]).stdout
    assert "Of an answer from before Gatepost kept a mark of them" in shown


@pytest.mark.usefixtures("signed")
def test_answer_without_a_mark_after_one_that_has_it_is_found() -> None:
    """It is none of before: whoever writes past the services leaves out what would tell."""
    unmarked()
    assert verified() == (
        1,
        ["The record holds no mark of its name and reason, and it came after answers that have one."],
    )


def test_verify_finds_a_signature_that_went_one_that_was_made_up_and_other_words(signed: SignOff) -> None:
    """And it says which."""
    lift()
    SignOff.objects.filter(id=signed.id).delete()
    assert verified() == (1, ["The record tells of it, and it is not there."])
    signed.save(force_insert=True)
    assert verified() == (0, [])
    signed.id, signed.number = "made-up", 2
    signed.save(force_insert=True)
    assert verified() == (1, ["The record has no entry of it."])
    SignOff.objects.filter(id="made-up").delete()
    other = new_edition("Other", NOON.date() + timedelta(days=1))
    SchoolEdition.objects.filter(id=edition().id).update(content=other.content)
    assert verified() == (1, ["The words of its edition are not those of the edition's hash."] * 2)
    shown = CliRunner().invoke(agreements, ["verify"])
    assert shown.exit_code == 1
    assert "NOT each fits its edition's words" in shown.stdout

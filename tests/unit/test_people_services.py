"""Do people come, change and go with their line in the record, and is everybody else refused?"""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.people import services
from gatepost.people.models import Account, DutyHeld, HatWorn, Person, School
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import NOBODY, SETUP, Viewer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
DAY, NEXT, LATER = date(2026, 7, 3), date(2026, 7, 4), date(2026, 7, 6)


@pytest.fixture
def school() -> School:
    """An empty school."""
    return services.open_school(name="Oddenbrook", by=SETUP, at=NOW)


@pytest.fixture
def person(school: School) -> Person:
    """Somebody without a hat."""
    return services.add_person(school=school, name="Ada Example", email="Ada@Oddenbrook.example", by=SETUP, at=NOW)


def recorded() -> list[tuple[str, str]]:
    """Return who did what, in order."""
    return list(AuditEntry.objects.order_by("school", "sequence").values_list("actor", "action"))


def test_everything_that_is_written_is_recorded_in_order(person: Person) -> None:
    """By whom, what; never a name or an address."""
    worn = services.give_hat(person=person, hat=Hat.STAFF, since=DAY, by=SETUP, at=NOW)
    held = services.give_duty(person=person, duty=Duty.TECHNICIAN, since=DAY, by=SETUP, at=NOW)
    services.end_duty(held=held, until=NEXT, by=SETUP, at=NOW)
    services.end_hat(worn=worn, until=NEXT, by=SETUP, at=NOW)
    services.open_account(person=person, by=SETUP, at=NOW)
    services.close_account(person=person, by=SETUP, at=NOW)
    actions = [
        "school.opened",
        "person.added",
        "hat.given",
        "duty.given",
        "duty.ended",
        "hat.ended",
        "account.opened",
        "account.closed",
    ]
    assert recorded() == [("gatepost", action) for action in actions]
    kept = "".join(f"{entry.subject}{entry.data}" for entry in AuditEntry.objects.all())
    assert "Ada" not in kept
    assert "oddenbrook.example" not in kept


OFFICE = Viewer(actor="o", person_id="o", school_id="other", duties=frozenset({"office"}))
TEACHER = Viewer(actor="t", person_id="t", hats=frozenset({"staff"}))


@pytest.mark.parametrize("by", [NOBODY, TEACHER, OFFICE], ids=["nobody", "teacher", "another school's office"])
@pytest.mark.parametrize(
    "attempt",
    [
        lambda person, by: services.add_person(school=person.school, name="B", email="", by=by, at=NOW),
        lambda person, by: services.give_hat(person=person, hat=Hat.STAFF, since=DAY, by=by, at=NOW),
        lambda person, by: services.give_duty(person=person, duty=Duty.HEAD, since=DAY, by=by, at=NOW),
        lambda person, by: services.open_account(person=person, by=by, at=NOW),
    ],
    ids=["add", "hat", "duty", "account"],
)
def test_who_may_not_is_refused_and_nothing_is_kept(
    person: Person, by: Viewer, attempt: Callable[[Person, Viewer], object]
) -> None:
    """Neither a row nor a line in the record."""
    before = (recorded(), Person.objects.count())
    with pytest.raises(Refused) as refused:
        attempt(person, by)
    assert refused.value.code == "not-the-office"
    assert (recorded(), Person.objects.count()) == before
    assert not any(model.objects.exists() for model in (HatWorn, DutyHeld, Account))


def test_office_of_the_school_may(person: Person) -> None:
    """With the duty today, in this school."""
    office = Viewer(actor="o", person_id="o", school_id=person.school_id, duties=frozenset({"office"}))
    services.give_hat(person=person, hat=Hat.PARENT, since=DAY, by=office, at=NOW)
    assert recorded()[-1] == ("o", "hat.given")


def test_school_is_opened_by_the_installer_alone() -> None:
    """A head is head of one school."""
    with pytest.raises(Refused, match="whoever installs"):
        services.open_school(name="B", by=Viewer(actor="h", person_id="h", duties=frozenset({"head"})), at=NOW)


def test_same_hat_twice_at_a_time_is_refused_and_another_beside_it_is_not(person: Person) -> None:
    """One person, several hats."""
    services.give_hat(person=person, hat=Hat.STAFF, since=DAY, by=SETUP, at=NOW)
    services.give_hat(person=person, hat=Hat.PARENT, since=DAY, by=SETUP, at=NOW)
    with pytest.raises(Refused) as refused:
        services.give_hat(person=person, hat=Hat.STAFF, since=NEXT, by=SETUP, at=NOW)
    assert refused.value.code == "dates-overlap"


def test_hat_comes_back_after_it_ended(person: Person) -> None:
    """Somebody leaves and is taken on again."""
    worn = services.give_hat(person=person, hat=Hat.STAFF, since=DAY, by=SETUP, at=NOW)
    services.end_hat(worn=worn, until=DAY, by=SETUP, at=NOW)
    services.give_hat(person=person, hat=Hat.STAFF, since=NEXT, by=SETUP, at=NOW)
    assert person.hats.count() == 2


def test_hat_cannot_end_before_it_began(person: Person) -> None:
    """And keeps its dates when that is tried."""
    worn = services.give_hat(person=person, hat=Hat.STAFF, since=NEXT, by=SETUP, at=NOW)
    with pytest.raises(Refused, match="last day"):
        services.end_hat(worn=worn, until=DAY, by=SETUP, at=NOW)
    assert HatWorn.objects.get().until is None


@pytest.mark.parametrize("later", [NEXT, LATER])
def test_what_ended_does_not_end_later(person: Person, later: date) -> None:
    """The days behind it may be taken: two of a kind would hold at once. A copy from before the end is no way round."""
    held = services.give_duty(person=person, duty=Duty.TECHNICIAN, since=DAY, by=SETUP, at=NOW)
    stale = DutyHeld.objects.get(id=held.id)
    services.end_duty(held=held, until=DAY, by=SETUP, at=NOW)
    services.give_duty(person=person, duty=Duty.TECHNICIAN, since=NEXT, by=SETUP, at=NOW)
    before = recorded()
    for one in (held, stale):
        with pytest.raises(Refused) as refused:
            services.end_duty(held=one, until=later, by=SETUP, at=NOW)
        assert refused.value.code == "ended-before"
        assert " 3 July 2026 " in refused.value.sentence
    assert recorded() == before
    assert list(person.duties.order_by("since").values_list("until", flat=True)) == [DAY, None]


def test_end_can_be_brought_forward_and_is_recorded_once(person: Person) -> None:
    """A last day that was set too late; the same day again is nothing new."""
    worn = services.give_hat(person=person, hat=Hat.STAFF, since=DAY, until=LATER, by=SETUP, at=NOW)
    for _ in range(2):
        services.end_hat(worn=worn, until=NEXT, by=SETUP, at=NOW)
    assert HatWorn.objects.get().until == worn.until == NEXT
    assert [action for _, action in recorded()].count("hat.ended") == 1


def test_account_is_closed_once(person: Person) -> None:
    """A second click is nothing new."""
    services.open_account(person=person, by=SETUP, at=NOW)
    for _ in range(2):
        services.close_account(person=person, by=SETUP, at=NOW)
    assert not Account.objects.get().is_active
    assert [action for _, action in recorded()].count("account.closed") == 1


def test_title_with_control_characters_is_refused(person: Person) -> None:
    """It would be printed."""
    with pytest.raises(Refused) as refused:
        services.give_hat(person=person, hat=Hat.STAFF, since=DAY, title="a\0b", by=SETUP, at=NOW)
    assert refused.value.code == "bad-title"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_an_account_with_one_address_at_once_one_is_refused() -> None:
    """By the database, which alone sees both; in a sentence, and with one line in the record."""
    school = services.open_school(name="Oddenbrook", by=SETUP, at=NOW)
    family = [
        services.add_person(school=school, name=name, email="a@b.example", by=SETUP, at=NOW) for name in ("A", "B")
    ]
    start, codes = threading.Barrier(2), []

    def open_one(person: Person) -> None:
        start.wait()
        try:
            services.open_account(person=person, by=SETUP, at=NOW)
            codes.append("opened")
        except Refused as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_one, args=(person,)) for person in family]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["email-taken", "opened"]
    assert [action for _, action in recorded()].count("account.opened") == 1


@pytest.mark.django_db(transaction=True)
def test_account_closes_when_two_schools_stop_somebody_at_once(person: Person) -> None:
    """Each sees that the other lets them in still; one of them has to look again."""
    account = services.open_account(person=person, by=SETUP, at=NOW)
    there = services.open_school(name="Netherfold", by=SETUP, at=NOW)
    other = services.add_person(school=there, name="Ada Example", email=person.email, by=SETUP, at=NOW)
    Person.objects.filter(id=other.id).update(account=account)
    closed, may_go_on = threading.Event(), threading.Event()

    def stop_here() -> None:
        with transaction.atomic():
            services.close_account(person=person, by=SETUP, at=NOW)
            closed.set()
            may_go_on.wait(1)
        connection.close()

    def stop_there() -> None:
        closed.wait()
        services.close_account(person=other, by=SETUP, at=NOW)
        connection.close()

    threads = [threading.Thread(target=stop_here), threading.Thread(target=stop_there)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not Account.objects.get(id=account.id).is_active


def test_family_may_share_an_address_but_one_account_has_it(school: School, person: Person) -> None:
    """Both people exist; the second is told why there is no second account."""
    partner = services.add_person(school=school, name="Bo Example", email=person.email, by=SETUP, at=NOW)
    account = services.open_account(person=person, by=SETUP, at=NOW)
    assert account.email == "ada@oddenbrook.example"
    assert not account.has_usable_password()
    with pytest.raises(Refused) as refused:
        services.open_account(person=partner, by=SETUP, at=NOW)
    assert refused.value.code == "email-taken"


def test_person_without_an_address_has_no_account(school: School) -> None:
    """Not everybody has e-mail."""
    nobody = services.add_person(school=school, name="Cy Example", email="", by=SETUP, at=NOW)
    with pytest.raises(Refused) as refused:
        services.open_account(person=nobody, by=SETUP, at=NOW)
    assert refused.value.code == "no-email"


@pytest.mark.parametrize(
    ("name", "email", "code"),
    [
        ("", "a@b.example", "bad-name"),
        ("   ", "", "bad-name"),
        ("A" * 201, "", "bad-name"),
        ("A\0B", "", "bad-name"),
        ("A\x1bB", "", "bad-name"),
        ("A", "not an address", "bad-email"),
        ("A", "a" * 250 + "@b.example", "bad-email"),
    ],
)
def test_person_that_makes_no_sense_is_refused_in_a_sentence(school: School, name: str, email: str, code: str) -> None:
    """Nor recorded."""
    with pytest.raises(Refused) as refused:
        services.add_person(school=school, name=name, email=email, by=SETUP, at=NOW)
    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
    assert recorded() == [("gatepost", "school.opened")]


@pytest.mark.parametrize(
    "make",
    [
        lambda person: HatWorn(person=person, hat="wizard", since=DAY),
        lambda person: HatWorn(person=person, hat="staff", since=NEXT, until=DAY),
        lambda person: DutyHeld(person=person, duty="king", since=DAY),
        lambda person: DutyHeld(person=person, duty="head", since=NEXT, until=DAY),
        lambda person: Person(school=person.school, name=""),
        lambda person: Person(school=person.school, name="A", email="Upper@Case.example"),
        lambda _: School(name=""),
        lambda _: Account(email=""),
        lambda _: Account(email="Upper@Case.example"),
    ],
)
def test_database_refuses_what_makes_no_sense_whoever_writes_it(
    person: Person, make: Callable[[Person], HatWorn | DutyHeld | Person | School | Account]
) -> None:
    """The constraints stand below the services."""
    with pytest.raises(IntegrityError), transaction.atomic():
        make(person).save()


def test_database_keeps_one_open_hat_of_a_kind(person: Person) -> None:
    """Two clerks pressing at once cannot both win."""
    HatWorn(person=person, hat="staff", since=DAY).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        HatWorn(person=person, hat="staff", since=NEXT).save()
    HatWorn(person=person, hat="parent", since=DAY).save()


def test_rows_print_as_ids_so_that_no_name_slips_into_a_log(person: Person) -> None:
    """Neither a name nor an address."""
    account = services.open_account(person=person, by=SETUP, at=NOW)
    assert (str(person), str(account)) == (person.id, account.id)
    assert "Ada" not in repr(person)

"""Is a statement whose text is made once the same as the one that Django makes each time?"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from gatepost.accounts.models import Session
from gatepost.agreements.models import SchoolEdition
from gatepost.mail.models import Message
from gatepost.people.models import Account, HatWorn, Person, School, holding_on
from gatepost.sql import Once, ask, insert, tell
from tests.conftest import NOON

LATER = datetime(2026, 7, 3, 11, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def school() -> School:
    """One school with three people, of whom one signs in, and one entry was joined to another."""
    school = School.objects.create(name="Oddenbrook")
    account = Account.objects.create(email="ada@home.example")
    ada = Person.objects.create(school=school, name="Ada", account=account)
    Person.objects.create(school=school, name="Ada 100 %s", merged_into=ada)
    Person.objects.create(school=school, name="Ben")
    HatWorn.objects.create(person=ada, hat="parent", since=date(2024, 9, 1))
    HatWorn.objects.create(person=ada, hat="staff", since=date(2020, 9, 1), until=date(2024, 7, 1))
    Session.objects.create(session_key="key", session_data="data", expire_date=LATER, account=account)
    return school


def hats(day: date, name: str) -> QuerySet[Any, Any]:
    """A condition that uses a day twice."""
    return HatWorn.objects.filter(holding_on(day), person__name=name).values_list("hat", "since", "until")


def people(name: str) -> QuerySet[Any, Any]:
    """Rows with other rows in them, with what is worked out of others, in an order."""
    rows = Person.objects.select_related("school", "account").filter(Q(name=name) | Q(merged_into__name=name))
    joined = Exists(Person.objects.filter(merged_into=OuterRef("id")))
    return rows.annotate(is_joined=joined, hat=F("hats__hat"), since=F("hats__since")).order_by("name", "hat")


def sessions(key: str, at: datetime) -> QuerySet[Any, Any]:
    """A moment."""
    return Session.objects.filter(session_key=key, expire_date__gt=at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "first", "then"),
    [
        (hats, (date(2023, 1, 1), "Ada"), (date(2026, 1, 1), "Ada")),
        (people, ("Nobody",), ("Ada",)),
        (people, ("Ada",), ("Ada 100 %s",)),
        (sessions, ("none", NOON), ("key", NOON)),
        (sessions, ("key", NOON), ("key", LATER)),
    ],
)
def test_once_finds_what_the_queryset_finds(
    school: School, make: Callable[..., QuerySet[Any, Any]], first: tuple[Any, ...], then: tuple[Any, ...]
) -> None:
    """With the values with which its text was made, and with others; related rows come with them, without a question."""
    once = Once(make)
    for values in (first, then, first):
        found, expected = once(*values), list(make(*values))
        assert found == expected
        if found and isinstance(found[0], Person):
            with CaptureQueriesContext(connection) as asked:
                assert [plain(row) for row in found] == [plain(row) for row in expected]
            assert not asked


def plain(row: Any) -> tuple[Any, ...]:
    """Return what is in a row of `people`."""
    state = {name: value for name, value in vars(row).items() if name != "_state"}
    return (state, row.school.name, row.account and row.account.email, row._state.adding, row._state.db)


@pytest.mark.django_db
def test_once_takes_only_what_it_passes_on_as_it_is(school: School) -> None:
    """A value that the text has in it in another form would be forgotten."""
    with pytest.raises(ImproperlyConfigured):
        Once(lambda name: Person.objects.filter(name__icontains=name))("Ada")
    with pytest.raises(ImproperlyConfigured):
        Once(lambda name, _: Person.objects.filter(name=name))("Ada", "Ben")
    with pytest.raises(ImproperlyConfigured):
        Once(lambda name: Person.objects.filter(name=name))(None)  # type: ignore[arg-type]  # that is the mistake
    exactly = Once(lambda name: Person.objects.filter(name__iexact=name))
    if connection.vendor == "sqlite":  # where it is LIKE; PostgreSQL gets the value as it is
        with pytest.raises(ImproperlyConfigured):
            exactly("Ada")
    else:
        assert [row.name for row in exactly("ada 100 %S")] == ["Ada 100 %s"]


@pytest.mark.django_db(transaction=True)
def test_rows_are_held_in_a_transaction_alone() -> None:
    """Also by a text that was made in one: outside of one they would be let go of at once."""
    once = Once(lambda name: School.objects.select_for_update().filter(name=name))
    with transaction.atomic():
        assert once("Oddenbrook") == []
    with pytest.raises(TransactionManagementError):
        once("Oddenbrook")


@pytest.mark.django_db
def test_row_that_is_inserted_is_the_one_that_would_be_saved(school: School) -> None:
    """Every column; and it is refused for the same reasons."""
    told = {"school": school.id, "address": "ada@home.example", "kind": "copy", "subject": "100 %s", "body": "'\n"}
    moments = {"written_at": LATER, "due_at": NOON, "moved_at": NOON}
    inserted, saved = Message(**told, **moments), Message(**told, **moments)
    insert(inserted)
    saved.save(force_insert=True)
    rows = [Message.objects.filter(id=row.id).values().get() | {"id": ""} for row in (inserted, saved)]
    assert rows[0] == rows[1]
    assert (inserted._state.adding, inserted._state.db) == (saved._state.adding, saved._state.db)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(inserted)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Message(**told | {"address": ""}, **moments))
    inserted.subject = "Kept"
    inserted.save()
    assert Message.objects.get(id=inserted.id).subject == "Kept"


@pytest.mark.django_db
def test_prepared_statements_are_told_to_whoever_counts_them(school: School) -> None:
    """As any other statement of Django's connection, and the connection is as it was."""
    with CaptureQueriesContext(connection) as asked:
        assert ask("SELECT name FROM people_school WHERE id = %s", [school.id]) == [("Oddenbrook",)]
    assert [query["sql"].startswith("SELECT name FROM people_school") for query in asked] == [True]
    assert not SchoolEdition.objects.filter(school=school).exists()


@pytest.mark.django_db
def test_whoever_listens_to_the_connection_hears_what_is_asked_so(school: School) -> None:
    """As pages that must ask nothing are watched in other tests."""
    heard: list[str] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  # as Django hands it over
        heard.append(sql)
        return execute(sql, params, many, context)

    once = Once(lambda name: School.objects.filter(name=name))
    once("Oddenbrook")
    with connection.execute_wrapper(listen):
        assert once("Oddenbrook") == [school]
    assert len(heard) == 1


@pytest.mark.django_db(transaction=True)
def test_statement_that_was_refused_is_asked_again_and_so_is_one_after_the_connection_was_lost(school: School) -> None:
    """In a transaction that is broken nothing is asked; what is refused is Django's error, whichever the database."""
    once = Once(lambda name: School.objects.filter(name=name))
    twin = School(id=school.id, name="Twin")
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            insert(twin)
        assert once("Oddenbrook") == [school]
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            once("Oddenbrook")
    assert once("Oddenbrook") == [school]
    with pytest.raises(IntegrityError):
        insert(twin)
    connection.close()
    assert once("Oddenbrook") == [school]
    tell("UPDATE people_school SET name = %s WHERE id = %s", ["Hollin Bank", school.id])
    assert once("Hollin Bank") == [school]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that begins anew")
def test_request_after_the_server_began_anew_is_answered(school: School) -> None:
    """A connection that it ended is noticed at the request's first question, as with Django's own."""
    once = Once(lambda name: School.objects.filter(name=name))
    ((ended,),) = ask("SELECT pg_backend_pid()", [])
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [ended])
    other.close()
    here: Any = connection
    here.close_at, here.health_check_enabled = None, True  # as a school's server has it
    connection.close_if_unusable_or_obsolete()  # as at the beginning of a request
    assert once("Oddenbrook") == [school]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps plans by itself, and tells nobody")
def test_postgresql_keeps_what_is_asked_so_and_nothing_else(school: School) -> None:
    """The database itself says which statements it has ready, and how often it used them."""
    once = Once(lambda school: Person.objects.filter(school_id=school, name__gt="A"))
    for _ in range(7):
        assert len(once(school.id)) == 3
        assert Person.objects.filter(school_id=school.id, name__lt="Z").count() == 3
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement, generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
            ["%people_person%"],
        )
        ((statement, used),) = cursor.fetchall()
    assert '"people_person"."name" > ' in statement
    assert used == 7


@pytest.mark.django_db
def test_account_that_is_asked_for_by_its_id_is_found_or_not(school: School) -> None:
    """As Django asks with every click."""
    account = Account.objects.get(email="ada@home.example")
    assert Account.objects.get(pk=account.id) == account
    assert vars(Account.objects.get(pk=account.id)).keys() == vars(account).keys()
    with pytest.raises(Account.DoesNotExist):
        Account.objects.get(pk="nobody")

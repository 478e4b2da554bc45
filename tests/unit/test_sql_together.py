"""Is a transaction whose statements go over together a transaction in everything else?"""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import Model

from gatepost.people.models import HatWorn, Person, School
from gatepost.sql import Once, insert, together

NAME = "Oddenbrook"
_NAMED = Once(lambda name: School.objects.filter(name=name).values_list("id"))
_OF = Once(lambda school: Person.objects.filter(school_id=school).values_list("name"))


def there(name: str = NAME) -> int:
    """Return how many schools of that name somebody else sees."""
    other = connection.copy() if connection.vendor == "postgresql" else connection
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_school WHERE name = %s", [name])
        found = int(cursor.fetchone()[0])
    if other is not connection:
        other.close()
    return found


@pytest.mark.django_db(transaction=True)
def test_what_is_told_is_found_by_the_next_question_and_by_others_once_it_is_over() -> None:
    """Also what Django asks in between in its own way, and what several questions ask before the first is read."""
    over: list[int] = []
    with together():
        school = School(name=NAME)
        insert(school)
        insert(Person(school=school, name="Ada"))
        named, of = _NAMED.asked(NAME), _OF.asked(school.id)
        assert (of(), named()) == ([("Ada",)], [(school.id,)])
        assert School.objects.select_for_update().get(name=NAME) == school
        with transaction.atomic():
            School.objects.create(name="Hollin Bank")
        transaction.on_commit(lambda: over.append(there()))
        insert(Person(school=school, name="Ben"))
    assert over == [1]
    assert there("Hollin Bank") == 1
    assert set(Person.objects.values_list("name", flat=True)) == {"Ada", "Ben"}
    assert not connection.in_atomic_block
    assert connection.get_autocommit()


@together()
def keep(*rows: Model, over: list[str] | None = None, wrong: type[Exception] | None = None) -> None:
    """Insert rows, note when they are kept, and let something go wrong."""
    for row in rows:
        insert(row)
    if over is not None:
        transaction.on_commit(lambda: over.append("kept"))
    if wrong:
        raise wrong


@transaction.atomic
def within(wrong: type[Exception]) -> None:
    """Let something go wrong after it, in the transaction around it."""
    keep(School(name=NAME))
    assert School.objects.filter(name=NAME).exists()
    raise wrong


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_in_it_leaves_nothing() -> None:
    """An exception of ours, one of the database that nobody asked after, and one that it has only at the end."""
    over: list[str] = []
    school = School.objects.create(name="Hollin Bank")
    with pytest.raises(KeyError):
        keep(School(name=NAME), over=over, wrong=KeyError)
    with pytest.raises(IntegrityError):
        keep(School(name=NAME), School(id=school.id, name=NAME), over=over)
    with pytest.raises(IntegrityError):
        keep(School(name=NAME), HatWorn(person_id="nobody", hat="parent", since=date(2026, 1, 1)), over=over)
    assert over == []
    assert there() == 0
    keep(School(name=NAME))
    assert there() == 1


@pytest.mark.django_db(transaction=True)
def test_it_ends_with_the_transaction_around_it() -> None:
    """What is within another one is kept with that one, and one that must not be kept is not."""
    with pytest.raises(KeyError):
        within(KeyError)
    with together():
        insert(School(name=NAME))
        transaction.set_rollback(True)
    assert there() == 0


@together()
def pass_over() -> None:
    """Go on after the database refused something, as nobody should."""
    school = School(name=NAME)
    insert(school)
    here: Any = connection.connection
    with suppress(Exception), here.pipeline():
        insert(School(id=school.id, name="Twin"))
    connection.needs_rollback = False


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite undoes a statement, not the transaction")
def test_error_that_was_passed_over_is_no_end_as_any_other() -> None:
    """PostgreSQL answers the end of such a transaction by undoing it, and calls that no error."""
    with pytest.raises(InternalError):
        pass_over()
    assert there() == 0
    keep(School(name=NAME))
    assert there() == 1

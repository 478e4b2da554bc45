"""Does a database that has accounts already come to have them the other way round, and back?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gatepost.people import services
from gatepost.people.models import Account, Person, School
from gatepost.people.viewer import SETUP

NOW = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
BEFORE = [("people", "0006_sessions_since")]


def migrated(to: list[tuple[str, str]] | None = None) -> Any:  # the tables as they were then have no type
    """Bring the database to a step, the last one if none is said; return its tables."""
    executor = MigrationExecutor(connection)
    to = to or executor.loader.graph.leaf_nodes()
    executor.migrate(to)
    return executor.loader.project_state(to).apps


@pytest.fixture
def _at_the_end(transactional_db: None) -> Iterator[None]:
    yield
    migrated()


def somebody(school: School, name: str) -> Person:
    """Return a person who can sign in."""
    person = services.add_person(school=school, name=name, email=f"{name}@a.example", by=SETUP, at=NOW)
    services.open_account(person=person, by=SETUP, at=NOW)
    return person


@pytest.mark.usefixtures("_at_the_end")
def test_every_account_finds_its_person_and_back() -> None:
    """Who was stopped stays stopped; whoever signs in goes on."""
    school = services.open_school(name="Oddenbrook", by=SETUP, at=NOW)
    ada, ben = somebody(school, "ada"), somebody(school, "ben")
    services.close_account(person=ben, by=SETUP, at=NOW)
    old = migrated(BEFORE).get_model("people", "Account")
    assert dict(old.objects.values_list("person_id", "is_active")) == {ada.id: True, ben.id: False}
    migrated()
    for person, is_in in ((ada, True), (ben, False)):
        found = Person.objects.get(id=person.id)
        assert found.account == Account.objects.get(email=person.email, is_active=is_in)
        assert (found.access_ended_at is None) == is_in


@pytest.mark.usefixtures("_at_the_end")
def test_an_account_of_two_schools_does_not_go_back() -> None:
    """Half of it would be lost."""
    first, second = (services.open_school(name=name, by=SETUP, at=NOW) for name in ("A", "B"))
    ada = somebody(first, "ada")
    there = services.add_person(school=second, name="ada", email=ada.email, by=SETUP, at=NOW)
    Person.objects.filter(id=there.id).update(account=Account.objects.get())
    with pytest.raises(RuntimeError):
        migrated(BEFORE)
    migrated()
    assert Person.objects.filter(account=Account.objects.get()).count() == 2

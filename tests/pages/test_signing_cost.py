"""What does one signature ask of the database, and does it ask more of a larger school?"""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.kernel import clock
from gatepost.people.models import HatWorn, Person, School
from gatepost.signoff.models import SignOff
from tests.conftest import NOON
from tests.pages.test_signing import BEGIN, PAGE, QUESTIONS, READ, form
from tests.unit.signoff.people import agree, edition, new_edition, viewer_of

MOST = 15 if connection.vendor == "sqlite" else 13
"""Who it is: the session, the account, the person with all roles. The person, held; then with their hats. The edition. What they
said before; the answer. The copy by mail, and the task that sends it. The record: the counter, the entry, the counter again, which
PostgreSQL is told in one. Two begin and end the transaction."""


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def asked(client: Client, kind: str) -> int:
    """Let somebody sign; return how many questions that took."""
    client.get(PAGE)
    typed = form(kind)
    with CaptureQueriesContext(connection) as queries:
        assert client.post(PAGE, typed).status_code == 302
    return len(queries)


def crowd() -> None:
    """Let hundreds of others have signed already."""
    school, own = School.objects.get(), edition()
    people = Person.objects.bulk_create(Person(school=school, name="Ada") for _ in range(300))
    HatWorn.objects.bulk_create(HatWorn(person=each, hat="parent", since=date(2024, 9, 1)) for each in people)
    SignOff.objects.bulk_create(
        SignOff(person=each, edition=own, number=1, answer="agreed", sha256=own.sha256, name="Ada", at=NOON)
        for each in people
    )


def test_signature_asks_as_much_of_a_large_school_as_of_a_small_one(clients: Mapping[str, Client]) -> None:
    """Hundreds of others have signed already."""
    small = asked(clients["parent"], "parent")
    crowd()
    assert asked(clients["parent-apart"], "parent-apart") == small <= MOST


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        *((kind, path) for kind in ("parent", "teacher") for path in (BEGIN, READ, PAGE)),
        ("teacher", QUESTIONS),
    ],
)
def test_page_on_the_way_asks_nothing_twice_and_grows_with_nothing(
    clients: Mapping[str, Client], kind: str, path: str
) -> None:
    """Two editions on, with hundreds who signed; also where the difference to what one signed before is told."""
    for number in range(1, 4):
        agree(viewer_of(kind), edition(), at=NOON + timedelta(days=number - 1))
        new_edition(f"Edition {number}", NOON.date() + timedelta(days=number), at=NOON + timedelta(days=number - 1))
    found = []
    with clock.frozen(NOON + timedelta(days=3)):
        for _look in range(2):
            clients[kind].get(path)
            with CaptureQueriesContext(connection) as queries:
                assert clients[kind].get(path).status_code == 200
            statements = [query["sql"] for query in queries]
            told = sorted(each for each in statements if "%s" not in each)  # of prepared ones the values are not shown
            assert sorted(set(told)) == told
            found.append(len(statements))
            crowd()
    assert found[0] == found[1]

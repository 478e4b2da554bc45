"""Does "May I...?" cost a real person the same where nobody holds a permission as where ten thousand are held?

Two schools that differ in nothing but the permissions of others: none, and ten thousand in force. The page of an answer as a
teacher gets it who holds none, and once more where that teacher holds three.

    $ make bench ARGS=permissions
    $ scripts/with-postgresql.sh make bench ARGS=permissions
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.bench_campaigns import _page, _queries, _school
from bench.bench_people import _database
from bench.common import Line, interleaved

MANY = 10_000
HOLDERS = 400
BATCH = 2000
MOST_TIMES = 1.3
TIMES = 5
QUESTION = "/ask/?hat=staff&act=publish&outlet=social-media&content=school-name"


def measure() -> list[Line]:
    """Return the lines of the table."""
    import django  # noqa: PLC0415  # the settings' name is in the environment only now

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs Django set up
    from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: PLC0415  # the same

    setup_test_environment()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        with _database():
            return list(_compare())
    finally:
        teardown_test_environment()


def _compare() -> Iterator[Line]:
    from django.db import connection  # noqa: PLC0415  # needs Django set up

    none, many = _teacher(0), _teacher(MANY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pages = _page(none, QUESTION), _page(many, QUESTION)
    yield from _lines("nobody's own", pages)
    for teacher in (none, many):
        _hold(teacher.school, [teacher], 3)
    yield from _lines("three of one's own", pages)


def _lines(what: str, pages: tuple[Any, Any]) -> Iterator[Line]:
    none, many = pages
    pair = interleaved(many, none, times=TIMES)
    said = f"{pair.ours * 1000:.1f} and {pair.peer * 1000:.1f} ms"
    yield Line(f"may I, {what}: {MANY:,} permissions at the school, and none", said, pair.ratio, MOST_TIMES)
    asked = _queries(none), _queries(many)
    yield Line(f"may I, {what}: queries", f"{asked[1]} and {asked[0]}", asked[1] / asked[0], 1.0)


def _teacher(size: int) -> Any:
    """Return a teacher of a new school at which others hold so many permissions."""
    from gatepost.kernel.clock import now  # noqa: PLC0415  # needs Django set up
    from gatepost.people import services  # noqa: PLC0415  # the same
    from gatepost.people.models import HatWorn, Person  # noqa: PLC0415  # the same
    from gatepost.people.states import Hat  # noqa: PLC0415  # the same
    from gatepost.people.viewer import SETUP  # noqa: PLC0415  # the same

    head, _edition = _school(size)
    since = now().date() - timedelta(days=9)
    teacher = services.add_person(
        school=head.school, name="Daniel", email=f"daniel{size}@school.example", by=SETUP, at=now()
    )
    services.give_hat(person=teacher, hat=Hat.STAFF, since=since, by=SETUP, at=now())
    services.open_account(person=teacher, by=SETUP, at=now())
    others = [Person(school=head.school, name=f"Ada {one}", plain_name=f"ada {one}") for one in range(HOLDERS)]
    Person.objects.bulk_create(others)
    HatWorn.objects.bulk_create(HatWorn(person=one, hat="staff", since=since) for one in others)
    _hold(head.school, others, size)
    teacher.refresh_from_db()
    return teacher


def _hold(school: Any, people: list[Any], size: int) -> None:
    """Let people hold permissions, written past the service: the record does not know of them."""
    from gatepost.grants.models import Permission, PermissionStep  # noqa: PLC0415  # needs Django set up
    from gatepost.kernel.clock import now  # noqa: PLC0415  # the same
    from gatepost.people.models import Person  # noqa: PLC0415  # the same

    at, giver = now(), Person.objects.filter(school=school).exclude(id__in=[one.id for one in people])[0]
    rows = [
        Permission(
            school=school,
            person=people[number % len(people)],
            kind="school-name",
            hats="staff",
            what=f"The fair {number}",
            account="Our page",
            in_public="The fair",
            facts={"outlet": ["social-media"]},
            since=at.date() - timedelta(days=1),
            until=at.date() + timedelta(days=30),
            sha256="0" * 64,
            edition="0" * 64,
            asked_at=at,
            state="requested",
        )
        for number in range(size)
    ]
    Permission.objects.bulk_create(rows, batch_size=BATCH)
    steps = [
        PermissionStep(
            permission=row,
            number=1,
            step="grant",
            body="head",
            by=giver,
            round=0,
            sha256="0" * 64,
            edition="0" * 64,
            at=at,
        )
        for row in rows
    ]
    PermissionStep.objects.bulk_create(steps, batch_size=BATCH)
    begun = Permission.objects.filter(school=school, state="requested", sha256="0" * 64)
    begun.update(state="granted", agreed="head", granted_on=at.date() - timedelta(days=1))

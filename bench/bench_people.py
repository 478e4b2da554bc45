"""Does the list of people cost the same with a hundred as with a hundred thousand?

The same school's size apart, the same reads: the first page, two letters, a page in the middle, one person's page. Same
number of queries, and at most 1.3 times the time; on the database that the settings name.

    $ make bench ARGS=people
    $ scripts/with-postgresql.sh make bench ARGS=people
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from bench.common import Line, interleaved

FEW, MANY = 100, 100_000
DAY = date(2026, 7, 3)
NOON = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
MOST_TIMES = 1.3
BATCH = 2000
GIVEN = ("Ada", "Bilal", "Cerys", "Dawid", "Esme", "Farah", "Gwen", "Hugo", "Ines", "Jakub")
FAMILY = ("Zieliński", "O'Brien", "Begum", "Price", "Osei", "Núñez", "Smith", "Khan", "Łukasik", "Vale")
"""Every hundredth person has one of these hundred names; the rest have names of their own."""


def measure() -> list[Line]:
    """Return the lines of the table."""
    import django  # noqa: PLC0415  # the settings' name is in the environment only now

    django.setup()
    with _database():
        few, many = _school(FEW), _school(MANY)
        return [line for name in _reads(few) for line in _compare(name, _reads(few)[name], _reads(many)[name])]


@contextmanager
def _database() -> Iterator[None]:
    """A database of our own."""
    from django.conf import settings  # noqa: PLC0415  # needs Django set up
    from django.test.utils import get_runner  # noqa: PLC0415  # the same

    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)


def _school(size: int) -> Any:
    """Return the office of a school with that many people, parents nearly all, of whom a hundredth left."""
    from django.db import connection  # noqa: PLC0415  # needs Django set up

    from gatepost.people import services  # noqa: PLC0415  # the same
    from gatepost.people.models import HatWorn, Person  # noqa: PLC0415  # the same
    from gatepost.people.naming import plain  # noqa: PLC0415  # the same
    from gatepost.people.viewer import SETUP, Viewer  # noqa: PLC0415  # the same

    school = services.open_school(name=f"School of {size}", by=SETUP, at=NOON)
    for first in range(0, size, BATCH):
        numbers = range(first, min(first + BATCH, size))
        people = [Person(school=school, name=name, plain_name=plain(name)) for name in map(_name, numbers)]
        Person.objects.bulk_create(people)
        left = date(2026, 7, 1)
        HatWorn.objects.bulk_create(
            HatWorn(person=one, hat="parent", since=date(2025, 9, 1), until=left if number % FEW == FEW - 1 else None)
            for number, one in zip(numbers, people, strict=True)
        )
        services.note_people(people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Viewer(actor="office", person_id="office", school_id=school.id, duties=frozenset({"office"}))


def _name(number: int) -> str:
    if number < FEW:
        return f"{GIVEN[number % 10]} {FAMILY[number // 10]}"
    return f"{GIVEN[number % 10]} {chr(97 + number % 26)}{number:x}a{chr(97 + number // 7 % 26)}"


def _reads(office: Any) -> dict[str, Callable[[], object]]:
    from gatepost.people import file, history  # noqa: PLC0415  # needs Django set up
    from gatepost.people.directory import Wanted, find_people  # noqa: PLC0415  # the same
    from gatepost.people.models import Person  # noqa: PLC0415  # the same

    one = Person.objects.filter(school_id=office.school_id).order_by("plain_name")[FEW // 4]

    def page() -> object:
        return file.get_file(office, one.id, on=DAY), history.list_history(office, one.id)

    return {
        "first page of people": partial(find_people, office, Wanted(), on=DAY),
        "people found by two letters": partial(find_people, office, Wanted(text="zi"), on=DAY),
        "people found by name": partial(find_people, office, Wanted(text="ada ziel"), on=DAY),
        "a page in the middle": partial(find_people, office, Wanted(after=one.id), on=DAY),
        "people with a hat": partial(find_people, office, Wanted(hat="parent"), on=DAY),
        "a person's page": page,
    }


def _compare(name: str, few: Callable[[], object], many: Callable[[], object]) -> Iterator[Line]:
    """Yield the lines of one read: its time and its queries."""
    pair = interleaved(many, few, times=3)
    asked = [_queries(read) for read in (few, many)]
    yield Line(f"{name}: {MANY:,} against {FEW}", f"{pair.ours * 1000:.2f} ms", pair.ratio, goal=MOST_TIMES)
    yield Line(f"{name}: queries", f"{asked[0]} and {asked[1]}", asked[1] / asked[0], goal=1.0)


def _queries(read: Callable[[], object]) -> int:
    from django.db import connection  # noqa: PLC0415  # needs Django set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # the same

    with CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)

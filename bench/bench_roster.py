"""What does an import of ten thousand people cost: time against bare inserts of the same rows, memory, questions per row?

Pupils with two parents each, as a management system exports them, on the tests' database. The bare inserts are Django's own
`bulk_create` of the same people, hats, pupils and links in one transaction, with no checks, no record and no way back.
"""

import io
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import django

from bench.common import Line

MOMENT = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
PUPILS = 3334
"""With two parents each about ten thousand people."""
HEADER = "Adno,Preferred Forename,Legal Surname,Reg Group,Year Group,Contact 1 Name,Contact 1 Email,Contact 2 Name,Contact 2 Email"
MOST_TIMES_BARE = 20.0
"""Four times the rows (words of the search, keys, the record), each checked, and read again for the way back. SQLite takes
about half of it; PostgreSQL more, for the record's counter (docs/adr/0037)."""
MOST_QUESTIONS = 0.1
"""Per person: a constant and some per thousand."""
MOST_MEGABYTES = 150.0
LONGEST_WRITE = 20.0
"""Seconds that other writers wait before they give up (`config.database`)."""


def measure() -> list[Line]:
    """Return lines for planning, carrying out, undoing, memory and questions."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs Django loaded

    call_command("migrate", verbosity=0)
    from django.test.utils import override_settings  # noqa: PLC0415  # the same

    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        return _measure()


def _measure() -> list[Line]:
    from gatepost.roster import applying_job, reading_job, services, undoing  # noqa: PLC0415  # needs Django loaded
    from gatepost.roster.models import RosterImport  # noqa: PLC0415  # the same

    office = _office()
    content = _file()
    tracemalloc.start()
    roster = services.start(content=content, by=office, at=MOMENT)
    services.choose_columns(roster=roster, columns=roster.columns, by=office, at=MOMENT)
    reading_job.read(roster.id, on=MOMENT.date())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    planned = RosterImport.objects.get(id=roster.id)
    people = planned.counts["new"]
    again = RosterImport.objects.filter(id=roster.id)
    again.update(state="reading")
    reading = _timed(lambda: reading_job.read(roster.id, on=MOMENT.date()))
    services.confirm(roster=planned, digest=RosterImport.objects.get(id=roster.id).digest, by=office, at=MOMENT)
    carrying = _timed(lambda: applying_job.carry_out(roster.id, by=office, at=MOMENT))
    if RosterImport.objects.get(id=roster.id).state != "applied":
        raise SystemExit("the import was not carried out")
    bare = _timed(_bare(office.school_id))
    services.ask_to_undo(roster=planned, by=office, at=MOMENT)
    back = _timed(lambda: undoing.undo(roster.id, by=office, at=MOMENT))
    return [
        Line("import: planning 10,000 people", f"{reading.seconds:.1f} s"),
        Line("import: peak memory of reading and planning, MB", f"{most / 1e6:.0f} MB", most / 1e6, MOST_MEGABYTES),
        Line(
            "import: carrying out, against bare inserts",
            f"{carrying.seconds:.1f} s",
            carrying.seconds / bare.seconds,
            MOST_TIMES_BARE,
        ),
        Line("import: other writers wait, seconds", f"{carrying.held:.1f} s", carrying.held, LONGEST_WRITE),
        Line(
            "import: questions to the database, per person",
            f"{carrying.questions}",
            carrying.questions / people,
            MOST_QUESTIONS,
        ),
        Line("import: undoing it", f"{back.seconds:.1f} s", back.seconds / bare.seconds),
    ]


class _Taken:
    """How long something took, how long it held the database, and how often it asked it."""

    def __init__(self) -> None:
        self.seconds = self.held = 0.0
        self.questions = 0


def _timed(work: Callable[[], object]) -> _Taken:
    from django.db import connection  # noqa: PLC0415  # needs Django loaded

    taken = _Taken()
    began: list[float] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        taken.questions += 1
        if connection.in_atomic_block:
            began.append(time.perf_counter())
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        start = time.perf_counter()
        work()
        taken.seconds = time.perf_counter() - start
    taken.held = time.perf_counter() - began[0] if began else 0.0
    return taken


def _office() -> Any:
    from gatepost.people import services as people  # noqa: PLC0415  # needs Django loaded
    from gatepost.people.viewer import SETUP, Viewer  # noqa: PLC0415  # the same

    school = people.open_school(name="Oddenbrook", by=SETUP, at=MOMENT)
    office = people.add_person(school=school, name="Janet Cowley", email="", by=SETUP, at=MOMENT)
    return Viewer(actor=office.id, person_id=office.id, school_id=school.id, duties=frozenset({"office"}))


def _file() -> bytes:
    text = io.StringIO()
    text.write(HEADER + "\n")
    for number in range(PUPILS):
        family = f"Family{number % 1500} Name{number}"
        parents = ",".join(f"{first} {family},{first.lower()}{number}@home.example" for first in ("Anna", "Piotr"))
        text.write(f"{number:05d},Zofia{number % 700},{family},{number % 7}B,{number % 7},{parents}\n")
    return text.getvalue().encode()


def _bare(school: str) -> Callable[[], None]:
    """Return what inserts the same rows, and nothing else."""
    from django.db import transaction  # noqa: PLC0415  # needs Django loaded

    from gatepost.people.models import Guardianship, HatWorn, Person, Pupil  # noqa: PLC0415  # the same

    day = MOMENT.date()
    people = [Person(school_id=school, name=f"Anna Bare{n}", email=f"bare{n}@home.example") for n in range(2 * PUPILS)]
    hats = [HatWorn(person=person, hat="parent", since=day) for person in people]
    pupils = [Pupil(school_id=school, name=f"Zofia Bare{n}", external_id=f"bare{n}", since=day) for n in range(PUPILS)]
    links = [Guardianship(person=person, pupil=pupils[n // 2], since=day) for n, person in enumerate(people)]

    @transaction.atomic
    def insert() -> None:
        Person.objects.bulk_create(people, batch_size=1000)
        HatWorn.objects.bulk_create(hats, batch_size=1000)
        Pupil.objects.bulk_create(pupils, batch_size=1000)
        Guardianship.objects.bulk_create(links, batch_size=1000)

    return insert

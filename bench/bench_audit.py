"""What does an entry in the record cost, beside a bare insert of one row?

Both in a transaction of their own, on the tests' database, in turns; the file of heads is written as in production. It
only informs: the entry reads and moves a counter, hashes, and keeps the head outside the database.
"""

from datetime import UTC, datetime
from functools import partial

import django

from bench.common import Line, interleaved

MOMENT = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
TIMES = 20
VERIFIED = 5000


def measure() -> list[Line]:
    """Return two lines: writing, and verifying."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs Django loaded
    from django.db import connection  # noqa: PLC0415  # needs Django loaded

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (id INTEGER PRIMARY KEY, content TEXT)")
    pair = interleaved(audited, bare, times=TIMES)
    return [
        Line("one entry in the record, against a bare insert", f"{pair.ours * 1000:.2f} ms", pair.ratio),
        Line("verifying, entries a second", f"{VERIFIED / seconds_to_verify():.0f}"),
    ]


def audited() -> None:
    """Write one entry."""
    from django.db import transaction  # noqa: PLC0415  # needs Django loaded

    from gatepost.audit import services  # noqa: PLC0415  # needs Django loaded

    with transaction.atomic():
        services.record(by="head", action="bench.written", subject="nothing", at=MOMENT, school="bench")


def bare() -> None:
    """Insert one row."""
    from django.db import connection, transaction  # noqa: PLC0415  # needs Django loaded

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (content) VALUES (%s)", ["nothing"])


def seconds_to_verify() -> float:
    """Return how long a chain of VERIFIED entries takes."""
    from django.db import transaction  # noqa: PLC0415  # needs Django loaded

    from gatepost.audit import services  # noqa: PLC0415  # needs Django loaded
    from gatepost.audit.verify import verify_school  # noqa: PLC0415  # needs Django loaded

    with transaction.atomic():
        for _ in range(VERIFIED):
            services.record(by="head", action="bench.written", subject="nothing", at=MOMENT, school="long")
    verified = partial(verify_school, "long", outside=None)
    return interleaved(verified, verified, rounds=3).ours

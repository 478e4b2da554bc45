"""How are many rows read as of one moment, though others write meanwhile?

On PostgreSQL in a transaction that reads one snapshot, on SQLite in one that only reads; nobody waits for either. What is read
is of the moment of the first question. Inside a transaction of the caller's own it is as that one reads, and nothing is begun.

    with one_moment(): head, rows = audit.last(school), list(…)  # the rows are those of that head
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything inside as of one moment; nothing is written there."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _reading():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _reading() -> Iterator[None]:
    """Begin a transaction that takes no lock: Django's own take the one for writing at once, as the settings say."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")

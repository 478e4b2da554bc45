"""Do those who write at the same time leave the head of the record to one of them, and is it there in the end?"""

import fcntl
import threading
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from gatepost.audit import head, outside, services
from tests.conftest import NOON

SECONDS = 20


def write(school: str = "oddenbrook") -> None:
    """Write one entry."""
    with transaction.atomic():
        services.record(by="head-1", action="edition.adopted", subject="edition-1", at=NOON, school=school)


def begun() -> threading.Thread:
    """Write one in a thread of its own."""

    def work() -> None:
        try:
            write()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def waits() -> bool:
    """Tell whether somebody waits for their turn, within some seconds."""
    deadline = time.monotonic() + SECONDS
    while not outside._waiting and time.monotonic() < deadline:  # nothing else tells it
        time.sleep(0.01)
    return bool(outside._waiting)  # the same


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_while_another_waits_goes_on_and_their_head_is_written(
    settings: LazySettings, tmp_path: Path
) -> None:
    """A third one is through while the first holds up the second; then nothing waits, and the last head is outside."""
    file = settings.AUDIT_HEAD_FILE = tmp_path / "head"
    write()
    with file.with_name("head.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        first = begun()
        while not outside._turn.locked():  # the same
            time.sleep(0.01)
        time.sleep(0.05)
        second = begun()
        assert waits()
        write()
        assert head.read(file)["oddenbrook"].sequence == 1
        assert first.is_alive()
        assert second.is_alive()
    first.join(SECONDS)
    second.join(SECONDS)
    assert head.read(file)["oddenbrook"].sequence == 4
    assert not outside._waiting  # the same
    write()
    assert head.read(file)["oddenbrook"].sequence == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has what was committed on disk by itself")
def test_head_that_stood_is_one_of_the_record(settings: LazySettings, tmp_path: Path) -> None:
    """What the counter says and no entry holds is no head; of another school nothing is told."""
    settings.AUDIT_HEAD_FILE = tmp_path / "head"
    write()
    write("hollin-bank")
    write("hollin-bank")
    stood = outside.put_on_disk("hollin-bank")
    assert stood == head.read(tmp_path / "head")["hollin-bank"]
    assert outside.put_on_disk("nowhere") is None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_chain SET sequence = 3, hash = %s WHERE school = %s", ["0" * 64, "hollin-bank"])
    assert outside.put_on_disk("hollin-bank") is None

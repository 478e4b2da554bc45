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
def test_whoever_was_stopped_while_waiting_holds_up_nobody(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their head comes with the next one's."""
    file = settings.AUDIT_HEAD_FILE = tmp_path / "head"
    write()

    def stop(seconds: float) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as changed:
        changed.setattr(outside, "_rushing", {(file, "oddenbrook")})
        changed.setattr(time, "sleep", stop)
        with pytest.raises(KeyboardInterrupt):
            write()
    assert head.read(file)["oddenbrook"].sequence == 1
    write()
    assert head.read(file)["oddenbrook"].sequence == 3


@pytest.mark.django_db(transaction=True)
def test_first_entry_of_a_school_begins_its_line_whoever_waits(settings: LazySettings, tmp_path: Path) -> None:
    """Without it no other head of that school would be written."""
    file = settings.AUDIT_HEAD_FILE = tmp_path / "head"
    with outside._joining:  # as if somebody had come first
        outside._waiting[file, "oddenbrook"] = [head.Head("oddenbrook", 2, "0" * 64)]  # the same
    try:
        write()
    finally:
        outside._waiting.clear()  # the same
    assert head.read(file)["oddenbrook"].sequence == 1


@pytest.mark.django_db(transaction=True)
def test_second_entry_of_a_new_school_lets_the_first_begin_its_line(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is through the database first; both are outside in the end, and nothing is amiss in the log."""
    file = settings.AUDIT_HEAD_FILE = tmp_path / "head"
    on_disk, go_on, came = outside.put_on_disk, threading.Event(), list[str]()

    def slow_at_first() -> None:
        on_disk()
        came.append("somebody")
        if len(came) == 1:
            go_on.wait(SECONDS)

    monkeypatch.setattr(outside, "put_on_disk", slow_at_first)
    monkeypatch.setattr(outside, "PATIENCE", SECONDS)
    writers = []
    for number in (1, 2):
        writers.append(begun())
        deadline = time.monotonic() + SECONDS
        while len(came) < number and time.monotonic() < deadline:
            time.sleep(0.01)
    time.sleep(0.05)
    assert not file.exists()
    go_on.set()
    for each in writers:
        each.join(SECONDS)
    assert head.read(file)["oddenbrook"].sequence == 2
    assert caplog.text == ""

"""Does the record take what it should, refuse what it should, and stay in one piece under many writers?"""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from gatepost.audit import append_only, head, outside, queries, services
from gatepost.audit.chain import LARGEST_DATA, genesis
from gatepost.audit.models import AuditChain, AuditEntry
from gatepost.audit.verify import verify_school
from gatepost.kernel.errors import ProgrammingMistake
from tests.conftest import NOON

SCHOOL = "oddenbrook"
REST = "at, actor, action, subject, clause, edition, data, previous, hash"
WRITERS = 32
EACH = 4
ODD = '"previous":"" \\ "sequence":0 \N{SNOWMAN} %s'
"""What could be taken for a part of the text that is hashed."""


@pytest.fixture
def head_file(settings: LazySettings, tmp_path: Path) -> Path:
    """A file of heads of the test's own."""
    settings.AUDIT_HEAD_FILE = tmp_path / "head"
    return tmp_path / "head"


def write(
    subject: str = "edition-1",
    *,
    school: str = SCHOOL,
    at: datetime = NOON,
    data: Any = None,  # whatever a caller gets wrong
) -> AuditEntry:
    """Write one entry in a transaction of its own."""
    with transaction.atomic():
        return services.record(by="head-1", action="edition.adopted", subject=subject, at=at, school=school, data=data)


def write_two_of_which_one_is_wrong() -> None:
    """Write in one transaction what is taken and what is refused."""
    with transaction.atomic():
        services.record(by="head-1", action="edition.adopted", subject="edition-2", at=NOON, school=SCHOOL)
        services.record(by="", action="", subject="", at=NOON, school=SCHOOL)


@pytest.mark.django_db(transaction=True)
class TestRecord:
    """One entry at a time."""

    def test_record_outside_transaction_is_refused(self, head_file: Path) -> None:
        """An entry alone could record what never happened."""
        with pytest.raises(ProgrammingMistake) as refused:
            services.record(by="head-1", action="x", subject="y", at=NOON, school=SCHOOL)
        assert refused.value.code == "audit-outside-transaction"

    def test_record_without_time_zone_is_refused(self, head_file: Path) -> None:
        """Nobody can say when that was."""
        with pytest.raises(ProgrammingMistake, match="time zone"):
            write(at=NOON.replace(tzinfo=None))

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            ({"x": 0.5}, "audit-data-kind"),
            ({"x": b"bytes"}, "audit-data-kind"),
            ({1: "x"}, "audit-data-key"),
            ({"x": {"y": [1.0]}}, "audit-data-kind"),
            ({"x": "y" * LARGEST_DATA}, "audit-data-too-large"),
        ],
    )
    def test_record_of_unsuitable_data_is_refused(self, head_file: Path, data: dict[str, object], code: str) -> None:
        """What has no one canonical form, or is large, stays out."""
        with pytest.raises(ProgrammingMistake) as refused:
            write(data=data)
        assert refused.value.code == code
        assert queries.last(SCHOOL) is None

    @pytest.mark.parametrize("school", ["", "two words", "new\nline", "s" * 65, "\N{SNOWMAN}"])
    def test_record_for_something_that_is_no_id_is_refused(self, head_file: Path, school: str) -> None:
        """An id is one word; a name is not."""
        with pytest.raises(ValidationError):
            write(school=school)

    @pytest.mark.parametrize("column", ["clause", "edition"])
    @pytest.mark.parametrize("text", ["nul\0", "new\nline", "\N{SNOWMAN}"])
    def test_record_of_what_cannot_be_printed_is_refused(self, head_file: Path, column: str, text: str) -> None:
        """Not every database takes it, and no reader wants it."""
        words: Any = {column: text}
        with pytest.raises(ValidationError), transaction.atomic():
            services.record(by="head-1", action="x", subject="y", at=NOON, school=SCHOOL, **words)

    def test_first_entry_follows_its_school(self, head_file: Path) -> None:
        """Two schools' chains differ from the first entry on."""
        assert write().previous == genesis(SCHOOL) != write(school="other").previous

    def test_each_entry_follows_the_one_before(self, head_file: Path) -> None:
        """Numbers without a gap, each with the hash before."""
        entries = [write() for _ in range(5)]
        assert [entry.sequence for entry in entries] == [1, 2, 3, 4, 5]
        assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]

    def test_write_that_fails_leaves_neither_entry_nor_head(self, head_file: Path) -> None:
        """Recorded with what it records, or not at all."""
        write()
        with pytest.raises(ValidationError):
            write_two_of_which_one_is_wrong()
        assert write().sequence == 2
        assert head.read(head_file)[SCHOOL].sequence == 2

    def test_head_file_that_cannot_be_written_does_not_undo_the_write(
        self, settings: LazySettings, tmp_path: Path
    ) -> None:
        """It is committed by then; the log says so and `verify` notes it."""
        (tmp_path / "file").write_text("")
        settings.AUDIT_HEAD_FILE = tmp_path / "file" / "head"
        write()
        assert queries.last(SCHOOL) is not None

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE audit_entry SET actor = 'nobody'",
            "DELETE FROM audit_entry",
            "DELETE FROM audit_chain",
            "UPDATE audit_chain SET sequence = 1",
            "UPDATE audit_chain SET sequence = 9",
            "UPDATE audit_chain SET school = 'other'",
            "UPDATE audit_entry SET sequence = 9",
        ],
    )
    def test_database_refuses_to_change_the_record(self, head_file: Path, statement: str) -> None:
        """Even for somebody with SQL at hand, unless they lift the triggers first."""
        write()
        write()
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(statement)

    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE sequence = 1",
            f"REPLACE INTO audit_entry (rowid, school, sequence, {REST}) SELECT rowid, 'x', 1, {REST} FROM audit_entry",
            "INSERT OR REPLACE INTO audit_chain SELECT school, 1, hash FROM audit_chain",
            "INSERT OR REPLACE INTO audit_chain (rowid, school, sequence, hash) SELECT rowid, 'new', 1, hash FROM audit_chain",
            "UPDATE OR REPLACE audit_entry SET sequence = 2 WHERE sequence = 1",
            "UPDATE OR REPLACE audit_chain SET rowid = rowid + 1, sequence = sequence + 1",
        ],
    )
    def test_sqlite_refuses_to_replace_in_the_record(self, head_file: Path, statement: str) -> None:
        """REPLACE removes rows without a word to triggers on DELETE; PostgreSQL knows no such statement."""
        write()
        write()
        before = list(AuditEntry.objects.values_list()), list(AuditChain.objects.values_list())
        says = "append-only" if connection.vendor == "sqlite" else "syntax error"
        with pytest.raises(DatabaseError, match=says), connection.cursor() as cursor:
            cursor.execute(statement)
        assert (list(AuditEntry.objects.values_list()), list(AuditChain.objects.values_list())) == before

    def test_second_first_caller_leaves_the_counter_as_it_is(self, head_file: Path) -> None:
        """Of two who begin a chain at once, the second finds it begun."""
        write()
        AuditChain.objects.bulk_create([AuditChain(school=SCHOOL, sequence=0, hash="x")], ignore_conflicts=True)
        assert (AuditChain.objects.get().sequence, write().sequence) == (1, 2)

    @pytest.mark.parametrize("table", ["audit_entry", "audit_chain"])
    def test_postgresql_refuses_to_truncate_the_record(self, head_file: Path, table: str) -> None:
        """TRUNCATE passes by row triggers; a statement trigger catches it. SQLite knows no such statement at all."""
        write()
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")
        assert queries.last(SCHOOL) is not None


@pytest.mark.django_db(transaction=True)
def test_triggers_in_force_are_those_that_are_written_down() -> None:
    """The migrations have texts of their own; together they make what `append_only` says."""
    if connection.vendor == "sqlite":
        query, wanted = "SELECT sql || ';' FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%%'", "sqlite"
    else:
        query = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'audit%%'"
        wanted = "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name_of(row[0]): row[0] for row in cursor.fetchall()}
    expected = {name_of(sql): sql for sql in append_only.create_statements(wanted) if sql.startswith("CREATE TRIGGER")}
    assert found.keys() == expected.keys()
    if wanted == "sqlite":
        assert found == expected


def name_of(statement: str) -> str:
    """Return the name of the trigger that a statement creates."""
    return statement.split()[2]


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_one_whole_chain(head_file: Path) -> None:
    """Thirty-two threads with connections of their own: numbers without a gap, chain and head whole."""
    first = write()
    failures = in_threads(WRITERS, lambda number: [write(f"subject-{number}") for _ in range(EACH)])
    assert failures == []
    report = verify_school(SCHOOL, outside=head.read(head_file)[SCHOOL])
    number = first.sequence + WRITERS * EACH
    assert (report.entries, report.findings) == (number, [])
    assert list(AuditEntry.objects.values_list("sequence", flat=True)) == list(range(1, number + 1))
    assert head.read(head_file)[SCHOOL].sequence == AuditChain.objects.get().sequence == number


@pytest.mark.django_db(transaction=True)
def test_many_writers_who_begin_a_chain_at_once_leave_it_whole(head_file: Path) -> None:
    """Those who wait for the file of heads together go into it as one: its line begins with the first entry all the same."""
    assert in_threads(WRITERS, lambda number: write(f"subject-{number}", data={"x": ODD})) == []
    report = verify_school(SCHOOL, outside=head.read(head_file)[SCHOOL])
    assert (report.entries, report.findings) == (WRITERS, [])
    assert head.read(head_file)[SCHOOL].sequence == WRITERS


@pytest.mark.django_db(transaction=True)
def test_entry_is_on_the_disk_when_its_writer_goes_on(head_file: Path) -> None:
    """PostgreSQL ends the transaction before that, so that writers of one school wait for the disk together."""
    if connection.vendor != "postgresql":
        return
    written: list[str] = []
    with transaction.atomic():
        transaction.on_commit(lambda: written.append(ask("SELECT pg_current_wal_insert_lsn()")))
        write()
    assert ask(f"SELECT pg_current_wal_flush_lsn() >= '{written[0]}'")


@pytest.mark.django_db(transaction=True)
def test_entry_that_does_not_get_to_the_disk_is_not_confirmed(head_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever pressed the button is told that it went wrong, and no head stands outside of what may be lost."""
    monkeypatch.setattr(outside, "ON_DISK", "SELECT 1 / 0")
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError):
            write()
        assert not head_file.exists()


def ask(query: str) -> Any:
    """Return the one thing that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def in_threads(count: int, work: Callable[[int], object]) -> list[Exception]:
    """Run `work` in threads that start together; return what went wrong."""
    failures: list[Exception] = []
    start = threading.Barrier(count)

    def one(number: int) -> None:
        start.wait()
        try:
            work(number)
        except Exception as error:  # noqa: BLE001  # the test's own thread shows it
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures

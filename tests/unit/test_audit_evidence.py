"""Does the running application leave alone what shows that the record was tampered with, and verify without false alarm?

The application goes on writing after an intruder was there, and while somebody verifies.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gatepost.audit import append_only, head, outside, queries, services
from gatepost.audit.chain import genesis
from gatepost.audit.models import AuditChain, AuditEntry
from gatepost.audit.verify import Kind, verify_school
from gatepost.cli.main import main
from gatepost.kernel.ids import new_id
from gatepost.people import services as people
from gatepost.people.viewer import SETUP
from tests.conftest import NOON

SCHOOL = "oddenbrook"
LENGTH = 6

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def head_file(settings: LazySettings, tmp_path: Path) -> Path:
    """A file of heads of the test's own, of a record of a few entries."""
    settings.AUDIT_HEAD_FILE = tmp_path / "head"
    for _ in range(LENGTH):
        write()
    return tmp_path / "head"


def write(school: str = SCHOOL) -> AuditEntry:
    """Write one entry, as any request would."""
    with transaction.atomic():
        return services.record(by="head-1", action="edition.adopted", subject=new_id(), at=NOON, school=school)


def run(*statements: str) -> None:
    """Execute SQL with the triggers lifted, as an intruder would."""
    vendor = connection.vendor
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in [
            *append_only.drop_statements(vendor),
            *statements,
            *append_only.create_statements(vendor),
        ]:
            cursor.execute(statement)


def ask(*words: str) -> Result:
    """Run `gatepost audit`."""
    return CliRunner().invoke(main, ["audit", *words])


def cut_off_behind(number: int) -> None:
    """Remove the end of the record, and set the counter back with care."""
    kept = AuditEntry.objects.filter(school=SCHOOL, sequence=number).values_list("hash", flat=True).first()
    run(
        f"DELETE FROM audit_entry WHERE sequence > {number}",
        f"UPDATE audit_chain SET sequence = {number}, hash = '{kept or genesis(SCHOOL)}'",
    )


def begin_anew() -> None:
    """Remove the record, and write as many entries of another story."""
    run("DELETE FROM audit_entry", "DELETE FROM audit_chain")
    for number in range(LENGTH):
        with transaction.atomic():
            services.record(by="forger", action="x", subject=f"{number}", at=NOON, school=SCHOOL)


@pytest.mark.parametrize("writes", [1, LENGTH, 2 * LENGTH], ids=["before", "level with", "beyond the head"])
@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda: cut_off_behind(LENGTH - 2), {Kind.CUT_OFF, Kind.REWRITTEN}),
        (lambda: cut_off_behind(0), {Kind.CUT_OFF, Kind.REWRITTEN}),
        (begin_anew, {Kind.REWRITTEN}),
    ],
    ids=["cut off", "emptied", "written anew"],
)
def test_tampering_is_still_found_after_the_application_wrote_on(
    head_file: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tamper: Callable[[], None],
    found: set[Kind],
    writes: int,
) -> None:
    """The next ordinary write must not put a new head over the one that tells; the log says that it did not."""
    before = head_file.read_text()
    tamper()
    monkeypatch.setattr(logging.getLogger("gatepost"), "propagate", True)
    for _ in range(writes):
        write()
    assert head_file.read_text() == before
    assert SCHOOL not in caplog.text
    assert "head-not-in-the-record" in caplog.text
    report = verify_school(SCHOOL, outside=head.read(head_file)[SCHOOL])
    assert {finding.kind for finding in report.findings} <= found
    assert not report.whole


def test_removed_head_does_not_come_back_by_itself(head_file: Path) -> None:
    """Whoever cut the record and removed the file gets no clean answer after the next write."""
    head_file.unlink()
    write()
    assert not head_file.exists()
    assert ask("verify").exit_code == 1
    assert ask("head", "--keep").exit_code == 0
    write()
    assert ask("verify").output == f"{SCHOOL}: {LENGTH + 2} entries, whole.\n"


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite shows others only what is on disk")
def test_head_is_told_only_when_all_that_was_read_is_on_disk() -> None:
    """Others see an entry some milliseconds before: a head in the minutes must not name one that was lost with them."""
    with CaptureQueriesContext(connection) as asked:
        assert ask("head").exit_code == 0
    assert asked[-1]["sql"] == outside.ON_DISK


def test_restored_backup_is_found_until_somebody_answers_for_it(head_file: Path) -> None:
    """Then the head moves on again with every write."""
    cut_off_behind(LENGTH - 2)
    write()
    assert ask("verify").exit_code == 1
    assert ask("head", "--keep").exit_code == 0
    write()
    assert ask("verify").exit_code == 0
    assert head.read(head_file)[SCHOOL].sequence == LENGTH


@pytest.mark.parametrize("when", [1, LENGTH])
def test_writing_during_verification_is_no_finding(head_file: Path, when: int) -> None:
    """Somebody presses a button at school while the office verifies."""
    outside = head.read(head_file)[SCHOOL]

    def somebody() -> None:
        write()
        write()
        connection.close()

    def meanwhile(done: int) -> None:
        if done == when:
            thread = threading.Thread(target=somebody)
            thread.start()
            thread.join()

    report = verify_school(SCHOOL, outside=outside, progress=meanwhile)
    assert queries.counter(SCHOOL) == queries.last(SCHOOL)
    assert AuditEntry.objects.count() == LENGTH + 2
    assert report.findings == []


def test_counter_that_was_changed_is_found(head_file: Path) -> None:
    """Its number fits, its hash does not."""
    run(f"UPDATE audit_chain SET hash = '{'0' * 64}'")
    report = verify_school(SCHOOL, outside=head.read(head_file)[SCHOOL])
    assert [finding.kind for finding in report.findings] == [Kind.COUNTER]


@pytest.mark.parametrize("value", ["X'ff'", "CAST(X'ff' AS TEXT)", "X'6f6464656e62726f6f6b'", "'two words'", "''"])
@pytest.mark.parametrize("table", ["audit_entry", "audit_chain"])
def test_row_under_what_is_no_school_is_a_finding_and_the_others_are_verified(table: str, value: str) -> None:
    """One inserted row must not take the verifier away from every school."""
    if connection.vendor != "sqlite" and "X'" in value:
        value = "'\u00e9'"  # PostgreSQL takes text alone; this is no id either
    columns = "sequence, hash"
    if table == "audit_entry":
        columns += ", at, actor, action, subject, clause, edition, data, previous"
    run(
        f"INSERT INTO {table} (school, {columns}) SELECT {value}, {columns} FROM {table} WHERE sequence IN (1, {LENGTH})"
    )
    result = ask("verify")
    assert result.exit_code == 1, result.output
    assert result.output.startswith("oddenbrook: 6 entries, whole.\n")
    assert "under what is no school's id" in result.output
    assert ask("head").output.split()[0] == SCHOOL


@pytest.mark.parametrize("column", ["sequence", "hash"])
def test_counter_that_cannot_be_read_is_a_finding(column: str) -> None:
    """No traceback; PostgreSQL keeps numbers numbers."""
    if connection.vendor == "sqlite":
        run("PRAGMA ignore_check_constraints = ON", f"UPDATE audit_chain SET {column} = X'ff'")
        run("PRAGMA ignore_check_constraints = OFF")
    else:
        run("UPDATE audit_chain SET hash = 'rubbish'")
    assert ask("verify").exit_code == 1


def test_school_without_record_and_head_is_a_finding(head_file: Path) -> None:
    """Both gone: the school itself tells that there was one."""
    school = people.open_school(name="Oddenbrook Primary School", by=SETUP, at=NOON)
    assert ask("verify").exit_code == 0
    run("DELETE FROM audit_entry", "DELETE FROM audit_chain")
    head_file.unlink()
    result = ask("verify")
    assert result.exit_code == 1
    assert f"{school.id}: 0 entries, NOT whole." in result.output
    assert AuditChain.objects.count() == 0


def test_head_is_not_kept_where_no_disk_is(settings: LazySettings, tmp_path: Path) -> None:
    """One sentence, and no folder in its place."""
    settings.AUDIT_HEAD_FILE = tmp_path / "disk" / "head"
    result = ask("head", "--keep")
    assert result.exit_code == 2
    assert "cannot be kept" in result.stderr
    assert not (tmp_path / "disk").exists()

"""Does the verifier name whatever an intruder with full rights over the database does to the record?

The intruder lifts the triggers and writes SQL. The head that was kept outside the database stays out of reach.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from gatepost.audit import append_only, head, queries, services
from gatepost.audit.chain import Entry, genesis, hash_of
from gatepost.audit.head import Head
from gatepost.audit.models import AuditChain, AuditEntry
from gatepost.audit.queries import COLUMNS
from gatepost.audit.verify import MOST_NAMED, Kind, Report, verify_school
from gatepost.cli.main import main
from tests.conftest import NOON

SCHOOL = "oddenbrook"
LENGTH = 12
TEXT_COLUMNS = (*(column for column in COLUMNS if column not in ("sequence", "school")), "hash")
ANY_NUMBER = st.integers(1, LENGTH)
REPEATED = how(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def head_file(settings: LazySettings, tmp_path: Path) -> Path:
    """A file of heads of the test's own."""
    settings.AUDIT_HEAD_FILE = tmp_path / "head"
    return tmp_path / "head"


@pytest.fixture
def outside(head_file: Path) -> Iterator[Head]:
    """A whole chain in a database that lies open to an intruder; returns the head kept outside."""
    for number in range(LENGTH):
        with transaction.atomic():
            services.record(
                by=f"person-{number % 3}",
                action="edition.adopted",
                subject=f"edition-{number}",
                at=NOON,
                school=SCHOOL,
                clause="conduct.1",
                edition="1",
                data={"number": number},
            )
    run(*append_only.drop_statements(connection.vendor))
    yield head.read(head_file)[SCHOOL]
    run(*append_only.create_statements(connection.vendor))


def run(*statements: str, values: tuple[Any, ...] = ()) -> None:
    """Execute SQL as it is."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values or None)


def found_after(tampering: Callable[[], None], outside: Head | None) -> Report:
    """Tamper, verify, undo."""
    with transaction.atomic():
        tampering()
        report = verify_school(SCHOOL, outside=outside)
        transaction.set_rollback(True)
    return report


def kinds(report: Report) -> set[Kind]:
    """Return what kinds of things were found."""
    return {finding.kind for finding in report.findings}


def rewrite_chain_from(number: int, **changes: str) -> None:
    """Change an entry and compute every hash from there on anew, the counter too, as a careful intruder would."""
    previous = ""
    for row in AuditEntry.objects.filter(school=SCHOOL, sequence__gte=number).order_by("sequence"):
        entry = queries.Stored(Entry(**{name: getattr(row, name) for name in COLUMNS}), row.hash).entry
        changed = replace(entry, **(changes if entry.sequence == number else {"previous": previous}))  # type: ignore[arg-type]  # all text
        previous = hash_of(changed)
        AuditEntry.objects.filter(school=SCHOOL, sequence=row.sequence).update(**asdict(changed), hash=previous)
    AuditChain.objects.update(hash=previous)


def test_whole_chain_is_whole(outside: Head) -> None:
    """Nothing is found where nothing was done."""
    report = verify_school(SCHOOL, outside=outside)
    assert (report.entries, report.findings, report.notes) == (LENGTH, [], [])


@REPEATED
@given(number=ANY_NUMBER, column=st.sampled_from(TEXT_COLUMNS), character=st.sampled_from("0aZ.é"))
def test_any_changed_column_is_found(outside: Head, number: int, column: str, character: str) -> None:
    """Whatever the column, whatever the row; the entry is named, without the head too."""

    def tamper() -> None:
        row = AuditEntry.objects.get(school=SCHOOL, sequence=number)
        before = getattr(row, column)
        after = character + before[1:] if before[:1] != character else "_" + before[1:]
        AuditEntry.objects.filter(school=SCHOOL, sequence=number).update(**{column: after})

    for known in (outside, None):
        report = found_after(tamper, known)
        assert Kind.CHANGED in kinds(report)
        assert f"Entry {number} was changed" in report.findings[0].sentence


@REPEATED
@given(number=ANY_NUMBER)
def test_any_entry_moved_to_another_school_is_found(outside: Head, number: int) -> None:
    """Here it is missing, there it does not fit."""

    def tamper() -> None:
        AuditEntry.objects.filter(school=SCHOOL, sequence=number).update(school="other")
        assert not verify_school("other", outside=None).whole

    assert not found_after(tamper, outside).whole


@REPEATED
@given(number=st.integers(1, LENGTH - 1))
def test_any_removed_entry_is_found(outside: Head, number: int) -> None:
    """A gap in the numbers is named."""
    report = found_after(lambda: run("DELETE FROM audit_entry WHERE sequence = %s", values=(number,)), outside)
    assert report.findings[0].kind is Kind.REMOVED
    assert report.findings[0].sentence == f"Entry {number} was removed."


@REPEATED
@given(pair=st.lists(ANY_NUMBER, min_size=2, max_size=2, unique=True))
def test_any_two_entries_swapped_are_found(outside: Head, pair: list[int]) -> None:
    """Both are named, each with the place it was written for."""
    one, two = pair

    def tamper() -> None:
        for old, new in ((one, 1000), (two, one), (1000, two)):
            run("UPDATE audit_entry SET sequence = %s WHERE sequence = %s", values=(new, old))

    report = found_after(tamper, outside)
    assert {finding.sentence for finding in report.findings} == {
        f"Reordered: what stands as entry {one} was written as entry {two}.",
        f"Reordered: what stands as entry {two} was written as entry {one}.",
    }


@REPEATED
@given(kept=st.integers(0, LENGTH - 1), careful=st.booleans())
def test_cut_off_tail_is_found_against_the_head(outside: Head, kept: int, careful: bool) -> None:  # noqa: FBT001  # hypothesis draws it
    """A careful intruder sets the counter back too; the head outside still tells."""

    def tamper() -> None:
        run("DELETE FROM audit_entry WHERE sequence > %s", values=(kept,))
        if careful:
            last = queries.last(SCHOOL)
            AuditChain.objects.update(sequence=kept, hash=last.hash if last else genesis(SCHOOL))

    report = found_after(tamper, outside)
    missing = f"Entry {LENGTH} was" if kept == LENGTH - 1 else f"Entries {kept + 1} to {LENGTH} were"
    assert report.findings[-1].kind is Kind.CUT_OFF
    assert report.findings[-1].sentence == f"{missing} cut off at the end (by the head)."


def test_record_removed_altogether_is_found_against_the_head(outside: Head) -> None:
    """No entry, no counter: the head remembers that there was a record."""
    report = found_after(lambda: run("DELETE FROM audit_entry", "DELETE FROM audit_chain"), outside)
    assert kinds(report) == {Kind.CUT_OFF}


@REPEATED
@given(number=ANY_NUMBER, column=st.sampled_from(("actor", "subject", "data", "at")))
def test_chain_written_anew_is_found_against_the_head_alone(outside: Head, number: int, column: str) -> None:
    """With every hash computed anew the database agrees with itself; nothing but the head can tell."""
    report = found_after(lambda: rewrite_chain_from(number, **{column: "another"}), outside)
    assert kinds(report) == {Kind.REWRITTEN}
    blind = found_after(lambda: rewrite_chain_from(number, **{column: "another"}), None)
    assert kinds(blind) == {Kind.NO_HEAD}


@REPEATED
@given(number=st.integers(1, LENGTH - 1))
def test_entry_with_its_own_hash_computed_anew_is_found(outside: Head, number: int) -> None:
    """The entry is whole by itself; the next one does not follow it."""

    def tamper() -> None:
        row = AuditEntry.objects.get(school=SCHOOL, sequence=number)
        entry = Entry(**{name: getattr(row, name) for name in COLUMNS})
        changed = replace(entry, actor="nobody")
        AuditEntry.objects.filter(sequence=number).update(actor="nobody", hash=hash_of(changed))

    report = found_after(tamper, outside)
    assert report.findings[0].kind is Kind.REWRITTEN
    assert f"Entry {number + 1} does not follow" in report.findings[0].sentence


@REPEATED
@given(number=ANY_NUMBER)
def test_entry_inserted_in_the_middle_is_found(outside: Head, number: int) -> None:
    """Making room moves what follows, and every one of those is named as moved."""

    def tamper() -> None:
        run("UPDATE audit_entry SET sequence = sequence + 1000 WHERE sequence >= %s", values=(number,))
        run("UPDATE audit_entry SET sequence = sequence - 999 WHERE sequence > 1000")
        copy = AuditEntry.objects.filter(school=SCHOOL).values(*COLUMNS, "hash").first()
        assert copy is not None
        AuditEntry.objects.create(**copy | {"sequence": number, "subject": "forged"})

    report = found_after(tamper, outside)
    assert report.entries == LENGTH + 1
    assert f"Entry {number} was changed" in report.findings[0].sentence
    assert any(finding.kind is Kind.REORDERED for finding in report.findings)


def test_entry_appended_without_the_counter_is_found(outside: Head) -> None:
    """Written past the service, the counter does not know it."""

    def tamper() -> None:
        entry = Entry(SCHOOL, LENGTH + 1, "", "x", "y", "z", "", "", "", outside.hash)
        AuditEntry.objects.create(**asdict(entry), hash=hash_of(entry))

    assert kinds(found_after(tamper, outside)) == {Kind.COUNTER}


def test_many_findings_are_counted_and_the_first_are_named(outside: Head) -> None:
    """A record tampered with in every row does not flood the screen."""

    def tamper() -> None:
        values = [{**row, "sequence": row["sequence"] + 100} for row in AuditEntry.objects.values(*COLUMNS, "hash")]
        AuditEntry.objects.bulk_create([AuditEntry(**row) for row in values])
        run("UPDATE audit_entry SET actor = 'nobody'")

    report = found_after(tamper, outside)
    assert len(report.findings) == MOST_NAMED < report.found


def test_head_behind_the_record_is_a_calm_note(outside: Head) -> None:
    """The computer stopped between the commit and the write of the head."""
    earlier = AuditEntry.objects.get(school=SCHOOL, sequence=LENGTH - 2)
    report = verify_school(SCHOOL, outside=Head(SCHOOL, earlier.sequence, earlier.hash))
    assert report.whole
    assert report.notes == [
        f"Entries {LENGTH - 1} to {LENGTH} came after the head that was kept; they follow it without a break."
    ]


@pytest.mark.parametrize("value", [b"\xff\xfe", 7, 0.5])
def test_column_of_another_kind_is_found(outside: Head, value: Any) -> None:  # the point
    """SQLite stores anything anywhere; PostgreSQL turns it into text, which is a change like any other."""

    def tamper() -> None:
        text = value.hex() if isinstance(value, bytes) and connection.vendor != "sqlite" else value
        run("UPDATE audit_entry SET actor = %s WHERE sequence = 3", values=(text,))

    assert not found_after(tamper, outside).whole


class TestCommand:
    """`gatepost audit`, as somebody types it."""

    def ask(self, *words: str) -> Result:
        """Run the command."""
        return CliRunner().invoke(main, ["audit", *words])

    def test_whole_record_ends_with_status_zero(self, outside: Head) -> None:
        """One line says so."""
        result = self.ask("verify")
        assert (result.exit_code, result.output) == (0, f"{SCHOOL}: {LENGTH} entries, whole.\n")

    def test_no_record_yet_is_whole(self, head_file: Path) -> None:
        """A new installation has nothing to verify."""
        assert self.ask("verify").exit_code == 0
        assert self.ask("head").output == "There is no record yet.\n"

    def test_printed_head_is_taken_back_from_the_minutes(self, outside: Head, head_file: Path) -> None:
        """What `head` prints, `verify --head` reads; the file may be gone."""
        head_file.unlink()
        printed = self.ask("head").output.split()[1]
        assert self.ask("verify", "--head", printed).exit_code == 0

    def test_tampered_record_ends_with_status_one(self, outside: Head) -> None:
        """And names the entry."""
        run("UPDATE audit_entry SET actor = 'nobody' WHERE sequence = 5")
        result = self.ask("verify")
        assert result.exit_code == 1
        assert "NOT whole" in result.output
        assert "Entry 5 was changed" in result.output

    def test_missing_head_file_is_said(self, outside: Head, head_file: Path) -> None:
        """An intruder who removes the file does not get a clean answer."""
        head_file.unlink()
        result = self.ask("verify")
        assert result.exit_code == 1
        assert "No head is kept outside" in result.output

    def test_head_is_kept_again_when_asked_for(self, outside: Head, head_file: Path) -> None:
        """After a restored backup, for instance."""
        head_file.unlink()
        assert self.ask("head", "--keep").exit_code == 0
        assert self.ask("verify").exit_code == 0

    @pytest.mark.parametrize("typed", ["rubbish", "0:" + "a" * 64, "5:abc", "", "-1:" + "a" * 64])
    def test_head_that_makes_no_sense_ends_with_status_two(self, outside: Head, typed: str) -> None:
        """One line says what is needed."""
        result = self.ask("verify", "--head", typed)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1

    def test_garbled_head_file_ends_with_status_two(self, outside: Head, head_file: Path) -> None:
        """Neither whole nor tampered with: nobody can tell."""
        head_file.write_bytes(b"\xff\xfe not a head")
        assert self.ask("verify").exit_code == 2

    def test_unknown_school_ends_with_status_two(self, outside: Head) -> None:
        """Rather than "whole"."""
        assert self.ask("verify", "--school", "nowhere").exit_code == 2

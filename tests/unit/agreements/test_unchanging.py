"""Does the database itself keep what was proposed and decided, whoever writes to it?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gatepost.agreements import queries, services, unchanging
from gatepost.agreements.content import EditionAltered, parsed
from gatepost.agreements.models import Approval, EditionStep, SchoolEdition, Signature
from gatepost.policy import default_pack
from tests.unit.agreements.school import NOW, TODAY, TOMORROW, Here, files

pytestmark = pytest.mark.django_db


def refused(attempt: Callable[[], object]) -> bool:
    """Tell whether the database refuses."""
    try:
        with transaction.atomic():
            attempt()
    except DatabaseError:
        return True
    return False


def test_words_of_a_proposal_are_not_changed_by_sql(here: Here) -> None:
    """Nor its hash, its name, or where it came from; a draft's words are."""
    draft, proposed = here.draft(), here.proposed("Other")
    rows = SchoolEdition.objects
    for column, value in (
        ("content", "{}"),
        ("sha256", "0" * 64),
        ("label", "X"),
        ("title", "X"),
        ("source", "shipped"),
    ):
        assert refused(lambda column=column, value=value: rows.filter(id=proposed.id).update(**{column: value}))  # type: ignore[misc]  # bound at once
    assert not refused(lambda: rows.filter(id=draft.id).update(content="{}"))


def test_nothing_is_approved_by_sql_without_an_approval(here: Here) -> None:
    """Nor is an approval taken back, nor an edition begun as approved, nor one removed."""
    draft, proposed, approved = here.draft(), here.proposed("B"), here.approved("C")
    rows = SchoolEdition.objects
    assert refused(lambda: rows.filter(id=draft.id).update(state="approved"))
    assert refused(lambda: rows.filter(id=proposed.id).update(state="approved"))
    assert refused(lambda: rows.filter(id=approved.id).update(state="draft"))
    assert refused(
        lambda: rows.filter(id=approved.id).update(proposed_by=approved.started_by, proposed_at=NOW + timedelta(1))
    )
    assert refused(lambda: rows.filter(id=draft.id).update(in_force_from=TODAY))
    draft.id, draft.state = "another", "proposed"
    assert refused(lambda: draft.save(force_insert=True))
    with connection.cursor() as cursor:
        assert refused(lambda: cursor.execute("DELETE FROM agreements_schooledition WHERE state <> 'draft'"))


def test_history_is_neither_changed_nor_removed_by_sql(here: Here) -> None:
    """Approvals, signatures, steps."""
    edition = here.approved()
    services.sign(edition=edition.id, name="A", capacity="Chair", day=TODAY, by=here.by("chair"), at=NOW)
    assert refused(lambda: Approval.objects.update(minute="other"))
    assert refused(lambda: Signature.objects.update(name="other"))
    assert refused(lambda: EditionStep.objects.update(reason="other"))
    for table in ("approval", "signature", "editionstep"):
        with connection.cursor() as cursor:
            assert refused(lambda cursor=cursor, table=table: cursor.execute(f"DELETE FROM agreements_{table}"))  # type: ignore[misc]  # bound at once


def test_triggers_in_force_are_those_that_are_written_down() -> None:
    """The migration has texts of its own."""
    if connection.vendor == "sqlite":
        query = "SELECT name, sql || ';' FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'agreements%%'"
    else:
        query = "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'agreements%%'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = dict(cursor.fetchall())
    wanted = [sql for sql in unchanging.create_statements(connection.vendor) if sql.startswith("CREATE TRIGGER")]
    assert found.keys() == {sql.split()[2] for sql in wanted}
    if connection.vendor == "sqlite":
        assert set(found.values()) == set(wanted)


def test_words_changed_behind_the_triggers_are_not_loaded(here: Here) -> None:
    """Whoever owns the database can lift triggers; then the hash says it."""
    edition = here.in_force("A", TODAY)
    other = here.draft("B")
    statements = unchanging.drop_statements(connection.vendor)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    SchoolEdition.objects.filter(id=edition.id).update(content=other.content)
    row = SchoolEdition.objects.get(id=edition.id)
    with pytest.raises(EditionAltered):
        parsed(row.content, sha256=row.sha256)


def test_future_day_changes_nothing_today_and_comes_by_itself(here: Here) -> None:
    """No job; a day that is taken back never came; days that are over stay."""
    assert queries.edition_on(here.school, TODAY).sha256 == default_pack().sha256
    first = here.in_force("A", TODAY)
    second = here.in_force("B", TOMORROW)
    days = [TODAY + timedelta(days=number) for number in (0, 1, 400)]
    assert [queries.edition_on(here.school, day).sha256 for day in days] == [first.sha256, second.sha256, second.sha256]
    services.call_off(edition=second.id, reason="A slip.", by=here.by("chair"), at=NOW)
    assert {queries.edition_on(here.school, day).sha256 for day in days} == {first.sha256}
    assert queries.edition_on(here.school, TODAY).approved == "3 July 2026"
    assert queries.edition_on(here.school, TODAY).signed_by == ""


def test_two_schools_never_see_each_other(here: Here, elsewhere: Here) -> None:
    """In every query."""
    edition = here.in_force("A", TODAY)
    head = elsewhere.by("head")
    assert queries.edition_on(elsewhere.school, TODAY).sha256 == default_pack().sha256
    assert not queries.has_adopted(elsewhere.school, TODAY)
    assert queries.list_visible(head, on=TODAY) == ()
    assert queries.get_visible(head, edition.id, on=TODAY) is None
    assert queries.get_policy(head, edition.id) is None
    assert queries.get_files(head, edition.id) is None
    assert queries.list_steps(head, edition.id) == ()
    assert queries.list_reviews(head, edition.id) == ()
    assert queries.list_rulings(head, on=TODAY) == ()
    assert len(queries.list_visible(here.by("head"), on=TODAY)) == 1
    files_kept = queries.get_files(here.by("parent"), edition.id)
    assert files_kept == files("A")

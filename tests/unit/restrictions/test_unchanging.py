"""Does the database itself keep what a parent was told and answered, whoever writes to it?"""

from importlib import import_module

import pytest
from django.db import connection

from gatepost.audit import services as audit
from gatepost.restrictions import unchanging
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.states import Step
from tests.conftest import NOON
from tests.unit.agreements.test_unchanging import refused
from tests.unit.restrictions.told import answer, day, days, decide, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]


def test_notice_and_steps_are_neither_changed_nor_removed_by_sql() -> None:
    """Nor replaced by a row of the same name or number."""
    row = tell()
    step = answer(row)
    assert refused(lambda: Restriction.objects.filter(id=row.id).update(until=day(400)))
    assert refused(lambda: RestrictionStep.objects.filter(id=step.id).update(words="Yes, it was me."))
    assert refused(lambda: RestrictionStep.objects.filter(id=step.id).delete())
    assert refused(lambda: Restriction.objects.filter(id=row.id).delete())
    with connection.cursor() as cursor:
        assert refused(lambda: cursor.execute("DELETE FROM restrictions_restrictionstep"))
    step.id = "another"
    assert refused(lambda: step.save(force_insert=True))


def test_rows_go_once_the_record_says_so_and_only_those() -> None:
    """An entry about another notice opens nothing."""
    row, other = tell(), tell(to="parent-apart")
    decide(row, Step.WITHDRAW, at=days(1))
    audit.record(by="gatepost", action=unchanging.REMOVED, subject=row.id, at=NOON, school=row.school_id)
    RestrictionStep.objects.filter(restriction=row).delete()
    Restriction.objects.filter(id=row.id).delete()
    assert refused(lambda: Restriction.objects.filter(id=other.id).delete())


def test_migration_says_what_the_code_says() -> None:
    """Its texts are its own, so that an old database can be built; they are the same today."""
    migration = import_module("gatepost.restrictions.migrations.0002_unchanging")
    for vendor in ("sqlite", "postgresql"):
        assert list(migration.CREATE[vendor]) == unchanging.create_statements(vendor)
        assert list(migration.DROP[vendor]) == unchanging.drop_statements(vendor)

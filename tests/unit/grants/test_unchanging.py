"""Does the database itself keep what was asked and decided, whoever writes to it?"""

from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from gatepost.grants import services, unchanging
from gatepost.grants.models import Letter, Permission, PermissionStep
from tests.conftest import NOON
from tests.unit.agreements.test_unchanging import refused
from tests.unit.grants.people import LAST, TODAY, ask, granted, viewer_of, yes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]

OTHER = {
    "what": "Whatever I like",
    "account": "My own page",
    "in_public": "Everything",
    "facts": {"outlet": ["print"]},
    "hats": "parent,staff",
    "kind": "on-behalf-of-school",
    "since": TODAY.replace(day=1),
    "until": LAST.replace(year=2099),
    "sha256": "0" * 64,
    "edition": "0" * 64,
    "asked_at": NOON.replace(year=2025),
}


@pytest.mark.parametrize("column", OTHER)
@pytest.mark.parametrize("is_given", [False, True])
def test_what_was_asked_for_is_not_made_into_something_else(column: str, *, is_given: bool) -> None:
    """Neither before it is decided, so that nobody agrees to what was put in its place, nor afterwards."""
    row = granted() if is_given else ask("teacher")
    assert refused(lambda: Permission.objects.filter(id=row.id).update(**{column: OTHER[column]}))


def test_it_is_not_made_somebody_elses() -> None:
    """Nor another school's."""
    row = granted()
    theirs = viewer_of("volunteer").person_id
    assert refused(lambda: Permission.objects.filter(id=row.id).update(person=theirs))


@pytest.mark.parametrize("step", ["revoke", "give-back", "withdraw"])
def test_what_is_over_never_begins_again_by_sql(step: str) -> None:
    """Revoked is for ever."""
    row = ask("teacher") if step == "withdraw" else granted()
    if step == "revoke":
        services.revoke(permission=row.id, body="head", reason="So.", by=viewer_of("head"), at=NOON)
    else:
        getattr(services, step.replace("-", "_"))(permission=row.id, by=viewer_of("teacher"), at=NOON)
    given: dict[str, Any] = {"granted_on": TODAY, "agreed": "head"} if step == "withdraw" else {}
    for state in ("granted", "requested", "refused"):
        assert refused(partial(Permission.objects.filter(id=row.id).update, state=state, **given))


def test_day_on_which_it_was_given_stays() -> None:
    """It counts from then on, not before."""
    row = granted()
    assert refused(lambda: Permission.objects.filter(id=row.id).update(granted_on=TODAY.replace(day=1)))
    assert refused(lambda: Permission.objects.filter(id=row.id).update(granted_on=None, state="requested"))


@pytest.mark.parametrize("state", ["requested", "refused", "withdrawn"])
def test_what_was_given_only_ends(state: str) -> None:
    """Nobody makes it a request again, nor says that it was refused."""
    row = granted()
    assert refused(lambda: Permission.objects.filter(id=row.id).update(state=state))


@pytest.mark.parametrize("is_over", [False, True])
def test_who_gave_it_stays(*, is_over: bool) -> None:
    """From the day on which it was given, also after it ended; before, a body's no takes its yes back."""
    row = granted()
    if is_over:
        services.give_back(permission=row.id, by=viewer_of("teacher"), at=NOON)
    for agreed in ("", "governing-body,head"):
        assert refused(partial(Permission.objects.filter(id=row.id).update, agreed=agreed))


def test_nothing_is_removed_or_put_in_its_place() -> None:
    """No step, no letter, no permission; nor with another one's code."""
    row = granted()
    step, letter = row.steps.get(step="grant"), Letter.objects.get(permission=row)
    assert refused(lambda: PermissionStep.objects.filter(id=step.id).update(text="With conditions."))
    assert refused(lambda: Letter.objects.filter(id=letter.id).update(code="0" * 24))
    for table in ("grants_permissionstep", "grants_letter", "grants_permission"):
        with connection.cursor() as cursor:
            assert refused(partial(cursor.execute, f"DELETE FROM {table}"))  # names of our own tables
    other = yes(ask("governor"), "head", "head")
    if connection.vendor == "sqlite":
        said = f"INSERT OR REPLACE INTO grants_letter (id, permission_id, code) VALUES ('x', '{other.id}', '{letter.code}')"
        with connection.cursor() as cursor:
            assert refused(lambda: cursor.execute(said))


def test_migrations_say_what_the_code_says() -> None:
    """Their texts are their own, so that an old database can be built; they are the same today."""
    first, third = (import_module(f"gatepost.grants.migrations.{name}") for name in ("0001_initial", "0003_unchanging"))
    for vendor in ("sqlite", "postgresql"):
        created, dropped = (
            [*getattr(first, name)[vendor], *getattr(third, name)[vendor]] for name in ("CREATE", "DROP")
        )
        assert created == unchanging.create_statements(vendor)
        assert dropped == unchanging.drop_statements(vendor)

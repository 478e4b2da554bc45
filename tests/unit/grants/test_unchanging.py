"""Does the database itself keep what was asked and decided, whoever writes to it?"""

from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from gatepost.grants import services, unchanging
from gatepost.grants.models import Letter, Permission, PermissionStep
from gatepost.kernel.ids import new_id
from tests.conftest import NOON
from tests.unit.agreements.test_unchanging import refused
from tests.unit.grants.people import FOR_THE_SCHOOL, LAST, TODAY, ask, granted, no, viewer_of, yes

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
    "asked_of": "office",
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


def forge(row: Permission, *steps: tuple[str, str, str], **other: Any) -> None:
    """Put steps beside those that were taken, as somebody would who writes past the services: what, for which body, by whom."""
    for step, body, by in steps:
        PermissionStep.objects.create(
            permission=row,
            number=row.steps.count() + 1,
            step=step,
            body=body,
            by_id=viewer_of(by).person_id,
            round=0,
            text="So." if step == "decline" else "",
            sha256=row.sha256,
            at=NOON,
            **{"edition": row.edition, **other},
        )


def give(row: Permission, agreed: str, state: str = "granted") -> None:
    """Say in the row that it was given."""
    Permission.objects.filter(id=row.id).update(state=state, agreed=agreed, granted_on=TODAY)


def put_in(row: Permission, **other: Any) -> None:
    """Put a row like that one into the table, for other days."""
    kept = {field.attname: getattr(row, field.attname) for field in Permission._meta.concrete_fields}
    Permission.objects.bulk_create([Permission(**{**kept, "id": new_id(), "sha256": "0" * 64, **other})])


BORN: dict[str, dict[str, Any]] = {
    "given": {"state": "granted", "agreed": "head", "granted_on": TODAY},
    "given on no day, by nobody": {"state": "granted"},
    "agreed to": {"agreed": "head"},
    "given once, and asked for again": {"granted_on": TODAY},
    "refused": {"state": "refused"},
    "ended": {"state": "ended"},
}


@pytest.mark.parametrize("how", BORN)
def test_nothing_is_put_in_by_sql_but_as_asked_for(how: str) -> None:
    """A row that begins as given would have no step at all, and count."""
    row = ask("teacher")
    assert refused(lambda: put_in(row, **BORN[how]))
    assert Permission.objects.count() == 1


def test_what_is_put_in_as_asked_for_is_taken() -> None:
    """As the service does it; whether anybody asked is in the record."""
    put_in(ask("teacher"))
    assert Permission.objects.count() == 2


BOTH = "governing-body,head"
UNDECIDED: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "nobody decided": (BOTH, ()),
    "nobody decided, and one body is said to": ("head", ()),
    "one of two bodies agreed": (BOTH, (("agree", "head", "head"),)),
    "one of two bodies agreed, and is said to be the last": ("head", (("grant", "head", "head"),)),
    "one of two bodies agreed, and the other is said to have": (BOTH, (("grant", "head", "head"),)),
    "no step says that it is given": (BOTH, (("agree", "head", "head"), ("agree", "governing-body", "chair"))),
    "a yes was taken back": (
        BOTH,
        (("agree", "head", "head"), ("decline", "head", "head"), ("grant", "governing-body", "chair")),
    ),
    "whoever asked agreed": (BOTH, (("agree", "head", "teacher"), ("grant", "governing-body", "chair"))),
}
"""What the row would say of who agreed, and the steps that there are; the policy asks two bodies."""


@pytest.mark.parametrize("why", UNDECIDED)
def test_nothing_is_given_by_sql_without_its_decisions(why: str) -> None:
    """Neither a state alone, nor one body for two, nor whoever asked."""
    agreed, steps = UNDECIDED[why]
    row = ask("teacher", FOR_THE_SCHOOL)
    forge(row, *steps)
    assert refused(lambda: give(row, agreed))
    row.refresh_from_db()
    assert row.state == "requested"


def test_nobody_gives_for_two_bodies_by_sql_in_two_rounds() -> None:
    """The database holds that nobody agrees twice in one round; this is two."""
    row = ask("teacher", FOR_THE_SCHOOL)
    forge(row, ("agree", "head", "head"))
    PermissionStep.objects.create(
        permission=row,
        number=3,
        step="grant",
        body="governing-body",
        by_id=viewer_of("head").person_id,
        round=1,
        sha256=row.sha256,
        edition=row.edition,
        at=NOON,
    )
    assert refused(lambda: give(row, BOTH))


def test_what_was_refused_is_not_given_by_sql() -> None:
    """It is answered first."""
    row = no(ask("teacher"), "head", "head")
    forge(row, ("grant", "head", "head"))
    assert refused(lambda: give(row, "head"))


def test_bodies_that_were_asked_stay() -> None:
    """Nobody makes two into one; and what is asked of one is given by one, also under another edition."""
    row = ask("teacher", FOR_THE_SCHOOL)
    assert row.asked_of == BOTH
    assert refused(lambda: Permission.objects.filter(id=row.id).update(asked_of="head"))
    forge(row, ("grant", "head", "head"), edition="0" * 64)
    give(row, "head")  # an edition that asks the head alone may be in force by then: the database cannot know


def test_migrations_say_what_the_code_says() -> None:
    """Their texts are their own, so that an old database can be built; they are the same today."""
    first, third, fourth, fifth = (
        import_module(f"gatepost.grants.migrations.{name}")
        for name in ("0001_initial", "0003_unchanging", "0004_given_by_steps", "0005_begins_requested")
    )
    for vendor in ("sqlite", "postgresql"):
        created, dropped = (
            [
                *getattr(first, name)[vendor],
                *getattr(fourth, name)[vendor],
                *getattr(fifth, name)[vendor],
                *(each for each in getattr(third, name)[vendor] if "grants_letter" in each),
            ]
            for name in ("CREATE", "DROP")
        )
        assert created == unchanging.create_statements(vendor)
        assert dropped == unchanging.drop_statements(vendor)

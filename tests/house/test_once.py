"""Does every question whose text is made once find what the queryset finds that it was made from?

The instances of `Once` are found wherever they are, so a new one is asked too: with values that there are, by the names of its
parameters, and with values that there are not. A parameter of a new name needs a value here.
"""

import gc
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from typing import Any

import pytest
from django.db import models, transaction

import gatepost
from gatepost.accounts.models import Session
from gatepost.agreements.models import RulingMade
from gatepost.audit.models import AuditEntry
from gatepost.demo import services as demo
from gatepost.grants.models import Letter
from gatepost.people.models import Account, Person
from gatepost.sql import Once
from tests.conftest import NOON
from tests.unit.grants.people import TODAY, granted, viewer_of
from tests.unit.signoff.people import agree, edition

LEAST = 10
"""How many there are at least: were none found, nothing would be compared."""


def shipped() -> dict[str, Once[Any]]:
    """Return every instance that the product has, by the file and line of its queryset."""
    for module in pkgutil.walk_packages(gatepost.__path__, "gatepost."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)
    found = {}
    for each in gc.get_objects():
        if type(each) is Once and each._make.__module__.startswith("gatepost."):
            code = inspect.unwrap(each._make).__code__
            found[f"{each._make.__module__}:{code.co_firstlineno} {each._make.__defaults__ or ''}"] = each
    return found


def values() -> dict[str, tuple[Any, ...]]:
    """Return for each name of a parameter a value that there is, and one that there is not."""
    teacher = viewer_of("teacher")
    account = Account.objects.get(persons__id=teacher.person_id).id
    Session.objects.create(
        session_key="key", session_data="data", expire_date=NOON.replace(year=2999), account_id=account
    )
    agree(teacher, edition())
    code = Letter.objects.get(permission=granted()).code
    said = {"name": "Tom Fell", "capacity": "Chair", "met_on": TODAY, "minute": "4", "why": "So it is meant."}
    by = {"recorded_by_id": teacher.person_id, "recorded_at": NOON}
    RulingMade.objects.create(school_id=teacher.school_id, doubt="any", choice="x", since=TODAY, **said, **by)
    return {
        "account_id": (account, "nobody"),
        "code": (code, "0" * 24),
        "edition": (edition().id, "none"),
        "key": ("key", "none"),
        "number": (AuditEntry.objects.filter(school=teacher.school_id).latest("sequence").sequence, 10**9),
        "on": (TODAY, TODAY.replace(year=2017)),
        "person": (teacher.person_id, Person.objects.get(name="Rafiq Begum").id, "nobody"),
        "school": (teacher.school_id, "none"),
    }


def asked(once: Once[Any], known: dict[str, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Return what to ask with: each way to put values to the parameters, those with a default left alone."""
    given = [each.name for each in inspect.signature(once._make).parameters.values() if each.default is each.empty]
    return product(*(known[name] for name in given))


def plain(row: Any, came_from: Any = None) -> Any:  # of whatever kind a queryset returns
    """Return all that is in a row, with the rows that came with it; not the one again with which it came."""
    if not isinstance(row, models.Model):
        return row
    inside = {name: plain(value, row) for name, value in row._state.fields_cache.items() if value is not came_from}
    return type(row), {name: value for name, value in vars(row).items() if name != "_state"}, inside


@pytest.mark.django_db
def test_every_question_finds_what_its_queryset_finds(noon: object) -> None:
    """Rows that are there, those that are not, in the same order, with the same columns; each of them finds some."""
    demo.load()
    known, every = values(), shipped()
    assert len(every) >= LEAST
    with transaction.atomic():
        for where, once in every.items():
            some = False
            for one in asked(once, known):
                found = once(*one)
                assert [plain(row) for row in found] == [plain(row) for row in once._make(*one)], where
                some = some or bool(found)
            assert some, f"{where} finds nothing: what it asks for has to be made here"

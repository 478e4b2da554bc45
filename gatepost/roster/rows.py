"""Which rows hang on a person or a pupil, exactly as they are in the database?

Taken before and after an import, they say what it did; taken again, whether anything was built on it since. Every table
that points at the person is among them, also those that rooms add later, so that nothing has to be listed here.

    capture(Person, ["p1"])  ->  {"p1": {"people.hatworn:h1": {"id": "h1", "hat": "staff", …}, …}}
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

Row = dict[str, Any]
Rows = dict[str, Row]
"""Rows by name: the table and the key."""
NATIVE = (str, int, bool, type(None))
"""What JSON has as it is."""
TOGETHER = 5000
"""Ids that one question to the database names; both databases take more."""


def capture(model: type[models.Model], ids: Sequence[str]) -> Mapping[str, Rows]:
    """Return each subject's own row and every row that points at it; a subject that is not there has none."""
    found: dict[str, Rows] = defaultdict(dict)
    for table, column in ((model, "pk"), *_pointing_at(model)):
        for first in range(0, len(ids), TOGETHER):
            chosen = table._base_manager.filter(**{f"{column}__in": ids[first : first + TOGETHER]})  # noqa: SLF001  # rows, whatever a manager hides
            for values in chosen.values(*_columns(table)):
                subject = values[_columns(table)[0] if column == "pk" else column]
                found[subject][_name(table, values)] = plain(values)
    return found


def plain(values: Mapping[str, Any]) -> Row:
    """Return a row's values as JSON has them, so that what was kept compares with what is there."""
    return {column: value if isinstance(value, NATIVE) else _as_json(value) for column, value in values.items()}


def _as_json(value: Any) -> Any:
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def table_of(name: str) -> type[models.Model]:
    """Return the table of a row's name."""
    return apps.get_model(name.partition(":")[0])


def built(name: str, row: Row) -> models.Model:
    """Return a row as something that can be saved."""
    table = table_of(name)
    return table(**{field.attname: field.to_python(row[field.attname]) for field in table._meta.concrete_fields})  # noqa: SLF001  # Django's public way to fields


@cache
def _pointing_at(model: type[models.Model]) -> tuple[tuple[type[models.Model], str], ...]:
    """Return every table and column that points at a table; not our own, which name people by text."""
    relations: Iterable[Any] = model._meta.get_fields(include_hidden=True)  # noqa: SLF001  # Django's public way to fields
    found = [
        (relation.related_model, relation.field.attname)
        for relation in relations
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    ]
    return tuple(sorted(found, key=lambda pair: (pair[0]._meta.label, pair[1])))  # noqa: SLF001  # the same


@cache
def _columns(table: type[models.Model]) -> tuple[str, ...]:
    """Return a table's columns, its key first."""
    columns = [field.attname for field in table._meta.concrete_fields]  # noqa: SLF001  # Django's public way to fields
    key = table._meta.pk.attname  # noqa: SLF001  # the same
    return (key, *[column for column in columns if column != key])


def _name(table: type[models.Model], values: Mapping[str, Any]) -> str:
    return f"{table._meta.label_lower}:{values[_columns(table)[0]]}"  # noqa: SLF001  # Django's public name of a table

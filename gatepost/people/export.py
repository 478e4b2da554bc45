"""How does somebody get what is kept about them?

One walker for all rooms. A room names for each of its tables which rows reach a person (a Source); which columns go along is
said by its ``classification``, and nowhere else. Whoever else stands in such a row is left out: a link to a person is "you", or
it is not there.

    download(sources, by=viewer, at=now())[0].title  ->  'Who you are'
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gatepost.kernel.classification import Field
from gatepost.kernel.errors import ProgrammingMistake, Refused
from gatepost.kernel.ids import ALPHABET, LENGTH
from gatepost.people.models import Person
from gatepost.people.services.writing import record, unless
from gatepost.people.viewer import Viewer

Plain = str | int | bool | list[Any] | dict[str, Any] | None
Told = Callable[[Any, Viewer], Plain]
"""What is told of one column of a row, to whom it reaches; None leaves it out."""

SOMEBODYS_ID = re.compile(rf"\b[{ALPHABET}]{{{LENGTH}}}\b")


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows can reach a person. ``told`` says columns that cannot be told as they are."""

    model: type[models.Model]
    title: str | Promise
    fields: Mapping[str, Field]
    rows: Callable[[Viewer], QuerySet[Any]]
    told: Mapping[str, Told] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Any, ...]:
        """The columns that an export shows, by the room's classification."""
        name = self.model.__name__
        stored = self.model._meta.local_fields  # noqa: SLF001  # Django's own name for it
        return tuple(each for each in stored if each.column and self.fields[f"{name}.{each.name}"].export)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its column's name and words, the value for programs and for people."""

    name: str
    label: str
    value: Plain
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one table holds about somebody."""

    name: str
    title: str
    rows: tuple[tuple[Cell, ...], ...]


@transaction.atomic
def download(sources: Sequence[Source], *, by: Viewer, at: datetime) -> tuple[Part, ...]:
    """Return everything that the rooms keep about whoever asks, and record that they took it."""
    unless(_may_download(by))
    parts = tuple(_part(source, by) for source in sources)
    record(by.school_id, "data.downloaded", by.person_id, by, at)
    return parts


def own_name(name: str, viewer: Viewer) -> str | None:
    """Return a name that somebody typed if it is the viewer's own; another's is not theirs to take away."""
    return name if name.casefold() == viewer.name.casefold() else None


def without_ids(value: Plain, viewer: Viewer) -> Plain:
    """Return what the record keeps of a deed without the ids of others: what remains are days, codes and counts."""
    if isinstance(value, dict):
        told = {key: without_ids(part, viewer) for key, part in value.items() if without_ids(key, viewer)}
        return {key: part for key, part in told.items() if part is not None}
    if isinstance(value, list):
        return [part for part in (without_ids(part, viewer) for part in value) if part is not None]
    if isinstance(value, str) and set(SOMEBODYS_ID.findall(value)) - {viewer.person_id}:
        return None
    return value


def _may_download(viewer: Viewer) -> Refused | None:
    if viewer.is_signed_in:
        return None
    return Refused("not-signed-in", "Sign in to get what is kept about you.")


def _part(source: Source, viewer: Viewer) -> Part:
    rows = tuple(tuple(_cells(source, row, viewer)) for row in source.rows(viewer))
    return Part(source.model.__name__, str(source.title), rows)


def _cells(source: Source, row: models.Model, viewer: Viewer) -> Iterable[Cell]:
    for column in source.columns:
        value = _told(source, column, row, viewer)
        if value is not None:
            label = str(column.verbose_name)
            yield Cell(column.name, label[:1].upper() + label[1:], _for_programs(value), _in_words(column, value))


def _told(source: Source, column: Any, row: models.Model, viewer: Viewer) -> Any:  # columns are of any type
    if column.name in source.told:
        return source.told[column.name](row, viewer)
    if not column.is_relation:
        return getattr(row, column.name)
    if column.related_model is not Person:
        raise ProgrammingMistake("export-link", f"Say what an export tells of {column}.")
    return _("you") if getattr(row, column.attname) == viewer.person_id else None


def _for_programs(value: Any) -> Plain:  # as above
    return value.isoformat() if isinstance(value, date) else value


def _in_words(column: Any, value: Any) -> str:  # as above
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{localtime(value):%d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items())
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return str(value)

"""How is a question asked whose text never changes?

Django makes the text of a query anew each time, which takes longer than the database needs to answer. Where hundreds click at
the same time, a query is made once for each kind of database, with marks in the places of its values; after that only the values
are put in. The rows come out as the queryset itself would return them. Everywhere else a queryset is plainer.

    _PERSON = Once(lambda school, name: Person.objects.filter(school_id=school, name=name))
    _PERSON("school-a", "Tomasz Zielinski")  ->  [<Person>]
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeAlias, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import ValuesListIterable, get_related_populators
from django.db.transaction import TransactionManagementError

from gatepost.sql.cursors import asked

R = TypeVar("R")

Value: TypeAlias = "str | int | date | datetime"

_NO_NUMBER = 2**62


class Once(Generic[R]):
    """A query of which only the values differ from one time to the next: texts, numbers, days, moments, never None."""

    def __init__(self, make: Callable[..., QuerySet[Any, R]]) -> None:
        """Keep how the queryset is made; it is made when it is asked for the first time."""
        self._make = make
        self._texts: dict[str, _Text] = {}

    def __call__(self, *values: Value) -> list[R]:
        """Return the rows."""
        return self.asked(*values)()

    def asked(self, *values: Value) -> Callable[[], list[R]]:
        """Ask, and return what reads the rows: inside `together`, further questions go over before somebody waits for an answer.

        The same question is not asked again before its rows were read.
        """
        if None in values:
            raise ImproperlyConfigured(
                "None is no value of a query whose text is made once: it is asked for with IS NULL"
            )
        text = self._texts.get(connection.vendor)
        if text is None:
            text = self._texts[connection.vendor] = _Text(self._make, values)
        return text.asked(values)


class _Text:
    """The text of a query for one kind of database, and how a row of its answer is read."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], values: tuple[Value, ...]) -> None:
        marks = [_mark(value, place) for place, value in enumerate(values)]
        queryset = make(*marks)
        compiler = queryset.query.get_compiler(using=queryset.db)
        self._sql, params = compiler.as_sql()
        kept = [_kept(mark) for mark in marks]
        self._params = list(params)
        self._places = [(at, kept.index(param)) for at, param in enumerate(params) if param in kept]
        if {place for _at, place in self._places} != set(range(len(marks))):
            raise ImproperlyConfigured("a value does not stand in the text of the query as it was given")
        columns = [one[0] for one in compiler.select[: compiler.col_count]]
        self._converters = list(compiler.get_converters(columns).items())
        self._db, self._holds = queryset.db, queryset.query.select_for_update
        self._reads_tuples = issubclass(queryset._iterable_class, ValuesListIterable)  # noqa: SLF001  # Django tells nobody else
        if not self._reads_tuples:
            first, last = compiler.klass_info["select_fields"][0], compiler.klass_info["select_fields"][-1]
            self._model: type[Model] = compiler.klass_info["model"]
            self._columns = slice(first, last + 1)
            self._names = [column[0].target.attname for column in compiler.select[self._columns]]
            self._annotated: dict[str, int] = compiler.annotation_col_map
            self._related = get_related_populators(compiler.klass_info, compiler.select, queryset.db)  # type: ignore[call-arg]  # the types are of a later Django

    def asked(self, values: tuple[Value, ...]) -> Callable[[], list[Any]]:
        """Ask with these values."""
        if self._holds and not connection.in_atomic_block:
            raise TransactionManagementError("rows are held only inside a transaction")
        params = self._params.copy()
        for at, place in self._places:
            params[at] = _kept(values[place])
        rows = asked(self._sql, params)
        return lambda: [self._read(row) for row in rows()]

    def _read(self, row: tuple[Any, ...]) -> Any:
        if self._converters:
            cells = list(row)
            for place, (convert, expression) in self._converters:
                for each in convert:
                    cells[place] = each(cells[place], expression, connection)
            row = tuple(cells)
        if self._reads_tuples:
            return row
        found = self._model.from_db(self._db, self._names, row[self._columns])
        for related in self._related:
            related.populate(row, found)
        for name, place in self._annotated.items():
            setattr(found, name, row[place])
        return found


def _mark(value: Value, place: int) -> Value:
    """Return a value of the same kind that stands in no text; of a text's characters, Django changes three for LIKE."""
    if isinstance(value, datetime):
        return datetime(1, 1, 2, 3, 4, 5 + place, tzinfo=UTC)
    if isinstance(value, date):
        return date(1, 1, 2 + place)
    return _NO_NUMBER - place if isinstance(value, int) else f"mark-{place}-%_\\-of-a-value"


def _kept(value: Value) -> Any:
    """Return a value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value

"""How is a statement asked whose text never changes?

PostgreSQL works longer on the plan of a small question than on its answer, and Django and its driver longer on a cursor than on the
question. So a connection keeps the statement prepared, and the cursor that it was asked with, for as long as it lasts; only the
values go over. SQLite's library keeps plans by itself, and there the cursor is a small part.

    ask("SELECT name FROM people_school WHERE id = %s", [school])  ->  [("Oddenbrook",)]
    tell("UPDATE people_school SET name = %s WHERE id = %s", ["Oddenbrook", school])
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, InternalError, connections, transaction
from django.db.backends.utils import CursorWrapper

NEVER_UNASKED = 2**31
"""How often any other statement would have to be asked before it is prepared by itself."""
COMMIT = "COMMIT"
"""What ends a transaction, and what PostgreSQL answers if it was not undone instead."""
KEPT = "gatepost_cursors"
"""Where a connection to PostgreSQL keeps its cursors, by the text that they were asked with."""


def ask(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Have the database do what a text of ours says with these values, and return the rows."""
    return asked(sql, params)()


def asked(sql: str, params: Sequence[Any]) -> Callable[[], list[tuple[Any, ...]]]:
    """Have it do so, and return what reads the rows."""
    here: Any = connections[DEFAULT_DB_ALIAS]  # Django's own name for it looks for it anew with each attribute
    if _is_plain(here):
        with _cursor(here) as cursor:
            cursor.execute(sql, params)
            rows = list(cursor.fetchall())
        return lambda: rows
    with here.wrap_database_errors:
        cursor = _kept(here, sql).execute(sql, params)

    def read() -> list[tuple[Any, ...]]:
        with here.wrap_database_errors:
            return list(cursor.fetchall())

    return read


def tell(sql: str, params: Sequence[Any]) -> None:
    """Have it do what returns no rows."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    if _is_plain(here):
        with _cursor(here) as cursor:
            cursor.execute(sql, params)
        return
    with here.wrap_database_errors:
        _kept(here, sql).execute(sql, params)


@contextmanager
def together() -> Iterator[None]:
    """Open a transaction in which what is told goes to the database with the next question, and its end with the last.

    An error of what was told is raised by that question, or by the end, and undoes the whole: no part can be undone alone. How many
    rows were changed is not known within, so Django's ``update``, ``delete`` and ``save`` of rows that are there are out of place.
    On SQLite, and for whoever listens, it is ``transaction.atomic`` and nothing else.
    """
    here: Any = connections[DEFAULT_DB_ALIAS]
    with transaction.atomic():
        if _is_plain(here):
            yield
            return
        end = None
        with here.wrap_database_errors, _session(here).pipeline():
            yield
            if here.commit_on_exit and len(here.atomic_blocks) == 1 and not here.needs_rollback:
                end = _kept(here, COMMIT).execute(COMMIT)  # Django's own, a moment later, then finds nothing to do
        if end and end.statusmessage != COMMIT:
            raise InternalError("An error before its end was passed over, and the transaction undone.")


def _is_plain(here: Any) -> bool:
    """Tell whether the way has to be Django's whole one: for another database, and for whoever listens or counts."""
    return here.vendor != "postgresql" or here.queries_logged or bool(here.execute_wrappers)


def _cursor(here: Any) -> CursorWrapper:
    """Return a new cursor of Django's connection; one that prepares, on PostgreSQL."""
    if here.vendor != "postgresql":
        return here.cursor()  # type: ignore[no-any-return]  # Django's connections differ by database
    session = _session(here)
    usual, session.cursor_factory = session.cursor_factory, _told()
    try:
        return here.cursor()  # type: ignore[no-any-return]  # the same
    finally:
        session.cursor_factory = usual


def _kept(here: Any, sql: str) -> Any:
    """Return the cursor that this connection keeps for a text."""
    session = _session(here)
    here.validate_no_broken_transaction()
    cursors: dict[str, Any] = vars(session).setdefault(KEPT, {})
    cursor = cursors.get(sql)
    if cursor is None:
        cursor = cursors[sql] = _preparing()(session)
    return cursor


def _session(here: Any) -> Any:
    """Return the driver's own connection, which prepares what it is asked to."""
    here.close_if_health_check_failed()  # as Django's own cursor does; so a server that began anew is no error
    here.ensure_connection()
    session = here.connection
    session.prepare_threshold = NEVER_UNASKED  # Django sets None, and then nothing is prepared, asked for or not
    return session


@cache
def _preparing() -> type[Any]:
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  # SQLite needs no psycopg

    class Preparing(ServerBindingCursor):
        """The cursor that Django has for values apart from the text, preparing at once."""

        def execute(self, query: Any, params: Any = None) -> Any:
            return super().execute(query, params, prepare=True)  # type: ignore[misc]  # psycopg's, which has no types here

    return Preparing


@cache
def _told() -> type[Any]:
    class Told(_preparing()):  # type: ignore[misc]  # made when it is wanted
        """The same, for Django's list of statements, which reads what psycopg leaves out."""

        def execute(self, query: Any, params: Any = None) -> Any:
            done = super().execute(query, params)
            self._query = SimpleNamespace(query=query.encode())
            return done

    return Told

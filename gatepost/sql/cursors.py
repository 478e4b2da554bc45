"""How does a database that makes a plan for each statement keep the plan of one whose text never changes?

PostgreSQL works longer on the plan of a small question than on its answer. Through this cursor it keeps a statement prepared for as
long as the connection lasts, and gets the values apart from the text. SQLite's library does that by itself.

    with prepared() as cursor:
        cursor.execute("SELECT name FROM people_school WHERE id = %s", [school])
"""

from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

NEVER_UNASKED = 2**31
"""How often any other statement would have to be asked before it is prepared by itself."""


def prepared() -> CursorWrapper:
    """Return a cursor of Django's connection whose statements stay prepared."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    session: Any = connection.connection
    session.prepare_threshold = NEVER_UNASKED  # Django sets None, and then nothing is prepared, asked for or not
    usual, session.cursor_factory = session.cursor_factory, _preparing()
    try:
        return connection.cursor()
    finally:
        session.cursor_factory = usual


@cache
def _preparing() -> type[Any]:
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  # SQLite needs no psycopg

    class Preparing(ServerBindingCursor):
        """The cursor that Django has for values apart from the text, preparing at once."""

        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            done = super().execute(query, params, prepare=True, **options)  # type: ignore[misc]  # psycopg's, which has no types here
            self._query = SimpleNamespace(
                query=query.encode()
            )  # Django's list of statements reads it; psycopg leaves it out
            return done

    return Preparing

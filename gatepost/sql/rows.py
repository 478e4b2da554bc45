"""How is one new row kept, where many are kept at the same time?

As ``row.save(force_insert=True)`` keeps it, in a quarter of the time: the text of the statement is made once a table, and
no signal is sent: whoever inserts a row whose signals somebody listens to does what that one does (``mail/queue.py``, for
django-tasks-db). The row has its key already, and every value its field's own kind.

    insert(SignOff(person=person, …))
"""

from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from gatepost.sql.cursors import tell


def insert(row: Model) -> None:
    """Insert a row."""
    text, fields = _statement(type(row))
    with transaction.mark_for_rollback_on_error(using=connection.alias):
        tell(text, [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields])
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  # as Django's own save() does


@cache
def _statement(model: type[Model]) -> tuple[str, tuple[Any, ...]]:
    """Return the text, and the fields in its order; both databases quote a name alike."""
    fields = tuple(model._meta.local_concrete_fields)  # noqa: SLF001  # Django's documented way to a model's fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", fields  # noqa: S608, SLF001  # names of our own tables

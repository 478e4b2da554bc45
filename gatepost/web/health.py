"""Is Gatepost well enough to serve?

A machine asks, without a session; the answer says only yes or no. It reads one row that every migrated database has,
so that an unreachable, empty or unreadable database is a "no".

    GET /health  ->  200 "ok", or 503 "not ok"
"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

ONE_ROW = "SELECT 1 FROM django_migrations LIMIT 1"


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django calls views like this
    """Say "ok", or "not ok" with status 503."""
    well = _database_answers()
    return HttpResponse(
        "ok" if well else "not ok",
        status=200 if well else 503,
        content_type="text/plain",
        headers={"Cache-Control": "no-store"},
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(ONE_ROW)
            return cursor.fetchone() is not None
    except DatabaseError:
        return False

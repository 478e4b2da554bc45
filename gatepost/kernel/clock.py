"""What time is it?

The only place that asks the computer. Services take ``at=`` and never call this themselves; views and commands do.

    >>> with frozen(datetime(2026, 7, 3, 13, 30, tzinfo=UTC)):
    ...     now().isoformat()
    '2026-07-03T13:30:00+00:00'
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from gatepost.kernel.errors import ProgrammingMistake

_held: list[datetime] = []


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _held[-1] if _held else datetime.now(UTC)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock of the whole process, its threads included, at an aware moment; for tests."""
    _held.append(in_utc(moment))
    try:
        yield
    finally:
        _held.pop()


def in_utc(moment: datetime) -> datetime:
    """Return an aware moment in UTC; raise ProgrammingMistake for one without a time zone."""
    if moment.tzinfo is None:
        raise ProgrammingMistake("naive-time", "A moment needs a time zone.")
    return moment.astimezone(UTC)

"""What may a log hold?

That something happened, where in the code, and on which path. Never a body, a query string, a name or a token: an
exception is logged with its type and the lines it passed, without its message, since messages quote what was typed.

    ERROR django.request Internal Server Error: /clauses/x
      ValueError at gatepost/web/views.py:41 in show_clause
"""

import logging
import traceback
from types import TracebackType
from typing import Any

type_of_exc_info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PrivateFormatter(logging.Formatter):
    """Formats exceptions without their messages."""

    def formatException(self, ei: type_of_exc_info) -> str:  # noqa: N802  # the name is logging's
        """Return the type and the places, one a line."""
        kind, _, trace = ei
        places = (f"  at {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace))
        return "\n".join([f"  {kind.__name__ if kind else 'no exception'}", *places])


def logging_setup() -> dict[str, Any]:
    """Return Django's LOGGING: everything to standard error, warnings and above."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "private": {"()": PrivateFormatter, "format": "{asctime} {levelname} {name} {message}", "style": "{"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "private"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "gatepost": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        },
    }

"""What may a log hold?

That something happened, where in the code, and on which path. Never a body, a query string, a name or a token: an
exception is logged with its type and the lines it passed, without its message, since messages quote what was typed.

    ERROR django.request Internal Server Error: /clauses/x
      ValueError at gatepost/web/views.py:41 in show_clause
"""

import logging
import re
import traceback
from types import TracebackType
from typing import Any

type_of_exc_info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


LONGEST_MESSAGE = 500
"""Characters; an address may have tens of thousands, and whoever asks chooses them."""
OPENS = re.compile(r"(?:(?<=/invitation/)|(?<=/to-sign/))[^/\s]+")
"""What in the address of an invitation, or of a link to sign, opens it, to whoever reads the log in time."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class PrivateFormatter(logging.Formatter):
    """Formats exceptions without their messages, and messages as one line that is not endless."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # the name is logging's
        """Return the line: nobody can write a second one into it."""
        text = CONTROL.sub(lambda found: ascii(found[0])[1:-1], record.message)
        text = OPENS.sub("…", text)
        record.message = text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE] + "…"
        return super().formatMessage(record)

    def formatException(self, ei: type_of_exc_info) -> str:  # noqa: N802  # the name is logging's
        """Return the type and the places, one a line."""
        kind, _, trace = ei
        places = (f"  at {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace))
        return "\n".join([f"  {kind.__name__ if kind else 'no exception'}", *places])


FORMATTERS = {
    "private": {"()": PrivateFormatter, "format": "{asctime} {levelname} {name} {message}", "style": "{"},
    "access": {"()": PrivateFormatter, "format": "{message}", "style": "{"},
}


def logging_setup() -> dict[str, Any]:
    """Return Django's LOGGING: everything to standard error, warnings and above."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": FORMATTERS,
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "private"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "gatepost": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "psycopg": {"handlers": [], "level": "CRITICAL"},  # what it warns of quotes rows; Django raises what counts
            "_granian": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }


def server_logging() -> dict[str, Any]:
    """Return the same for the server, with its access log on standard output."""
    setup = logging_setup()
    setup["handlers"]["access"] = {
        "class": "logging.StreamHandler",
        "formatter": "access",
        "stream": "ext://sys.stdout",
    }
    setup["loggers"]["granian.access"] = {"handlers": ["access"], "level": "INFO", "propagate": False}
    return setup

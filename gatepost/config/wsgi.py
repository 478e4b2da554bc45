"""Where does a web server find Gatepost?

What escapes Django ends here: a server would print it with its message, which quotes what somebody typed.

    $ gunicorn gatepost.config.wsgi:application
"""

import logging
import os
import sys
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

from gatepost.kernel.files import for_this_user_alone

log = logging.getLogger(__name__)

SECONDS_IN_A_ROW = 0.0005
"""What a thread of a server computes before another has its turn, a tenth of Python's own: one that comes back from the database
may hold the counter of a school's record, for which all who write there wait."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gatepost.config.settings")
for_this_user_alone()
sys.setswitchinterval(SECONDS_IN_A_ROW)
_django = get_wsgi_application()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request; with status 500 and a line in the log if even the page for errors fails."""
    try:
        return _django(environ, start_response)
    except Exception:
        log.exception("no answer could be made")
        start_response("500 Internal Server Error", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
        return [b"Something went wrong. It is our fault, not yours. If a child is in danger, ring 999."]

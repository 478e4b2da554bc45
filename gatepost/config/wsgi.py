"""Where does a web server find Gatepost?

What escapes Django ends here: a server would print it with its message, which quotes what somebody typed.

    $ gunicorn gatepost.config.wsgi:application
"""

import logging
import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

from gatepost.kernel.files import for_this_user_alone

log = logging.getLogger(__name__)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gatepost.config.settings")
for_this_user_alone()
_django = get_wsgi_application()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request; with status 500 and a line in the log if even the page for errors fails."""
    try:
        return _django(environ, start_response)
    except Exception:
        log.exception("no answer could be made")
        start_response("500 Internal Server Error", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
        return [b"Something went wrong. It is our fault, not yours. If a child is in danger, ring 999."]

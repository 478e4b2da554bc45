"""How is the real site served to the browser in a test?

By Django's threaded test server, with the middleware of production: static files come hashed from whitenoise, not from
the test server's own handler. One server for the whole run; every test that uses it gets an emptied database.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.test.testcases import LiveServerThread
from django.test.utils import modify_settings

HOST = "127.0.0.1"


def as_it_is(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Stand where Django would put its own handler for static files."""
    handler.get_base_url = lambda: "/static/"  # type: ignore[attr-defined]  # the server thread asks for it
    return handler


class LiveServer:
    """A running server; `url` has no slash at its end."""

    def __init__(self) -> None:
        """Start serving on a free port."""
        self._live_server_modified_settings = modify_settings(ALLOWED_HOSTS={"append": HOST})
        self.thread = LiveServerThread(HOST, static_handler=as_it_is)  # type: ignore[arg-type]  # any callable will do
        self.thread.daemon = True
        self.thread.start()
        self.thread.is_ready.wait()
        if self.thread.error:
            raise self.thread.error

    @property
    def url(self) -> str:
        """The address of the site."""
        return f"http://{HOST}:{self.thread.port}"

    def stop(self) -> None:
        """Stop serving."""
        self.thread.terminate()


@contextmanager
def serving() -> Iterator[LiveServer]:
    """Serve, and stop whatever happens."""
    server = LiveServer()
    try:
        yield server
    finally:
        server.stop()
        connections.close_all()

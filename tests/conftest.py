"""What do all tests share?

The collected static files, a database whose record stays append-only between tests, a clock that stands still, a real
browser, and the certainty that nothing talks to another computer.

    def test_sign_in_works_without_javascript(open_page, live_server): ...
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import Browser, Page

from gatepost.agreements import unchanging
from gatepost.audit import append_only
from gatepost.grants import unchanging as decided_unchanging
from gatepost.kernel import clock
from gatepost.restrictions import unchanging as restricted_unchanging
from gatepost.signoff import unchanging as signed_unchanging
from gatepost.web.letters.limits import WRONG
from tests.browser import AT_A_DESK, PHONE, Look, opened_page, running_browser
from tests.live import LiveServer, serving

NOON = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
"""Friday 3 July 2026, noon in London."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session", autouse=True)
def only_this_computer() -> Iterator[None]:
    """Refuse every connection that would leave the computer."""
    with pytest.MonkeyPatch.context() as patch:
        real = socket.socket.connect

        def connect(self: socket.socket, address: Any) -> None:  # the type depends on the family
            local = self.family == socket.AF_UNIX or str(address[0]) in {"127.0.0.1", "::1", "localhost"}
            assert local, f"a test tried to reach {address}"
            real(self, address)

        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(scope="session")
def static_files() -> None:
    """Collect the static files once, hashed as in production."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def _pages_find_their_static_files(static_files: None) -> None:
    """Let every rendered template name a hashed file."""


@pytest.fixture(autouse=True)
def _attempts_are_forgotten() -> None:
    """Let no test count what another one tried."""
    cache.clear()
    WRONG.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:  # pytest-django's own object
    """Keep the record append-only and editions unchanging in every test, and let Django empty it *between* tests.

    Emptying lifts the triggers and puts them back in the same transaction; no setting of the product can do that.
    """
    operations = type(connection.ops)  # the class: while the browser's loop runs, Django has connections of its own
    real = operations.sql_flush
    vendor = connection.vendor

    def sql_flush(*args: Any, **kwargs: Any) -> list[str]:  # passed on as it comes
        statements = real(*args, **kwargs)
        if not statements:
            return statements
        guards = (append_only, unchanging, signed_unchanging, restricted_unchanging, decided_unchanging)
        lifted = [statement for guard in guards for statement in guard.drop_statements(vendor)]
        return [*lifted, *statements, *(statement for guard in guards for statement in guard.create_statements(vendor))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield


@pytest.fixture
def noon() -> Iterator[datetime]:
    """Hold the clock at a Friday noon in term."""
    with clock.frozen(NOON):
        yield NOON


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for the run."""
    with running_browser() as running:
        yield running
        connections.close_all()  # those that belong to the browser's loop, while it can be asked for them


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Return a function that opens a watched page; without a look, a desk in daylight."""
    with ExitStack() as stack:
        yield lambda look=AT_A_DESK: stack.enter_context(opened_page(browser, look))


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page at a desk in daylight."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page on a phone."""
    return open_page(Look(width=PHONE))


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, static_files: None) -> Iterator[LiveServer]:
    """The site, served with everything that production serves with; its database is emptied after every test."""
    with serving() as server:
        yield server

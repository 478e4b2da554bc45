"""Does every answer carry the headers, is the health check honest, and is a large request refused?"""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gatepost.demo import services as demo

TEMPLATES = Path("gatepost/web/templates")


def plain_addresses(resolver: URLResolver | None = None, prefix: str = "/") -> list[str]:
    """Return the address of every page that needs nothing filled in."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        part = str(pattern.pattern)
        if "<" in part:
            continue
        if isinstance(pattern, URLPattern):
            found.append(prefix + part)
        else:
            found += plain_addresses(pattern, prefix + part)
    return found


ADDRESSES = [*plain_addresses(), "/no-such-page", "/policy/no-such-clause/"]


@pytest.fixture
def school(db: None) -> None:
    """The invented school."""
    demo.load()


def test_the_walk_finds_pages() -> None:
    """A walk that finds nothing would prove nothing."""
    assert {"/", "/health"} < set(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers(client: Client, school: None, address: str) -> None:
    """Errors and refusals too."""
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_signed_in_person_sees_is_kept_by_no_cache(client: Client, school: None, address: str) -> None:
    """Whoever comes to the shared computer next finds nothing behind the Back button."""
    client.cookies["sessionid"] = "whoever"
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_static_file_is_cached_for_good_under_its_hashed_name(client: Client) -> None:
    """One download a version, signed in or not."""
    client.cookies["sessionid"] = "whoever"
    response = client.get(staticfiles_storage.url("web/gatepost.css"))
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert "Content-Security-Policy" in response.headers
    response.close()


@pytest.mark.django_db
class TestHealth:
    """`/health`."""

    def test_health_of_a_well_database_is_ok(self, client: Client) -> None:
        """No session, nothing but the word."""
        response = client.get("/health")
        assert (response.status_code, response.content) == (200, b"ok")
        assert not response.cookies

    def test_health_without_tables_is_not_ok(self, client: Client) -> None:
        """A database that was never migrated serves nobody."""
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE django_migrations RENAME TO elsewhere")
        response = client.get("/health")
        assert (response.status_code, response.content) == (503, b"not ok")

    def test_health_does_not_lead_elsewhere_where_https_is_demanded(
        self, client: Client, settings: LazySettings
    ) -> None:
        """A monitor on the same computer asks over HTTP."""
        settings.SECURE_SSL_REDIRECT = True
        assert client.get("/health").status_code == 200
        assert client.get("/").status_code == 301


class TestSize:
    """How large a request may be."""

    @pytest.mark.parametrize("length", ["99999999", "-1", "many"])
    def test_request_that_announces_too_much_is_refused_unread(self, client: Client, length: str) -> None:
        """Before a form, a session or the database is touched."""
        assert client.get("/health", headers={"content-length": length}).status_code == 413


@pytest.mark.django_db(transaction=True)
def test_database_can_be_emptied_between_tests() -> None:
    """The record's triggers are lifted for that alone, and are back afterwards."""
    demo.load()
    call_command("flush", interactive=False, verbosity=0)
    assert demo.load()
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")

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


@pytest.mark.parametrize("address", ["/static/no-such-file.css", "/static/", "/static/../x"])
def test_missing_static_file_is_kept_by_no_cache_for_who_is_signed_in(
    client: Client, school: None, address: str
) -> None:
    """The page that says so greets them by name."""
    client.cookies["sessionid"] = "whoever"
    response = client.get(address)
    assert response.status_code == 404
    assert "no-store" in response.headers["Cache-Control"]


def test_static_file_is_for_our_own_pages(client: Client) -> None:
    """No other site is invited to read it, and nobody frames it."""
    response = client.get(staticfiles_storage.url("web/gatepost.css"))
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()


@pytest.mark.parametrize("https", [False, True])
def test_request_under_another_name_gets_the_headers_too(
    client: Client,
    settings: LazySettings,
    school: None,
    https: bool,  # noqa: FBT001  # a column of the table
) -> None:
    """It is refused before most of Django sees it."""
    settings.SECURE_SSL_REDIRECT = https
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


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

    @pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "10.0.0.7"])
    def test_health_answers_by_whatever_name_a_monitor_calls(
        self, client: Client, settings: LazySettings, host: str
    ) -> None:
        """In production only the school's own name is served; pages still are refused under another."""
        settings.ALLOWED_HOSTS = ["policy.school.example"]
        assert client.get("/health", headers={"host": host}).status_code == 200
        assert client.get("/", headers={"host": host}).status_code == 400
        assert client.post("/health", headers={"host": host}).status_code == 405


class TestSize:
    """How large a request may be."""

    @pytest.mark.parametrize("length", ["99999999", "-1", "many"])
    def test_request_that_announces_too_much_is_refused_unread(self, client: Client, length: str) -> None:
        """Before a form, a session or the database is touched."""
        response = client.get("/health", headers={"content-length": length})
        assert response.status_code == 413
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"

    @pytest.mark.django_db
    @pytest.mark.parametrize("path", ["/policy/import/", "/people/import/"])
    def test_address_that_takes_a_file_takes_more_and_not_everything(
        self, client: Client, settings: LazySettings, path: str
    ) -> None:
        """A policy or a roster is larger than a form; nothing is as large as this."""
        most = settings.LARGEST_UPLOADS[path]
        assert client.get(path, headers={"content-length": str(most)}).status_code != 413
        assert client.get(path, headers={"content-length": str(most + 1)}).status_code == 413


@pytest.mark.django_db(transaction=True)
def test_database_can_be_emptied_between_tests() -> None:
    """The record's triggers are lifted for that alone, and are back afterwards."""
    demo.load()
    call_command("flush", interactive=False, verbosity=0)
    assert demo.load()
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")

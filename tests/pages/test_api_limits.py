"""How fast may one address ask, and is a body that is too large refused without being read?"""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gatepost.kernel import clock
from gatepost.web.api.limits import A_SECOND, AT_ONCE, BUCKETS, Buckets
from gatepost.web.api.shapes import ErrorShape
from tests.live import LiveServer
from tests.pages.api import DECIDE, POLICY, QUESTION, body_of, post

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
MEGABYTES = 1024 * 1024


@pytest.fixture(autouse=True)
def full_buckets() -> Iterator[None]:
    """No test waits for another's questions."""
    BUCKETS.forget()
    yield
    BUCKETS.forget()


def test_address_that_asks_too_fast_is_told_to_wait(noon: datetime) -> None:
    """In the shape of every other error; after a second it may go on, others never stopped."""
    client, other = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    assert {post(client, QUESTION).status_code for _ in range(AT_ONCE)} == {200}
    refused = post(client, QUESTION)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert body_of(refused)["error"]["code"] == "too-many"
    ErrorShape.model_validate_json(refused.content)
    assert client.get(POLICY).status_code == 429
    assert post(other, QUESTION).status_code == 200
    with clock.frozen(noon + timedelta(seconds=1)):
        assert [post(client, QUESTION).status_code for _ in range(A_SECOND + 1)] == [200] * A_SECOND + [429]


def test_bad_questions_count_too(noon: datetime) -> None:
    """Else they would be the cheap way to keep a server busy."""
    client = Client(REMOTE_ADDR="192.0.2.1")
    assert {post(client, "{").status_code for _ in range(AT_ONCE)} == {400}
    assert post(client, "{").status_code == 429


MOMENTS = st.lists(st.floats(-5, 60, allow_nan=False), max_size=60)


@given(MOMENTS)
def test_nobody_gets_more_than_flows_in(seconds: list[float]) -> None:
    """Whatever the clock does, set back included; and whoever waits as long as they are told gets one."""
    buckets, at, latest, taken = Buckets(a_second=2, at_once=3, most=4), NOON, NOON, 0
    forward = timedelta(0)
    for step in seconds:
        at += timedelta(seconds=step)
        forward += max(timedelta(seconds=step), timedelta(0))
        wait = buckets.wait("192.0.2.1", at=at)
        taken += wait == 0
        assert 0 <= wait <= 0.5
        latest = max(latest, at)
    assert taken <= 3 + 2 * forward.total_seconds() + 1e-3
    wait = buckets.wait("192.0.2.1", at=at)
    assert wait == 0 or buckets.wait("192.0.2.1", at=at + timedelta(seconds=wait + 1e-3)) == 0


def test_only_so_many_addresses_are_remembered() -> None:
    """Those who asked last."""
    buckets = Buckets(a_second=1, at_once=1, most=3)
    for number in range(1000):
        assert buckets.wait(f"192.0.2.{number}", at=NOON) == 0
        assert len(buckets) <= 3
    assert buckets.wait("192.0.2.999", at=NOON) > 0
    assert buckets.wait("192.0.2.1", at=NOON) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("", "", True),
        ("unix", "192.0.2.1", False),
    ],
)
def test_households_are_told_apart(one: str, other: str, *, same: bool) -> None:
    """One device has billions of IPv6 addresses to ask from, and one network."""
    buckets = Buckets(a_second=1, at_once=1, most=10)
    assert buckets.wait(one, at=NOON) == 0
    assert (buckets.wait(other, at=NOON) > 0) == same


def test_large_body_is_refused_before_it_is_sent(live_server: LiveServer) -> None:
    """Fifty megabytes are announced, not one byte of them is sent, and the answer is there."""
    address = urlsplit(live_server.url)
    head = f"POST {DECIDE} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\nContent-Length: "
    for length in (50 * MEGABYTES, 100_000):
        with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
            connection.sendall(f"{head}{length}\r\nConnection: close\r\n\r\n".encode())
            said = b""
            while b"}}" not in said:  # the end of the error; the server goes on waiting for the rest
                said += connection.recv(4096)
        assert b" 413 " in said.splitlines()[0]
        assert b"no-store" in said

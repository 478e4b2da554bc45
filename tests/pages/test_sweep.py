"""Does every address answer every kind of person as the table says, and does a GET never change anything?"""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.demo.school import PEOPLE
from tests.pages.samples import address
from tests.pages.table import ANONYMOUS, KINDS, LOST, ROWS, patterns

ALL = {**ROWS, **LOST}
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")


def test_every_pattern_has_a_row_and_every_row_a_pattern() -> None:
    """A page that nobody declared is a page that nobody guarded."""
    assert sorted(str(pattern.name) for pattern in patterns()) == sorted(ROWS)


def test_there_is_a_client_for_every_kind(clients: Mapping[str, Client]) -> None:
    """And each is who it says: the start page greets by name."""
    assert set(clients) == set(KINDS)
    for person in PEOPLE:
        assert person.name in clients[person.kind].get("/").content.decode()


@pytest.mark.parametrize("name", ALL)
def test_every_kind_of_person_gets_what_the_table_says(clients: Mapping[str, Client], name: str) -> None:
    """GET, HEAD and POST, exactly."""
    row = ALL[name]
    path = address(row.path)
    expected = {kind: (row.status(kind), row.status(kind), row.post_status(kind)) for kind in KINDS}
    answered = {
        kind: (
            client.get(path).status_code,
            client.head(path).status_code,
            client.post(path).status_code,
        )
        for kind, client in clients.items()
    }
    assert answered == expected


@pytest.mark.parametrize("name", ALL)
def test_get_changes_nothing(clients: Mapping[str, Client], name: str) -> None:
    """Not even a session."""
    for kind in (ANONYMOUS, "head", "parent"):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            clients[kind].get(address(ALL[name].path))
        writes = [query["sql"] for query in captured if query["sql"].lstrip().upper().startswith(WRITING)]
        if ALL[name].begins:
            writes = [write for write in writes if "gatepost_accounts_session" not in write]
        assert writes == []


@pytest.mark.parametrize(
    "name", [name for name, row in ALL.items() if not row.is_for_programs and row.post not in {404, 405}]
)
def test_post_without_our_mark_is_refused_in_plain_words(school: None, name: str) -> None:
    """A form on another site cannot act for somebody who is signed in here."""
    response = Client(enforce_csrf_checks=True).post(address(ALL[name].path))
    assert response.status_code == 403
    assert "Please send that again" in response.content.decode()


@pytest.mark.parametrize("name", [name for name, row in ALL.items() if row.is_page])
def test_page_of_somebody_signed_in_is_kept_nowhere(clients: Mapping[str, Client], name: str) -> None:
    """The next one at the shared computer finds nothing behind the Back button."""
    assert "no-store" in clients["head"].get(address(ALL[name].path)).headers["Cache-Control"]

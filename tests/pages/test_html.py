"""Is every page's HTML put together well?"""

from collections.abc import Mapping

import pytest
from django.template.loader import render_to_string
from django.test import Client

from gatepost.policy import default_pack
from tests.pages.html import complaints
from tests.pages.samples import address
from tests.pages.table import PAGES


def test_reader_complains_of_what_is_wrong() -> None:
    """A reader that finds nothing anywhere proves nothing."""
    bad = '<html lang="fr"><h1>One</h1><h3 id="a" style="x">Three</h3><p id="a"><a href="#b">there</a><script>1</script></div>'
    assert {"heading level 3 follows 1", "inline style", "inline <script>", "id a twice", "#b leads nowhere"} < set(
        complaints(bad)
    )


@pytest.mark.parametrize("kind", ["anonymous", "head", "parent-staff"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_is_put_together_well(clients: Mapping[str, Client], kind: str, path: str) -> None:
    """One h1, headings in order, ids once, links that lead somewhere, nothing inline."""
    assert complaints(clients[kind].get(address(path), follow=True).content.decode()) == []


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_page_for_a_failure_is_put_together_well_and_needs_no_database(template: str) -> None:
    """No fixture for a database here: touching one would fail this test."""
    assert complaints(render_to_string(template)) == []


@pytest.mark.django_db
def test_every_clause_and_every_example_has_a_page_that_is_put_together_well(client: Client) -> None:
    """Not only the samples."""
    edition = default_pack()
    paths = [f"/policy/{clause}/" for clause in edition.clauses]
    paths += [f"/policy/examples/{scenario.id}/" for scenario in edition.scenarios]
    for path in paths:
        response = client.get(path)
        assert (path, response.status_code, complaints(response.content.decode())) == (path, 200, [])

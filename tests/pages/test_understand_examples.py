"""Can the worked questions be narrowed down, and do the numbers say what is there?"""

import re
from html import unescape
from itertools import product

import pytest
from django.http import QueryDict
from django.test import Client

from gatepost.policy import default_pack
from gatepost.policy.schema import HATS, VERDICTS
from gatepost.web.policy.filters import Chosen, filters, matching, read

EXAMPLES = "/policy/examples/"


@pytest.mark.parametrize(
    "chosen", [Chosen(), Chosen(hat="parent"), Chosen(verdict="silent", clause="parents.1")], ids=str
)
def test_every_number_is_what_choosing_it_leaves(chosen: Chosen) -> None:
    """The other choices as they are; no option leads to nothing, but for one that is chosen."""
    edition = default_pack()
    for one in filters(edition, chosen):
        now = {name: getattr(chosen, name) for name in ("hat", "verdict", "clause")}
        assert one.number == len(matching(edition, Chosen(**{**now, one.name: ""})))
        for option in one.options:
            left = matching(edition, Chosen(**{**now, one.name: option.value}))
            assert option.number == len(left)
            assert left or option.is_chosen


def test_every_hat_and_verdict_finds_exactly_its_questions() -> None:
    """Held against the pack."""
    for hat, verdict in product(HATS, VERDICTS):
        found = matching(default_pack(), read(QueryDict(f"hat={hat}&verdict={verdict}"), default_pack()))
        expected = [s for s in default_pack().scenarios if hat in s.situation.hats and s.verdict == verdict]
        assert list(found) == expected


@pytest.mark.django_db
def test_page_lists_those_that_fit_and_says_how_many(client: Client) -> None:
    """And leads back to all."""
    text = client.get(f"{EXAMPLES}?hat=parent&verdict=please-dont&clause=").content.decode()
    expected = matching(default_pack(), Chosen(hat="parent", verdict="please-dont"))
    assert re.findall(r'<li class="ask"><a href="/policy/examples/([^/]+)/"', text) == [s.id for s in expected]
    assert f"{len(expected)} examples fit what you chose." in text
    assert f'href="{EXAMPLES}">Show all' in text
    assert '<option value="parent" selected>' in text


@pytest.mark.django_db
def test_page_with_nothing_that_fits_says_what_to_do(client: Client) -> None:
    """Chosen by hand in the address: the form does not lead there."""
    text = client.get(f"{EXAMPLES}?hat=volunteer&clause=parents.1").content.decode()
    assert "No example fits all of this together. Choose fewer things." in text


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["hat=pirate", "hat=staff&hat=parent", "verdict=perhaps", "clause=conduct.10"])
def test_choice_that_there_is_not_is_told_and_left_aside(client: Client, query: str) -> None:
    """The rest is kept."""
    response = client.get(f"{EXAMPLES}?{query}")
    text = unescape(response.content.decode())
    assert response.status_code == 400
    assert "has no such choice, so it was left aside." in text
    assert text.count('<span class="asked">') == len(default_pack().scenarios)

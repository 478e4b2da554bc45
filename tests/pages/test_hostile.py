"""Are addresses that somebody made up in bad faith answered calmly?"""

from urllib.parse import quote

import pytest
from django.test import Client

MADE_UP = {
    "markup": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{7*7}}{% debug %}",
    "other alphabets": "правила।পোস্ট",
    "right to left": "\u202egnp.yfrac",
    "too long": "a" * 5000,
    "a letter again and again": "conduct." * 600,
    "nothing": "%20",
    "control": "conduct.1\x00\x07\r\nSet-Cookie: a=b",
    "up": "..",
    "way up": "../../../../etc/passwd",
    "query": "conduct.1' OR '1'='1",
    "upper case": "CONDUCT.1",
    "near": "conduct.1 ",
    "not text": "%ff%fe%c0%80",
}


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["/policy/{}/", "/policy/examples/{}/", "/{}/"])
@pytest.mark.parametrize("made_up", MADE_UP.values(), ids=MADE_UP.keys())
def test_made_up_address_is_not_found_and_comes_back_nowhere(client: Client, place: str, made_up: str) -> None:
    """A page that helps, with nothing of what was typed in it."""
    response = client.get(place.format(made_up if made_up.startswith("%") else quote(made_up, safe="./")))
    text = response.content.decode()
    assert response.status_code == 404
    assert "There is no such" in text
    assert "alert(1)" not in text
    assert "49" not in text.split("<h1>")[1]
    assert "Set-Cookie" not in response.headers


@pytest.mark.django_db
def test_mistyped_clause_is_offered_the_near_ones(client: Client) -> None:
    """Most wrong addresses are typing mistakes."""
    assert 'href="/policy/parents.photo-pass/"' in client.get("/policy/parents.photopass/").content.decode()


@pytest.mark.django_db
def test_host_that_is_not_ours_is_refused_in_plain_words(client: Client) -> None:
    """The page for a request that makes no sense needs no database, and says so plainly."""
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "That did not make sense" in response.content.decode()

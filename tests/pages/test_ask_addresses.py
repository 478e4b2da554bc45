"""Is an address read strictly, and is what cannot be read said calmly?"""

from dataclasses import replace
from urllib.parse import quote, urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings

from gatepost.policy import Situation
from gatepost.web.ask.addresses import SKIPPABLE, Asked, asked_of, query_of, read
from tests.unit.policy.asking import situations

LONG = 50_000
GOOD = "hat=parent&act=take-photos&where=hall"
BAD = {
    "unknown key": (GOOD + "&colour=red", "colour"),
    "unknown hat": ("hat=pirate&act=take-photos", "pirate"),
    "unknown act": ("hat=parent&act=juggle", "juggle"),
    "unknown place": ("hat=parent&act=take-photos&where=attic", "attic"),
    "yes where a word is meant": ("hat=parent&act=take-photos&where=true", "true"),
    "a word where yes is meant": ("hat=staff&act=befriend&person.immediate_family=perhaps", "perhaps"),
    "unknown content": ("hat=staff&act=publish&content=poem", "poem"),
    "unknown permission": (GOOD + "&permission=everything", "everything"),
    "unknown restriction": (GOOD + "&restriction=no-shoes", "no-shoes"),
    "unknown thing not known": (GOOD + "&skip=act", "act"),
    "unknown thing to change": (GOOD + "&change=edition", "edition"),
    "no hash": (GOOD + "&edition=latest", "latest"),
    "said twice": ("hat=parent&act=take-photos&where=hall&where=office", "hall / office"),
    "two acts": ("hat=parent&act=take-photos&act=publish", "take-photos / publish"),
    "nothing said": ("hat=parent&act=", "after “act”"),
    "markup": ("hat=parent&act=" + quote("<script>alert(1)</script>"), "&lt;script&gt;"),
    "markup as a key": (quote("<img src=x onerror=alert(1)>") + "=1", "&lt;img"),
    "control characters": ("hat=parent&act=" + quote("take\x00\x07\r\nSet-Cookie: a=b"), "take"),
    "turned round": ("hat=" + quote("\u202etnerap"), "tnerap"),
    "no text": ("hat=%ff%fe", "answers"),
    "a template": ("hat=" + quote("{{7*7}}{% debug %}"), "{{7*7}}"),
    "a long value": ("hat=" + "a" * LONG, "a" * 80 + "…"),
    "a long key": ("b" * LONG + "=1", "b" * 80 + "…"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "named"), BAD.values(), ids=BAD.keys())
def test_address_that_cannot_be_read_says_what_is_wrong_and_starts_again(
    client: Client, query: str, named: str
) -> None:
    """400, in a few plain words, nothing of it run, little of it repeated."""
    response = client.get(f"/ask/?{query}")
    text = response.content.decode()
    assert response.status_code == 400
    assert "We could not read this link" in text
    assert named in text
    assert 'href="/ask/"' in text
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "\x00" not in text
    assert len(text) < 20_000
    assert "Set-Cookie" not in response.headers


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "named"), BAD.values(), ids=BAD.keys())
def test_step_from_what_cannot_be_read_is_refused_alike(client: Client, query: str, named: str) -> None:
    """The form's own field is read by the same reader."""
    for path in ("/ask/step/", "/ask/words/"):
        response = client.post(path, {"so_far": query, "key": "where", "value": "hall", "words": "photos"})
        assert (response.status_code, "We could not read this link" in response.content.decode()) == (400, True)


@pytest.mark.django_db
def test_what_could_be_read_is_kept(client: Client) -> None:
    """Nobody begins again for one wrong word."""
    text = client.get("/ask/?hat=parent&act=take-photos&where=attic&device=own-phone").content.decode()
    assert 'href="/ask/?hat=parent&amp;act=take-photos&amp;device=own-phone"' in text


@pytest.mark.django_db
def test_two_hundred_fields_and_more_are_refused_in_plain_words(client: Client) -> None:
    """Django counts them, and our page says it."""
    response = client.get("/ask/?" + urlencode([("hat", "parent")] * 1000))
    assert response.status_code == 400
    assert "That did not make sense" in response.content.decode()


def test_hat_said_twice_is_one_hat() -> None:
    """A list may repeat itself: nothing needs to be guessed."""
    assert read(QueryDict("hat=parent&hat=staff&hat=parent")) == (Asked(("staff", "parent")), ())


def test_what_others_add_to_a_shared_link_is_no_mistake() -> None:
    """Social networks and mail do that."""
    assert read(QueryDict(GOOD + "&fbclid=abc&utm_source=mail"))[1] == ()
    assert read(QueryDict(GOOD + "&utm=1"))[1] != ()


def test_what_is_known_was_not_skipped() -> None:
    """Of two that contradict each other the answer counts."""
    assert read(QueryDict(GOOD + "&skip=where&skip=when"))[0].skipped == {"when"}


@given(situations())
@settings(max_examples=300, deadline=None)
def test_every_situation_survives_its_address(situation: Situation) -> None:
    """And the same question has one address, whatever the order it was said in."""
    skipped = frozenset(SKIPPABLE) - set(situation.known) - ({"content"} if situation.content else set())
    asked = replace(asked_of(situation), skipped=skipped, edition="0123456789ab", change="where")
    query = query_of(asked)
    assert read(QueryDict(query)) == (asked, ())
    turned = "&".join(reversed(query.split("&")))
    assert query_of(read(QueryDict(turned))[0]) == query
    assert asked.situation == situation

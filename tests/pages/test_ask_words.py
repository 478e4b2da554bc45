"""Is a question in somebody's own words understood, or else declined, and is what they typed kept nowhere?"""

import logging
from html import escape, unescape

import pytest
from django.test import Client

from gatepost.decisions.models import QuestionCount
from gatepost.questions import find
from tests.pages.taps import Page, card, press, tap, typed

pytestmark = pytest.mark.django_db

HOSTILE = {
    "markup": "<script>alert(1)</script> photo <img src=x onerror=alert(2)>",
    "a template": "{{7*7}} {% debug %} photo",
    "a format": "%(name)s %s {0} photo",
    "control characters": "may I\x00\x07\x1b[31m take\r\na photo\u2028?",
    "turned round": "\u202ephoto\u2066 may I",
    "very long": "photo " * 8_334,
    "very long, one word": "a" * 50_000,
    "other alphabets": "আমি কি ছবি তুলতে পারি 写真",
    "half a character": "photo \ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "brackets": "(" * 5_000 + "photo" + ")" * 5_000,
    "quotes": "\"'` photo '; DROP TABLE people;--",
}


def say(client: Client, words: str, so_far: str = "hat=parent", **more: str) -> tuple[int, str]:
    """Type words into the box and press Ask."""
    response = client.post("/ask/words/", {"words": words, "so_far": so_far, **more})
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("so_far", ["", "hat=staff"], ids=["nobody yet", "staff"])
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_are_answered_calmly(client: Client, words: str, so_far: str) -> None:
    """A page like any other: nothing runs, nothing turns round, little is said back."""
    status, text = say(client, words, so_far)
    assert status == 200
    assert "<script>" not in text
    assert "<img" not in text
    assert "49 " not in text.split("<h1>")[0].split("You asked")[1]
    assert not any(letter in text for letter in "\x00\x07\x1b\u202e\u2066\u2028")
    echoed = unescape(text.split('<q dir="auto">')[1].split("</q>")[0])
    assert len(echoed) <= 200
    assert len(text) < 30_000


@pytest.mark.parametrize("words", ["", "   ", "\x00\x07", "\u202e"])
def test_nothing_typed_is_asked_for_again(client: Client, words: str) -> None:
    """With a summary that leads to the box."""
    status, text = say(client, words)
    assert status == 400
    assert '<a href="#words">Type what you would like to do.</a>' in text


def test_words_are_in_no_address_and_in_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """They travel in forms alone, and end there."""
    caplog.set_level(logging.DEBUG)
    secret = "can I film Xanthippe in the nativity play"
    text = say(client, secret, "")[1]
    text += say(client, secret)[1]
    assert not any("Xanthippe" in part.split('"')[0] for part in text.split('href="')[1:])
    assert not any("Xanthippe" in part.split('"')[0] for part in text.split('action="')[1:])
    assert "Xanthippe" not in caplog.text
    assert client.get("/ask/words/", {"words": secret}).headers["Location"] == "/ask/"


def test_known_question_is_filled_in_and_one_tap_from_its_answer(client: Client) -> None:
    """What was said stands there, each with its own Change."""
    words = "can I film the nativity play"
    status, text = say(client, words)
    assert status == 200
    assert f'<q dir="auto">{words}</q>' in text
    assert "<h1>May I take photos or film?</h1>" in text
    assert "A school event, such as an assembly or a play" in text
    assert "act=take-photos&amp;where=at-event&amp;change=where" in text
    answer = tap(client, Page("/ask/words/", text), "Yes, go on")
    assert card(answer.text).verdict == "with-permission"
    assert answer.path.startswith("/ask/?hat=parent&act=take-photos&where=at-event&edition=")


def test_who_asks_is_asked_first_and_the_words_are_kept(client: Client) -> None:
    """By a form; then the question goes on as it would have."""
    words = "can I film the nativity play & fair"
    text = say(client, words, "")[1]
    assert "<h1>Who are you here?</h1>" in text
    assert f'value="{escape(words)}"' in text
    page = press(client, next(b for b in Page("", text).buttons if b.sends.get("value") == ["parent"]))
    assert "<h1>May I take photos or film?</h1>" in page.text
    assert "A parent or guardian" in page.text


def test_hat_that_the_words_name_is_not_asked_for(client: Client) -> None:
    """Who says “as a governor” has said it."""
    words = "as a governor may I put the logo on a poster"
    assert find(words).hats == ("governor",)
    text = say(client, words, "")[1]
    assert "<h1>Who are you here?</h1>" not in text
    assert "hat=governor" in text


@pytest.mark.parametrize("so_far", ["", "hat=staff"])
def test_question_that_is_not_known_is_declined_and_the_list_is_offered(client: Client, so_far: str) -> None:
    """Neither a yes nor a no."""
    status, text = say(client, "what is the weather in Lisbon", so_far)
    assert status == 200
    assert "<h1>I don't know this question</h1>" in typed(text)
    assert ("Use my phone" in text) == bool(so_far)
    assert ("A member of staff" in text) != bool(so_far)


def test_words_that_are_not_clear_offer_up_to_three(client: Client) -> None:
    """Rows to tap, none of them taken for meant."""
    tried = ("photo of a pupil on my profile", "phone photo message", "look post share", "post chat photo phone")
    words = next(words for words in tried if find(words).meant and not find(words).sure)
    text = say(client, words)[1]
    assert "<h1>Did you mean one of these?</h1>" in text
    assert 2 <= text.count('<input type="hidden" name="key" value="go-on">') <= 3


def test_words_alone_count_nothing(client: Client, school: None) -> None:
    """Only an answer is counted."""
    say(client, "can I film the nativity play")
    assert not QuestionCount.objects.exists()


@pytest.mark.parametrize("so_far", ["", "hat=parent"], ids=["nobody yet", "parent"])
def test_what_somebody_else_did_is_met_with_whom_to_tell(client: Client, so_far: str) -> None:
    """Before anything is asked or offered, and no answer is ready."""
    status, text = say(client, "a teacher is messaging my daughter on snapchat", so_far)
    assert status == 200
    assert "safeguarding lead" in text
    assert "999" in text
    assert "Yes, go on" not in text
    assert "safeguarding lead" not in say(client, "can I film the nativity play", so_far)[1]


def test_an_emergency_is_met_with_the_number(client: Client) -> None:
    """First thing on the page."""
    text = say(client, "can I ring an ambulance from the playground")[1]
    assert text.index("ring 999 now") < text.index("<h1>")

"""What is asked of whom, what is counted, and in which language and direction?"""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation

from gatepost.decisions.models import QuestionCount
from gatepost.policy import default_pack
from gatepost.questions import starters_for
from tests.pages.questions import ASKED
from tests.pages.taps import opened, press, typed

pytestmark = pytest.mark.django_db

TRANSLATED = {
    "Take photos or film at a school event": "التقاط صور في مناسبة مدرسية",
    "Where?": "أين؟",
    "the hall": "القاعة",
    "take photos or film": "التقاط الصور",
    "a parent or guardian": "ولي أمر",
    "May I %(act)s?": "هل يجوز لي %(act)s؟",
    "I don't know": "لا أعرف",
    "Yes, with permission": "نعم، بإذن",
}


def test_nobody_is_asked_first_who_they_are(client: Client) -> None:
    """One tap each, or several hats at once."""
    page = opened(client, "/ask/")
    assert [button.words for button in page.to_press()][:4] == [
        "A member of staff",
        "A governor",
        "A volunteer",
        "A parent or guardian",
    ]
    several = next(button for button in page.buttons if button.words == "Continue")
    after = press(client, several, value=["staff", "parent"])
    assert after.path == "/ask/?hat=staff&hat=parent"
    assert [typed(b.words) for b in after.to_press()] == [s.words for s in starters_for(("staff", "parent"))]


def test_person_who_is_signed_in_asks_with_their_own_hats(clients: Mapping[str, Client]) -> None:
    """And may ask as somebody else; an address that says who asks is taken at its word."""
    page = opened(clients["parent-staff"], "/ask/")
    assert "A member of staff · A parent or guardian" in page.text
    assert 'href="/ask/?hat=staff&amp;hat=parent&amp;change=hats">Ask as somebody else' in page.text
    other = opened(clients["parent-staff"], "/ask/?hat=governor")
    assert "<b>A governor</b>" in other.text
    assert "begin with who you are here" in opened(clients["parent-staff"], "/ask/?change=hats").text


def test_parent_is_never_asked_for_lost_rights(client: Client) -> None:
    """The desk knows them; an address that carries them is answered with them."""
    assert "taken a right" not in opened(client, "/ask/?hat=parent&act=take-photos&where=hall").text


def test_tap_that_reaches_an_answer_is_counted_once_and_without_a_person(clients: Mapping[str, Client]) -> None:
    """Signed in or not; steps on the way are not counted."""
    for kind in ("parent", "anonymous"):
        QuestionCount.objects.all().delete()
        page = opened(clients[kind], "/ask/?hat=parent&act=take-photos")
        assert not QuestionCount.objects.exists()
        press(clients[kind], next(button for button in page.buttons if button.sends.get("value") == ["hall"]))
        counted = QuestionCount.objects.get()
        assert (counted.hat, counted.clause, counted.count) == ("parent", "parents.photo-pass", 1)


def test_step_on_the_way_is_not_counted(client: Client, school: None) -> None:
    """Only the last one."""
    page = opened(client, "/ask/?hat=staff&act=take-photos")
    press(client, next(button for button in page.buttons if button.sends.get("value") == ["own-phone"]))
    assert not QuestionCount.objects.exists()


@pytest.mark.parametrize("path", ASKED.values(), ids=ASKED.keys())
def test_address_that_is_shared_counts_nowhere(client: Client, school: None, path: str) -> None:
    """GET and HEAD change nothing, for nobody and however often."""
    for _ in range(2):
        client.get(path)
        client.head(path)
    assert not QuestionCount.objects.exists()
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_every_example_leads_to_its_own_question(client: Client) -> None:
    """The link “Ask this yourself” opens at the same situation."""
    for scenario in default_pack().scenarios:
        text = client.get(f"/policy/examples/{scenario.id}/").content.decode()
        link = text.split('">Ask this yourself')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
        assert client.get(link).status_code == 200


def test_asking_comes_first_on_the_first_page_and_in_the_menu(clients: Mapping[str, Client]) -> None:
    """For somebody signed in, with the commonest questions of their hats."""
    text = clients["anonymous"].get("/").content.decode()
    assert text.index('<h1 id="may-i">May I…?') < text.index('name="words"') < text.index("What people ask")
    assert text.index(">May I…?</a>") < text.index(">The policy</a>")
    mine = clients["parent"].get("/").content.decode()
    assert mine.index("Take photos or film at a school event") < mine.index("What people ask")


@pytest.fixture
def arabic(tmp_path: Path) -> Iterator[None]:
    """A language from right to left, with a few of our words translated."""
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(_catalogue(TRANSLATED))
    languages = [("en-gb", "English"), ("ar", "Arabic")]
    with override_settings(LANGUAGES=languages, LOCALE_PATHS=[str(tmp_path)]):
        yield
    translation.activate("en-gb")


@pytest.mark.parametrize("path", ["/", "/ask/", *ASKED.values()])
def test_page_in_a_language_from_right_to_left_says_so(client: Client, arabic: None, path: str) -> None:
    """The direction stands on the page itself; the style sheet knows no left and right (test_contrast.py)."""
    text = client.get(path, headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in text


def test_words_of_the_policy_are_translated_where_they_are_shown(client: Client, arabic: None) -> None:
    """Starters, questions, answers, acts, hats, and the big word."""
    headers = {"accept-language": "ar"}
    starts = client.get("/ask/?hat=parent", headers=headers).content.decode()
    assert TRANSLATED["Take photos or film at a school event"] in starts
    asks = client.get("/ask/?hat=parent&act=take-photos", headers=headers).content.decode()
    for text in ("Where?", "the hall", "a parent or guardian", "I don't know"):
        assert TRANSLATED[text] in asks
    assert TRANSLATED["May I %(act)s?"] % {"act": TRANSLATED["take photos or film"]} in asks
    says = client.get("/ask/?hat=parent&act=take-photos&where=hall", headers=headers).content.decode()
    assert f'<h2 id="verdict">{TRANSLATED["Yes, with permission"]}</h2>' in says


def _catalogue(texts: Mapping[str, str]) -> bytes:
    """Return translations as a compiled catalogue (the format of GNU gettext's .mo files)."""
    pairs = [("", "Content-Type: text/plain; charset=UTF-8\n"), *sorted(texts.items())]
    encoded = [[text.encode() for text in column] for column in zip(*pairs, strict=True)]
    count, head = len(pairs), 28
    place, tables, data = head + 16 * count, b"", b""
    for column in encoded:
        for text in column:
            tables += struct.pack("<II", len(text), place + len(data))
            data += text + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, count, head, head + 8 * count, 0, 0) + tables + data

"""Does the governing body settle what is doubtful, and does the answer follow from its day and say so?"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.test import Client

from gatepost.agreements.models import RulingMade
from gatepost.kernel import clock
from gatepost.people.models import Person
from gatepost.people.services import open_school
from gatepost.people.viewer import SETUP
from gatepost.policy import default_pack
from gatepost.policy.rulings import doubts

pytestmark = pytest.mark.usefixtures("noon")

DOUBT = next(each for each in doubts(default_pack()) if "conduct.school-computers" in each.clauses)
PAGE = f"/policy/interpretations/{DOUBT.id}/"
DECIDED = {
    "choice": "exception-first",
    "reason": "The permission was meant for the office's <computer> too.",
    "since": "2026-07-06",
    "name": "Gareth Pryce",
    "capacity": "Chair of governors",
    "met_on": "2026-07-02",
    "minute": "2026/30",
}
QUESTION = (
    "/ask/?hat=staff&act=visit-social-media&device=school-computer&when=working-hours&where=office"
    "&purpose=for-the-school&service_kind=social-networking&permission=on-behalf-of-school"
)


def text_of(client: Client, path: str, status: int = 200) -> str:
    """Return a page."""
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def decide(client: Client, **other: str) -> None:
    """Record a ruling, answers checked and confirmed."""
    given = {**DECIDED, **other}
    assert "Check your answers" in client.post(f"{PAGE}decide/", given).content.decode()
    assert client.post(f"{PAGE}decide/", {**given, "confirmed": "yes"}).status_code == 303


def test_answer_follows_from_that_day_on_and_says_so(clients: Mapping[str, Client], noon: datetime) -> None:
    """Today no, from Monday yes, by the minute; asked as of Friday it is no for ever."""
    assert "Which answers would change" in text_of(clients["chair"], PAGE)
    decide(clients["chair"])
    assert "verdict stop must-not" in text_of(clients["anonymous"], QUESTION)
    with clock.frozen(noon + timedelta(days=3)):
        after = text_of(clients["anonymous"], QUESTION)
        assert "Yes, if you have permission" in after
        assert "Gareth Pryce, Chair of governors" in after
        assert "2026/30" in after
        assert "verdict stop must-not" in text_of(clients["teacher"], f"{QUESTION}&on=2026-07-05")
        settled = text_of(clients["parent"], "/policy/interpretations/")
        assert settled.index(DOUBT.title.split("”")[0]) < settled.index("<h2>Open</h2>")
        assert "in 2 places" in text_of(clients["head"], "/")
        assert "&lt;computer&gt;" in text_of(clients["anonymous"], PAGE)


def test_an_answer_that_keeps_its_word_says_which_reason_it_gets(clients: Mapping[str, Client]) -> None:
    """Nobody is shown that "No" becomes "No"."""
    told = text_of(clients["chair"], "/policy/interpretations/reading--head-authorises-images/")
    pairs = re.findall(r"</svg>([^<]+)</span>\s*→ <span class=\"mark [^>]*>.*?</svg>([^<]+)</span>", told)
    assert pairs
    assert all(old != new for old, new in pairs)
    assert "as before, and the reason becomes: " in told


def test_ruling_is_taken_back_from_a_day_on_and_its_days_stay(clients: Mapping[str, Client], noon: datetime) -> None:
    """Nothing is edited: there are two rows."""
    decide(clients["chair"])
    given = {**DECIDED, "since": "2026-08-01", "confirmed": "yes"}
    assert clients["chair"].post(f"{PAGE}withdraw/", given).status_code == 303
    assert RulingMade.objects.count() == 2
    for day, word in (
        ("2026-07-05", "must-not"),
        ("2026-07-06", "may"),
        ("2026-07-31", "may"),
        ("2026-08-01", "must-not"),
    ):
        assert (
            f" {word}"
            in text_of(clients["teacher"], f"{QUESTION}&on={day}").split('<article class="verdict', 1)[1][:30]
        )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("choice", "whatever"),
        ("choice", ""),
        ("reason", ""),
        ("since", "2026-07-03"),
        ("since", "2020-01-01"),
        ("name", "The governors"),
        ("met_on", "2026-07-04"),
        ("minute", ""),
    ],
)
def test_what_makes_no_ruling_is_said_beside_the_field(clients: Mapping[str, Client], field: str, value: str) -> None:
    """And nothing is kept."""
    response = clients["chair"].post(f"{PAGE}decide/", {**DECIDED, field: value, "confirmed": "yes"})
    assert response.status_code == 400
    assert f'<a href="#{field}">' in response.content.decode()
    assert not RulingMade.objects.exists()


def test_nothing_is_taken_back_that_was_not_decided(clients: Mapping[str, Client]) -> None:
    """It would be a ruling out of nothing."""
    assert clients["chair"].post(f"{PAGE}withdraw/", {**DECIDED, "confirmed": "yes"}).status_code == 400
    text_of(clients["chair"], "/policy/interpretations/no-such-doubt/", 404)


def test_second_ruling_from_the_same_day_is_refused(clients: Mapping[str, Client]) -> None:
    """One of them could never count."""
    decide(clients["chair"])
    response = clients["chair"].post(f"{PAGE}decide/", {**DECIDED, "choice": "stricter-stands", "confirmed": "yes"})
    assert response.status_code == 400
    assert RulingMade.objects.count() == 1


def test_ruling_of_one_school_is_none_of_the_others(clients: Mapping[str, Client]) -> None:
    """Neither on the page nor in an answer."""
    decide(clients["chair"])
    Person.objects.filter(name="Daniel Osei").update(school=open_school(name="Hollin Bank", by=SETUP, at=clock.now()))
    assert "Gareth Pryce" not in text_of(clients["teacher"], PAGE)
    assert "verdict stop must-not" in text_of(clients["teacher"], f"{QUESTION}&on=2026-09-01")

"""How many taps is it to an answer, and is each question on the way one that matters?"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from gatepost.policy import Situation, default_pack
from gatepost.policy.schema import HATS
from gatepost.questions import Starter, next_question, starters, starters_for
from tests.pages.taps import Page, card, opened, press, tap, typed

MOST_TAPS = 5
COMMONEST = starters()[:10]
"""The ten commonest questions: the list is in that order."""
ALL_HATS = [*((hat,) for hat in HATS), ("staff", "parent"), ("governor", "parent"), HATS]


def paths(situation: Situation, *, skipping: bool, skipped: frozenset[str] = frozenset()) -> Iterator[int]:
    """Yield for every way through the questions how many taps it takes; a box ticked is one, and Continue another."""
    question = next_question(default_pack(), situation, skipped=skipped)
    if question is None:
        yield 0
        return
    for value, _ in question.choices:
        after = (
            replace(situation, content=frozenset({str(value)}))
            if question.several
            else situation.knowing(question.key, value)
        )
        yield from (1 + question.several + taps for taps in paths(after, skipping=skipping, skipped=skipped))
    if skipping:
        yield from (1 + taps for taps in paths(situation, skipping=True, skipped=skipped | {question.key}))


@pytest.mark.parametrize("starter", COMMONEST, ids=lambda starter: starter.id)
@pytest.mark.parametrize("hat", HATS)
def test_the_ten_commonest_questions_take_five_taps_at_most(hat: str, starter: Starter) -> None:
    """From the first page: who, what, and at most three answers, whatever is answered."""
    if hat in starter.hats:
        assert max(2 + taps for taps in paths(starter.situation((hat,)), skipping=False)) <= MOST_TAPS


@pytest.mark.parametrize("hats", ALL_HATS, ids="-".join)
def test_every_question_takes_five_taps_at_most_once_it_is_known_who_asks(hats: tuple[str, ...]) -> None:
    """Every starter, every way through, "I don't know" included."""
    for starter in starters_for(hats):
        most = max(1 + taps for taps in paths(starter.situation(hats), skipping=True))
        assert most <= MOST_TAPS, starter.id


@pytest.mark.django_db
@pytest.mark.parametrize("starter", COMMONEST, ids=lambda starter: starter.id)
def test_every_way_through_the_real_pages_ends_in_a_card(client: Client, starter: Starter) -> None:
    """From the first page, pressing every button of every page; without a script, with forms alone."""
    hat = "parent" if "parent" in starter.hats and starter.id != "photos" else starter.hats[0]
    begin = opened(client, "/")
    who = next(button for button in begin.buttons if button.sends.get("value") == [hat])
    starts = press(client, who)
    wanted = next(button for button in starts.buttons if button.sends.get("value") == [starter.id])
    lengths = list(_walk(client, press(client, wanted), 2))
    assert min(lengths) >= 2
    assert max(lengths) <= MOST_TAPS + 1  # one more only for who knows nothing at all of the first question


@pytest.mark.django_db
def test_boxes_that_are_ticked_are_taken_together(client: Client) -> None:
    """Several contents at once, and the boxes stay ticked when they are changed."""
    page = opened(client, "/ask/?hat=staff&act=publish")
    ticks = {typed(words): value for words, value in page.ticks.items()}
    assert len(ticks) == 11
    go = next(button for button in page.buttons if button.words == "Continue")
    answer = press(client, go, value=["school-name", "image-of-school-people"])
    assert card(answer.text).clauses == ["conduct.1", "conduct.2"]
    changed = opened(client, answer.path.split("&edition")[0] + "&change=content")
    assert changed.text.count(" checked>") == 2


@pytest.mark.django_db
def test_nothing_ticked_is_asked_again_with_everything_kept(client: Client) -> None:
    """With a summary that leads to the boxes."""
    page = opened(client, "/ask/?hat=staff&act=publish&outlet=print")
    again = press(client, next(button for button in page.buttons if button.words == "Continue"))
    assert '<a href="#choices">Choose one of these.</a>' in again.text
    assert any("outlet=print" in button.sends.get("so_far", [""])[0] for button in again.buttons)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {"so_far": "", "key": "hats", "value": "pirate"},
        {"so_far": "", "key": "hats", "skip": "yes"},
        {"so_far": "", "key": "starter", "value": "photos"},
        {"so_far": "hat=parent", "key": "starter", "value": "no-such-starter"},
        {"so_far": "hat=parent&act=take-photos", "key": "where", "value": "attic"},
        {"so_far": "hat=parent&act=take-photos", "key": "where", "value": "x" * 50_000},
        {"so_far": "hat=parent&act=take-photos", "key": "where", "value": ["hall", "office"]},
        {"so_far": "hat=parent&act=take-photos", "key": "permissions", "value": "photo-pass"},
        {"so_far": "hat=parent&act=take-photos", "key": "\x00<script>", "value": "1"},
        {"so_far": "hat=parent&act=take-photos&where=hall", "key": "act", "skip": "yes"},
        {"so_far": "hat=parent&act=take-photos&where=hall", "key": "nonsense"},
        {},
    ],
)
def test_tap_that_makes_no_sense_is_refused_calmly(client: Client, sent: dict[str, str | list[str]]) -> None:
    """400 with a page to go on from, and nothing of it on that page."""
    response = client.post("/ask/step/", sent)
    text = response.content.decode()
    assert response.status_code == 400
    assert "<h1" in text
    assert "<script>" not in text
    assert "x" * 100 not in text


@pytest.mark.django_db
def test_an_answer_changed_keeps_the_others(client: Client) -> None:
    """And the page of the change shows what was answered before; Back leads to the question before."""
    path = "/ask/?hat=staff&act=use-phone&device=own-phone&when=working-hours&where=classroom"
    page = opened(client, path)
    assert card(page.text).verdict == "must-not"
    assert f'href="{path.replace("&", "&amp;")}&amp;change=when"' in page.text
    change = opened(client, f"{path}&change=when")
    assert "your answer now" in change.text
    assert f'href="{path.replace("&", "&amp;")}&amp;change=device">Back' in change.text
    after = tap(client, change, "Before or after school")
    assert "when=before-or-after-school" in after.path
    assert "where=classroom" in after.path
    assert card(after.text).verdict == "silent"


def _walk(client: Client, page: Page, taps: int) -> Iterator[int]:
    if page.is_answer:
        yield taps
        return
    for button in page.to_press():
        yield from _walk(client, press(client, button), taps + 1)

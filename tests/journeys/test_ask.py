"""Somebody with a question and a phone gets an answer that they understand: with JavaScript, and without."""

import pytest
from playwright.sync_api import Locator, Page, expect

from gatepost.web.policy.words import curly
from tests.browser import PHONE, Look, assert_no_sideways_scroll, press, press_here
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in

LOOKS = (Look(PHONE), Look(PHONE, javascript=False))
WINDOW = 740
"""CSS pixels: what of a page an old phone shows without scrolling."""


@pytest.fixture(params=LOOKS, ids=str)
def gate(request: pytest.FixtureRequest, open_page: OpenPage, site: str) -> Page:
    """A phone at the gate, on the first page."""
    page = open_page(request.param)
    page.goto(site)
    return page


def tap(page: Page, words: str) -> None:
    """Tap a button, by its words."""
    press(page.get_by_role("button", name=words, exact=True))


def say(page: Page, words: str) -> None:
    """Type into the box and tap Ask."""
    page.get_by_label("Ask in your own words").fill(words)
    tap(page, "Ask")


def card_seen_at_once(page: Page) -> Locator:
    """Return the card; its word and its reason are on the screen without scrolling."""
    card = page.get_by_role("article")
    for part in (card.get_by_role("heading", level=2), card.locator("header p").last):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= WINDOW
    assert_no_sideways_scroll(page)
    return card


def word(page: Page) -> str:
    """Return the big word of the card."""
    return card_seen_at_once(page).get_by_role("heading", level=2).inner_text()


def test_parent_asks_about_photos_at_the_school_play(gate: Page) -> None:
    """Two taps to the answer, one more for who has a pass; the clause is a tap away."""
    tap(gate, "A parent or guardian")
    tap(gate, "Take photos or film at a school event")
    card = card_seen_at_once(gate)
    assert word(gate) == "Yes, with permission"
    assert "From the school office." in card.locator(".givers").inner_text()

    press(gate.get_by_role("link", name="I have this already"))
    assert word(gate) == "Yes, if you have a photo pass from the school office"
    expect(gate.get_by_text("A photo pass", exact=True)).to_be_visible()
    expect(gate.get_by_role("heading", name="What the law adds, apart from the policy")).to_be_visible()

    press(gate.get_by_role("link", name="parents.photo-pass"))
    assert gate.url.endswith("/policy/parents.photo-pass/")


def test_teacher_asks_about_a_friend_request(gate: Page) -> None:
    """From a pupil: no, by two clauses."""
    tap(gate, "A member of staff")
    tap(gate, "Answer a friend request from a pupil")
    assert word(gate) == "No"
    expect(gate.get_by_role("link", name="conduct.5", exact=True)).to_be_visible()


def test_teacher_who_is_signed_in_is_not_asked_who_they_are(gate: Page, site: str) -> None:
    """The menu leads straight to what they may ask."""
    sign_in(gate, site, "Daniel Osei")
    press(gate.get_by_role("link", name="May I…?"))
    assert gate.get_by_role("heading", level=1).inner_text() == "What would you like to do?"
    tap(gate, "Use my phone")
    tap(gate, "A break or lunchtime")
    tap(gate, "The staff room")
    assert word(gate) == "Yes"


def test_governor_asks_about_posting_for_the_school(gate: Page) -> None:
    """With permission, and both who give it are named; the reading that it rests on too."""
    tap(gate, "A governor")
    tap(gate, "Post for the school on social media")
    assert word(gate) == "Yes, with permission"
    card = card_seen_at_once(gate)
    givers = card.locator(".givers").inner_text()
    assert "the head teacher and the governing body" in givers
    expect(card.get_by_role("heading", name=curly("How the school's words are read here"))).to_be_visible()


def test_question_on_which_the_policy_is_silent_sends_to_the_safeguarding_lead(gate: Page) -> None:
    """Not a yes, and not green."""
    tap(gate, "A parent or guardian")
    tap(gate, "Send or accept a friend request")
    assert word(gate) == curly("The policy doesn't say")
    card = card_seen_at_once(gate)
    expect(card.get_by_text("Ask the safeguarding lead first.")).to_be_visible()
    assert "yes" not in str(card.get_attribute("class")).split()


def test_parent_asks_in_their_own_words(gate: Page) -> None:
    """Typed on the first page; who asks is asked for; one more tap to the answer."""
    say(gate, "can I film the nativity play")
    assert gate.get_by_role("heading", level=1).inner_text() == "Who are you here?"
    tap(gate, "A parent or guardian")
    assert "can I film the nativity play" in gate.locator("q").inner_text()
    tap(gate, "Yes, go on")
    assert word(gate) == "Yes, with permission"
    assert "nativity" not in gate.url


def test_question_that_is_not_known_is_declined_and_asked_from_the_list(gate: Page) -> None:
    """Neither a yes nor a no."""
    say(gate, "what is the capital of Portugal")
    assert gate.get_by_role("heading", level=1).inner_text() == curly("I don't know this question")
    tap(gate, "A parent or guardian")
    tap(gate, "Use my phone")
    assert gate.get_by_role("heading", level=1).inner_text() == "Where?"


def test_teacher_changes_an_answer_and_goes_back(gate: Page) -> None:
    """Everything else that was said stays said."""
    tap(gate, "A member of staff")
    tap(gate, "Use my phone")
    tap(gate, "A break or lunchtime")
    tap(gate, "The playground")
    assert word(gate) == "No"

    press(gate.get_by_role("link", name="Change Where?"))
    assert "your answer now" in gate.get_by_role("button", name="The playground").inner_text()
    tap(gate, "The staff room")
    assert word(gate) == "Yes"

    gate.go_back()
    press(gate.get_by_role("link", name="Back"))
    assert gate.get_by_role("heading", level=1).inner_text() == "When?"
    tap(gate, "Working hours")
    assert word(gate) == "No"


def test_volunteer_who_is_a_parent_ticks_both(gate: Page) -> None:
    """And each hat has its own answer on the card."""
    press_here(gate.get_by_text("I wear several hats"))
    gate.get_by_label("A volunteer").check()
    gate.get_by_label("A parent or guardian").check()
    tap(gate, "Continue")
    tap(gate, "Take photos or film at a school event")
    tap(gate, "Your own tablet, camera or computer")
    assert word(gate) == "Yes, with permission"
    expect(gate.get_by_text("As a volunteer:")).to_be_visible()


def test_staff_tick_what_their_post_would_hold(gate: Page) -> None:
    """Nothing ticked is asked again; then two things at once."""
    tap(gate, "A member of staff")
    tap(gate, "Publish something else, online or on paper")
    tap(gate, "Continue")
    expect(gate.get_by_role("alert")).to_be_visible()
    gate.get_by_label(curly("The school's name")).check()
    gate.get_by_label("Confidential or business-sensitive information").check()
    tap(gate, "Continue")
    assert word(gate) == "No"


def test_link_to_an_answer_opens_the_same_answer_for_somebody_else(gate: Page, open_page: OpenPage) -> None:
    """A teacher sends it to another; it carries the edition and no person."""
    tap(gate, "A member of staff")
    tap(gate, curly("Look at somebody's profile"))
    tap(gate, "A pupil of the school")
    link = gate.get_by_role("link", name="A link to this answer")
    address = gate.url.split("/ask/")[0] + str(link.get_attribute("href"))
    assert address == gate.url
    other = open_page(Look(PHONE))
    other.goto(address)
    assert other.get_by_role("article").inner_text() == gate.get_by_role("article").inner_text()


def test_answer_is_printed_with_its_address_and_without_buttons(gate: Page) -> None:
    """For the noticeboard in the office."""
    tap(gate, "A parent or guardian")
    tap(gate, "Take photos or film at a school event")
    gate.emulate_media(media="print")
    assert gate.locator(".printed").inner_text().startswith("http")
    for hidden in ("nav", ".button", ".change", "footer.foot", ".keep"):
        assert not any(part.is_visible() for part in gate.locator(hidden).all()), hidden
    expect(gate.get_by_role("article")).to_be_visible()
    expect(gate.get_by_text("A school event, such as an assembly or a play").last).to_be_visible()


def test_ask_turns_round_for_a_language_from_right_to_left(phone: Page, site: str) -> None:
    """Buttons begin at the right, and nothing scrolls sideways."""
    for path in ("/ask/", "/ask/?hat=parent&act=take-photos", "/ask/?hat=parent&act=take-photos&where=hall"):
        phone.goto(site + path)
        phone.evaluate("document.documentElement.dir = 'rtl'")
        assert_no_sideways_scroll(phone)
    brand = phone.locator(".brand").bounding_box()
    assert brand is not None
    assert brand["x"] + brand["width"] > 300

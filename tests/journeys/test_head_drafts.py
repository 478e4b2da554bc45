"""The head drafts: rewords a clause, sets where phones are allowed, sees what that would change, and proposes it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import (
    DESK,
    LOOKS,
    PHONE,
    Look,
    assert_no_axe_violations,
    assert_no_sideways_scroll,
    press,
    press_here,
)
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.journeys.test_barriers import SMALL_TARGETS, TARGET
from tests.pages.samples import address
from tests.pages.table import DRAFTS

PAGES = [row.path for row in DRAFTS.values() if row.is_page]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_head_drafts_looks_and_proposes_without_javascript(open_page: OpenPage, site: str, width: int) -> None:
    """In plain forms, on a phone as at a desk."""
    page = open_page(Look(width, javascript=False))
    sign_in(page, site, "Ruth Adeyemi")
    page.goto(f"{site}/policy/drafts/")
    press(page.get_by_role("button", name="Begin a draft"))

    press(page.get_by_role("link", name="Edition, title, review"))
    page.get_by_label("Edition").fill("Spring 2027")
    save(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Spring 2027"

    press(page.get_by_role("link", name="Phones at break and lunch").last)
    page.get_by_label("The hall").check()
    page.get_by_label("An office").uncheck()
    save(page)

    press(page.get_by_role("link", name="What to look at"))
    expect(page.get_by_text("It names the staff room, an office and a place that pupils").first).to_be_visible()
    press(page.get_by_role("link", name="Phones at break and lunch").first)
    expect(page.get_by_role("heading", name="As it counts today")).to_be_visible()
    page.get_by_label("Wording").fill(
        "At break, phones are used only in the staff room, the hall and where pupils do not go."
    )
    save(page)
    expect(page.get_by_text("Reworded")).to_have_count(1)

    press(page.get_by_role("link", name="What it would change"))
    expect(page.get_by_text("Staff, governors and volunteers would like to use a mobile phone").first).to_be_visible()
    expect(page.get_by_text("Staff: 8 people")).to_be_visible()
    assert_no_sideways_scroll(page)
    press(page.get_by_role("button", name="Propose to the governing body"))
    expect(page.get_by_role("heading", name="Proposed to the governing body")).to_be_visible()


def test_clause_is_switched_off_and_on(page: Page, site: str) -> None:
    """Two presses, and the rule is shown to who asks for it."""
    sign_in(page, site, "Ruth Adeyemi")
    page.goto(site + address("/policy/drafts/{draft}/clauses/parents.photo-pass/"))
    expect(page.get_by_text("forbid (")).not_to_be_visible()
    press_here(page.get_by_text("Show the rule"))
    expect(page.get_by_text("forbid (").first).to_be_visible()
    press(page.get_by_role("button", name="Switch off"))
    off = page.locator("#off")
    expect(off.get_by_text("Photographs at school").first).to_be_visible()
    press(off.get_by_role("button", name="Switch on: Photographs at school"))
    expect(page.locator("#off").get_by_text("Every clause is on")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_no_page_of_a_draft_is_a_barrier(open_page: OpenPage, site: str, look: Look) -> None:
    """Axe, sideways scrolling and large targets, for the head, who sees them."""
    page = open_page(look)
    sign_in(page, site, "Ruth Adeyemi")
    for path in PAGES:
        page.goto(site + address(path))
        assert_no_axe_violations(page)
        assert_no_sideways_scroll(page)
        assert (path, page.evaluate(SMALL_TARGETS, TARGET)) == (path, [])


def save(page: Page) -> None:
    """Save, and be told so."""
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Saved.")).to_be_visible()

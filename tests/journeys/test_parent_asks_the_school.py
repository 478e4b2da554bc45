"""A parent is sent to the school by the policy, asks, gets an answer, and opens it again. No page is a barrier."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press, press_here
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.pages.test_enquiries import GROUP


def look_at(page: Page) -> None:
    """See that a page is no barrier."""
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("look", [Look(PHONE), Look(PHONE, theme="dark", javascript=False), Look()], ids=str)
def test_parent_asks_and_the_office_answers(open_page: OpenPage, site: str, noon: datetime, look: Look) -> None:
    """From the policy's answer to the school's."""
    parent, office = open_page(look), open_page(look)
    sign_in(parent, site, "Tomasz Zielinski")
    parent.goto(site + GROUP)
    if look.javascript:
        look_at(parent)
    press(parent.get_by_role("link", name="Put a question to the school"))
    press(parent.get_by_role("link", name="Write to the school"))
    press(parent.get_by_role("button", name="Send it"))
    expect(parent.get_by_role("alert")).to_contain_text("Write what you want to ask.")
    parent.get_by_label("Your question").fill("May my sister film the play?")
    press(parent.get_by_role("button", name="Send it"))
    expect(parent.get_by_role("alert")).to_contain_text("Choose what it is about.")
    if look.javascript:
        look_at(parent)
    parent.get_by_label("Dates, dinners, forms").check()
    press(parent.get_by_role("button", name="Send it"))
    expect(parent.get_by_text("Waits for an answer")).to_be_visible()
    sign_in(office, site, "Janet Cowley")
    office.goto(f"{site}/questions/")
    press(office.get_by_role("link", name="Dates, dinners, forms"))
    if look.javascript:
        look_at(office)
    office.get_by_label("Your answer").fill("Yes, with a pass from us.")
    press(office.get_by_role("button", name="Send the answer"))
    expect(office.get_by_text("Answered", exact=True)).to_be_visible()
    press_here(office.get_by_text("Close it").first)
    office.get_by_label("Why it is closed").fill("Answered.")
    press(office.get_by_role("button", name="Close it"))
    parent.reload()
    expect(parent.get_by_text("Yes, with a pass from us.")).to_be_visible()
    parent.get_by_label("Not settled?").fill("Where do I get it?")
    press(parent.get_by_role("button", name="Open it again"))
    expect(parent.get_by_text("Open again, waits for an answer")).to_be_visible()
    office.goto(f"{site}/questions/")
    expect(office.get_by_text("Open again, waits for an answer")).to_be_visible()
    if look.javascript:
        look_at(office)

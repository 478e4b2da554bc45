"""The chair reads the proposal on a phone, sees what it changes, approves it after the meeting, signs it and sets the day."""

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from gatepost.demo.policies import PROPOSED
from gatepost.kernel import clock
from tests.browser import assert_no_axe_violations, press
from tests.journeys.conftest import sign_in


def test_chair_carries_a_proposal_into_force_on_a_phone(phone: Page, noon: datetime, site: str) -> None:
    """360 pixels wide; nothing is made up: neither a day nor a signature."""
    page = phone
    sign_in(page, site, "Gareth Pryce")
    press(page.get_by_role("link", name="waits to be approved"))
    assert page.get_by_role("heading", level=1).inner_text() == PROPOSED
    press(page.get_by_role("link", name="What it changes"))
    assert "would like to" in page.locator("#answers").inner_text()
    page.go_back()

    press(page.get_by_role("link", name="Record the approval"))
    assert page.get_by_label("Day of the meeting").input_value() == ""
    assert_no_axe_violations(page)
    page.get_by_label("In which capacity").fill("Chair of governors")
    page.get_by_label("Where the minutes say so").fill("2026/31")
    press(page.get_by_role("button", name="Continue"))
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert_no_axe_violations(page)
    page.get_by_label("Day of the meeting").fill("2026-07-03")
    press(page.get_by_role("button", name="Continue"))
    assert page.get_by_role("heading", level=1).inner_text() == "Check your answers"
    assert "Friday 3 July 2026" in page.locator("main").inner_text()
    assert_no_axe_violations(page)
    press(page.get_by_role("button", name="Record the approval"))
    expect(page.get_by_role("heading", name="The approval is recorded.")).to_be_visible()
    expect(page.get_by_text("The line for a signature is blank")).to_be_visible()

    press(page.get_by_role("link", name="Sign it"))
    page.get_by_label("In which capacity").fill("Chair of governors")
    page.get_by_label("Day of the signature").fill("2026-07-03")
    press(page.get_by_role("button", name="Continue"))
    press(page.get_by_role("button", name="Sign it"))
    expect(page.get_by_text("The line for a signature is blank")).to_have_count(0)

    press(page.get_by_role("link", name="Set the day"))
    page.get_by_label("First day in force").fill("2026-07-04")
    press(page.get_by_role("button", name="Continue"))
    press(page.get_by_role("button", name="Set the day"))
    assert_no_axe_violations(page)
    expect(page.get_by_role("heading", name="The day is set.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= 360")

    press(page.get_by_role("button", name="Sign out"))
    sign_in(page, site, "Ruth Adeyemi")
    assert "counts from Saturday 4 July 2026" in page.locator("main").inner_text()
    expect(page.get_by_text("This policy has not been signed")).to_be_visible()
    with clock.frozen(noon + timedelta(hours=13)):  # one in the morning of the fourth, in London
        page.reload()
        expect(page.get_by_text("This policy has not been signed")).to_have_count(0)

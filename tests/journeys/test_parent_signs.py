"""A parent comes from their page to a receipt on a phone, in at most eight actions, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from gatepost.signoff.models import SignOff
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press, press_here
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in

MOST_ACTIONS = 8


@pytest.mark.parametrize(
    "look", [Look(PHONE), Look(PHONE, javascript=False), Look(PHONE, "dark"), Look(theme="dark"), Look()], ids=str
)
def test_parent_signs_on_a_phone(open_page: OpenPage, site: str, look: Look) -> None:
    """Each press, tick and filled field is an action."""
    page, actions = open_page(look), 0

    def look_at_it() -> None:
        if look.javascript:
            assert_no_axe_violations(page)
            assert_no_sideways_scroll(page)

    sign_in(page, site, "Tomasz Zielinski")
    page.goto(f"{site}/me/")
    press(page.get_by_role("link", name="Read and sign the policy"))
    actions += 1
    look_at_it()
    press(page.get_by_role("link", name="Read the policy", exact=True))
    actions += 1
    expect(page.get_by_role("article")).to_be_visible()
    page.go_back()
    actions += 1
    page.get_by_label("I have read it and agree to keep to it").check()
    actions += 1
    page.get_by_label("Type your name to sign").fill("Tomasz Zielinski")
    actions += 1
    press(page.get_by_role("button", name="Send my answer"))
    actions += 1
    expect(page.get_by_role("heading", name="You have signed the policy")).to_be_visible()
    assert actions <= MOST_ACTIONS
    look_at_it()
    assert SignOff.objects.get().answer == "agreed"
    with page.expect_download() as copy:
        press_here(page.get_by_role("link", name="Download as PDF"))
    assert copy.value.suggested_filename == "policy.pdf"
    assert copy.value.path().read_bytes().startswith(b"%PDF")
    press(page.get_by_role("link", name="Check the fingerprint"))
    expect(page.get_by_role("heading", name="These words are known here")).to_be_visible()
    look_at_it()
    page.go_back()
    press(page.get_by_role("link", name="All that you ever signed").last)
    look_at_it()

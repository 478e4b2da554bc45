"""The head asks everybody to sign, and sees who has, on a phone in the evening as at a desk."""

import pytest
from playwright.sync_api import expect

from gatepost.kernel.clock import now
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.unit.signoff.people import decline, edition, viewer_of


@pytest.mark.parametrize("look", [Look(PHONE, "dark"), Look(PHONE, javascript=False), Look()], ids=str)
def test_head_asks_everybody_and_sees_who_has_not_answered(open_page: OpenPage, site: str, look: Look) -> None:
    """Every page on the way is looked at."""
    page = open_page(look)

    def look_at_it() -> None:
        if look.javascript:
            assert_no_axe_violations(page)
            assert_no_sideways_scroll(page)

    sign_in(page, site, "Ruth Adeyemi")
    press(page.get_by_role("link", name="Who has signed"))
    look_at_it()
    press(page.get_by_role("link", name="Ask people to sign"))
    look_at_it()
    press(page.get_by_role("button", name="Go on"))
    expect(page.get_by_text("This asks 15 people.")).to_be_visible()
    look_at_it()
    press(page.get_by_role("button", name="Change something"))
    press(page.get_by_role("button", name="Go on"))
    press(page.get_by_role("button", name="Ask them"))
    expect(page.get_by_role("paragraph").filter(has_text="0 of 15 have answered.")).to_be_visible()
    look_at_it()
    asked = page.url
    decline(viewer_of("parent"), edition(), reason="My phone is my insulin pump.", at=now())
    page.goto(asked)
    expect(page.get_by_role("paragraph").filter(has_text="1 of 15 has answered.")).to_be_visible()
    press(page.get_by_role("link", name="Who has not answered"))
    expect(page.get_by_role("link", name="Daniel Osei")).to_be_visible()
    expect(page.get_by_role("link", name="Tomasz Zielinski")).to_have_count(0)
    look_at_it()
    page.get_by_label("Answer", exact=True).select_option("refused")
    press(page.get_by_role("button", name="Show"))
    expect(page.get_by_text("My phone is my insulin pump.")).to_be_visible()
    look_at_it()
    page.goto(asked)
    press(page.get_by_role("link", name="Stop asking"))
    look_at_it()
    press(page.get_by_role("button", name="Stop asking"))
    expect(page.get_by_text("This ended today")).to_be_visible()

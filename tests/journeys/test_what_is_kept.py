"""Whoever signs reads what is kept; the head sets for how long."""

import pytest
from playwright.sync_api import expect

from gatepost.signoff.models import KeptFor
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in


@pytest.mark.parametrize("look", [Look(PHONE), Look(PHONE, javascript=False), Look(theme="dark")], ids=str)
def test_head_sets_for_how_long_and_everybody_reads_it(open_page: OpenPage, site: str, look: Look) -> None:
    """First without the tick that it is agreed."""
    page = open_page(look)

    def look_at_it() -> None:
        if look.javascript:
            assert_no_axe_violations(page)
            assert_no_sideways_scroll(page)

    sign_in(page, site, "Ruth Adeyemi")
    page.goto(f"{site}/me/")
    press(page.get_by_role("link", name="What we keep when you sign"))
    look_at_it()
    press(page.get_by_role("link", name="For how long, and what was removed"))
    page.get_by_label("Years after somebody left").fill("3")
    press(page.get_by_role("button", name="Keep them for this long"))
    expect(page.get_by_role("alert")).to_contain_text("Tick that this is agreed.")
    look_at_it()
    page.get_by_label("This is agreed with our data protection officer").check()
    press(page.get_by_role("button", name="Keep them for this long"))
    expect(page.get_by_role("table")).to_contain_text("It was set to 3 years.")
    look_at_it()
    assert KeptFor.objects.get().years == 3
    press(page.get_by_role("link", name="The page about this for everybody"))
    expect(page.get_by_role("table")).to_contain_text("Until 3 years after you left the school")

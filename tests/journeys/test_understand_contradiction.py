"""A governor on a phone without JavaScript sees where the policy contradicts itself, and tries it."""

from playwright.sync_api import expect

from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press, press_here
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in


def test_governor_goes_from_a_contradiction_to_the_rules_and_changes_one_thing(open_page: OpenPage, site: str) -> None:
    """From the first page to the contradiction, into the explorer, and to a yes on another device."""
    page = open_page(Look(PHONE, javascript=False))
    sign_in(page, site, "Meera Chaudhary")
    press(page.get_by_role("link", name="See both clauses, with an example"))
    assert page.url.endswith("/policy/understand/#contradictions")

    # Told with both clauses; the example opens filled in.
    first = page.get_by_role("article").first
    expect(first.get_by_role("link", name="conduct.school-computers")).to_be_visible()
    press(first.get_by_role("link", name="Open this example in the explorer"))
    assert page.get_by_role("article").get_by_role("heading", level=2).inner_text() == "No"
    assert page.get_by_label("With what?").input_value() == "school-computer"
    assert page.get_by_label("Permission to post for the school").is_checked()

    # The machine's text is there for who asks, and only then.
    machine = page.locator("pre").first
    expect(machine).not_to_be_visible()
    press_here(page.locator(".spoken summary").first)
    assert "forbid (" in machine.inner_text()

    # One thing otherwise: the exception applies.
    page.get_by_label("With what?").select_option(label="A school tablet, camera or phone")
    press(page.get_by_role("button", name="See what the rules say"))
    assert page.get_by_role("article").get_by_role("heading", level=2).inner_text().startswith("Yes, if you have")
    lifted = page.locator("section.lifted")
    assert "but its own exception lifts it" in lifted.inner_text()
    assert "you have permission to post for the school" in lifted.inner_text()

    # And the whole card is one tap away.
    press(page.get_by_role("link", name="See the whole card"))
    assert page.get_by_role("article").get_by_role("heading", level=2).inner_text().startswith("Yes, if you have")


def test_explorer_is_open_to_everybody_with_its_rules_unfolded(open_page: OpenPage, site: str) -> None:
    """No barrier, and nothing wider than the phone, also where the machine's text is shown."""
    page = open_page(Look(320))
    page.goto(f"{site}/policy/explore/?hat=staff&hat=parent&act=visit-social-media&device=own-phone")
    for summary in page.locator("summary").all():
        press_here(summary)
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert_no_sideways_scroll(page)

"""The head signs in at night and sees first what is open: nobody has signed the policy."""

from playwright.sync_api import Page, expect

from tests.browser import press
from tests.journeys.conftest import sign_in


def test_head_sees_what_waits_then_the_blank_signature_and_the_contradictions(page: Page, site: str) -> None:
    """And reaches the blank line with one click; out is out."""
    sign_in(page, site, "Ruth Adeyemi")
    assert page.get_by_role("heading", level=1).inner_text() == "Ruth Adeyemi"
    second = page.get_by_role("heading", level=2)
    assert second.nth(0).inner_text() == "What waits for you"
    assert second.nth(1).inner_text() == "This policy has not been signed"
    assert second.nth(2).inner_text() == "A proposal waits for the governing body"
    assert second.nth(3).inner_text() == "The policy contradicts itself in 3 places"

    # Above the fold, at a desk.
    box = second.nth(0).bounding_box()
    assert box is not None
    assert box["y"] < 300

    press(page.get_by_role("link", name="See the blank line"))
    expect(page.get_by_text("not signed yet")).to_be_visible()

    press(page.get_by_role("button", name="Sign out"))
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_text("Ruth Adeyemi")).to_have_count(0)


def test_parent_who_is_staff_is_one_person_with_two_hats(page: Page, site: str) -> None:
    """Both are named, and the questions are those of either hat."""
    sign_in(page, site, "Shabana Begum")
    roles = page.locator("main header p").first.inner_text()
    assert "Parent or guardian" in roles
    assert "Teaching assistant, Year 1" in roles
    expect(page.get_by_text("has not been signed")).to_have_count(0)

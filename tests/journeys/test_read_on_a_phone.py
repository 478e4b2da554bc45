"""A parent with an old phone and no JavaScript reads the policy, a clause, and an example."""

from playwright.sync_api import expect

from tests.browser import PHONE, Look, press, press_here
from tests.conftest import OpenPage


def test_parent_reads_from_the_policy_to_a_clause_to_an_example(open_page: OpenPage, site: str) -> None:
    """Four taps from the first page to the answer, without a script."""
    page = open_page(Look(PHONE, javascript=False))
    page.goto(site)
    press(page.get_by_role("link", name="Read the policy"))

    # The document is there, with its blank signature shown as blank.
    assert page.get_by_role("heading", level=1).inner_text() == "Use of social media, phones and photographs"
    expect(page.get_by_text("not signed yet")).to_be_visible()

    # The contents lead to the parents' part.
    press_here(page.locator("summary"))
    press(page.get_by_role("link", name="Parents and guardians", exact=True).first)
    assert page.url.endswith("#part-4")

    # A clause has a page of its own.
    press(page.get_by_role("link", name="Photographs at school", exact=True))
    assert page.url.endswith("/policy/parents.photo-pass/")
    expect(page.get_by_text("A photo pass from the school office")).to_be_visible()

    # An example opens to the verdict, which says what is needed and who gives it.
    press(page.locator("#examples .ask a").first)
    card = page.get_by_role("article")
    assert card.get_by_role("heading", level=2).inner_text() == "Yes, with permission"
    assert "From the school office." in card.locator(".givers").inner_text()
    press(card.get_by_role("link", name="parents.photo-pass"))
    assert page.url.endswith("/policy/parents.photo-pass/")

"""The office prints the policy for the noticeboard: what is on the paper?"""

from playwright.sync_api import Page, expect

A4 = {"width": 794, "height": 1123}
"""CSS pixels."""


def test_printed_policy_is_the_document_alone(page: Page, site: str) -> None:
    """The school's name, the wording and the blank line; no menus, no marks, black on white."""
    page.set_viewport_size({"width": A4["width"], "height": A4["height"]})
    page.goto(f"{site}/policy/")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_text("Oddenbrook Primary School", exact=True)).to_be_visible()
    expect(page.locator(".blank").first).to_be_visible()
    expect(page.get_by_text("not signed yet")).to_be_visible()
    expect(page.get_by_text("SHA-256")).to_be_visible()
    for hidden in ("nav", ".marks", ".skip", "footer", "summary"):
        assert not any(part.is_visible() for part in page.locator(hidden).all()), hidden
    colours = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_printed_policy_breaks_no_clause_between_two_sheets(page: Page, site: str) -> None:
    """And is a handful of sheets, not a book."""
    page.goto(f"{site}/policy/")
    pdf = page.pdf(prefer_css_page_size=True)
    assert 3 <= pdf.count(b"/Type /Page\n") <= 8
    page.emulate_media(media="print")
    inside = "[...document.querySelectorAll('.item')].every(e => getComputedStyle(e).breakInside === 'avoid')"
    assert page.evaluate(inside)

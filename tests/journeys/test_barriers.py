"""Is any page a barrier to anybody: axe on every page in four looks, narrow windows, the keyboard, large targets?"""

import pytest
from playwright.sync_api import Page

from gatepost.people.models import Person
from tests.browser import LOOKS, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.pages.table import PAGES

NARROW = 320
MORE = {
    "a refusal": "/policy/examples/phone-staff-parent-in-lesson/",
    "three permissions": "/policy/examples/publish-trip-report-three-permissions/",
    "a clause that a person judges": "/policy/principle.reputation/",
    "a clause with steps": "/policy/disclosures.from-child/",
    "a clause with law": "/policy/conduct.7/",
}
LOOKED_AT = {**PAGES, **MORE}
TARGET = 44
"""CSS pixels that a thumb needs; links inside a sentence are excepted, as WCAG 2.5.8 excepts them."""

SMALL_TARGETS = """least => [...document.querySelectorAll('a, button, summary')].filter(e => {
  const box = e.getBoundingClientRect();
  if (!box.width || e.matches('.skip') || e.closest('p:not(.more):not(.buttons), .points, .wording')) return false;
  const after = getComputedStyle(e, '::after');
  const extra = after.position === 'absolute' ? -2 * parseFloat(after.insetBlockStart || after.top) : 0;
  return box.height + extra < least - 0.5;
}).map(e => e.outerHTML.slice(0, 120) + ' ' + e.getBoundingClientRect().height)"""


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_on_any_page(open_page: OpenPage, site: str, look: Look) -> None:
    """For nobody, and for the head, who sees most."""
    page = open_page(look)
    for path in LOOKED_AT.values():
        page.goto(site + path)
        assert_no_axe_violations(page)
    sign_in(page, site, "Ruth Adeyemi")
    assert_no_axe_violations(page)


def test_no_page_scrolls_sideways_in_a_narrow_window(open_page: OpenPage, site: str) -> None:
    """320 pixels: a small phone, or a large one zoomed in."""
    page = open_page(Look(NARROW))
    for path in LOOKED_AT.values():
        page.goto(site + path)
        assert_no_sideways_scroll(page)
    sign_in(page, site, "Fiona Mackay")
    assert_no_sideways_scroll(page)


def test_every_target_is_large_enough_for_a_thumb(phone: Page, site: str) -> None:
    """Nothing that is pressed is lower than 44 pixels."""
    for path in LOOKED_AT.values():
        phone.goto(site + path)
        assert (path, phone.evaluate(SMALL_TARGETS, TARGET)) == (path, [])


def test_masthead_leaves_the_phone_to_the_page(phone: Page, site: str) -> None:
    """At most an eighth of the window, signed in or not."""
    for name in ("", "Fiona Mackay"):
        phone.goto(site) if not name else sign_in(phone, site, name)
        box = phone.get_by_role("banner").bounding_box()
        assert box is not None
        assert box["height"] <= 740 / 8


def test_what_a_narrow_masthead_has_no_room_for_stands_at_the_foot(open_page: OpenPage, site: str) -> None:
    """Never in both places, for a thumb, and in no window too wide: one's own page by name, and the people."""
    page = open_page(Look(360))
    sign_in(page, site, "Ruth Adeyemi")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(f"{site}/policy/")
        place = page.get_by_role("contentinfo" if width == 360 else "banner")
        assert place.get_by_role("link", name="Ruth Adeyemi").is_visible()
        assert place.get_by_role("link", name="People").is_visible()
        assert page.get_by_role("link", name="Ruth Adeyemi").count() == 1
        assert page.evaluate(SMALL_TARGETS, TARGET) == []
        assert_no_sideways_scroll(page)
    page.set_viewport_size({"width": 360, "height": 740})
    press(page.get_by_role("link", name="Ruth Adeyemi"))
    page.wait_for_url(f"{site}/me/")


def test_name_without_a_space_widens_no_list(open_page: OpenPage, site: str) -> None:
    """On a phone, of sixty letters."""
    Person.objects.filter(name="Daniel Osei").update(name="Abcdefghij" * 6)
    page = open_page(Look(360))
    sign_in(page, site, "Ruth Adeyemi")
    page.goto(f"{site}/people/")
    page.get_by_role("link", name="Abcdefghij").wait_for()
    assert_no_sideways_scroll(page)


def test_keyboard_reaches_the_content_at_once_and_shows_where_it_is(page: Page, site: str) -> None:
    """The first stop skips the masthead; every stop is visible and marked."""
    page.goto(f"{site}/policy/conduct.1/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _ in range(5):
        page.keyboard.press("Tab")
        shown = page.evaluate("(s => s.outlineStyle + ' ' + s.outlineWidth)(getComputedStyle(document.activeElement))")
        assert shown == "solid 3px"


def test_sign_in_works_by_keyboard_alone(page: Page, site: str) -> None:
    """Tab to the first person, Enter."""
    page.goto(f"{site}/sign-in/")
    page.get_by_role("button", name="Ruth Adeyemi").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")
    assert page.get_by_role("heading", level=1).inner_text() == "Ruth Adeyemi"


def test_page_turns_round_for_a_language_from_right_to_left(phone: Page, site: str) -> None:
    """The first translations may be into Urdu: the direction alone turns every page."""
    for path in ("/policy/", MORE["a refusal"]):
        phone.goto(site + path)
        phone.evaluate("document.documentElement.dir = 'rtl'")
        assert_no_sideways_scroll(phone)
        brand = phone.locator(".brand").bounding_box()
        assert brand is not None
        assert brand["x"] + brand["width"] > 300

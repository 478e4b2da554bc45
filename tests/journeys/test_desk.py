"""The office runs its day from the desk: a phone comes, stands there, and goes; a restriction holds, a question waits."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.unit.enquiries.asking import ask as ask_the_school
from tests.unit.grants.people import FOR_THE_SCHOOL
from tests.unit.grants.people import ask as ask_for
from tests.unit.restrictions.told import answer, interim, tell

NOTHING = "No phone is in the office."


def look_at(page: Page) -> None:
    """See that a page is no barrier."""
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("look", [Look(PHONE), Look(PHONE, "dark"), Look()], ids=str)
def test_office_runs_its_day_from_the_desk(open_page: OpenPage, site: str, noon: datetime, look: Look) -> None:
    """Each thing stands there while it is so, and leads to where it is done."""
    tell(interim())
    ask_the_school("parent-apart")
    ask_for("governor", FOR_THE_SCHOOL)
    page = open_page(look)
    sign_in(page, site, "Janet Cowley")
    page.goto(f"{site}/desk/")
    look_at(page)
    expect(page.get_by_role("list", name="What parents may not do")).to_contain_text("Tomasz Zielinski")
    expect(page.get_by_role("list", name="Requests that wait for others")).to_contain_text("waits for")
    expect(page.get_by_text(NOTHING)).to_be_visible()

    press(page.get_by_role("link", name="Phones", exact=True))
    press(page.get_by_role("link", name="Take a phone in"))
    page.get_by_label("Name or e-mail address").fill("osei")
    press(page.get_by_role("button", name="Find"))
    press(page.get_by_role("link", name="Daniel Osei"))
    page.get_by_label("Which phone?").fill("Black, cracked at a corner")
    page.get_by_label("Who may ring?").fill("The hospital, about his father")
    press(page.get_by_role("button", name="Take it in"))
    expect(page.get_by_role("row", name="Daniel Osei")).to_be_visible()

    page.goto(f"{site}/desk/")
    expect(page.get_by_role("list", name="Phones in the office")).to_contain_text("Daniel Osei")
    expect(page.get_by_text("The hospital")).to_have_count(0)
    look_at(page)
    press(page.get_by_role("list", name="Questions that wait").get_by_role("link"))
    look_at(page)
    page.get_by_label("Your answer").fill("At the gate, please.")
    press(page.get_by_role("button", name="Send the answer"))
    expect(page.get_by_text("At the gate, please.")).to_be_visible()

    page.goto(f"{site}/desk/")
    expect(page.get_by_text("No question waits for you.")).to_be_visible()
    press(page.get_by_role("list", name="Phones in the office").get_by_role("link"))
    press(page.get_by_role("button", name="Give back"))
    page.goto(f"{site}/desk/")
    expect(page.get_by_text(NOTHING)).to_be_visible()
    look_at(page)


@pytest.mark.parametrize("look", [Look(PHONE, javascript=False), Look(theme="dark")], ids=str)
def test_head_is_led_from_the_desk_to_the_case(open_page: OpenPage, site: str, noon: datetime, look: Look) -> None:
    """A reply waits: one press, and it can be read and decided."""
    answer(tell(interim()))
    page = open_page(look)
    sign_in(page, site, "Ruth Adeyemi")
    page.goto(f"{site}/desk/")
    if look.javascript:
        look_at(page)
    press(page.get_by_role("list", name="Notices that wait for you").get_by_role("link"))
    expect(page.get_by_text("It was my sister who filmed.")).to_be_visible()
    expect(page.get_by_role("link", name="Confirm it")).to_be_visible()

"""The office keeps a phone of somebody; a teacher asks about the hall before six and after. No page is a barrier."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from gatepost.kernel import clock
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in

ASKING = "/ask/?hat=staff&act=use-phone&device=own-phone&when=break"


def look_at(page: Page) -> None:
    """See that a page is no barrier."""
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("look", [Look(PHONE), Look(theme="dark")], ids=str)
def test_office_keeps_a_phone_and_its_owner_reads_the_message(
    open_page: OpenPage, site: str, noon: datetime, look: Look
) -> None:
    """Taken in, a message, not fetched at five, given back; each page looked at."""
    office, teacher = open_page(look), open_page(look)
    sign_in(office, site, "Janet Cowley")
    press(office.get_by_role("link", name="Phones in the office"))
    look_at(office)
    press(office.get_by_role("link", name="Take a phone in"))
    office.get_by_label("Name or e-mail address").fill("osei")
    press(office.get_by_role("button", name="Find"))
    look_at(office)
    press(office.get_by_role("link", name="Daniel Osei"))
    office.get_by_label("Which phone?").fill("Black, cracked at a corner")
    press(office.get_by_role("button", name="Take it in"))
    expect(office.get_by_role("alert")).to_contain_text("Say who may ring")
    look_at(office)
    office.get_by_label("Who may ring?").fill("The hospital, about his father")
    press(office.get_by_role("button", name="Take it in"))
    expect(office.get_by_role("row", name="Daniel Osei")).to_contain_text("The hospital, about his father")
    press(office.get_by_role("link", name="Take a message"))
    office.get_by_label("Message").fill("Ward 4 rang at ten to twelve.\nPlease ring back.")
    look_at(office)
    press(office.get_by_role("button", name="Keep this message"))
    expect(office.get_by_text("Ward 4 rang")).to_be_visible()
    sign_in(teacher, site, "Daniel Osei")
    teacher.goto(f"{site}/me/")
    press(teacher.get_by_role("link", name="A message for you is in the office"))
    expect(teacher.get_by_text("Ward 4 rang")).to_be_visible()
    look_at(teacher)
    with clock.frozen(noon + timedelta(hours=5)):
        office.goto(f"{site}/phones/")
        expect(office.get_by_role("row", name="Daniel Osei")).to_contain_text("Not fetched")
        look_at(office)
        press(office.get_by_role("button", name="Give back"))
        expect(office.get_by_text("No phone is in the office.")).to_be_visible()
        look_at(office)


@pytest.mark.parametrize("look", [Look(PHONE, javascript=False), Look(theme="dark")], ids=str)
def test_teacher_asks_about_the_hall_before_six_and_after(
    open_page: OpenPage, site: str, noon: datetime, look: Look
) -> None:
    """The same place, the same question: no, and then yes."""
    page = open_page(look)
    sign_in(page, site, "Daniel Osei")
    for hour, said, answer in (
        (noon + timedelta(hours=5, minutes=59), "Hall pupils use it until 6 pm", "No"),
        (noon + timedelta(hours=6), "Hall no pupils for the rest of today", "Yes"),
    ):
        with clock.frozen(hour):
            page.goto(site + ASKING)
            if look.javascript:
                look_at(page)
            press(page.get_by_role("button", name=said))
            expect(page.get_by_role("heading", name=answer, exact=True)).to_be_visible()
    page.goto(f"{site}/areas/")
    expect(page.get_by_role("link", name="Hall")).to_be_visible()


@pytest.mark.parametrize("look", [Look(PHONE), Look(theme="dark")], ids=str)
def test_head_lends_the_hall_to_a_club(open_page: OpenPage, site: str, noon: datetime, look: Look) -> None:
    """What cannot be is said; then everybody reads it."""
    head = open_page(look)
    sign_in(head, site, "Ruth Adeyemi")
    head.goto(f"{site}/areas/")
    look_at(head)
    press(head.get_by_role("link", name="Change the places"))
    look_at(head)
    press(head.get_by_role("link", name="Hall"))
    head.get_by_label("What for?").fill("Lent to the choir")
    head.get_by_label("No, no pupils then").check()
    head.get_by_label("From").fill("17:00")
    head.get_by_label("To", exact=True).fill("20:00")
    head.get_by_label("Friday").check()
    press(head.get_by_role("button", name="Add it"))
    expect(head.get_by_role("alert")).to_contain_text("“After-school club” is there at that time already")
    look_at(head)
    head.get_by_label("Friday").uncheck()
    head.get_by_label("First day").fill("2026-07-03")
    head.get_by_label("Last day").fill("2026-07-03")
    press(head.get_by_role("button", name="Add it"))
    expect(head.get_by_role("row", name="Lent to the choir")).to_contain_text("3 July 2026, 5 pm to 8 pm")
    look_at(head)
    head.goto(f"{site}/areas/")
    expect(head.get_by_role("link", name="Hall")).to_contain_text("pupils use it until 5 pm")
    look_at(head)
    head.goto(f"{site}/areas/keep/")
    press(head.get_by_role("link", name="Playground"))
    press(head.get_by_role("link", name="Take this place away"))
    look_at(head)
    press(head.get_by_role("button", name="Yes, take it away"))
    expect(head.get_by_role("link", name="Playground")).to_have_count(0)

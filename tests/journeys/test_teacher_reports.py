"""A teacher asks, learns that it is a no, reports a pupil's request, and the safeguarding lead sees it. No barrier."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.pages.test_selfreports import FRIEND


def look_at(page: Page) -> None:
    """See that a page is no barrier."""
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("look", [Look(PHONE), Look(theme="dark")], ids=str)
def test_teacher_reports_and_the_lead_sees_it(open_page: OpenPage, site: str, noon: datetime, look: Look) -> None:
    """From the policy's answer to the lead's word."""
    teacher, lead = open_page(look), open_page(look)
    sign_in(teacher, site, "Daniel Osei")
    teacher.goto(site + FRIEND.format(hat="staff", person="pupil"))
    look_at(teacher)
    press(teacher.get_by_role("link", name="Tell the safeguarding lead"))
    press(teacher.get_by_role("button", name="Send it"))
    expect(teacher.get_by_role("alert")).to_contain_text("Say what happened.")
    look_at(teacher)
    teacher.get_by_label("A pupil sent me a request").check()
    teacher.get_by_label("A game").check()
    teacher.get_by_label("I declined it").check()
    press(teacher.get_by_role("button", name="Send it"))
    expect(teacher.get_by_role("heading", name="Self-report")).to_be_visible()
    look_at(teacher)
    sign_in(lead, site, "Fiona Mackay")
    lead.goto(f"{site}/self-report/")
    look_at(lead)
    press(lead.get_by_role("link", name="Daniel Osei"))
    lead.get_by_label("A word to whoever reported").fill("Thank you. I speak with the family.")
    look_at(lead)
    press(lead.get_by_role("button", name="I have seen it"))
    expect(lead.get_by_text("by Fiona Mackay")).to_be_visible()
    look_at(lead)
    teacher.reload()
    expect(teacher.get_by_text("Thank you. I speak with the family.")).to_be_visible()

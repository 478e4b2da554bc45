"""Does the office help at its desk: somebody who lost their phone, somebody who leaves while they are signed in?"""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from gatepost.kernel.clock import now
from tests.browser import DESK, PHONE, Look, assert_no_axe_violations, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.journeys.test_sign_in import sign_in_by_code
from tests.pages.test_accounts import PARENT, TEACHER, person_of, totp


@pytest.fixture
def office(open_page: OpenPage, site: str) -> Page:
    """The office's computer, signed in."""
    page = open_page(Look(DESK))
    sign_in(page, site, "Janet Cowley")
    return page


def find(office: Page, site: str, letters: str, name: str) -> None:
    """Find somebody by two letters and open their page."""
    office.goto(f"{site}/people/")
    office.get_by_label("Name or e-mail address").fill(letters)
    press(office.get_by_role("button", name="Find"))
    press(office.get_by_role("link", name=name))


def test_teacher_who_lost_their_phone_is_helped_back_in(open_page: OpenPage, office: Page, site: str) -> None:
    """Whoever has the phone is out at once; the teacher gets in by mail, and sets up another one."""
    lost = open_page(Look(PHONE))
    sign_in_by_code(lost, site, TEACHER)
    lost.goto(f"{site}/me/sign-in/app/")
    secret = lost.locator("#secret").inner_text()
    lost.get_by_label("The code that the app shows now").fill(totp(secret))
    press(lost.get_by_role("button", name="Set it up"))
    found = open_page(Look(PHONE))
    sign_in_by_code(found, site, TEACHER)
    expect(found.get_by_role("heading", name="Your second step")).to_be_visible()

    find(office, site, "os", "Daniel Osei")
    press(office.get_by_role("link", name="Invite them, or help them back in"))
    assert_no_axe_violations(office)
    press(office.get_by_role("button", name="Take both away"))  # without having seen him
    expect(office.get_by_text("Has a second step.")).to_be_visible()
    office.get_by_label("I have seen this person myself and know who they are.").check()
    press(office.get_by_role("button", name="Take both away"))
    expect(office.get_by_text("Has no second step.")).to_be_visible()

    lost.goto(f"{site}/me/sign-in/")
    expect(lost.get_by_role("button", name="Sign out")).to_have_count(0)
    sign_in_by_code(found, site, TEACHER)
    expect(found.get_by_role("button", name="Sign out")).to_be_visible()


def test_leaver_is_out_with_the_next_click(open_page: OpenPage, office: Page, site: str) -> None:
    """In the middle of a session; neither the old page nor a new code lets them in again."""
    parent, person_id = open_page(Look(PHONE)), person_of(PARENT).id
    sign_in_by_code(parent, site, PARENT)
    expect(parent.get_by_role("button", name="Sign out")).to_be_visible()

    find(office, site, "zi", "Tomasz Zielinski")
    assert office.url.endswith(f"/people/{person_id}/")
    press(office.get_by_role("link", name="Leaves"))
    office.get_by_label("Last day").fill((localdate(now()) - timedelta(days=1)).isoformat())
    press(office.get_by_role("button", name="Yes, they leave"))
    expect(office.get_by_role("heading", name="Tomasz Zielinski")).to_be_visible()

    parent.goto(f"{site}/me/")
    expect(parent.get_by_role("button", name="Sign out")).to_have_count(0)
    expect(parent.get_by_text("Tomasz Zielinski")).to_have_count(0)
    parent.goto(f"{site}/sign-in/")
    parent.get_by_label("E-mail address").fill(PARENT)
    press(parent.get_by_role("button", name="Send me a code"))  # the same page as for anybody
    expect(parent.get_by_label("The code in the e-mail")).to_be_visible()

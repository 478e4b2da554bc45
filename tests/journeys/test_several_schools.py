"""Does a parent of two schools get in with one sign-in, see one at a time, and find the way to the other?"""

import pytest
from playwright.sync_api import Page

from gatepost.accounts.services import invite
from gatepost.demo.school import SCHOOL
from gatepost.kernel.clock import now
from gatepost.people import services
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from tests.browser import LOOKS, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.pages.test_accounts import PARENT, code_sent

ELSEWHERE = "Netherfold Primary School"


def looks_well(page: Page) -> None:
    """Complain of what shuts somebody out."""
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_parent_of_two_schools_takes_up_an_invitation_and_goes_from_one_to_the_other(
    open_page: OpenPage, site: str, look: Look
) -> None:
    """The link says that it is one sign-in; a new session asks which school, and each shows its own."""
    school = services.open_school(name=ELSEWHERE, by=SETUP, at=now())
    person = services.add_with_hat(
        school=school, name="T. Zielinski", email=PARENT, hat=Hat.PARENT, since=now().date(), by=SETUP, at=now()
    )
    token = invite(person_id=person.id, by=SETUP, at=now())
    page = open_page(look)
    page.goto(f"{site}/invitation/{token}/")
    page.get_by_text("at another school already").wait_for()
    looks_well(page)
    press(page.get_by_role("button", name="Sign me in"))
    page.get_by_role("link", name=ELSEWHERE).wait_for()
    press(page.get_by_role("button", name="Sign out"))

    page.goto(f"{site}/sign-in/")
    page.get_by_label("E-mail address").fill(PARENT)
    press(page.get_by_role("button", name="Send me a code"))
    page.get_by_label("The code in the e-mail").fill(code_sent())
    press(page.get_by_role("button", name="Sign in"))
    page.get_by_role("heading", name="Which school?").wait_for()
    looks_well(page)
    press(page.get_by_role("button", name=SCHOOL))
    page.get_by_role("link", name=SCHOOL).wait_for()
    page.goto(f"{site}/me/")
    assert ELSEWHERE not in page.content()
    looks_well(page)
    press(page.get_by_role("main").get_by_role("link", name="Change school"))
    page.get_by_text("you are here").wait_for()
    looks_well(page)
    press(page.get_by_role("button", name=ELSEWHERE))
    page.get_by_role("link", name=ELSEWHERE).wait_for()
    page.goto(f"{site}/me/")
    assert SCHOOL not in page.content()

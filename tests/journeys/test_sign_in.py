"""Do they get in, and out: a parent on a phone, a teacher with a passkey, a head with an app, a leaver?"""

import pytest
from playwright.sync_api import Page

from gatepost.demo import services as demo
from gatepost.kernel.clock import now
from gatepost.mail.models import Message
from gatepost.people.services import close_account
from gatepost.people.viewer import SETUP
from tests.browser import assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.live import LiveServer
from tests.pages.test_accounts import HEAD, PARENT, TEACHER, code_sent, invited, person_of, totp

MOST_ACTIONS = 5
WORDS = "walnut orbit lantern tide"


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None) -> str:
    """The invented school, under the name that a passkey can be bound to: an address is none."""
    demo.load()
    return live_server.url.replace("127.0.0.1", "localhost")


def sign_in_by_code(page: Page, site: str, email: str) -> None:
    """Type the address, then what came by mail."""
    page.goto(f"{site}/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    press(page.get_by_role("button", name="Send me a code"))
    page.get_by_label("The code in the e-mail").fill(code_sent())
    press(page.get_by_role("button", name="Sign in"))


def test_parent_gets_in_from_the_mail_with_two_taps_on_a_phone(phone: Page, site: str) -> None:
    """One on the link in the mail, one on the button; five would be allowed."""
    invited()
    link = Message.objects.get(kind="invitation").body.split("/invitation/")[1].split("/")[0]
    actions = 1
    phone.goto(f"{site}/invitation/{link}/")
    assert_no_axe_violations(phone)
    assert_no_sideways_scroll(phone)
    press(phone.get_by_role("button", name="Sign me in"))
    actions += 1
    phone.get_by_role("button", name="Sign out").wait_for()
    assert actions <= MOST_ACTIONS


def test_teacher_adds_a_passkey_and_signs_in_with_nothing_else(page: Page, site: str) -> None:
    """With Chromium's own authenticator."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in_by_code(page, site, TEACHER)
    page.goto(f"{site}/me/sign-in/")
    press(page.get_by_role("link", name="Add a passkey"))
    assert_no_axe_violations(page)
    press(page.get_by_role("button", name="Add it"))
    page.get_by_role("heading", name="Recovery codes").wait_for()
    press(page.get_by_role("button", name="Sign out"))
    page.goto(f"{site}/sign-in/")
    press(page.get_by_role("button", name="Sign in with a passkey"))
    page.get_by_role("button", name="Sign out").wait_for()
    assert "Daniel Osei" in page.content()


def test_head_sets_up_an_app_and_then_sees_everybody(phone: Page, site: str) -> None:
    """Before it the way there is on every page; after it the duty is there."""
    sign_in_by_code(phone, site, HEAD)
    press(phone.get_by_role("link", name="Set it up"))
    assert_no_axe_violations(phone)
    press(phone.get_by_role("link", name="Set up an app"))
    assert_no_axe_violations(phone)
    assert_no_sideways_scroll(phone)
    phone.get_by_label("The code that the app shows now").fill(totp(phone.locator("#secret").inner_text()))
    press(phone.get_by_role("button", name="Set it up"))
    phone.get_by_role("heading", name="Recovery codes").wait_for()
    phone.goto(f"{site}/people/")
    phone.get_by_role("heading", name="People").wait_for()


def test_leaver_is_out_in_the_middle_of_a_session(page: Page, site: str) -> None:
    """With the next click."""
    sign_in_by_code(page, site, PARENT)
    page.get_by_role("button", name="Sign out").wait_for()
    close_account(person=person_of(PARENT), by=SETUP, at=now())
    page.goto(f"{site}/me/")
    assert "Tomasz Zielinski" not in page.content()


def test_head_signs_in_with_a_password_and_the_app_on_a_phone(phone: Page, site: str) -> None:
    """Set once, in place of opening the mail; the app's code comes after it."""
    sign_in_by_code(phone, site, HEAD)
    phone.goto(f"{site}/me/sign-in/")
    press(phone.get_by_role("link", name="Set a password"))
    looks_well(phone)
    phone.get_by_label("Your new password").fill("short")
    press(phone.get_by_role("button", name="Set it"))
    phone.get_by_role("link", name="At least 12 characters").wait_for()
    looks_well(phone)
    phone.get_by_label("Your new password").fill(WORDS)
    press(phone.get_by_role("button", name="Set it"))
    press(phone.get_by_role("link", name="Set up an app"))
    secret = phone.locator("#secret").inner_text()
    phone.get_by_label("The code that the app shows now").fill(totp(secret))
    press(phone.get_by_role("button", name="Set it up"))
    phone.goto(f"{site}/me/sign-in/")
    looks_well(phone)
    press(phone.get_by_role("button", name="Sign out"))
    phone.goto(f"{site}/sign-in/")
    press(phone.get_by_role("link", name="Sign in with a password"))
    looks_well(phone)
    phone.get_by_label("E-mail address").fill(HEAD)
    phone.get_by_label("Password").fill("something else entirely")
    press(phone.get_by_role("button", name="Sign in"))
    looks_well(phone)
    phone.get_by_label("Password").fill(WORDS)
    press(phone.get_by_role("button", name="Sign in"))
    phone.get_by_role("heading", name="Your second step").wait_for()
    phone.get_by_label("Code").fill(totp(secret))
    press(phone.get_by_role("button", name="Go on"))
    phone.goto(f"{site}/people/")
    phone.get_by_role("heading", name="People").wait_for()


def looks_well(page: Page) -> None:
    """No barrier, and nothing beyond the edge."""
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)

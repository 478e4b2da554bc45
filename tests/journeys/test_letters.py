"""Does a letter bring somebody in who has no mailbox of their own: typed on a phone, then a passkey, then in again?"""

import io
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Page

from gatepost.demo import services as demo
from gatepost.people.models import Account
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.live import LiveServer
from tests.pages.test_letters import CODE

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None) -> str:
    """The invented school, under the name that a passkey can be bound to."""
    demo.load()
    return live_server.url.replace("127.0.0.1", "localhost")


def letter_of_class(page: Page, site: str, folder: Path) -> str:
    """Let the office print the letters of a class; return what the only one says."""
    sign_in(page, site, "Janet Cowley")
    page.goto(f"{site}/people/")
    press(page.get_by_role("link", name="Invite people"))
    page.get_by_label("Whom?").select_option(label="1A")
    press(page.get_by_role("button", name="Show them"))
    assert_no_axe_violations(page)
    with page.expect_download() as given:
        page.get_by_role("button", name="Make 1 letter").click()
    given.value.save_as(folder / "letters.pdf")
    with pdfplumber.open(io.BytesIO((folder / "letters.pdf").read_bytes())) as opened:
        assert len(opened.pages) == 1
        return opened.pages[0].extract_text()


def test_second_parent_of_a_shared_mailbox_comes_in_by_letter_and_then_by_passkey(
    open_page: OpenPage, site: str, tmp_path: Path
) -> None:
    """Four actions with the letter: open, type, press, and the lock of the phone."""
    text = letter_of_class(open_page(Look()), site, tmp_path)
    assert "Dear Rafiq Begum," in text
    assert "1A" in text
    code = CODE.search(text)
    assert code
    phone = open_page(Look(PHONE))
    devtools = phone.context.new_cdp_session(phone)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    phone.goto(f"{site}/invitation")
    assert_no_axe_violations(phone)
    assert_no_sideways_scroll(phone)
    phone.get_by_label("Code").fill(code[0].lower().replace("-", " "))
    press(phone.get_by_role("button", name="Sign me in"))
    phone.get_by_role("heading", name="How you sign in").wait_for()
    assert_no_axe_violations(phone)
    assert_no_sideways_scroll(phone)
    press(phone.get_by_role("link", name="Add a passkey"))
    press(phone.get_by_role("button", name="Add it"))
    phone.get_by_role("heading", name="Recovery codes").wait_for()
    press(phone.get_by_role("button", name="Sign out"))
    phone.goto(f"{site}/sign-in/")
    press(phone.get_by_role("button", name="Sign in with a passkey"))
    phone.goto(f"{site}/me/")
    phone.get_by_role("heading", name="Rafiq Begum").wait_for()
    assert Account.objects.get(persons__name="Rafiq Begum").email is None

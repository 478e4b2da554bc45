"""The head sets a plan and reminds all who have not; a parent gets the mail, signs, and gets no more. No page is a barrier."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from gatepost.campaigns import chasing
from gatepost.kernel import clock
from gatepost.people.models import Account
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.mailing import Mailbox, run_tasks, smtp_server
from tests.unit.campaigns.chased import add, ask

PARENT = "tomasz.zielinski@oddenbrook.example"


def look_at(page: Page) -> None:
    """See that a page is no barrier."""
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("look", [Look(PHONE), Look(theme="dark")], ids=str)
def test_head_reminds_and_a_parent_answers(
    open_page: OpenPage, site: str, noon: datetime, settings: LazySettings, look: Look
) -> None:
    """From the plan to the mail, from the mail to the answer, and a week later there is nothing more."""
    campaign = ask()
    add("Ada Wren")
    head = open_page(look)
    sign_in(head, site, "Ruth Adeyemi")
    head.goto(f"{site}/sign-off/{campaign.id}/remind/")
    look_at(head)
    press(head.get_by_role("link", name="Hours, holidays, and how often"))
    head.get_by_label("Gatepost reminds by itself").check()
    head.get_by_label("How often at most").fill("0")
    press(head.get_by_role("button", name="Keep this"))
    expect(head.get_by_role("alert")).to_contain_text("A number from 1 to 10.")
    look_at(head)
    head.get_by_label("How often at most").fill("4")
    press(head.get_by_role("button", name="Keep this"))
    expect(head.get_by_role("status")).to_contain_text("Kept.")
    head.get_by_label("Which holiday?").fill("Summer holiday")
    head.get_by_label("First day").fill("2026-07-22")
    head.get_by_label("Last day").fill("2026-08-31")
    press(head.get_by_role("button", name="Add it"))
    expect(head.get_by_role("cell", name="22 July 2026 to 31 August 2026")).to_be_visible()
    look_at(head)
    head.goto(f"{site}/sign-off/{campaign.id}/remind/")
    press(head.get_by_role("button", name="Remind"))
    expect(head.get_by_role("status")).to_contain_text("on their way")
    with smtp_server(Mailbox()) as server:
        settings.MAIL_SERVER = server.address()
        run_tasks()
        letters = [letter for letter in server.mailbox.letters if letter["To"] == PARENT]
        assert len(letters) == 1
        assert "/me/policy/" in letters[0].get_content()
        head.reload()
        expect(head.get_by_role("link", name="Ada Wren")).to_be_visible()
        look_at(head)
        parent = open_page(look)
        sign_in(parent, site, "Tomasz Zielinski")
        parent.goto(f"{site}/me/policy/")
        sign(parent)
        week = noon + timedelta(days=7)
        with clock.frozen(week):
            chasing.chase(at=week)
            run_tasks()
        again = [letter["To"] for letter in server.mailbox.letters if "your copy" not in str(letter["Subject"])]
        assert again.count(PARENT) == 1
        assert again.count(Account.objects.get(email__startswith="margaret").email) == 2


def sign(page: Page) -> None:
    """Read it, and agree."""
    press(page.get_by_role("button", name="Go on and read it"))
    press(page.get_by_role("button", name="I have read it"))
    page.get_by_label("I have read it and agree to keep to it").check()
    page.get_by_label("Type your name to sign").fill("Tomasz Zielinski")
    press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_role("heading", name="You have signed the policy")).to_be_visible()

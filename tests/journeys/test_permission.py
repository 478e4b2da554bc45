"""From "May I post for the school?" to the letter and its end: a teacher, the head, the chair, on different days.

Also the head's own request, and a governor who asks.
"""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from gatepost.grants.models import Permission
from gatepost.kernel import clock
from gatepost.kernel.clock import now
from gatepost.people.states import Lent
from gatepost.web.policy.words import curly
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.unit.grants.people import PASS, granted, lend
from tests.unit.restrictions.told import interim, tell

ASKED = "/ask/?hat=staff&act=visit-social-media&device=own-device&when=working-hours&purpose=for-the-school&service_kind=blog"
LOOKS = [Look(PHONE), Look(PHONE, "dark", javascript=False), Look(theme="dark")]


def look_at(page: Page, look: Look) -> None:
    """Look at the page as axe does; that needs script."""
    if look.javascript:
        assert_no_axe_violations(page)
        assert_no_sideways_scroll(page)


def fill(page: Page) -> None:
    """Say what is asked for."""
    page.get_by_label("What do you want to do?").fill("Tell parents about the book week, once a day.")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_label("Social media").check()
    page.get_by_label("Where exactly?").fill("The class blog")
    page.get_by_label("Last day").fill((now() + timedelta(days=60)).date().isoformat())
    page.get_by_label("What may the public page say?").fill("News of the book week")
    press(page.get_by_role("button", name="Ask", exact=True))
    expect(page.get_by_role("heading", name="Your request was sent")).to_be_visible()


def sign_in_anew(page: Page, site: str, name: str) -> None:
    """Let somebody else take the phone."""
    page.context.clear_cookies()
    sign_in(page, site, name)


def say_yes(page: Page, site: str, whose: str, *, minute: str = "") -> None:
    """Agree as whose decision it is, from one's own page on."""
    page.goto(f"{site}/me/")
    press(page.get_by_role("link", name="A request waits for your decision"))
    press(page.get_by_role("link", name=f"Say yes, {whose}"))
    if minute:
        page.get_by_label("Minute of the governing body").fill(minute)
        page.get_by_label("Decided on").fill(now().date().isoformat())
    press(page.get_by_role("button", name="Yes", exact=True))
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_teacher_asks_to_post_for_the_school(open_page: OpenPage, site: str, look: Look) -> None:
    """Head and governors decide on different days; "Ask" changes; the chair takes it away; "Ask" changes back."""
    page = open_page(look)
    sign_in(page, site, "Daniel Osei")
    page.goto(f"{site}{ASKED}")
    expect(page.get_by_role("heading", name="Yes, with permission")).to_be_visible()
    look_at(page, look)
    press(page.get_by_role("link", name="Ask to post for the school"))
    look_at(page, look)
    expect(page.get_by_label("Blog")).to_be_checked()
    fill(page)
    look_at(page, look)
    sign_in_anew(page, site, "Ruth Adeyemi")
    say_yes(page, site, "for the head teacher")
    look_at(page, look)
    page.goto(f"{site}/permissions/")
    look_at(page, look)
    with clock.frozen(now() + timedelta(days=3)):
        sign_in_anew(page, site, "Gareth Pryce")
        say_yes(page, site, "for the governing body", minute="2026/11, item 4")
        sign_in_anew(page, site, "Daniel Osei")
        page.goto(f"{site}{ASKED}")
        expect(page.get_by_role("heading", name="Yes", exact=True)).to_be_visible()
        expect(page.get_by_text("The class blog", exact=True)).to_be_visible()
        look_at(page, look)
        press(page.get_by_role("link", name="See your permission"))
        code = page.get_by_text("Code:").locator(".hash").inner_text()
        letter = f"{site}/letter/?{urlencode({'code': code})}"
        page.goto(letter)
        expect(page.get_by_role("heading", name="Valid")).to_be_visible()
        sign_in_anew(page, site, "Gareth Pryce")
        page.goto(f"{site}/permissions/{Permission.objects.get().id}/")
        press(page.get_by_role("link", name="Take the permission away, for the governing body"))
        page.get_by_label("Why?").fill("The blog was closed.")
        look_at(page, look)
        press(page.get_by_role("button", name="Take it away"))
        expect(page.get_by_text("Taken away").first).to_be_visible()
        page.goto(letter)
        expect(page.get_by_role("heading", name="Taken away")).to_be_visible()
        sign_in_anew(page, site, "Daniel Osei")
        page.goto(f"{site}{ASKED}")
        expect(page.get_by_role("heading", name="Yes, with permission")).to_be_visible()


def test_heads_own_request_goes_to_the_chair_and_another_governor(open_page: OpenPage, site: str) -> None:
    """The head decides nothing of it, and the chair only for one of the two."""
    page = open_page(Look(PHONE))
    sign_in(page, site, "Ruth Adeyemi")
    page.goto(f"{site}/permissions/new/school-name/")
    page.get_by_label("What do you want to do?").fill("The school's name in a book that I write.")
    page.get_by_label("Print", exact=True).check()
    page.get_by_label("Where exactly?").fill("The book")
    page.get_by_label("Last day").fill((now() + timedelta(days=60)).date().isoformat())
    page.get_by_label("What may the public page say?").fill("A book about reading")
    press(page.get_by_role("button", name="Ask", exact=True))
    expect(page.get_by_role("link", name="Say yes")).to_have_count(0)
    page.goto(f"{site}/me/")
    expect(page.get_by_text("A request waits for your decision")).to_have_count(0)
    sign_in_anew(page, site, "Gareth Pryce")
    say_yes(page, site, curly("in the head teacher's place"))
    expect(page.get_by_text("In force").first).to_be_visible()


def test_a_governor_asks_and_another_records_what_the_body_decided(open_page: OpenPage, site: str) -> None:
    """The chair asks, so somebody else has to speak for the governing body; until then it waits."""
    page = open_page(Look(PHONE))
    sign_in(page, site, "Gareth Pryce")
    page.goto(f"{site}/permissions/new/on-behalf-of-school/")
    fill(page)
    expect(page.get_by_role("link", name="Say yes")).to_have_count(0)
    sign_in_anew(page, site, "Ruth Adeyemi")
    say_yes(page, site, "for the head teacher")
    expect(page.get_by_text("It waits for the governing body.")).to_be_visible()
    lend("vice-chair", Lent.GOVERNING_BODY, since=localdate(now()))
    sign_in_anew(page, site, "Olu Bankole")
    say_yes(page, site, "for the governing body", minute="2026/11, item 4")
    expect(page.get_by_text("In force").first).to_be_visible()


def test_a_parent_who_lost_a_right_is_told_no_and_why(open_page: OpenPage, site: str) -> None:
    """A pass in hand changes nothing; nobody else's answer does."""
    asked = f"{site}/ask/?hat=parent&act=take-photos&where=at-event"
    today = localdate(now())
    granted("parent", PASS, at=now(), since=today, until=today)
    page = open_page(Look(PHONE))
    sign_in(page, site, "Tomasz Zielinski")
    page.goto(asked)
    expect(page.get_by_role("heading", name="Yes", exact=True)).to_be_visible()
    notice = {"since": today, "reply_by": today + timedelta(days=8), "review": today + timedelta(days=20)}
    tell(interim(**notice, until=today + timedelta(days=30)), at=now())
    page.goto(asked)
    expect(page.get_by_role("heading", name="No", exact=True)).to_be_visible()
    expect(page.get_by_text("For now you may not take photos.").first).to_be_visible()
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)
    sign_in_anew(page, site, "Marek Nowak")
    page.goto(asked)
    expect(page.get_by_role("heading", name="Yes, with permission")).to_be_visible()

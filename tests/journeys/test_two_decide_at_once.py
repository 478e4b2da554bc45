"""Two people have the same request open on their phones, and both press: one decision, and the second reads what happened."""

from collections.abc import Callable

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from gatepost.audit.models import AuditEntry
from gatepost.grants.models import Letter, Permission
from gatepost.kernel.clock import now
from gatepost.people.states import Lent
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.unit.grants.people import FOR_THE_SCHOOL, NAME, ask, lend

LOOKS = [Look(PHONE), Look(PHONE, "dark", javascript=False)]


@pytest.fixture
def two(open_page: OpenPage, site: str) -> Callable[..., list[Page]]:
    """Return a function that opens a page about a permission in a browser for each of these people."""

    def opened(row: Permission, deed: str, *names: str, look: Look) -> list[Page]:
        pages = [open_page(look) for _name in names]
        for page, name in zip(pages, names, strict=True):
            sign_in(page, site, name)
            page.goto(f"{site}/permissions/{row.id}/{deed}/")
        return pages

    return opened


def happened(row: Permission) -> list[tuple[str, str]]:
    """Return the steps after the request; each has its one line in the record."""
    steps = list(row.steps.order_by("number").values_list("step", "body"))[1:]
    recorded = AuditEntry.objects.filter(subject=row.id).exclude(action="permission.ask").order_by("sequence")
    assert [entry.action for entry in recorded] == [f"permission.{step}" for step, _body in steps]
    return steps


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_head_and_deputy_press_yes_and_no_at_once(two: Callable[..., list[Page]], look: Look) -> None:
    """Whoever was later reads that it was given, keeps what they typed, and has changed nothing."""
    lend("deputy", Lent.HEAD, since=localdate(now()))
    today = localdate(now())
    row = ask("teacher", NAME, at=now(), since=today, until=today)
    (heads,) = two(row, "agree", "Ruth Adeyemi", look=look)
    (deputys,) = two(row, "decline", "Hannah Whitcombe", look=look)
    deputys.get_by_label("Why not?").fill("Not this term.")
    press(heads.get_by_role("button", name="Yes", exact=True))
    expect(heads.get_by_text("In force").first).to_be_visible()
    press(deputys.get_by_role("button", name="No", exact=True))
    expect(deputys.get_by_text("This permission has been given. Nothing was changed.").first).to_be_visible()
    expect(deputys.get_by_label("Why not?")).to_have_value("Not this term.")
    if look.javascript:
        assert_no_axe_violations(deputys)
        assert_no_sideways_scroll(deputys)
    press(deputys.get_by_role("link", name="Back", exact=True))
    expect(deputys.get_by_text("In force").first).to_be_visible()
    expect(deputys.get_by_role("link", name="Say no")).to_have_count(0)
    row.refresh_from_db()
    assert (row.state, row.agreed, happened(row)) == ("granted", "head", [("grant", "head")])
    assert Letter.objects.filter(permission=row).count() == 1


def test_head_deputy_and_chair_press_yes_and_each_body_decides_once(two: Callable[..., list[Page]]) -> None:
    """Three presses, two bodies, two decisions: the second of the two for the head reads that it is agreed to already."""
    lend("deputy", Lent.HEAD, since=localdate(now()))
    today = localdate(now())
    row = ask("teacher", FOR_THE_SCHOOL, at=now(), since=today, until=today)
    names = ("Ruth Adeyemi", "Hannah Whitcombe", "Gareth Pryce")
    heads, deputys, chairs = two(row, "agree", *names, look=Look(PHONE))
    chairs.get_by_label("Minute of the governing body").fill("2026/11, item 4")
    chairs.get_by_label("Decided on").fill(today.isoformat())
    for page in (heads, deputys, chairs):
        press(page.get_by_role("button", name="Yes", exact=True))
    expect(deputys.get_by_text("This has been agreed to already.").first).to_be_visible()
    assert_no_axe_violations(deputys)
    assert_no_sideways_scroll(deputys)
    expect(chairs.get_by_text("In force").first).to_be_visible()
    row.refresh_from_db()
    assert (row.state, row.agreed) == ("granted", "governing-body,head")
    assert happened(row) == [("agree", "head"), ("grant", "governing-body")]

"""The head restricts a parent, the parent reads it and replies, the head confirms, and later lifts it, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from gatepost.kernel.clock import now
from gatepost.restrictions.queries import held
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.unit.restrictions.told import day as day_after
from tests.unit.restrictions.told import person

WHY, SAID = "You filmed other children at the gate.", "It was my sister who filmed."


@pytest.mark.parametrize("look", [Look(PHONE, "dark"), Look(PHONE, javascript=False), Look()], ids=str)
def test_head_restricts_a_parent_who_replies(open_page: OpenPage, site: str, noon: object, look: Look) -> None:
    """Every page on the way is looked at; what is lost is asked as "Ask" does."""
    head, parent = open_page(look), open_page(look)
    today = now().date()

    def look_at(page: Page) -> None:
        if look.javascript:
            assert_no_axe_violations(page)
            assert_no_sideways_scroll(page)

    sign_in(head, site, "Ruth Adeyemi")
    sign_in(parent, site, "Tomasz Zielinski")
    head.goto(f"{site}/people/{person('parent').id}/")
    press(head.get_by_role("link", name="Restrict"))
    look_at(head)
    press(head.get_by_role("button", name="Go on"))
    expect(head.get_by_role("alert")).to_be_visible()
    look_at(head)
    fill_in(head)
    press(head.get_by_role("button", name="Go on"))
    look_at(head)
    press(head.get_by_role("button", name="Give the notice"))
    look_at(head)
    there = head.url
    assert held(person("parent").id, on=today) == {"no-photos"}

    parent.goto(f"{site}/me/")
    look_at(parent)
    press(parent.get_by_role("link", name="A notice to you"))
    expect(parent.get_by_text(WHY)).to_be_visible()
    look_at(parent)
    parent.get_by_label("Your reply").fill(SAID)
    press(parent.get_by_role("button", name="Send the reply"))
    expect(parent.get_by_text(SAID)).to_be_visible()

    head.goto(there)
    press(head.get_by_role("link", name="Confirm it"))
    expect(head.get_by_text(SAID)).to_be_visible()
    look_at(head)
    head.get_by_label("Why", exact=True).fill("I read it. It was you who held the phone.")
    press(head.get_by_role("button", name="Confirm it"))
    expect(head.get_by_text("In force", exact=True)).to_be_visible()
    look_at(head)
    press(head.get_by_role("link", name="Lift it"))
    head.get_by_label("Why", exact=True).fill("We spoke.")
    press(head.get_by_role("button", name="Lift it"))
    assert held(person("parent").id, on=today) == frozenset()
    parent.reload()
    expect(parent.get_by_text("Lifted", exact=True).first).to_be_visible()
    look_at(parent)
    parent.goto(f"{site}/me/restrictions/")
    look_at(parent)
    head.goto(f"{site}/restrictions/")
    look_at(head)


def fill_in(head: Page) -> None:
    """Write a notice that counts at once."""
    head.get_by_label("Taking photographs").check()
    head.get_by_label("Why", exact=True).fill(WHY)
    head.get_by_label("At once, while the reply is awaited").check()
    head.get_by_label("Why it cannot wait").fill("The fair is tomorrow.")
    for label, number in (("Last day to reply", 10), ("Last day", 43), ("Look at it again on", 30)):
        head.get_by_label(label, exact=True).fill(day_after(number).isoformat())

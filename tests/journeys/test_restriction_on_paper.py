"""A notice goes on paper to a parent without an address, on a phone; and a parent asks that it is looked at again."""

import pytest
from playwright.sync_api import Page, expect

from gatepost.people import services as people
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.restrictions import services
from gatepost.restrictions.states import Step
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import NOON, OpenPage
from tests.journeys.conftest import sign_in
from tests.unit.restrictions.told import TODAY, answer, decide, interim, person, tell
from tests.unit.signoff.people import viewer_of

LOOKS = [Look(PHONE, "dark"), Look(PHONE, javascript=False)]
HOW, SAID = "I did, in person, at the gate.", "She changes class in September."


def look_at(page: Page, look: Look) -> None:
    """Look at a page as whoever cannot see it does, and for what does not fit on the screen."""
    if look.javascript:
        assert_no_axe_violations(page)
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_head_hands_a_notice_over_and_records_it(open_page: OpenPage, site: str, noon: object, look: Look) -> None:
    """From what waits on My page to the day by which the parent can reply."""
    school = person("parent").school
    nobody = people.add_with_hat(
        school=school, name="Olena Koval", email="", hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON
    )
    row = services.give_notice(person=nobody.id, wanted=interim(), by=viewer_of("head"), at=NOON)
    head = open_page(look)
    sign_in(head, site, "Ruth Adeyemi")
    head.goto(f"{site}/me/")
    press(head.get_by_role("link", name="A notice waits to be handed over by 9 July 2026"))
    expect(head.get_by_text("If they get it after 9 July 2026, it lapses before that.")).to_be_visible()
    expect(head.get_by_role("link", name="Confirm it")).to_have_count(0)
    look_at(head, look)
    press(head.get_by_role("link", name="Record that it was handed over", exact=True))
    look_at(head, look)
    press(head.get_by_role("button", name="Record it"))
    expect(head.get_by_role("alert")).to_be_visible()
    look_at(head, look)
    head.get_by_label("Who handed it over, and how").fill(HOW)
    press(head.get_by_role("button", name="Record it"))
    expect(head.get_by_text(HOW)).to_be_visible()
    expect(head.get_by_text("or after 13 July 2026")).to_be_visible()
    look_at(head, look)
    assert row.steps.get().words == HOW


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_parent_asks_for_an_earlier_look_and_is_answered(
    open_page: OpenPage, site: str, noon: object, look: Look
) -> None:
    """With a reason that the head reads first; the answer stands on the parent's page."""
    row = tell(interim())
    answer(row)
    decide(row, Step.CONFIRM)
    parent, head = open_page(look), open_page(look)
    sign_in(parent, site, "Tomasz Zielinski")
    parent.goto(f"{site}/me/restrictions/{row.id}/")
    look_at(parent, look)
    parent.get_by_label("Why should it be looked at again?").fill(SAID)
    press(parent.get_by_role("button", name="Ask", exact=True))
    expect(parent.get_by_text("You asked that it is looked at again")).to_be_visible()
    look_at(parent, look)

    sign_in(head, site, "Ruth Adeyemi")
    head.goto(f"{site}/me/")
    press(head.get_by_role("link", name="A parent asks you to look at a restriction again"))
    expect(head.get_by_text(SAID)).to_be_visible()
    look_at(head, look)
    press(head.get_by_role("link", name="Lift it"))
    head.get_by_label("Why", exact=True).fill("That is so.")
    press(head.get_by_role("button", name="Lift it"))
    parent.reload()
    expect(parent.get_by_text("That is so.")).to_be_visible()
    look_at(parent, look)

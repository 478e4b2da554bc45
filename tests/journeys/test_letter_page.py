"""Somebody shows a letter at the gate; the head takes the permission away, and the page turns at once."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from gatepost.grants import services
from gatepost.grants.codes import new_code, shown
from gatepost.grants.models import Letter
from tests.browser import (
    LOOKS_WITH_AND_WITHOUT_SCRIPT,
    Look,
    assert_no_axe_violations,
    assert_no_sideways_scroll,
    press,
)
from tests.conftest import OpenPage
from tests.unit.grants.people import FOR_THE_SCHOOL, ask, viewer_of, yes


@pytest.mark.parametrize("look", LOOKS_WITH_AND_WITHOUT_SCRIPT, ids=str)
def test_page_of_a_letter_turns_at_once(open_page: OpenPage, site: str, noon: datetime, look: Look) -> None:
    """Typed as it is read aloud; with a mistake, which is told as one; then taken away."""
    row = ask("teacher", FOR_THE_SCHOOL)
    yes(row, "head", "head", text="Only in term.")
    yes(row, "governing-body", "chair")
    code = shown(Letter.objects.get().code)
    page = open_page(look)
    page.goto(f"{site}/letter/")
    _is_well(page, look)
    page.get_by_label("Code on the letter").fill(code[:-1])
    press(page.get_by_role("button", name="Check it"))
    expect(page.get_by_role("alert")).to_contain_text("typing error")
    _is_well(page, look)
    page.get_by_label("Code on the letter").fill(code.replace("-", " ").lower())
    press(page.get_by_role("button", name="Check it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Valid")
    expect(page.get_by_text("There are conditions")).to_be_visible()
    _is_well(page, look)
    services.revoke(permission=row.id, body="governing-body", reason="So.", by=viewer_of("chair"), at=noon)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken away")
    _is_well(page, look)
    page.goto(f"{site}/letter/?code={shown(new_code())}")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is permitted by it")
    _is_well(page, look)


def _is_well(page: Page, look: Look) -> None:
    if look.javascript:  # both are looked at by a script
        assert_no_axe_violations(page)
        assert_no_sideways_scroll(page)

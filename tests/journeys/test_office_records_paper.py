"""The office prints a sheet, records what comes back with its scan, and the parent finds it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gatepost.signoff.models import SignOff
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press, press_here
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.unit.signoff.people import PDF


@pytest.mark.parametrize(
    "look", [Look(PHONE), Look(PHONE, javascript=False), Look(PHONE, "dark"), Look(theme="dark"), Look()], ids=str
)
def test_office_records_a_sheet(open_page: OpenPage, site: str, look: Look, tmp_path: Path) -> None:
    """First with the file forgotten."""
    page, scan = open_page(look), tmp_path / "IMG 0001.pdf"
    scan.write_bytes(PDF)

    def look_at_it() -> None:
        if look.javascript:
            assert_no_axe_violations(page)
            assert_no_sideways_scroll(page)

    sign_in(page, site, "Janet Cowley")
    page.goto(f"{site}/people/")
    press(page.get_by_role("link", name="Signed on paper"))
    look_at_it()
    page.get_by_label("Name or e-mail address").fill("zi")
    press(page.get_by_role("button", name="Find"))
    look_at_it()
    press(page.get_by_role("link", name="Tomasz Zielinski"))
    look_at_it()
    with page.expect_download() as printed:
        press_here(page.get_by_role("link", name="Print a sheet (PDF)"))
    assert printed.value.suggested_filename == "sheets-to-sign.pdf"
    page.get_by_label("The day on the sheet").fill("2026-07-01")
    page.get_by_label("They agree").check()
    page.get_by_label("The name on the sheet").fill("T. Zielinski")
    press(page.get_by_role("button", name="Record this sheet"))
    expect(page.get_by_role("alert")).to_contain_text("Choose one file")
    look_at_it()
    expect(page.get_by_role("alert")).to_contain_text("Is it their sheet?")
    page.get_by_label("It is the sheet of Tomasz Zielinski").check()
    page.get_by_label("The scan, or a photo").set_input_files(scan)
    press(page.get_by_role("button", name="Record this sheet"))
    expect(page.get_by_role("heading", name="It is recorded")).to_be_visible()
    look_at_it()
    row = SignOff.objects.get()
    assert (row.name, str(row.on_paper)) == ("T. Zielinski", "2026-07-01")
    with page.expect_download() as taken:
        press_here(page.get_by_role("link", name="Download the scan"))
    assert taken.value.suggested_filename == "signed-sheet.pdf"
    assert Path(taken.value.path()).read_bytes() == PDF
    _take_it_back(page, site, look_at_it)


def _take_it_back(page: Page, site: str, look_at_it: Callable[[], None]) -> None:
    """Let the office say that it was a mistake, and the parent find that it was."""
    press(page.get_by_role("link", name="This was recorded by mistake"))
    look_at_it()
    press(page.get_by_role("button", name="This was recorded by mistake"))
    expect(page.get_by_role("alert")).to_contain_text("Say what went wrong.")
    look_at_it()
    page.get_by_label("The sheet belongs to somebody else").check()
    press(page.get_by_role("button", name="This was recorded by mistake"))
    expect(page.get_by_role("heading", name="It counts for nobody now")).to_be_visible()
    expect(page.get_by_text("Does not count")).to_be_visible()
    look_at_it()
    sign_in(page, site, "Tomasz Zielinski")
    page.goto(f"{site}/me/policy/signed/")
    expect(page.get_by_role("heading", name="Recorded by mistake")).to_be_visible()
    look_at_it()

"""The office imports the autumn's list on a Monday morning: looks, decides, confirms, and takes it back."""

from datetime import datetime

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from gatepost.kernel.clock import now
from gatepost.people.viewer import Viewer
from gatepost.roster import applying_job, reading_job, undoing
from gatepost.roster.models import RosterImport
from tests.browser import LOOKS, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in

LIST = (
    "Kind,Number,First name,Last name,Email,Role,Class,Year,Guardian 1 name,Guardian 1 email,Guardian 2 name,Guardian 2 email\n"
    "staff,DO,Daniel,Osei,daniel.osei@oddenbrook.example,Deputy head,,,,,,\n"
    "staff,AE,Ada,Example,ada@oddenbrook.example,Teacher,,,,,,\n"
    "staff,BE,Ben,Example,not an address,,,,,,,\n"
    "staff,ML,Margaret,Lowe,margaret.lowe@oddenbrook.example,Teacher,,,,,,\n"
    "pupil,42,Cleo,Example,,,4B,4,Dan Example,family@home.example,Eve Example,family@home.example\n"
)


@pytest.fixture(autouse=True)
def queue(settings: LazySettings) -> None:
    """Let tasks wait until the test plays the worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def work() -> None:
    """Do what waits for the worker."""
    roster = RosterImport.objects.get()
    by = Viewer(actor=roster.actor, person_id=roster.actor, school_id=roster.school_id, duties=frozenset({"office"}))
    reading_job.read(roster.id, on=now().date())
    applying_job.carry_out(roster.id, by=by, at=now())
    undoing.undo(roster.id, by=by, at=now())


def test_office_imports_decides_confirms_and_undoes(page: Page, site: str, noon: datetime) -> None:
    """Without a script, a page that looks again by itself, and nothing done before the last yes."""
    sign_in(page, site, "Janet Cowley")
    page.goto(f"{site}/people/import/")

    # A spreadsheet by another name is sent back with what to do.
    page.set_input_files("#file", {"name": "people.csv", "mimeType": "text/csv", "buffer": b"PK\x03\x04"})
    press(page.get_by_role("button", name="Send the file"))
    assert "This is a spreadsheet" in page.get_by_role("alert").inner_text()

    # The real list: its columns are known.
    page.set_input_files("#file", {"name": "people.csv", "mimeType": "text/csv", "buffer": LIST.encode()})
    press(page.get_by_role("button", name="Send the file"))
    assert page.get_by_label("First name", exact=True).input_value() == "First name"
    press(page.get_by_role("button", name="Read the file"))
    assert page.get_by_role("heading", level=1).inner_text() == "Being read …"

    # The page finds out by itself that the worker is done.
    work()
    page.get_by_role("heading", name="What would change").wait_for()
    expect(page.get_by_text("Line 4, Email:")).to_be_visible()

    # Margaret Lowe is a volunteer already: somebody has to say.
    press(page.get_by_role("link", name="Say who one person is"))
    page.get_by_label("The same person as Margaret Lowe").check()
    press(page.get_by_role("button", name="Keep these answers"))
    work()
    press(page.get_by_role("link", name="Check and confirm"))
    press(page.get_by_role("button", name="Yes, do this"))
    work()
    page.get_by_role("heading", name="Done", exact=True).wait_for()
    expect(page.get_by_text("4 new, 2 changed, 0 left.")).to_be_visible()

    # And back.
    press(page.get_by_role("link", name="Undo this import"))
    press(page.get_by_role("button", name="Yes, undo it"))
    work()
    page.get_by_role("heading", name="Undone").wait_for()


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[-1]], ids=str)
def test_no_page_of_an_import_is_a_barrier(open_page: OpenPage, site: str, noon: datetime, look: Look) -> None:
    """On a phone by day, at a desk by night."""
    page = open_page(look)
    sign_in(page, site, "Janet Cowley")
    page.goto(f"{site}/people/import/")
    page.set_input_files("#file", {"name": "people.csv", "mimeType": "text/csv", "buffer": LIST.encode()})
    press(page.get_by_role("button", name="Send the file"))
    assert_no_axe_violations(page)
    press(page.get_by_role("button", name="Read the file"))
    roster = RosterImport.objects.get()
    address = f"{site}/people/import/{roster.id}/"
    paths = ["?still=yes"]
    work()
    paths += ["", "who-is-who/", "list/new/", "list/problem/", "leavers/", "drop/"]
    for path in paths:
        page.goto(address + path)
        assert_no_axe_violations(page)
        assert_no_sideways_scroll(page)

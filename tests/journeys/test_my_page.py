"""A parent looks at their own page on a phone; a teacher says in private that a pupil is family, and the office sees nothing."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from gatepost.kernel.clock import now
from gatepost.people import services
from gatepost.people.models import Person, School
from gatepost.people.viewer import SETUP
from tests.browser import assert_no_axe_violations, assert_no_sideways_scroll, press, press_here
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in

SINCE = date(2025, 9, 1)


@pytest.fixture
def oriel(site: str) -> str:
    """A pupil, whose father is the invented parent."""
    school = School.objects.get()
    pupil = services.add_pupil(school=school, name="Oriel Penhallow", class_name="4B", since=SINCE, by=SETUP, at=now())
    father = Person.objects.get(name="Tomasz Zielinski")
    services.link_guardian(person=father, pupil=pupil, since=SINCE, by=SETUP, at=now())
    return pupil.name


def test_parent_finds_their_page_on_a_phone_and_takes_their_data(phone: Page, site: str, oriel: str) -> None:
    """Two taps from the first page to the file."""
    sign_in(phone, site, "Tomasz Zielinski")
    press(phone.get_by_role("link", name="My page"))
    expect(phone.get_by_role("heading", name="What binds you")).to_be_visible()
    expect(phone.get_by_text(oriel)).to_be_visible()
    assert_no_axe_violations(phone)
    assert_no_sideways_scroll(phone)
    press(phone.get_by_role("link", name="Download my data"))
    assert_no_axe_violations(phone)
    with phone.expect_download() as download:
        press_here(phone.get_by_role("button", name="Make the file"))
    assert download.value.suggested_filename.startswith("gatepost-my-data-")


def test_teacher_declares_family_in_private_and_the_office_sees_nothing_of_it(
    open_page: OpenPage, site: str, oriel: str
) -> None:
    """A wrong name is told and kept; the right one stands on their page; the office finds it nowhere of its own."""
    teacher = open_page()
    sign_in(teacher, site, "Daniel Osei")
    press(teacher.get_by_role("link", name="Daniel Osei"))
    press(teacher.get_by_role("link", name="Say in private that a pupil is your family"))
    teacher.get_by_label("first name and last name").fill("Oriel")
    teacher.get_by_label("Who is that to you?").fill("my niece")
    press(teacher.get_by_role("button", name="Declare"))
    expect(teacher.get_by_role("alert")).to_be_visible()
    assert teacher.get_by_label("Who is that to you?").input_value() == "my niece"
    teacher.get_by_label("first name and last name").fill(oriel)
    press(teacher.get_by_role("button", name="Declare"))
    expect(teacher.get_by_role("row", name=oriel)).to_be_visible()
    teacher.goto(f"{site}/me/")
    expect(teacher.get_by_text(f"{oriel}, my niece")).to_be_visible()

    office = open_page()
    sign_in(office, site, "Janet Cowley")
    for path in ("/me/", "/me/family/", "/people/", f"/people/{Person.objects.get(name='Daniel Osei').id}/"):
        office.goto(site + path)
        expect(office.get_by_text("my niece")).to_have_count(0)

    head = open_page()
    sign_in(head, site, "Ruth Adeyemi")
    head.goto(f"{site}/me/family/")
    expect(head.get_by_text("my niece")).to_have_count(0)

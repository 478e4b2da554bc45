"""A parent on a phone without JavaScript makes up a situation, and forgets something first."""

from playwright.sync_api import expect

from tests.browser import PHONE, Look, press
from tests.conftest import OpenPage


def test_parent_explores_from_an_empty_form_to_why(open_page: OpenPage, site: str) -> None:
    """Another act brings other questions by a button; what was missing is said, and what was chosen stays."""
    page = open_page(Look(PHONE, javascript=False))
    page.goto(f"{site}/policy/")
    press(page.get_by_role("link", name="Explore a situation"))

    # The questions of an act come with a button.
    page.get_by_label("What would they like to do?").select_option(label="Take photos or film")
    expect(page.get_by_label("Where?")).to_have_count(0)
    press(page.get_by_role("button", name="Show its questions"))
    page.get_by_label("Where?").select_option(label="A school event, such as an assembly or a play")

    # Who would do it was forgotten: that is said, and nothing is lost.
    press(page.get_by_role("button", name="See what the rules say"))
    problem = page.get_by_role("alert")
    press(problem.get_by_role("link", name="Say who would do it."))
    assert page.url.endswith("#hat")
    assert page.get_by_label("Where?").input_value() == "at-event"

    # The answer, and why.
    page.get_by_label("A parent or guardian").check()
    press(page.get_by_role("button", name="See what the rules say"))
    card = page.get_by_role("article")
    assert card.get_by_role("heading", level=2).inner_text() == "Yes, with permission"
    against = page.locator("section.against")
    expect(against.get_by_role("link", name="Photographs at school")).to_be_visible()
    assert "at a school event" in against.inner_text()
    assert "because the school has taken that right away" in page.locator("section.apart").inner_text()

    # Another act: its own questions, the hat kept.
    press(page.get_by_role("link", name="Change the situation"))
    page.get_by_label("What would they like to do?").select_option(label="Send or accept a friend request")
    press(page.get_by_role("button", name="Show its questions"))
    assert page.get_by_label("A parent or guardian").is_checked()
    expect(page.get_by_label("Where?")).to_have_count(0)
    expect(page.get_by_label("Who is the other person?")).to_be_visible()


def test_examples_are_narrowed_down_without_a_script(open_page: OpenPage, site: str) -> None:
    """Those of volunteers that end in a no."""
    page = open_page(Look(PHONE, javascript=False))
    page.goto(f"{site}/policy/understand/")
    press(page.get_by_role("link", name="Worked examples"))
    page.get_by_label("Who asks").select_option(value="volunteer")
    page.get_by_label("The answer").select_option(value="must-not")
    press(page.get_by_role("button", name="Show these"))
    said = page.locator(".rows .said").all_inner_texts()
    assert set(said) == {"No"}
    assert page.get_by_role("status").inner_text().startswith(f"{len(said)} examples fit")

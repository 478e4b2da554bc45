"""From the link in a mail to the receipt: a parent, a governor with two more hats, an edition that was replaced, a refusal."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from gatepost.agreements.queries import edition_on
from gatepost.demo.policies import proposed_files
from gatepost.kernel.clock import now
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.policy.impact import impact
from gatepost.signoff.models import QuestionsDone, SignOff
from gatepost.signoff.quiz import own_quiz
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press, press_here
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.unit.signoff.people import new_edition, viewer_of

MOST_ACTIONS = 8


def look_at(page: Page, look: Look) -> None:
    """Look at the page as axe does; that needs script."""
    if look.javascript:
        assert_no_axe_violations(page)
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize(
    "look",
    [Look(PHONE), Look(PHONE, javascript=False), Look(PHONE, "dark"), Look(theme="dark"), Look(javascript=False)],
    ids=str,
)
def test_parent_signs_in_at_most_eight_actions(open_page: OpenPage, site: str, look: Look) -> None:
    """Each press, tick and filled field is an action, the press on the link in the mail is the first."""
    page, actions = open_page(look), 0
    sign_in(page, site, "Tomasz Zielinski")
    page.goto(f"{site}/me/policy/")
    actions += 1
    look_at(page, look)
    press(page.get_by_role("button", name="Go on and read it"))
    actions += 1
    expect(page.get_by_role("article")).to_be_visible()
    look_at(page, look)
    press(page.get_by_role("button", name="I have read it"))
    actions += 1
    look_at(page, look)
    page.get_by_label("I have read it and agree to keep to it").check()
    actions += 1
    page.get_by_label("Type your name to sign").fill("Tomasz Zielinski")
    actions += 1
    press(page.get_by_role("button", name="Send my answer"))
    actions += 1
    expect(page.get_by_role("heading", name="You have signed the policy")).to_be_visible()
    assert actions <= MOST_ACTIONS
    look_at(page, look)
    assert list(SignOff.objects.order_by("number").values_list("answer", flat=True)) == ["shown", "read", "agreed"]
    with page.expect_download() as copy:
        press_here(page.get_by_role("link", name="Download as PDF"))
    assert copy.value.suggested_filename == "policy.pdf"
    assert copy.value.path().read_bytes().startswith(b"%PDF")
    press(page.get_by_role("link", name="Check the fingerprint"))
    expect(page.get_by_role("heading", name="These words are known here")).to_be_visible()
    look_at(page, look)
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name="You have signed this edition")).to_be_visible()
    press(page.get_by_role("link", name="All that you ever signed").last)
    look_at(page, look)


@pytest.mark.parametrize("look", [Look(PHONE), Look(theme="dark")], ids=str)
def test_governor_who_teaches_and_is_a_parent_answers_questions_of_each_and_signs_once(
    open_page: OpenPage, site: str, look: Look
) -> None:
    """The first question is answered wrongly, and explained."""
    governor = Person.objects.get(id=viewer_of("governor").person_id)
    for hat in (Hat.STAFF, Hat.PARENT):
        people.give_hat(person=governor, hat=hat, since=now().date(), by=SETUP, at=now())
    viewer = viewer_of("governor", now().date())
    quiz = own_quiz(viewer, on=now().date())
    page, asked_of = open_page(look), list[str]()
    sign_in(page, site, governor.name)
    page.goto(f"{site}/me/policy/")
    for worn in ("Staff", "Governor", "Parent or guardian"):
        expect(page.locator("main b").filter(has_text=worn)).to_be_visible()
    press(page.get_by_role("button", name="Go on and read it"))
    press(page.get_by_role("button", name="I have read it"))
    done = page.get_by_role("link", name="Go on to sign")
    for turn in range(4):
        question = quiz.questions[page.locator("input[name=question]").get_attribute("value") or ""]
        asked_of.append(question.situation.hats[0])
        wrong = "silent" if question.verdict != "silent" else "may"
        page.locator(f"input[name=verdict][value={wrong if turn == 0 else question.verdict}]").check()
        press(page.get_by_role("button", name="Answer"))
        expect(page.get_by_role("heading", name="Not quite")).to_have_count(1 if turn == 0 else 0)
        look_at(page, look)
    assert set(asked_of) == {"staff", "governor"}
    expect(page.get_by_text("1 was different from the policy.")).to_be_visible()
    press(done)
    page.get_by_label("I have read it and agree to keep to it").check()
    page.get_by_label("Type your name to sign").fill(governor.name)
    press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_text("Governor, Parent or guardian, Staff")).to_be_visible()
    assert QuestionsDone.objects.count() == SignOff.objects.filter(answer="agreed").count() == 1
    assert SignOff.objects.get(answer="agreed").hats == "governor,parent,staff"


@pytest.mark.parametrize("look", [Look(PHONE), Look(javascript=False)], ids=str)
def test_edition_replaced_while_the_form_was_open_is_told_with_its_difference(
    open_page: OpenPage, site: str, look: Look
) -> None:
    """The parent signs the new one with the name that they typed."""
    page = open_page(look)
    sign_in(page, site, "Tomasz Zielinski")
    page.goto(f"{site}/me/policy/sign/")
    page.get_by_label("I have read it and agree to keep to it").check()
    page.get_by_label("Type your name to sign").fill("Tomasz Zielinski")
    new_edition("Winter edition", now().date(), at=now() - timedelta(days=2), files=proposed_files())
    school, today = viewer_of("parent").school_id, now().date()
    impact(edition_on(school, today - timedelta(days=1)), edition_on(school, today))  # a second; more on a busy machine
    press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_text("“July 2018” has been replaced since.")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing changed for you")).to_be_visible()
    expect(page.get_by_label("Type your name to sign")).to_have_value("Tomasz Zielinski")
    look_at(page, look)
    assert not SignOff.objects.exists()
    page.get_by_label("I have read it and agree to keep to it").check()
    press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_text("Winter edition")).to_be_visible()
    assert SignOff.objects.get().edition.label == "Winter edition"


@pytest.mark.parametrize("look", [Look(PHONE, "dark"), Look(javascript=False)], ids=str)
def test_teacher_refuses_with_a_reason_without_any_question(open_page: OpenPage, site: str, look: Look) -> None:
    """It is an answer: there is a receipt."""
    page = open_page(look)
    sign_in(page, site, "Daniel Osei")
    page.goto(f"{site}/me/policy/sign/")
    look_at(page, look)
    page.get_by_label("I do not agree").check()
    page.get_by_label("If you do not agree: why?").fill("My phone is my insulin pump.")
    page.get_by_label("Type your name to sign").fill("Daniel Osei")
    press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_role("heading", name="You did not agree to the policy")).to_be_visible()
    look_at(page, look)
    assert not QuestionsDone.objects.exists()


def test_session_ended_in_the_middle_and_the_answer_is_there_again(open_page: OpenPage, site: str) -> None:
    """Signed out in another tab of the same phone; the one who signs in first by mistake sees nothing."""
    page = open_page(Look(PHONE))
    sign_in(page, site, "Tomasz Zielinski")
    page.goto(f"{site}/me/policy/sign/")
    page.get_by_label("I do not agree").check()
    page.get_by_label("If you do not agree: why?").fill("It is unclear.")
    page.get_by_label("Type your name to sign").fill("Tomasz Zielinski")
    other = page.context.new_page()
    other.goto(site)
    press(other.get_by_role("button", name="Sign out"))
    press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_text("What you typed is kept for half an hour")).to_be_visible()
    look_at(page, Look(PHONE))
    press(page.get_by_role("button", name="Tomasz Zielinski"))
    expect(page.get_by_label("If you do not agree: why?")).to_have_value("It is unclear.")
    look_at(page, Look(PHONE))
    press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_role("heading", name="You did not agree to the policy")).to_be_visible()

"""From the link in a mail to the receipt: a parent, a governor with two more hats, an edition that was replaced, a refusal."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from gatepost.agreements.queries import edition_on
from gatepost.campaigns import chasing
from gatepost.campaigns.pressing import press as press_for_all
from gatepost.demo.policies import proposed_files
from gatepost.kernel.clock import now
from gatepost.people import services as people
from gatepost.people.models import Account, Person
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.policy.impact import impact
from gatepost.signoff.models import QuestionsDone, SignOff
from gatepost.signoff.quiz import own_quiz
from tests.browser import PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press, press_here
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.mailing import Mailbox, run_tasks, smtp_server
from tests.unit.campaigns.chased import add, ask
from tests.unit.signoff.people import new_edition, viewer_of

MOST_ACTIONS = 8
PARENT = "tomasz.zielinski@oddenbrook.example"


def look_at(page: Page, look: Look) -> None:
    """Look at the page as axe does; that needs script."""
    if look.javascript:
        assert_no_axe_violations(page)
        assert_no_sideways_scroll(page)


class Counted:
    """A page with a parent at it, who is counted: each press, tick and filled field, and the press on the link in the mail."""

    def __init__(self, page: Page, look: Look) -> None:
        """Begin to count."""
        self.page, self.look, self.actions = page, look, 0

    def open_link(self, link: str) -> None:
        """Press the link in the mail."""
        self.actions += 1
        self.page.goto(link)
        look_at(self.page, self.look)

    def press(self, button: str) -> None:
        """Press a button, and look at what comes."""
        self.actions += 1
        press(self.page.get_by_role("button", name=button))
        look_at(self.page, self.look)

    def reads_and_signs(self, name: str) -> None:
        """Go all the way from the first page to the receipt."""
        self.press("Go on and read it")
        expect(self.page.get_by_role("article")).to_be_visible()
        self.press("I have read it")
        self.actions += 2
        self.page.get_by_label("I have read it and agree to keep to it").check()
        self.page.get_by_label("Type your name to sign").fill(name)
        self.press("Send my answer")
        expect(self.page.get_by_role("heading", name="You have signed the policy")).to_be_visible()


def mailed_link(settings: LazySettings, address: str, at: datetime) -> str:
    """Let the school remind everybody who has not answered; return the link in the mail that reaches an address."""
    press_for_all(campaign=ask().id, by=viewer_of("head"), at=at)
    chasing.chase(at=at)
    with smtp_server(Mailbox()) as server:
        settings.MAIL_SERVER = server.address()
        run_tasks()
    (letter,) = (each for each in server.mailbox.letters if each["To"] == address)
    text = letter.get_content()
    assert "Zielinski" not in f"{letter['Subject']} {text}"
    (link,) = (line for line in text.splitlines() if line.startswith("http"))
    return f"/{link.split('/', 3)[3]}"


@pytest.mark.parametrize(
    "look",
    [Look(PHONE), Look(PHONE, javascript=False), Look(PHONE, "dark"), Look(theme="dark"), Look(javascript=False)],
    ids=str,
)
def test_parent_signs_from_the_mail_in_at_most_eight_actions(
    open_page: OpenPage, site: str, noon: datetime, settings: LazySettings, look: Look
) -> None:
    """Nothing else is open before: no session, no code. The link leads to signing and to no page of their own."""
    Account.objects.filter(email=PARENT).update(is_proven=True)  # a code came to it once
    page = open_page(look)
    parent = Counted(page, look)
    parent.open_link(site + mailed_link(settings, PARENT, noon))
    parent.press("Continue as Tomasz Z.")
    parent.reads_and_signs("Tomasz Zielinski")
    assert parent.actions <= MOST_ACTIONS
    assert list(SignOff.objects.order_by("number").values_list("answer", flat=True)) == ["shown", "read", "agreed"]
    assert SignOff.objects.filter(answer="agreed").get().person.name == "Tomasz Zielinski"
    with page.expect_download() as copy:
        press_here(page.get_by_role("link", name="Download as PDF"))
    assert copy.value.path().read_bytes().startswith(b"%PDF")
    receipt = page.url
    page.goto(f"{site}/me/policy/signed/")
    expect(
        page.get_by_role("heading", name="Sign in", exact=True).or_(page.get_by_text("Who would you like"))
    ).to_be_visible()
    page.goto(receipt)
    press(page.get_by_role("main").get_by_role("button", name="Leave"))
    page.goto(receipt)
    expect(page.get_by_text("You have signed")).to_have_count(0)


def test_parent_who_was_never_in_signs_from_the_invitation_in_at_most_eight_actions(
    open_page: OpenPage, site: str, noon: datetime, settings: LazySettings
) -> None:
    """The campaign's first mail to them is their invitation."""
    add("Ada Zielinski", "ada@home.example")
    look = Look(PHONE)
    parent = Counted(open_page(look), look)
    parent.open_link(site + mailed_link(settings, "ada@home.example", noon))
    parent.press("Sign me in")
    parent.actions += 1
    press(parent.page.get_by_role("link", name="Read and sign the policy").first)
    parent.reads_and_signs("Ada Zielinski")
    assert parent.actions <= MOST_ACTIONS


@pytest.mark.parametrize("look", [Look(PHONE), Look(theme="dark")], ids=str)
def test_receipt_copy_and_fingerprint_are_found_again(open_page: OpenPage, site: str, look: Look) -> None:
    """By whoever signed in."""
    page = open_page(look)
    sign_in(page, site, "Tomasz Zielinski")
    page.goto(f"{site}/me/policy/")
    Counted(page, look).reads_and_signs("Tomasz Zielinski")
    with page.expect_download() as copy:
        press_here(page.get_by_role("link", name="Download as PDF"))
    assert copy.value.suggested_filename == "policy.pdf"
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
    expect(page.get_by_text("Staff, Governor, Parent or guardian")).to_be_visible()
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

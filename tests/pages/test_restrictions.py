"""Do the head, the office and the parent each see of a restriction what is theirs, and does a form take nothing else?"""

import io
from collections.abc import Mapping
from datetime import datetime
from html import unescape

import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse

from gatepost.kernel import clock
from gatepost.mail.models import Message
from gatepost.mail.states import State
from gatepost.people import services as people
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.restrictions.letters import OWN_PAGE
from gatepost.restrictions.models import Restriction
from gatepost.restrictions.states import Step
from tests.pages.html import complaints
from tests.pages.table import KINDS
from tests.unit.restrictions.told import PHONE, SAID, WHY, answer, day, days, decide, interim, later, person, tell, wear

TYPED = {
    "kinds": ["no-photos"],
    "reasons": WHY,
    "start": "later",
    "since": "2026-07-18",
    "until": "2026-08-15",
    "review": "2026-08-02",
    "reply_by": "2026-07-17",
    "interim_why": "",
}


def text(client: Client, path: str, status: int = 200) -> str:
    """Return a page's text; it is HTML without a fault."""
    response = client.get(path)
    assert response.status_code == status
    page = response.content.decode()
    assert complaints(page) == []
    return unescape(page)


def pdf_text(client: Client, path: str) -> str:
    """Return what stands in a letter, on one line."""
    response = client.get(path)
    assert response.status_code == 200
    with pdfplumber.open(io.BytesIO(response.content)) as pdf:
        return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_each_kind_of_person_sees_what_is_theirs(clients: Mapping[str, Client], noon: datetime) -> None:
    """A notice is hidden from the chair, who decides about heads alone, and closed to everybody else; the parent has it."""
    row = tell(interim())
    for kind in KINDS:
        status = {"head": 200, "chair": 404}.get(kind, 403)
        for part in ("", "letter-0.pdf", "paper/", "withdraw/"):
            assert clients[kind].get(f"/restrictions/{row.id}/{part}").status_code == status, (kind, part)
        assert clients[kind].post(f"/restrictions/{row.id}/lift/").status_code == {"head": 400}.get(kind, status), kind
        own = {"parent": 200, "anonymous": 302}.get(kind, 404)
        for part in ("", "letter-0.pdf"):
            assert clients[kind].get(f"/me/restrictions/{row.id}/{part}").status_code == own, kind
        assert clients[kind].post(f"/me/restrictions/{row.id}/").status_code == {200: 400}.get(own, own), kind


def test_office_sees_what_is_lost_and_no_word_of_why(clients: Mapping[str, Client], noon: datetime) -> None:
    """And no notice that is not in force; others are told nothing, on no page."""
    row = tell(interim())
    tell(later(kinds=PHONE), to="parent-apart")
    answer(row)
    for kind in ("office", "safeguarding-lead"):
        page = text(clients[kind], "/restrictions/")
        assert "Tomasz Zielinski" in page
        assert "Taking photographs" in page
        assert "15 August 2026" in page
        for word in (WHY, SAID, "Marek", row.id):
            assert word not in page
    assert "Marek Nowak" in text(clients["head"], "/restrictions/")
    for kind in ("teacher", "governor", "parent-apart"):
        assert "Tomasz" not in unescape(clients[kind].get("/me/").content.decode())


def test_notice_is_checked_before_it_is_given(clients: Mapping[str, Client], noon: datetime) -> None:
    """Fill in, check, go back, give; twice given is once given."""
    head, path = clients["head"], f"/restrictions/new/{person('parent').id}/"
    assert path in text(head, f"/people/{person('parent').id}/")
    assert "/restrictions/new/" not in text(head, f"/people/{person('teacher').id}/")
    assert "/restrictions/new/" not in text(clients["office"], f"/people/{person('parent').id}/")
    assert head.get(f"/restrictions/new/{person('teacher').id}/").status_code == 403
    assert "Write a notice" in text(head, path)
    checked = head.post(path, TYPED).content.decode()
    assert "Check the notice" in checked
    assert complaints(checked) == []
    assert "Write a notice" in head.post(path, {**TYPED, "confirmed": "back"}).content.decode()
    assert not Restriction.objects.exists()
    given = head.post(path, {**TYPED, "confirmed": "yes"})
    assert given.status_code == 302
    again = head.post(path, {**TYPED, "confirmed": "yes"})
    assert again.status_code == 409
    assert "Go on with that" in again.content.decode()
    assert Restriction.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kinds": []}, "kinds"),
        ({"kinds": ["no-hat"]}, "kinds"),
        ({"reasons": ""}, "reasons"),
        ({"until": "2026-07-01"}, "until"),
        ({"until": "31 June"}, "until"),
        ({"review": "2026-09-01"}, "review"),
        ({"reply_by": "2026-07-04"}, "reply_by"),
        ({"reply_by": "9999-12-31"}, "reply_by"),
        ({"since": ""}, "since"),
        ({"start": "now", "reply_by": "2026-07-10"}, "interim_why"),
        ({"start": "x"}, "start"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(
    clients: Mapping[str, Client], noon: datetime, changed: dict[str, object], field: str
) -> None:
    """With a link to it from the top; what was typed stays."""
    answer_ = clients["head"].post(
        f"/restrictions/new/{person('parent').id}/", {**TYPED, **changed, "confirmed": "yes"}
    )
    page = answer_.content.decode()
    assert answer_.status_code == 400
    assert f'href="#{field}"' in page
    assert complaints(page) == []
    assert "2026-08-02" in page or field == "review"
    assert not Restriction.objects.exists()


def test_parent_reads_replies_and_reads_what_was_decided(clients: Mapping[str, Client], noon: datetime) -> None:
    """With a letter for each; the head reads the reply before deciding, and a page that is old says so."""
    row = tell()
    own, school = f"/me/restrictions/{row.id}/", f"/restrictions/{row.id}/"
    assert "you can reply until 17 July 2026" in text(clients["parent"], "/me/")
    page = text(clients["parent"], own)
    for words in (WHY, "Ruth Adeyemi", "17 July 2026", "breaches.parents", "criticism is not"):
        assert words in page
    assert "when the parent has replied on their page" in text(clients["head"], school)
    assert f"{school}confirm/" not in text(clients["head"], school)
    assert clients["head"].get(f"{school}confirm/").status_code == 409
    assert clients["parent"].post(own, {"words": SAID}).status_code == 302
    assert SAID in text(clients["parent"], own)
    assert "waits for your decision" in text(clients["head"], "/me/")
    old = clients["head"].post(f"{school}confirm/", {"words": "So.", "had": "0"})
    assert old.status_code == 409
    assert SAID in unescape(old.content.decode())
    assert clients["head"].post(f"{school}confirm/", {"words": "Weighed.", "had": "1"}).status_code == 302
    assert "Weighed." in text(clients["parent"], own)
    assert clients["parent"].post(own, {"words": "But."}).status_code == 409
    letter = pdf_text(clients["parent"], f"{own}letter-0.pdf")
    for words in ("Tomasz Zielinski", WHY, "17 July 2026", "right to take photographs withdrawn", "Ruth Adeyemi"):
        assert words in letter
    assert "Weighed." in pdf_text(clients["head"], f"{school}letter-2.pdf")
    for number in (1, 3):
        assert clients["head"].get(f"{school}letter-{number}.pdf").status_code == 404
    assert reverse("me-restrictions") == OWN_PAGE


def test_review_and_lifting(clients: Mapping[str, Client], noon: datetime) -> None:
    """What is due waits for the head; what is lifted has no button."""
    row = tell()
    decide(row, Step.CONFIRM, at=days(15))
    path = f"/restrictions/{row.id}/"
    with clock.frozen(days(31)):
        assert "waits to be looked at again" in text(clients["head"], "/me/")
        assert "kinds" in text(clients["head"], f"{path}shorten/")
        wrong = clients["head"].post(f"{path}keep/", {"words": "So.", "had": "1", "review": "2026-01-01"})
        assert wrong.status_code == 400
        assert 'href="#review"' in wrong.content.decode()
        sent = {"words": "So.", "had": "1", "review": day(40).isoformat()}
        assert clients["head"].post(f"{path}keep/", sent).status_code == 302
        assert clients["head"].post(f"{path}lift/", {"words": "Enough.", "had": "2"}).status_code == 302
        page = text(clients["head"], path)
        assert f"{path}lift/" not in page
        assert clients["head"].get(f"{path}lift/").status_code == 409
        assert "same rights as every other parent" in pdf_text(clients["parent"], f"/me{path}letter-3.pdf")


def test_letter_on_paper_is_recorded_word_for_word(clients: Mapping[str, Client], noon: datetime) -> None:
    """In any alphabet; the parent sees what was copied, and from when."""
    row = tell()
    words = "Мене там не було. لم أكن هناك"
    sent = {"words": words, "had": "0", "got_on": "2026-07-03"}
    assert clients["head"].post(f"/restrictions/{row.id}/paper/", {**sent, "got_on": "2026-07-04"}).status_code == 400
    assert clients["head"].post(f"/restrictions/{row.id}/paper/", sent).status_code == 302
    page = text(clients["parent"], f"/me/restrictions/{row.id}/")
    assert words in page
    assert "In a letter that came on 3 July 2026" in page
    assert f"/restrictions/{row.id}/confirm/" not in text(clients["head"], f"/restrictions/{row.id}/")
    assert clients["head"].get(f"/restrictions/{row.id}/confirm/").status_code == 409


def test_whom_no_mail_reaches_gets_it_by_hand(clients: Mapping[str, Client], noon: datetime) -> None:
    """Both pages say so plainly, before and after; of anybody else neither does."""
    said, school = "No address is known: hand this over or post it.", person("parent").school
    nobody = people.add_with_hat(
        school=school, name="Olena Koval", email="", hat=Hat.PARENT, since=noon.date(), by=SETUP, at=noon
    )
    for who, is_said in ((nobody.id, True), (person("parent").id, False)):
        path = f"/restrictions/new/{who}/"
        assert (said in clients["head"].post(path, TYPED).content.decode()) == is_said
        given = clients["head"].post(path, {**TYPED, "confirmed": "yes"})["Location"]
        assert (said in text(clients["head"], given)) == is_said


def test_chair_finds_the_head_who_is_a_parent(clients: Mapping[str, Client], noon: datetime) -> None:
    """And the head, who decides about others, reads about themselves on their own page alone."""
    wear("head", "parent")
    path = f"/restrictions/new/{person('head').id}/"
    assert path in text(clients["chair"], "/restrictions/")
    assert clients["head"].get(path).status_code == 404
    assert clients["chair"].post(path, {**TYPED, "confirmed": "yes"}).status_code == 302
    row = Restriction.objects.get()
    assert clients["head"].get(f"/restrictions/{row.id}/").status_code == 404
    assert row.id not in text(clients["head"], "/restrictions/")
    assert WHY in text(clients["head"], f"/me/restrictions/{row.id}/")
    assert "Chair of governors" in pdf_text(clients["head"], f"/me/restrictions/{row.id}/letter-0.pdf")


def test_notice_says_how_the_school_is_reached(clients: Mapping[str, Client], noon: datetime) -> None:
    """Whoever lost something can ask about it."""
    row = tell(interim())
    page = text(clients["parent"], f"/me/restrictions/{row.id}/")
    assert "01632 960 001" in page
    assert 'href="/questions/"' in page


def test_notice_on_paper_is_recorded_as_handed_over_before_it_can_be_decided(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """The page leads there first, then says until when the parent can reply; a form that is wrong keeps what was typed."""
    nobody = people.add_with_hat(
        school=person("parent").school,
        name="Olena Koval",
        email="",
        hat=Hat.PARENT,
        since=noon.date(),
        by=SETUP,
        at=noon,
    )
    there = clients["head"].post(f"/restrictions/new/{nobody.id}/", {**TYPED, "confirmed": "yes"})["Location"]
    assert "A notice waits to be handed over" in text(clients["head"], "/me/")
    assert "A notice waits to be handed over" in text(clients["head"], "/desk/")
    page = text(clients["head"], there)
    assert page.index(f"{there}handed/") < page.index(f"{there}withdraw/")
    assert clients["office"].get(f"{there}handed/").status_code == 403
    sent = {"had": "0", "on": "2026-07-03", "words": "I did, at the gate."}
    wrong = clients["head"].post(f"{there}handed/", {**sent, "on": "2026-07-09"})
    assert (wrong.status_code, "I did, at the gate." in wrong.content.decode()) == (400, True)
    assert clients["head"].post(f"{there}handed/", sent)["Location"] == there
    page = text(clients["head"], there)
    assert "I did, at the gate." in page
    assert "On 3 July 2026; recorded on 3 July 2026 by Ruth Adeyemi" in page
    assert "A notice waits to be handed over" not in text(clients["head"], "/me/")
    assert clients["head"].post(f"{there}handed/", {**sent, "words": "Or not."}).status_code == 409


def test_notice_whose_mail_came_back_is_to_be_handed_over_by_a_day(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """The notice, the desk and the form say so."""
    row = tell(interim())
    there = f"/restrictions/{row.id}/"
    assert "hand this over" not in text(clients["head"], there)
    Message.objects.filter(person=row.person_id).update(state=State.FAILED, body="")
    page = text(clients["head"], there)
    assert "The mail about it was not delivered, or not in time: hand this over or post it." in page
    assert "If they get it after 9 July 2026, it lapses before that." in page
    assert "A notice waits to be handed over by 9 July 2026" in text(clients["head"], "/desk/")
    assert "If they got it after 9 July 2026, it lapses before that." in text(clients["head"], f"{there}handed/")


def test_whom_no_mail_told_finds_the_form_after_the_notices_own_last_day(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """On My page too; the day that the head reads is that or later."""
    row = tell(interim())
    there = f"/me/restrictions/{row.id}/"
    with clock.frozen(days(12)):
        assert "Send the reply" not in text(clients["parent"], there)
        Message.objects.filter(person=row.person_id).update(state=State.FAILED, body="")
        page = text(clients["parent"], there)
        assert "Nobody recorded that this was handed over to you, so you can still reply" in page
        assert "Monday 13 July 2026, or seven days after it was handed over, if that is later" in page
        assert "A notice to you: you can still reply" in text(clients["parent"], "/me/")
        assert "it lapses after 17 July 2026, unless they reply" in text(clients["head"], f"/restrictions/{row.id}/")
        assert clients["parent"].post(there, {"words": "It was my sister."}).status_code == 302
        assert "Confirm it" in text(clients["head"], f"/restrictions/{row.id}/")
        assert "until 17 July 2026" in text(clients["head"], "/me/")


def test_page_says_that_it_was_too_late_and_what_is_to_be_posted(clients: Mapping[str, Client], noon: datetime) -> None:
    """Handed over with less than the time to reply left; decided because the parent replied; the mail of that came back."""
    row = tell(interim())
    there = f"/restrictions/{row.id}/"
    Message.objects.filter(person=row.person_id).update(state=State.FAILED, body="")
    with clock.frozen(days(7)):
        page = text(clients["head"], there)
        assert "It is too late to leave them the time to reply: it lapses after 17 July 2026" in page
        assert "it lapses after 17 July 2026" in text(clients["head"], "/me/")
        sent = {"had": "0", "on": "2026-07-10", "words": "I did."}
        assert clients["head"].post(f"{there}handed/", sent).status_code == 302
        assert "It was handed over too late to leave the time to reply" in text(clients["head"], there)
        answer(row, at=days(7))
        decide(row, Step.CONFIRM, at=days(7))
        assert "No mail told the parent" not in text(clients["head"], there)
        Message.objects.filter(person=row.person_id).update(state=State.FAILED, body="")
        assert "No mail told the parent what was decided on 10 July 2026" in text(clients["head"], there)


def test_parent_asks_that_it_is_looked_at_again_and_the_head_reads_why(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """Sent twice it is one request; then the form is gone until it is answered."""
    row = tell(interim())
    mine, why = f"/me/restrictions/{row.id}/", "She changes class."
    assert "Ask to look at it again" not in text(clients["parent"], mine)
    answer(row)
    decide(row, Step.CONFIRM)
    assert "Ask to look at it again, sooner" in text(clients["parent"], mine)
    assert clients["parent"].post(mine, {"do": "ask", "words": " "}).status_code == 400
    for _ in range(2):
        assert clients["parent"].post(mine, {"do": "ask", "words": why}).status_code == 302
    page = text(clients["parent"], mine)
    assert "You asked that it is looked at again" in page
    assert "You replied" in page
    assert "The parent" not in page.partition("What stays as it is")[0]
    assert "Ask to look at it again, sooner" not in page
    assert clients["parent"].post(mine, {"do": "ask", "words": "Please."}).status_code == 409
    assert clients["parent-apart"].post(mine, {"do": "ask", "words": "Please."}).status_code == 404
    for path in ("/me/", "/desk/"):
        assert "A parent asks you to look at a restriction again" in text(clients["head"], path)
    assert why in text(clients["head"], f"/restrictions/{row.id}/")
    assert row.steps.count() == 3

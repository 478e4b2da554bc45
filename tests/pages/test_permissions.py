"""Do the pages about permissions ask, decide and refuse as the services do, and show nobody what is not theirs?"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from gatepost.grants import services
from gatepost.grants.models import Permission
from gatepost.printing import unprintable
from gatepost.web.letters.fonts import WRITTEN
from tests.conftest import NOON
from tests.unit.grants.people import FOR_THE_SCHOOL, IMAGES, NAME, PASS, TODAY, ask, granted, no, viewer_of, yes

QUESTION = "/ask/?hat=staff&act=publish&outlet=social-media&content=school-name"
Clients = Mapping[str, Client]


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def form(**changed: Any) -> dict[str, Any]:
    """Return a form that is filled in."""
    return {
        "what": "News of the fair",
        "outlet": ["social-media"],
        "account": "The school's page",
        "since": TODAY.isoformat(),
        "until": (TODAY + timedelta(days=9)).isoformat(),
        "public": "News of the summer fair",
        **changed,
    }


def text_of(client: Client, path: str, status: int = 200) -> str:
    """Return a page."""
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"what": ""}, "Say what you want to do."),
        ({"outlet": []}, "Choose at least one of these."),
        ({"account": " "}, "Say where exactly"),
        ({"public": "Ring @osei_d"}, "The public page names nobody"),
        ({"since": "31 June"}, "Give a day, for example"),
        ({"since": "2026-07-02"}, "never afterwards"),
        ({"until": "2026-07-01"}, "before the first"),
        ({"until": "2028-07-01"}, "a year at most"),
        ({"what": "x" * 3000}, "At most 1000 characters"),
        ({"what": "a\u202eb"}, "cannot be printed"),
    ],
)
def test_a_request_that_is_wrong_keeps_what_was_typed(clients: Clients, changed: dict[str, Any], said: str) -> None:
    """It is said at the top and beside the field."""
    response = clients["teacher"].post("/permissions/new/school-name/", form(**changed))
    text = response.content.decode()
    assert (response.status_code, said in text) == (400, True)
    assert "News of the fair" in text or "what" in changed
    assert not Permission.objects.exists()


def test_double_submit_is_one_request(clients: Clients) -> None:
    """The Back button and a second press lead to the same page."""
    answers = [clients["teacher"].post("/permissions/new/school-name/", form()) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Permission.objects.count() == 1
    assert "Your request was sent" in text_of(clients["teacher"], answers[0].headers["Location"])


def test_overlapping_days_are_said_beside_the_day(clients: Clients) -> None:
    """With the days of the other request."""
    clients["teacher"].post("/permissions/new/school-name/", form())
    response = clients["teacher"].post("/permissions/new/school-name/", form(until="2026-08-01"))
    assert response.status_code == 400
    assert "You have asked for the same already, from 3 July 2026 to 12 July 2026" in response.content.decode()


def test_a_kind_that_is_not_for_them_is_not_there(clients: Clients) -> None:
    """For a parent there is no posting for the school; nobody asks for what the desk gives."""
    for path in (f"/permissions/new/{FOR_THE_SCHOOL}/", "/permissions/new/urgent-call/", "/permissions/new/moon/"):
        assert clients["parent"].get(path).status_code == 404
        assert clients["parent"].post(path, form()).status_code == 404


def test_permission_and_its_deeds_are_there_for_those_alone_who_may_see_it(clients: Clients) -> None:
    """A yes from anybody else is no yes."""
    row = ask("teacher", FOR_THE_SCHOOL)
    seers = {"teacher", "head", "chair", "vice-chair", "clerk"}
    for who, client in clients.items():
        answer = client.get(f"/permissions/{row.id}/")
        assert answer.status_code == (302 if who == "anonymous" else 200 if who in seers else 404), who
        for body in ("head", "governing-body", "office", ""):
            typed = {"body": body, "sha256": row.sha256, "text": "So.", "minute": "7", "met_on": TODAY.isoformat()}
            for deed in ("agree", "decline", "revoke", "answer", "give-back"):
                if (who, body, deed) in {("head", "head", "agree"), ("head", "head", "decline")}:
                    continue
                if who == "chair" and body in {"governing-body", ""} and deed in {"agree", "decline"}:
                    continue
                if who == "head" and body == "" and deed in {"agree", "decline"}:
                    continue
                answer = client.post(f"/permissions/{row.id}/{deed}/", typed)
                assert answer.status_code in {302 if who == "anonymous" else 404, 409, 400}, (who, body, deed)
                assert who == "anonymous" or answer.status_code != 302
    row.refresh_from_db()
    assert (row.state, row.agreed, row.steps.count()) == ("requested", "", 1)


def test_head_and_governors_decide_and_the_pages_tell_it(clients: Clients) -> None:
    """What each said, with the minute; the button is only there for whom the service would let."""
    row = ask("teacher", FOR_THE_SCHOOL)
    page = f"/permissions/{row.id}/"
    assert "Say yes, for the head teacher" in text_of(clients["head"], page)
    assert "Say yes" not in text_of(clients["clerk"], page) + text_of(clients["teacher"], page)
    sent = {"body": "head", "sha256": row.sha256, "text": "No pictures."}
    assert clients["head"].post(f"{page}agree/", sent).status_code == 302
    refused = clients["chair"].post(f"{page}agree/", {"body": "governing-body", "sha256": row.sha256})
    assert (refused.status_code, "Give the reference of the minute" in refused.content.decode()) == (400, True)
    sent = {"body": "governing-body", "sha256": row.sha256, "minute": "2026/7", "met_on": "2026-07-03"}
    assert clients["chair"].post(f"{page}agree/", sent).status_code == 302
    text = text_of(clients["teacher"], page)
    for words in ("In force", "No pictures.", "Ruth Adeyemi, for the head teacher", "Minute 2026/7, 3 July 2026"):
        assert words in text
    assert "News of the summer fair" in text


def test_two_who_decide_at_once_are_told(clients: Clients) -> None:
    """The second sees what the first did, and nothing is done twice."""
    row = ask("teacher")
    page = f"/permissions/{row.id}/"
    stale = {"body": "head", "sha256": row.sha256, "text": "Not this year."}
    yes(row, "head", "head")
    answer = clients["head"].post(f"{page}decline/", stale)
    assert answer.status_code == 409
    assert "This permission has been given." in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "granted"


def test_a_request_that_is_taken_back_while_it_is_decided(clients: Clients) -> None:
    """The decision comes to nothing, and says so."""
    row = ask("teacher")
    assert clients["teacher"].post(f"/permissions/{row.id}/withdraw/").status_code == 302
    answer = clients["head"].post(f"/permissions/{row.id}/agree/", {"body": "head", "sha256": row.sha256})
    assert answer.status_code == 409
    assert "taken back by whoever asked" in answer.content.decode()


def test_a_hash_that_was_altered_agrees_to_nothing(clients: Clients) -> None:
    """Whoever agrees, agrees to what they read."""
    row = ask("teacher")
    answer = clients["head"].post(f"/permissions/{row.id}/agree/", {"body": "head", "sha256": "0" * 64})
    assert (answer.status_code, "not what you had before you" in answer.content.decode()) == (409, True)


def test_how_people_in_pictures_were_checked_is_not_for_whoever_asked(clients: Clients) -> None:
    """It may name children."""
    row = yes(ask("teacher", IMAGES), "head", "head", checked="Lena's father said yes on the telephone.")
    page = f"/permissions/{row.id}/"
    assert "Lena" in text_of(clients["head"], page)
    for who in ("teacher", "office"):
        assert "Lena" not in text_of(clients[who], page)


def test_ask_offers_the_request_filled_in_and_then_knows_the_permission(clients: Clients) -> None:
    """And only for whoever has it, for what it is about, while it is in force."""
    text = text_of(clients["teacher"], QUESTION)
    assert "Yes, with permission" in text
    link = "/permissions/new/school-name/?hat=staff&amp;act=publish&amp;outlet=social-media&amp;content=school-name"
    assert link in text
    filled = text_of(clients["teacher"], link.replace("&amp;", "&"))
    assert '<input type="checkbox" name="outlet" value="social-media" checked>' in filled
    row = granted()
    text = text_of(clients["teacher"], QUESTION)
    assert "Yes, with permission" not in text
    assert "What the school knows of you here" in text
    assert row.account in text
    for who in ("head", "volunteer", "anonymous"):
        other = text_of(clients[who], QUESTION.replace("staff", "volunteer" if who == "volunteer" else "staff"))
        assert "Yes, with permission" in other
        assert row.account not in other
    assert "Yes, with permission" in text_of(clients["teacher"], QUESTION.replace("social-media", "print"))
    assert "Yes, with permission" in text_of(clients["teacher"], f"{QUESTION}&on={TODAY.isoformat()}")


def test_ask_asks_where_it_appears_if_a_permission_turns_on_it(clients: Clients) -> None:
    """Nobody else is asked, since for nobody else it would change anything."""
    granted()
    open_question = QUESTION.replace("&outlet=social-media", "")
    page = text_of(clients["teacher"], open_question)
    assert 'name="key" value="outlet"' in page
    assert "Yes, with permission" in text_of(clients["teacher"], f"{open_question}&skip=outlet")
    assert "Yes, with permission" in text_of(clients["head"], open_question)


def test_a_parent_who_asks_in_print_needs_nothing(clients: Clients) -> None:
    """The policy is silent there, and a permission changes nothing."""
    granted("parent")
    print_question = "/ask/?hat=parent&act=publish&outlet=print&content=school-name"
    assert "What the school knows of you here" not in text_of(clients["parent"], print_question)


def test_my_page_tells_what_waits(clients: Clients) -> None:
    """A decision for those who decide; an answer for whoever was refused."""
    row = ask("teacher")
    assert "A request waits for your decision" in text_of(clients["head"], "/me/")
    assert "A request waits" not in text_of(clients["chair"], "/me/")
    no(row, "head", "head")
    assert "Your request was refused, and you can answer" in text_of(clients["teacher"], "/me/")


def test_refusal_says_how_the_school_is_reached(clients: Clients) -> None:
    """Whoever is refused comes to the school with it; what is not refused says nothing of it."""
    row = ask("parent", "photo-pass")
    page = f"/permissions/{row.id}/"
    assert "01632 960 001" not in text_of(clients["parent"], page)
    no(row, "office", "office")
    assert "01632 960 001" in text_of(clients["parent"], page)


def test_ask_says_from_which_day_a_permission_counts_that_does_not_yet(clients: Clients) -> None:
    """Beside the answer of today, to its holder alone, and only if it is about this."""
    row = granted("teacher", since=TODAY + timedelta(days=2))
    link = f'<a href="/permissions/{row.id}/">You have one from 5 July 2026</a>'
    page = text_of(clients["teacher"], QUESTION)
    assert link in page
    assert "Yes, with permission" in page
    assert "You have one" not in text_of(clients["teacher"], QUESTION.replace("social-media", "print"))
    assert "You have one" not in text_of(clients["volunteer"], QUESTION.replace("staff", "volunteer"))
    services.revoke(permission=row.id, body="head", reason="No.", by=viewer_of("head"), at=NOON)
    assert "You have one" not in text_of(clients["teacher"], QUESTION)


def test_whoever_decides_finds_permissions_from_the_first_page(clients: Clients) -> None:
    """The head, the officers of the governing body, the office and the head's deputy; nobody else is offered others' requests."""
    offered = {who for who, client in clients.items() if "Requests for you to decide" in text_of(client, "/")}
    assert {"head", "chair", "office"} <= offered
    assert offered.isdisjoint({"anonymous", "parent", "teacher", "volunteer"})


def test_a_letter_can_be_checked_from_every_page(clients: Clients) -> None:
    """Also by somebody who has no account: the foot leads there."""
    for page in ("/", "/policy/", "/ask/"):
        assert '<a href="/letter/">Check a letter</a>' in text_of(clients["anonymous"], page)


def test_lists_cost_the_same_however_many_there_are(clients: Clients, django_assert_max_num_queries: Any) -> None:
    """A list of forty asks no more questions than one of two."""
    for number in range(19):
        ask("teacher", account=f"Page {number}")
        granted("volunteer", account=f"Page {number}")
    with django_assert_max_num_queries(32):
        text_of(clients["head"], "/permissions/")


def test_who_says_that_they_have_a_permission_is_believed_only_where_it_is_not_known(clients: Clients) -> None:
    """A colleague's link gives nobody a yes; whoever is not signed in gets the answer for those who have it."""
    claimed = f"{QUESTION}&permission=school-name"
    assert "Yes, with permission" in text_of(clients["teacher"], claimed)
    assert "Yes, with permission" not in text_of(clients["anonymous"], claimed)


def test_clerk_in_the_office_and_office_read_no_reasons_of_what_the_head_decides(clients: Clients) -> None:
    """The office reads the answer to its own refusal, and nothing of the head's."""
    row = no(ask("teacher"), "head", "head", reason="Which children?")
    assert clients["office"].get(f"/permissions/{row.id}/").status_code == 404
    asked = no(ask("parent", PASS), "office", "office", reason="Which event?")
    services.answer(permission=asked.id, text="The play.", by=viewer_of("parent"), at=NOON)
    assert "The play." in text_of(clients["office"], f"/permissions/{asked.id}/")


def test_whoever_has_a_permission_finds_its_letter_and_its_code(clients: Clients) -> None:
    """And nobody before it is given."""
    row = ask("teacher")
    letter = f"/permissions/{row.id}/letter.pdf"
    assert letter not in text_of(clients["teacher"], f"/permissions/{row.id}/")
    yes(row, "head", "head")
    for who in ("teacher", "head", "office"):
        assert letter in text_of(clients[who], f"/permissions/{row.id}/")
        assert clients[who].get(letter).content.startswith(b"%PDF")
    assert clients["volunteer"].get(letter).status_code == 404


@pytest.mark.parametrize("written", ["Bengali", "Chinese", "Cyrillic", "Greek", "Urdu"])
def test_words_that_the_letter_cannot_show_are_told_before_anything_is_asked(clients: Clients, written: str) -> None:
    """Whoever knows it can ask all the same; then it is told to whoever decides too. What can be printed is just asked."""
    words, pages = WRITTEN[written], "/permissions/new/school-name/"
    missing = unprintable(words)
    answer = clients["teacher"].post(pages, form(what=words))
    if missing:
        said = answer.content.decode()
        assert (answer.status_code, "The letter cannot show these letters" in said, words in said) == (400, True, True)
        assert 'name="as_it_is"' in said
        assert not Permission.objects.exists()
        answer = clients["teacher"].post(pages, form(what=words, as_it_is="on"))
    assert answer.status_code == 302
    row = Permission.objects.get()
    assert row.what == words
    for who in ("teacher", "head"):
        assert ("The letter cannot show all of this" in text_of(clients[who], f"/permissions/{row.id}/")) == bool(
            missing
        )


def test_whom_to_ask_about_missing_letters_is_whom_one_knows(clients: Clients) -> None:
    """Staff the technician, a parent the office: in the form, and on the page of what was asked all the same."""
    words, new = "The play \ue000", "/permissions/new/photo-pass/"
    told = clients["teacher"].post("/permissions/new/school-name/", form(what=words)).content.decode()
    assert "ask the technician to install them" in told
    told = clients["parent"].post(new, {"what": words, "day": "2026-07-10"}).content.decode()
    assert "ask the school office, which can have them installed" in told
    assert "technician" not in told
    clients["parent"].post(new, {"what": words, "day": "2026-07-10", "as_it_is": "on"})
    page = f"/permissions/{Permission.objects.get().id}/"
    assert "ask the school office, which can have the letters installed" in text_of(clients["parent"], page)
    assert "technician" not in text_of(clients["parent"], page)
    assert "let the technician install the letters" in text_of(clients["office"], page)


def test_conditions_that_the_letter_cannot_show_are_told_before_the_yes(clients: Clients) -> None:
    """Conditions are what must be readable; a box that was not ticked is no yes."""
    row = ask("teacher", NAME)
    typed = {"body": "head", "sha256": row.sha256, "text": WRITTEN["Bengali"]}
    answer = clients["head"].post(f"/permissions/{row.id}/agree/", typed)
    assert (answer.status_code == 400) == bool(unprintable(WRITTEN["Bengali"]))
    clients["head"].post(f"/permissions/{row.id}/agree/", {**typed, "as_it_is": "on"})
    row.refresh_from_db()
    assert row.state == "granted"

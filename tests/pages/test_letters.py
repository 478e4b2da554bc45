"""What does a letter open, for whom, and how often; and what does the page for its code say of what was typed?

Refusals first.
"""

import io
import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pdfplumber
import pytest
from django.test import Client

from gatepost.accounts.codes import new_code, read, shown
from gatepost.accounts.models import Invitation
from gatepost.accounts.opening import PAPER_LASTS
from gatepost.audit.models import AuditEntry
from gatepost.kernel import clock
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people.models import Account
from gatepost.people.services import close_account, leave, merge
from gatepost.people.viewer import SETUP
from tests.pages.test_accounts import HEAD, PARENT, TEACHER, by_code, is_in, person_of, totp, with_app

CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")


def pages(document: bytes) -> list[str]:
    """Return the text of each page."""
    with pdfplumber.open(io.BytesIO(document)) as opened:
        return [page.extract_text() for page in opened.pages]


def sign_in_page(email: str) -> str:
    """Return the address of the page on which somebody is helped."""
    return f"/people/{person_of(email).id}/sign-in/"


def ask_for_letter(client: Client, path: str) -> bytes:
    """Press the button for a letter, as the page has it now."""
    after = re.search(r'name="after" value="([^"]*)"', client.get(path).content.decode())
    assert after
    answer = client.post(path, {"do": "letter", "after": after[1]})
    assert answer.status_code == 200, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer.content


def code_of(document: bytes) -> str:
    """Return the code on the first page."""
    found = CODE.search(pages(document)[0])
    assert found
    return found[0]


@pytest.fixture
def code(clients: Mapping[str, Client]) -> str:
    """The code of a letter for the parent."""
    return code_of(ask_for_letter(clients["office"], sign_in_page(PARENT)))


def typed(client: Client, code: str) -> tuple[int, str]:
    """Type a code; return the status and the page."""
    answer = client.post("/invitation/", {"code": code})
    return answer.status_code, unescape(answer.content.decode())


@pytest.mark.parametrize("kind", ["parent", "teacher", "technician", "governor", "chair", "safeguarding-lead"])
def test_nobody_but_office_and_head_makes_a_letter(clients: Mapping[str, Client], kind: str) -> None:
    """For anybody, themselves included."""
    for email in (PARENT, TEACHER):
        answer = clients[kind].post(sign_in_page(email), {"do": "letter", "after": ""})
        assert answer.status_code in {403, 404}
    assert not Invitation.objects.exists()


def test_office_makes_no_letter_for_the_head_nor_for_itself(clients: Mapping[str, Client]) -> None:
    """It would open the head's account to whoever took it out of the printer."""
    for email in (HEAD, "janet.cowley@oddenbrook.example", "callum.byrne@oddenbrook.example"):
        assert clients["office"].post(sign_in_page(email), {"do": "letter", "after": ""}).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("", "Type the code in your letter"),
        ("K7QM-4XTD-9RWE", "you typed 12"),
        ("K7QM-4XTD-9RWE-2HPUU", "no “U” in a code"),
        ("K7QM-4XTD-9RWE-2HP!", "no “!” in a code"),
    ],
)
def test_what_cannot_be_a_code_is_told_what_is_wrong(client: Client, code: str, wrong: str, says: str) -> None:
    """Before anything is looked up; the field keeps what was typed."""
    status, page = typed(client, wrong)
    assert status == 400
    assert says in page
    assert f'value="{wrong}"' in page


def test_code_with_one_sign_wrong_opens_nothing_and_is_not_used_up(client: Client, code: str) -> None:
    """The right one still works afterwards, however it is typed."""
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    status, page = typed(client, wrong)
    assert (status, "sign by sign" in page, is_in(client)) == (404, True, False)
    sloppy = code.lower().replace("0", "o").replace("1", "l").replace("-", " - ")
    assert typed(client, sloppy)[0] == 302
    assert is_in(client)


@pytest.mark.parametrize("how", ["used", "expired", "replaced", "left", "merged", "closed"])
def test_code_that_opens_nothing_says_why(client: Client, clients: Mapping[str, Client], code: str, how: str) -> None:
    """And names nobody."""
    person, later = person_of(PARENT), now()
    if how == "used":
        assert typed(Client(), code)[0] == 302
    elif how == "expired":
        later += PAPER_LASTS
    elif how == "replaced":
        ask_for_letter(clients["office"], sign_in_page(PARENT))
    elif how == "left":
        leave(person=person, last_day=now().date() - timedelta(days=1), by=SETUP, at=now())
    elif how == "merged":
        close_account(person=person, by=SETUP, at=now())
        merge(keep=person_of(TEACHER), drop=person, by=SETUP, at=now())
    else:
        close_account(person=person, by=SETUP, at=now())
    with clock.frozen(later):
        status, page = typed(client, code)
    says = {"used": "used already", "expired": "has run out", "replaced": "a newer invitation"}
    assert status == 410
    assert says.get(how, "not valid any more") in page
    assert "Zielinski" not in page
    assert not is_in(client)


def test_many_wrong_codes_stop_that_browser_and_no_other(code: str) -> None:
    """A school is one address: whoever types nonsense keeps nobody out."""
    guesser, parent = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    tokens = {}
    for client in (guesser, parent):
        client.get("/invitation/")
        tokens[client] = client.cookies["csrftoken"].value
    answers = []
    for _number in range(22):
        form = {"code": shown(new_code()), "csrfmiddlewaretoken": tokens[guesser]}
        answers.append(guesser.post("/invitation/", form).status_code)
    assert answers == [404] * 20 + [429] * 2
    form = {"code": code, "csrfmiddlewaretoken": tokens[guesser]}
    assert guesser.post("/invitation/", form).status_code == 429
    form["csrfmiddlewaretoken"] = tokens[parent]
    assert parent.post("/invitation/", form).status_code == 302


def test_button_pressed_twice_lets_the_same_browser_in_and_no_other(code: str) -> None:
    """The first answer is lost when somebody taps again; for two minutes only."""
    browser = Client(enforce_csrf_checks=True)
    browser.get("/invitation/")
    token = browser.cookies["csrftoken"].value
    form = {"code": code, "csrfmiddlewaretoken": token}
    twice = Client(enforce_csrf_checks=True)
    twice.cookies["csrftoken"] = token
    assert browser.post("/invitation/", form).status_code == 302
    assert twice.post("/invitation/", form).status_code == 302
    assert is_in(twice)
    assert AuditEntry.objects.filter(action="account.accepted").count() == 1
    other = Client()
    assert typed(other, code)[0] == 410
    late = Client(enforce_csrf_checks=True)
    late.cookies["csrftoken"] = token
    with clock.frozen(now() + timedelta(minutes=3)):
        assert late.post("/invitation/", form).status_code == 410
    assert not is_in(late)


def test_letter_signs_out_whoever_used_the_shared_computer_before(client: Client, code: str) -> None:
    """It is for whom it names, not for whoever is there."""
    by_code(client, TEACHER)
    assert typed(client, code)[0] == 302
    page = client.get("/me/").content.decode()
    assert "Tomasz Zielinski" in page
    assert "Daniel Osei" not in page


def test_letter_is_no_way_round_the_second_step(client: Client, clients: Mapping[str, Client]) -> None:
    """Whoever has one is asked for it."""
    teacher = Client()
    by_code(teacher, TEACHER)
    secret = with_app(teacher)
    code = code_of(ask_for_letter(clients["office"], sign_in_page(TEACHER)))
    answer = client.post("/invitation/", {"code": code})
    assert answer.headers["Location"] == "/sign-in/second/"
    assert not is_in(client)
    client.post("/sign-in/second/", {"code": totp(secret)})
    assert is_in(client)


def test_look_at_the_link_of_a_letter_uses_nothing_up(client: Client, code: str) -> None:
    """The square holds it; a program that opens it changes nothing."""
    path = f"/invitation/{read(code)}/"
    for _number in range(2):
        assert client.get(path).status_code == 200
    assert client.post(path).status_code == 302
    assert is_in(client)


def test_form_that_is_sent_twice_ends_no_code_that_was_printed(clients: Mapping[str, Client]) -> None:
    """The second says that there is a letter already; a fresh page makes another, and the first code ends."""
    path = sign_in_page(PARENT)
    first = clients["office"].post(path, {"do": "letter", "after": ""})
    second = clients["office"].post(path, {"do": "letter", "after": ""})
    assert (first.status_code, second.status_code) == (200, 400)
    assert "meanwhile" in second.content.decode()
    assert typed(Client(), code_of(first.content))[0] == 302


def test_code_is_kept_nowhere(clients: Mapping[str, Client], code: str) -> None:
    """Only its hash; the record says who made the letter and names nobody."""
    row = Invitation.objects.get()
    assert row.on_paper
    for value in (row.token_hash, *AuditEntry.objects.values_list("data", flat=True)):
        assert code not in value
        assert read(code) not in value
    entry = AuditEntry.objects.get(action="account.letter-made")
    assert entry.actor == person_of("janet.cowley@oddenbrook.example").id
    assert entry.data == ""


def test_owner_who_signs_in_by_mail_is_told_of_a_letter(clients: Mapping[str, Client]) -> None:
    """Else whoever prints one could come in unnoticed; who never came in gets no mail."""
    Account.objects.filter(email=PARENT).update(last_login=None)
    ask_for_letter(clients["office"], sign_in_page(PARENT))
    assert not Message.objects.filter(kind="letter-made").exists()
    by_code(Client(), TEACHER)
    ask_for_letter(clients["office"], sign_in_page(TEACHER))
    assert Message.objects.get(kind="letter-made").address == TEACHER


def test_letter_is_tagged_and_says_what_to_do(clients: Mapping[str, Client]) -> None:
    """One page, with the school, the name, the address to type, the code, and until when."""
    document = ask_for_letter(clients["office"], sign_in_page(PARENT))
    assert b"/StructTreeRoot" in document
    assert b"/Alt" in document
    (text,) = pages(document)
    for words in ("Oddenbrook Primary School", "Dear Tomasz Zielinski,", "/invitation", "works once, until"):
        assert words in text
    assert PARENT not in text


def test_window_of_the_envelope_shows_the_name_and_nothing_else(clients: Mapping[str, Client]) -> None:
    """From 45 to 92 mm below the top, whichever of the usual envelopes it is."""
    document = ask_for_letter(clients["office"], sign_in_page(PARENT))
    with pdfplumber.open(io.BytesIO(document)) as opened:
        page = opened.pages[0]
        millimetre = page.height / 297
        seen = page.crop((0, 45 * millimetre, page.width, 92 * millimetre)).extract_text()
    assert seen == "Tomasz Zielinski"


def test_codes_have_no_letter_that_is_mistaken_for_a_digit() -> None:
    """And each is read back as it is shown."""
    for _number in range(200):
        code = new_code()
        assert not set("ilou") & set(code)
        assert read(shown(code)) == code
    with pytest.raises(Refused):
        read("x")

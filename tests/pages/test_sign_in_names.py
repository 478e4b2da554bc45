"""How does somebody come in who has no mailbox that is theirs alone, and who does not?

Refusals first.
"""

import re
import time
from collections.abc import Mapping
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from gatepost.accounts.by_name import names_for
from gatepost.accounts.devices import COOKIE
from gatepost.accounts.models import Invitation
from gatepost.accounts.passwords import may_have_one
from gatepost.audit.models import AuditEntry
from gatepost.kernel.clock import now
from gatepost.mail.models import Message
from gatepost.people import services
from gatepost.people.models import Account, Person
from gatepost.people.naming import sign_in_name
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP
from tests.pages.test_accounts import PARENT, TEACHER, account_of, by_code, is_in, person_of, totp, with_app
from tests.pages.test_inviting import add, page
from tests.pages.test_letters import ask_for_letter, code_of, pages, typed

SHARED = "shabana.begum@oddenbrook.example"


def second() -> Person:
    """Return the father who shares the mother's address."""
    return Person.objects.get(name="Rafiq Begum")


def path_of(person: Person) -> str:
    """Return the address of the page on which somebody is helped."""
    return f"/people/{person.id}/sign-in/"


def try_name(client: Client, name: str, code: str) -> tuple[int, str]:
    """Sign in with a name; return the status and the page."""
    answer = client.post("/sign-in/name/", {"name": name, "code": code})
    return answer.status_code, re.sub(r'value="[^"]*"', "", unescape(answer.content.decode()))


@pytest.fixture
def letter(clients: Mapping[str, Client]) -> bytes:
    """His letter."""
    return ask_for_letter(clients["office"], path_of(second()))


@pytest.fixture
def named(letter: bytes) -> tuple[str, str]:
    """His sign-in name and the secret of his app, once he has used the letter."""
    client = Client()
    assert client.post("/invitation/", {"code": code_of(letter)}).headers["Location"] == "/me/sign-in/"
    secret = with_app(client)
    name = Account.objects.get(persons=second()).name
    assert name
    return name, secret


def fresh(secret: str) -> str:
    """Return what the app shows, as if it had not been typed to set it up."""
    cache.clear()
    return totp(secret)


def test_name_that_nobody_has_gets_the_same_answer_in_the_same_time(
    named: tuple[str, str], settings: LazySettings
) -> None:
    """Same page, same status: nobody learns who has an account."""
    settings.EVEN_TIME = 0.25
    answers = []
    for name in (named[0], "nobody.here.123", "someone@home.example", PARENT):
        began = time.monotonic()
        answers.append(try_name(Client(), name, "000000"))
        assert time.monotonic() - began >= settings.EVEN_TIME
    assert answers[0][0] == 400
    assert all(answer == answers[0] for answer in answers)


def test_name_opens_nothing_with_an_address(client: Client, school: None) -> None:
    """Else the code of the app alone would do where mail and app are asked for."""
    teacher = Client()
    by_code(teacher, TEACHER)
    secret = with_app(teacher)
    Account.objects.filter(email=TEACHER).update(name="daniel.osei.123")
    assert try_name(client, "daniel.osei.123", fresh(secret))[0] == 400
    assert not is_in(client)


def test_name_without_a_proof_opens_nothing(client: Client, letter: bytes) -> None:
    """He was invited and set nothing up."""
    name = Account.objects.get(persons=second()).name or ""
    for code in ("", "000000", "12345678"):
        assert try_name(client, name, code)[0] == 400
    assert not is_in(client)


def test_code_of_an_app_is_taken_once_and_tries_are_few(named: tuple[str, str]) -> None:
    """Five in a quarter of an hour, whoever types: from a browser in which he was he is counted apart."""
    name, secret = named
    mine = Client()
    code = fresh(secret)
    assert try_name(mine, name, code)[0] == 302
    assert is_in(mine)
    mine.post("/sign-out/")
    assert try_name(Client(), name, code)[0] == 400
    answers = [try_name(Client(), name.upper(), "000000")[0] for _number in range(5)]
    assert answers == [400, 400, 400, 429, 429]
    assert mine.cookies[COOKIE].value
    assert try_name(mine, name, "000000")[0] == 400


def test_recovery_code_opens_once(client: Client, named: tuple[str, str]) -> None:
    """Printed on the first day, for the day on which the phone is lost."""
    name, secret = named
    assert try_name(client, name, fresh(secret))[0] == 302
    client.post("/sign-in/again/", {"code": fresh(secret)})
    printed = re.findall(r"\b\d{8}\b", client.get("/me/sign-in/codes/").content.decode())
    assert printed
    assert try_name(Client(), name, printed[0])[0] == 302
    assert try_name(Client(), name, printed[0])[0] == 400


def test_code_alone_opens_no_duty(client: Client, named: tuple[str, str]) -> None:
    """It is one proof; a duty needs two, or a passkey that knows its owner."""
    services.give_duty(person=second(), duty=Duty.OFFICE, since=now().date(), by=SETUP, at=now())
    assert try_name(client, named[0], fresh(named[1]))[0] == 302
    assert is_in(client)
    assert client.get("/people/").status_code == 403
    assert client.post("/sign-in/again/", {"code": fresh(named[1])}).status_code == 302
    assert client.get("/people/").status_code == 403, "the next code of the same app is no second proof"


def test_closed_account_is_not_opened_by_its_name(client: Client, named: tuple[str, str]) -> None:
    """The same answer as for a wrong code."""
    services.close_account(person=second(), by=SETUP, at=now())
    assert try_name(client, named[0], fresh(named[1]))[0] == 400


def test_mailbox_that_is_shared_gets_no_mail_for_the_second_person(
    clients: Mapping[str, Client], named: tuple[str, str]
) -> None:
    """Neither a code nor an invitation: the first person reads it."""
    Message.objects.all().delete()
    answer = clients["office"].post(path_of(second()), {"do": "invite"})
    assert answer.status_code == 400
    assert "Somebody else at the school signs in with this address" in answer.content.decode()
    assert not Message.objects.exists()
    Client().post("/sign-in/", {"email": SHARED})
    assert set(Message.objects.values_list("person", flat=True)) == {person_of(SHARED).id}


def test_last_proof_cannot_be_removed_by_who_has_no_mailbox(client: Client, named: tuple[str, str]) -> None:
    """They would be outside for good."""
    assert try_name(client, named[0], fresh(named[1]))[0] == 302
    client.post("/me/sign-in/app/remove/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_lost_phone_is_helped_by_a_reset_and_another_letter(
    clients: Mapping[str, Client], named: tuple[str, str]
) -> None:
    """The letter alone would ask for the lost phone."""
    first = Client()
    assert typed(first, code_of(ask_for_letter(clients["office"], path_of(second()))))[0] == 302
    assert not is_in(first)
    assert clients["office"].post(path_of(second()), {"do": "reset", "seen": "yes"}).status_code == 302
    again = Client()
    assert typed(again, code_of(ask_for_letter(clients["office"], path_of(second()))))[0] == 302
    assert is_in(again)


def test_letter_names_him_and_says_how_he_signs_in(letter: bytes) -> None:
    """The name that he types, not the address of somebody else."""
    (text,) = pages(letter)
    name = Account.objects.get(persons=second()).name
    assert re.fullmatch(r"rafiq\.begum\.\d{3}", name or "")
    assert name is not None
    assert name in text
    assert SHARED not in text


def test_pages_of_both_say_how_each_signs_in(clients: Mapping[str, Client], named: tuple[str, str]) -> None:
    """The office's page, and their own."""
    office = clients["office"]
    assert SHARED in office.get(f"/people/{person_of(SHARED).id}/").content.decode()
    assert named[0] in office.get(f"/people/{second().id}/").content.decode()
    assert named[0] in office.get(path_of(second())).content.decode()
    client = Client()
    try_name(client, named[0], fresh(named[1]))
    own = client.get("/me/").content.decode()
    assert named[0] in own
    assert SHARED not in own


def test_class_on_paper_lets_everybody_of_it_in(clients: Mapping[str, Client]) -> None:
    """One without an address, two who share one: a page each, and each opens the right account."""
    people = [add("Cara Stork", "storks@home.example"), add("Dan Stork", "storks@home.example"), add("Edie Crane", "")]
    text = page(clients["office"], "nobody-in")
    assert "4 people have no address of their own" in text
    seen = re.search(r'value="([0-9a-f]{64})">\s*<p class="buttons"><button[^>]*value="letters"', text)
    assert seen
    form = {"group": "nobody-in", "do": "letters", "seen": seen[1]}
    answer = clients["office"].post("/people/invite/", form)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert clients["office"].post("/people/invite/", form).status_code == 409
    texts = pages(answer.content)
    assert len(texts) == 4
    for text in texts:
        client = Client()
        (code,) = re.findall(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", text)
        client.post("/invitation/", {"code": code})
        name = re.findall(r"Dear (.*),", text)[0]
        assert name in client.get("/me/").content.decode()
    assert Account.objects.filter(persons__in=[person.id for person in people], email=None).count() == 3
    assert AuditEntry.objects.filter(action="account.letter-made").count() == 4


def test_who_used_a_letter_and_set_nothing_up_gets_another(clients: Mapping[str, Client], letter: bytes) -> None:
    """They are among those who have no way in."""
    typed(Client(), code_of(letter))
    assert "Rafiq Begum" in page(clients["office"], "nobody-in")
    assert Invitation.objects.get().used_at


def test_own_address_given_later_gets_the_codes_from_then_on(
    clients: Mapping[str, Client], named: tuple[str, str]
) -> None:
    """Once an invitation to it was taken up; and the name opens nothing any more."""
    him = second()
    services.correct_person(person=him, name=him.name, email="rafiq@home.example", by=SETUP, at=now())
    assert clients["office"].post(path_of(him), {"do": "invite"}).status_code == 302
    link = re.search(r"/invitation/\S+/", Message.objects.get(kind="invitation", person=him.id).body)
    assert link
    Client().post(link[0])
    assert Account.objects.get(persons=him).email == "rafiq@home.example"
    assert try_name(Client(), named[0], fresh(named[1]))[0] == 400


@pytest.mark.parametrize(
    "wanted", ["", "ab", "rafiq@home", "rafiq begum", "Räfiq.begum", ".rafiq", "x" * 61, "a..bcde"]
)
def test_name_that_makes_no_sense_is_refused(
    clients: Mapping[str, Client], named: tuple[str, str], wanted: str
) -> None:
    """And the old one stays."""
    assert clients["office"].post(path_of(second()), {"do": "rename", "name": wanted}).status_code == 400
    assert Account.objects.get(persons=second()).name == named[0]


def test_office_changes_a_name_to_one_that_is_free(clients: Mapping[str, Client], named: tuple[str, str]) -> None:
    """The record does not say which it was."""
    assert clients["office"].post(path_of(second()), {"do": "rename", "name": "Rafiq.B.12"}).status_code == 302
    assert try_name(Client(), "rafiq.b.12", fresh(named[1]))[0] == 302
    assert AuditEntry.objects.get(action="account.renamed").data == ""
    assert clients["parent"].post(path_of(second()), {"do": "rename", "name": "mine.12"}).status_code == 404


def test_account_has_an_address_or_a_name_and_each_once(school: None) -> None:
    """The database says so."""
    account = account_of(PARENT)
    for wrong in ({"email": None}, {"email": ""}, {"name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.filter(id=account.id).update(**wrong)


def test_names_are_made_of_plain_letters_and_never_tell_of_another() -> None:
    """Whatever somebody is called; always with a number."""
    assert re.fullmatch(r"zoe\.lukasz\.\d{3}", sign_in_name("Zoë O'Brien-Łukasz"))
    assert re.fullmatch(r"ada\.\d{3}", sign_in_name("Ada"))
    assert re.fullmatch(r"family\.\d{3}", sign_in_name("山田 太郎"))
    assert len(sign_in_name("x" * 200 + " " + "y" * 200)) <= 60


def test_names_without_a_plain_letter_are_not_used_up(school: None) -> None:
    """They all begin with "family": nine hundred of them must not leave the next one without."""
    Account.objects.bulk_create(Account(name=f"family.{number}", password="!") for number in range(100, 1000))
    new = add("王小明", "")
    assert re.fullmatch(r"family\.\d{6}", names_for([new])[new.id])


def test_letter_whose_address_was_taken_away_since_opens_nothing(clients: Mapping[str, Client]) -> None:
    """It was made for somebody who needed no name; now there is neither. The office makes another."""
    lone = add("Lone Walker", "lone@home.example")
    paper = ask_for_letter(clients["office"], path_of(lone))
    services.correct_person(person=lone, name=lone.name, email="", by=SETUP, at=now())
    assert Client().post("/invitation/", {"code": code_of(paper)}).status_code == 410
    again = ask_for_letter(clients["office"], path_of(lone))
    assert Client().post("/invitation/", {"code": code_of(again)}).status_code == 302


def test_no_password_beside_a_name(named: tuple[str, str], client: Client) -> None:
    """It would open nothing: a password is asked for with an address."""
    services.give_hat(person=second(), hat=Hat.STAFF, since=now().date(), by=SETUP, at=now())
    assert try_name(client, named[0], fresh(named[1]))[0] == 302
    assert "/me/sign-in/password/" not in client.get("/me/sign-in/").content.decode()
    assert not may_have_one(Account.objects.get(persons=second()).id, on=now().date())

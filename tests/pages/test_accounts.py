"""Who gets in, with what, and what does somebody without a second step see?

Refusals first. Nothing is taken from allauth on trust: codes are replayed, invitations altered, sessions ended.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.test import Client

from gatepost.accounts import services
from gatepost.accounts.devices import COOKIE
from gatepost.accounts.models import Invitation
from gatepost.accounts.opening import MAIL_LASTS
from gatepost.audit.models import AuditEntry
from gatepost.kernel import clock
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people.models import Account, Person
from gatepost.people.queries import list_viewers
from gatepost.people.services import add_person, close_account, give_duty, lend, open_account, open_school
from gatepost.people.states import Duty, Lent
from gatepost.people.viewer import SETUP, Viewer
from tests.mailing import run_tasks
from tests.pages.conftest import sign_in

PARENT, HEAD, TEACHER = (
    "tomasz.zielinski@oddenbrook.example",
    "ruth.adeyemi@oddenbrook.example",
    "daniel.osei@oddenbrook.example",
)


def account_of(email: str) -> Account:
    """Return somebody's account."""
    return Account.objects.get(email=email)


def person_of(email: str) -> Person:
    """Return whom an account lets in, where it is one."""
    return Person.objects.get(account__email=email)


def viewer_of(email: str) -> Viewer:
    """Return somebody as a viewer with everything that they may."""
    return list_viewers(account_of(email).id, on=now().date())[0]


def code_sent() -> str:
    """Return the code in the newest mail."""
    body: str = Message.objects.filter(kind="code").latest("written_at").body
    return body.split("\n\n")[1]


def by_code(client: Client, email: str) -> str:
    """Sign in with a code; return it."""
    client.post("/sign-in/", {"email": email})
    code = code_sent()
    client.post("/sign-in/code/", {"code": code})
    return code


def is_in(client: Client) -> bool:
    """Tell whether somebody is signed in."""
    return "Sign out" in client.get("/").content.decode()


def totp(secret: str) -> str:
    """Return what the app shows now."""
    return str(format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1])))


def with_app(client: Client) -> str:
    """Set up an app; return its secret."""
    secret = re.search(r'id="secret">([A-Z2-7]+)<', client.get("/me/sign-in/app/").content.decode())
    assert secret
    assert client.post("/me/sign-in/app/", {"code": totp(secret[1])}).status_code == 302
    return secret[1]


def actions(email: str) -> list[str]:
    """Return what the record says of somebody's signing in."""
    person = person_of(email).id
    entries = AuditEntry.objects.filter(subject=person, action__startswith="account.").order_by("sequence")
    return list(entries.values_list("action", flat=True))


def test_unknown_address_gets_the_same_page_and_no_mail(school: None) -> None:
    """Nobody learns who has an account; nobody whom the school does not know gets mail from it."""
    answers = []
    for email in (PARENT, "nobody@home.example"):
        client = Client()
        response = client.post("/sign-in/", {"email": email})
        page = client.get("/sign-in/code/").content.decode()
        wrong = client.post("/sign-in/code/", {"code": "ABC-DEF"})
        answers.append(
            (response.status_code, response.headers["Location"], re.sub(r'value="[^"]*"', "", page), wrong.status_code)
        )
    assert answers[0] == answers[1]
    assert set(Message.objects.values_list("address", flat=True)) == {PARENT}


def test_closed_account_gets_no_code(client: Client, school: None) -> None:
    """The same page, and nothing in the mail."""
    close_account(person=person_of(PARENT), by=SETUP, at=now())
    assert client.post("/sign-in/", {"email": PARENT}).status_code == 302
    assert not Message.objects.exists()


def test_code_works_once_and_only_where_it_was_asked_for(client: Client, school: None) -> None:
    """Replayed in the same browser or typed in another it opens nothing."""
    code = by_code(client, PARENT)
    assert is_in(client)
    client.post("/sign-out/")
    client.post("/sign-in/code/", {"code": code})
    assert not is_in(client)
    other = Client()
    other.post("/sign-in/", {"email": PARENT})
    assert other.post("/sign-in/code/", {"code": code}).status_code == 400
    assert not is_in(other)


def test_code_is_worth_nothing_after_a_few_tries(client: Client, school: None) -> None:
    """The right one comes too late."""
    client.post("/sign-in/", {"email": PARENT})
    code = code_sent()
    answers = [client.post("/sign-in/code/", {"code": f"WRO-{number}NG"}).status_code for number in range(5)]
    assert answers == [400, 400, 400, 400, 302]
    client.post("/sign-in/code/", {"code": code})
    assert not is_in(client)
    assert actions(PARENT).count("account.code-refused") == 5


def test_codes_are_sent_a_few_times_in_a_quarter_of_an_hour(school: None) -> None:
    """From whichever computer; for another account there are others."""
    answers = [Client().post("/sign-in/", {"email": PARENT}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert Client().post("/sign-in/", {"email": TEACHER}).status_code == 302


def test_stranger_who_asks_for_many_codes_keeps_nobody_out_of_their_own_browser(client: Client, school: None) -> None:
    """It is counted apart; a mark that is altered, or somebody else's, is a stranger's."""
    by_code(client, PARENT)
    client.post("/sign-out/")
    for _ in range(6):
        Client().post("/sign-in/", {"email": PARENT})
    assert Client().post("/sign-in/", {"email": PARENT}).status_code == 429
    thief = Client()
    thief.cookies[COOKIE] = client.cookies[COOKIE].value[:-1] + "x"
    assert thief.post("/sign-in/", {"email": PARENT}).status_code == 429
    by_code(client, PARENT)
    assert is_in(client)
    assert actions(PARENT).count("account.signed-in") == 2


def test_head_without_a_second_step_has_no_duties(client: Client, school: None) -> None:
    """What needs a duty is refused, and the way to get it is on every page; with the step everything is there."""
    by_code(client, HEAD)
    assert is_in(client)
    assert client.get("/people/").status_code == 403
    assert "This policy has not been signed" not in client.get("/").content.decode()
    assert 'href="/me/sign-in/"' in client.get("/").content.decode()
    secret = with_app(client)
    assert client.get("/people/").status_code == 200
    assert "account.factor-added" in actions(HEAD)
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_second_step_is_asked_for_and_its_code_taken_once(client: Client, school: None) -> None:
    """A code of the app that somebody looked at over a shoulder is of no use."""
    sign_in(client, account_of(HEAD))
    secret = with_app(client)
    client.post("/sign-out/")
    by_code(client, HEAD)
    assert not is_in(client)
    assert client.post("/sign-in/second/", {"code": "000000"}).status_code == 400
    code = totp(secret)
    assert client.post("/sign-in/second/", {"code": code}).status_code == 302
    assert client.get("/people/").status_code == 200
    other = Client()
    by_code(other, HEAD)
    assert other.post("/sign-in/second/", {"code": code}).status_code == 400
    assert not is_in(other)


def test_second_step_cannot_be_removed_by_whoever_finds_the_browser_open(client: Client, school: None) -> None:
    """It has to be shown again first, once it was not set up a moment ago."""
    sign_in(client, account_of(HEAD))
    secret = with_app(client)
    client.post("/sign-out/")
    by_code(client, HEAD)
    client.post("/sign-in/second/", {"code": totp(secret)})
    assert is_in(client)
    for path in ("app/remove/", "codes/new/", "passkey/"):
        response = client.post(f"/me/sign-in/{path}")
        assert response.status_code == 302, path
        assert response.headers["Location"].startswith("/sign-in/again/"), path
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize("kind", ["parent", "teacher", "office", "technician"])
def test_nobody_but_the_chair_resets_the_head(clients: Mapping[str, Client], kind: str) -> None:
    """The office could make itself head; to the others nobody is there."""
    head = person_of(HEAD)
    answer = clients[kind].post(f"/people/{head.id}/sign-in/", {"do": "reset", "seen": "yes"}).status_code
    assert answer == (403 if kind == "office" else 404)


def test_chair_helps_the_head_back_in(clients: Mapping[str, Client]) -> None:
    """Whom they do not see in any list; nobody else is there for them."""
    head, teacher = person_of(HEAD), person_of(TEACHER)
    with_app(clients["head"])
    path = f"/people/{head.id}/sign-in/"
    assert "They lost their phone" in clients["chair"].get(path).content.decode()
    assert clients["chair"].post(path, {"do": "reset", "seen": "yes"}).status_code == 302
    assert not Authenticator.objects.exists()
    assert clients["chair"].get(f"/people/{teacher.id}/sign-in/").status_code == 404


def test_chair_alone_finds_the_way_to_help_the_head(clients: Mapping[str, Client]) -> None:
    """On the page about people; to the office and the clerk it is not shown, and the head needs no way to themselves."""
    path = f'href="/people/{person_of(HEAD).id}/sign-in/"'
    shown = {
        kind for kind in ("chair", "clerk", "office", "head") if path in clients[kind].get("/people/").content.decode()
    }
    assert shown == {"chair"}
    assert clients["chair"].get(path.split('"')[1]).status_code == 200


def test_nobody_helps_themselves(clients: Mapping[str, Client]) -> None:
    """The head's own second step is the chair's to take away."""
    head = person_of(HEAD)
    with pytest.raises(Refused) as refused:
        services.reset_factors(person_id=head.id, by=viewer_of(HEAD), at=now())
    assert refused.value.code == "not-oneself"
    services.reset_factors(person_id=head.id, by=viewer_of("gareth.pryce@oddenbrook.example"), at=now())


def test_lost_phone_is_helped_by_the_office_and_told_to_its_owner(clients: Mapping[str, Client]) -> None:
    """Every session ends, the second step is gone, a mail says so, the record says who."""
    teacher = Client()
    by_code(teacher, TEACHER)
    with_app(teacher)
    person = person_of(TEACHER).id
    path = f"/people/{person}/sign-in/"
    assert clients["office"].post(path, {"do": "reset"}).status_code == 400
    assert Authenticator.objects.exists()
    assert clients["office"].post(path, {"do": "reset", "seen": "yes"}).status_code == 302
    assert not Authenticator.objects.exists()
    assert not is_in(teacher)
    assert Message.objects.filter(kind="sign-in-changed", person=person).count() == 2
    entry = AuditEntry.objects.get(action="account.factors-reset")
    assert entry.actor == person_of("janet.cowley@oddenbrook.example").id


def test_office_helps_nobody_who_acts_for_the_head_or_is_the_next_one(clients: Mapping[str, Client]) -> None:
    """By a letter it would come in as them; the head herself helps."""
    today = now().date()
    lend(person=person_of(TEACHER), acts_for=Lent.HEAD, since=today, by=SETUP, at=now())
    give_duty(person=person_of(PARENT), duty=Duty.HEAD, since=today + timedelta(days=1), by=SETUP, at=now())
    for email in (PARENT, TEACHER):
        path = f"/people/{person_of(email).id}/sign-in/"
        for deed in ("invite", "letter", "reset"):
            assert clients["office"].post(path, {"do": deed, "seen": "yes", "after": ""}).status_code == 403
        assert clients["head"].post(path, {"do": "invite"}).status_code == 302


def invited(email: str = PARENT) -> str:
    """Return the token of an invitation by the office."""
    office = viewer_of("janet.cowley@oddenbrook.example")
    return services.invite(person_id=person_of(email).id, by=office, at=now())


def test_invitation_is_looked_at_without_harm_and_works_once(client: Client, school: None) -> None:
    """A program that opens links in mail uses nothing up."""
    token = invited()
    for _ in range(2):
        assert client.get(f"/invitation/{token}/").status_code == 200
    assert client.post(f"/invitation/{token}/").status_code == 302
    assert is_in(client)
    other = Client()
    for answer in (other.get(f"/invitation/{token}/"), other.post(f"/invitation/{token}/")):
        assert answer.status_code == 410
        assert "used already" in answer.content.decode()
    assert not is_in(other)


@pytest.mark.parametrize("how", ["altered", "expired", "replaced", "closed"])
def test_invitation_that_opens_nothing_says_why(client: Client, school: None, how: str) -> None:
    """On a page of its own, with nothing half-done."""
    token, later = invited(), now()
    if how == "altered":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    elif how == "expired":
        later += MAIL_LASTS
    elif how == "replaced":
        invited()
    else:
        close_account(person=person_of(PARENT), by=SETUP, at=now())
    with clock.frozen(later):
        answer = client.post(f"/invitation/{token}/")
    assert answer.status_code == (404 if how == "altered" else 410)
    assert "does not open anything" in answer.content.decode()
    assert "Zielinski" not in answer.content.decode()
    assert not Invitation.objects.exclude(used_at=None).exists()
    assert not is_in(client)


def test_invitation_is_no_way_round_the_second_step(client: Client, school: None) -> None:
    """Whoever has one is asked for it."""
    teacher = Client()
    by_code(teacher, TEACHER)
    with_app(teacher)
    assert client.post(f"/invitation/{invited(TEACHER)}/").headers["Location"] == "/sign-in/second/"
    assert not is_in(client)


def test_office_of_another_school_invites_nobody_here(client: Client, school: None) -> None:
    """Nor sees that anybody is there."""
    other = open_school(name="Netherfold Primary School", by=SETUP, at=now())
    stranger = Viewer(actor="x", person_id="x", school_id=other.id, duties=frozenset({"head", "office", "chair"}))
    person = person_of(PARENT).id
    for do in (services.invite, services.reset_factors):
        with pytest.raises(Refused) as refused:
            do(person_id=person, by=stranger, at=now())
        assert refused.value.code == "not-the-office"
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_token_is_kept_nowhere_and_its_mail_forgets_it(school: None) -> None:
    """Only its hash is in the database once the mail is sent."""
    token = invited()
    assert token in Message.objects.get(kind="invitation").body
    run_tasks()
    assert Message.objects.get(kind="invitation").body == ""
    assert not Invitation.objects.filter(token_hash__contains=token).exists()


def test_all_other_sessions_end_and_this_one_stays(school: None) -> None:
    """With their next click."""
    here, there = Client(), Client()
    for client in (here, there):
        by_code(client, PARENT)
    assert here.post("/me/sign-in/end-others/").status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_leaver_is_out_with_the_next_click(client: Client, school: None) -> None:
    """In the middle of a session."""
    by_code(client, PARENT)
    close_account(person=person_of(PARENT), by=SETUP, at=now())
    assert not is_in(client)


def test_outbox_is_only_for_a_demonstration(client: Client, school: None, settings: LazySettings) -> None:
    """There it shows what would have arrived."""
    invited()
    assert PARENT in client.get("/outbox/").content.decode()
    settings.DEMO = False
    assert client.get("/outbox/").status_code == 404


def test_real_school_in_a_demonstration_is_not_in_its_outbox(client: Client, school: None) -> None:
    """Its mail opens doors."""
    real = open_school(name="Somewhere", by=SETUP, at=now())
    person = add_person(school=real, name="Somebody", email="somebody@real.example", by=SETUP, at=now())
    open_account(person=person, by=SETUP, at=now())
    client.post("/sign-in/", {"email": "somebody@real.example"})
    assert Message.objects.filter(person=person.id).exists()
    assert "somebody@real.example" not in client.get("/outbox/").content.decode()


def test_person_who_left_is_not_invited(school: None) -> None:
    """Nothing is sent."""
    person = Person.objects.get(email=PARENT)
    person.hats.update(until=now().date() - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        invited()
    assert refused.value.code == "left"
    assert not Message.objects.exists()

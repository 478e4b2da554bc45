"""Who signs in with a password, who never does, and what does somebody who guesses learn?

Refusals first. Each test sets its passwords through the page, as people do.
"""

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from gatepost.accounts import hashing, housekeeping, services
from gatepost.accounts.models import Invitation
from gatepost.accounts.opening import MAIL_LASTS
from gatepost.audit.models import AuditEntry
from gatepost.config.settings import CACHES
from gatepost.kernel import clock
from gatepost.kernel.clock import now
from gatepost.mail.models import Message
from gatepost.people.models import Account, HatWorn
from gatepost.people.services import close_account
from gatepost.people.viewer import SETUP
from tests.pages.conftest import sign_in
from tests.pages.test_accounts import (
    HEAD,
    PARENT,
    TEACHER,
    account_of,
    actions,
    by_code,
    code_sent,
    invited,
    is_in,
    person_of,
    totp,
    viewer_of,
    with_app,
)
from tests.unit.test_accounts_hashing import both_taken

TYPED = "walnut orbit lantern tide"
OTHER = "violet compass murmur oak"
OFFICE, BOTH, VOLUNTEER = (
    "janet.cowley@oddenbrook.example",
    "shabana.begum@oddenbrook.example",
    "margaret.lowe@oddenbrook.example",
)
OWN = "/me/sign-in/password/"


def with_password(email: str, typed: str = TYPED) -> Client:
    """Set somebody's password, in a browser in which they are signed in by a code; return it."""
    client = Client()
    by_code(client, email)
    assert client.post(OWN, {"password": typed}).status_code == 302
    return client


def try_in(client: Client, email: str, typed: str = TYPED) -> int:
    """Try to sign in; return the status."""
    return client.post("/sign-in/password/", {"email": email, "password": typed}).status_code


def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep which runs of the hash go on from now."""
    kept: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(hashing.Argon2id, name)

        def run(self: hashing.Argon2id, *args: str, name: str = name, real: object = real) -> object:
            kept.append(name)
            return real(self, *args)  # type: ignore[operator]  # a method of the hasher

        monkeypatch.setattr(hashing.Argon2id, name, run)
    return kept


def bare(response_text: str) -> str:
    """Return a page without what is different each time."""
    return re.sub(r'value="[^"]*"', "", response_text)


def test_attempts_are_not_forgotten_when_many_addresses_are_tried(school: None, settings: LazySettings) -> None:
    """As they are counted in production, where a few hundred made-up addresses must not make room for more guesses."""
    settings.CACHES = CACHES
    answers = [try_in(Client(), TEACHER, OTHER) for _ in range(10)]
    for number in range(400):
        cache.set(f"zzz-{number}", 1)
    assert (set(answers), try_in(Client(), TEACHER, OTHER)) == ({400}, 429)


def test_nobody_learns_who_has_an_account_or_a_password(school: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger, a parent, staff without one, a closed account, a wrong one: the same page for the same work."""
    with_password(TEACHER)
    with_password(VOLUNTEER)
    close_account(person=person_of(VOLUNTEER), by=SETUP, at=now())
    kept = runs(monkeypatch)
    answers = set()
    for email, typed in (
        ("nobody@home.example", TYPED),
        (PARENT, TYPED),
        (OFFICE, TYPED),
        (VOLUNTEER, TYPED),
        (TEACHER, OTHER),
    ):
        client = Client()
        before = len(kept)
        response = client.post("/sign-in/password/", {"email": email, "password": typed})
        answers.add((response.status_code, bare(response.content.decode()), len(kept) - before))
        assert not is_in(client), email
    assert len(answers) == 1
    assert {(status, count) for status, _, count in answers} == {(400, 1)}


def test_parent_never_has_one(school: None) -> None:
    """The page is refused, is not offered, and one that is in the database opens nothing."""
    client = Client()
    by_code(client, PARENT)
    assert "A password" not in client.get("/me/sign-in/").content.decode()
    for path in (OWN, OWN + "remove/"):
        assert client.get(path).status_code == client.post(path, {"password": TYPED}).status_code == 403
    account = account_of(PARENT)
    account.set_password(TYPED)
    account.save()
    assert try_in(Client(), PARENT) == 400


def test_password_dies_with_the_last_hat_that_may_have_one(school: None) -> None:
    """At once it opens nothing; the worker removes it, says so to its owner, and the record keeps who did."""
    there = with_password(BOTH)
    with_password(TEACHER)
    HatWorn.objects.filter(person=person_of(BOTH).id, hat="staff").update(until=now().date() - timedelta(days=1))
    assert try_in(Client(), BOTH) == 400
    told = Message.objects.filter(kind="sign-in-changed", address=BOTH).count()
    for _ in range(2):
        housekeeping.tidy_up(at=now())
    assert not account_of(BOTH).has_usable_password()
    assert account_of(TEACHER).has_usable_password()
    entry = AuditEntry.objects.get(action="account.password-removed")
    assert (entry.actor, entry.subject) == ("gatepost", person_of(BOTH).id)
    assert Message.objects.filter(kind="sign-in-changed", address=BOTH).count() == told + 1
    assert not is_in(there)
    by_code(Client(), BOTH)


def test_password_of_a_leaver_goes_without_a_mail_to_them(school: None) -> None:
    """The record keeps it all the same."""
    with_password(VOLUNTEER)
    told = Message.objects.count()
    close_account(person=person_of(VOLUNTEER), by=SETUP, at=now())
    housekeeping.tidy_up(at=now())
    assert not account_of(VOLUNTEER).has_usable_password()
    assert actions(VOLUNTEER)[-1] == "account.password-removed"
    assert Message.objects.count() == told


def test_password_is_tried_ten_times_in_a_quarter_of_an_hour(school: None) -> None:
    """From whichever computer, known address or not; the right one does not help any more, in a browser of hers it does."""
    hers = with_password(TEACHER)
    hers.post("/sign-out/")
    for email in (TEACHER, "nobody@home.example"):
        assert [try_in(Client(), email, OTHER) for _ in range(11)] == [400] * 10 + [429]
    assert try_in(Client(), TEACHER) == 429
    assert try_in(Client(), OFFICE) == 400
    assert try_in(hers, TEACHER) == 302
    assert is_in(hers)
    assert actions(TEACHER).count("account.password-refused") == 10


def test_second_step_is_asked_for_after_a_password(school: None) -> None:
    """Without it nobody is in."""
    hers = with_password(HEAD)
    secret = with_app(hers)
    client = Client()
    response = client.post("/sign-in/password/", {"email": HEAD, "password": TYPED})
    assert response.headers["Location"] == "/sign-in/second/"
    assert not is_in(client)
    assert client.post("/sign-in/second/", {"code": "000000"}).status_code == 400
    assert not is_in(client)
    assert client.post("/sign-in/second/", {"code": totp(secret)}).status_code == 302
    assert client.get("/people/").status_code == 200


def test_password_alone_gives_no_duties(school: None) -> None:
    """It is one step, whoever types it."""
    with_password(HEAD)
    client = Client()
    assert try_in(client, HEAD) == 302
    assert is_in(client)
    assert client.get("/people/").status_code == 403


def test_whoever_finds_the_browser_open_changes_no_password(school: None) -> None:
    """The one before has to be typed, and what was sent meanwhile is not kept in the session."""
    with_password(TEACHER)
    client = Client()
    assert try_in(client, TEACHER) == 302
    for path in (OWN, OWN + "remove/"):
        response = client.post(path, {"password": OTHER})
        assert response.headers["Location"].startswith("/sign-in/again/password/?next=")
        assert OTHER not in str(dict(client.session))
    assert client.post("/sign-in/again/password/", {"password": OTHER, "next": OWN}).status_code == 400
    assert client.post(OWN, {"password": OTHER}).headers["Location"].startswith("/sign-in/again/")
    assert client.post("/sign-in/again/password/", {"password": TYPED, "next": OWN}).headers["Location"] == OWN
    assert client.post(OWN, {"password": OTHER}).headers["Location"] == "/me/sign-in/"
    assert try_in(Client(), TEACHER, TYPED) == 400
    assert try_in(Client(), TEACHER, OTHER) == 302


def test_whoever_forgot_theirs_sets_another_after_a_code(school: None) -> None:
    """Straight away; half an hour later the one before is asked for again, and a second step always."""
    with_password(TEACHER)
    with_password(TEACHER, OTHER)
    client = Client()
    by_code(client, TEACHER)
    with clock.frozen(datetime.now(UTC) + timedelta(minutes=30)):
        assert client.post(OWN, {"password": TYPED}).status_code == 302
    assert try_in(Client(), TEACHER, OTHER) == 302
    secret = with_app(with_password(TEACHER))
    other = Client()
    by_code(other, TEACHER)
    other.post("/sign-in/second/", {"code": totp(secret)})
    assert is_in(other)
    assert other.post(OWN, {"password": OTHER}).headers["Location"].startswith("/sign-in/again/?")


def test_password_is_no_proof_where_there_is_a_second_step(school: None) -> None:
    """Who knows the password alone must not take the second step away."""
    hers = with_password(TEACHER)
    secret = with_app(hers)
    client = Client()
    try_in(client, TEACHER)
    client.post("/sign-in/second/", {"code": totp(secret)})
    assert is_in(client)
    response = client.post("/sign-in/again/password/", {"password": TYPED, "next": "/me/sign-in/app/remove/"})
    assert response.headers["Location"].startswith("/sign-in/again/?")
    for path in ("password/", "app/remove/"):
        assert client.post(f"/me/sign-in/{path}").headers["Location"].startswith("/sign-in/again/?")
    assert Authenticator.objects.filter(type="totp").exists()


def test_new_password_ends_all_other_sessions_and_tells_its_owner(school: None) -> None:
    """This one stays; the record says so, without a word of the password."""
    there = Client()
    by_code(there, TEACHER)
    here = with_password(TEACHER)
    assert is_in(here)
    assert not is_in(there)
    assert "account.password-set" in actions(TEACHER)
    assert Message.objects.filter(kind="sign-in-changed", address=TEACHER).count() == 1
    assert TYPED not in str(list(AuditEntry.objects.values_list("data"))) + str(
        list(Message.objects.values_list("body"))
    )


def test_password_is_removed_by_its_owner(school: None) -> None:
    """And opens nothing from then on."""
    client = with_password(TEACHER)
    assert client.get(OWN + "remove/").status_code == 200
    assert client.post(OWN + "remove/").status_code == 302
    assert is_in(client)
    assert try_in(Client(), TEACHER) == 400
    assert "account.password-removed" in actions(TEACHER)
    assert client.post(OWN + "remove/").status_code == 404


def test_office_takes_a_password_away_with_the_second_step(clients: Mapping[str, Client]) -> None:
    """Somebody may know both."""
    hers = with_password(TEACHER)
    path = f"/people/{person_of(TEACHER).id}/sign-in/"
    assert "Has a password." in clients["office"].get(path).content.decode()
    assert clients["office"].post(path, {"do": "reset", "seen": "yes"}).status_code == 302
    assert try_in(Client(), TEACHER) == 400
    assert not is_in(hers)
    assert AuditEntry.objects.get(action="account.factors-reset").data == '{"removed":1}'


def test_when_both_places_are_taken_the_page_says_come_back(
    school: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Signing in, setting, and proving it anew; known or not; nothing is changed."""
    hers = with_password(TEACHER)
    again = Client()
    try_in(again, TEACHER)
    settings.HASHING_LOCKS = tmp_path_factory.mktemp("hashing")
    monkeypatch.setattr(hashing, "MOST_SECONDS", 0.05)
    with both_taken(settings.HASHING_LOCKS):
        for answer in (
            Client().post("/sign-in/password/", {"email": TEACHER, "password": TYPED}),
            Client().post("/sign-in/password/", {"email": "nobody@home.example", "password": TYPED}),
            hers.post(OWN, {"password": OTHER}),
            again.post("/sign-in/again/password/", {"password": TYPED}),
        ):
            assert answer.status_code == 503
            assert answer.headers["Retry-After"] == "5"
            assert "Please try again in a moment" in answer.content.decode()
    assert try_in(Client(), TEACHER) == 302


def test_answers_that_sign_nobody_in_take_one_time(school: None, settings: LazySettings) -> None:
    """Asking for a code, typing a wrong one, a wrong password: known or not, with the real quantum."""
    with_password(TEACHER)
    settings.EVEN_TIME = 0.25
    clients = {TEACHER: Client(), "nobody@home.example": Client()}
    for path, rest in (
        ("/sign-in/", {}),
        ("/sign-in/code/", {"code": "WRO-NGXX"}),
        ("/sign-in/password/", {"password": OTHER}),
    ):
        for email, client in clients.items():
            taken = [seconds_of(client, path, {"email": email, **rest}) for _ in range(3)]
            assert min(taken) >= 0.25, (path, email)
            assert min(one % 0.25 for one in taken) < 0.1, (path, email, taken)  # a busy machine wakes up late


def seconds_of(client: Client, path: str, sent: dict[str, str]) -> float:
    """Return how long an answer that signs nobody in takes."""
    began = time.monotonic()
    assert client.post(path, sent).status_code in {302, 400}
    return time.monotonic() - began


def test_who_gets_in_does_not_wait(school: None, settings: LazySettings) -> None:
    """There is nothing to hide from them."""
    with_password(TEACHER)
    client = Client()
    client.post("/sign-in/", {"email": PARENT})
    settings.EVEN_TIME = 30
    began = time.monotonic()
    assert client.post("/sign-in/code/", {"code": code_sent()}).status_code == 302
    assert try_in(Client(), TEACHER) == 302
    assert time.monotonic() - began < 30


def test_who_is_signed_in_waits_as_well(school: None, settings: LazySettings) -> None:
    """A parent must not learn by the clock who else has an account."""
    client = Client()
    by_code(client, PARENT)
    settings.EVEN_TIME = 0.25
    began = time.monotonic()
    client.post("/sign-in/", {"email": TEACHER})
    assert time.monotonic() - began >= 0.25


def test_invitations_are_forgotten_a_year_after_their_end(school: None) -> None:
    """Used, replaced and run out; the record keeps how many."""
    services.accept(token=invited(TEACHER), at=now())
    invited(PARENT)
    invited(PARENT)
    ended = now() + MAIL_LASTS
    chair = viewer_of("gareth.pryce@oddenbrook.example")
    services.invite(person_id=person_of(HEAD).id, by=chair, at=ended)
    housekeeping.tidy_up(at=now() + timedelta(days=364))
    assert Invitation.objects.count() == 4
    housekeeping.tidy_up(at=now() + timedelta(days=366))
    assert Invitation.objects.count() == 2
    housekeeping.tidy_up(at=ended + timedelta(days=366))
    assert Invitation.objects.count() == 1
    entries = AuditEntry.objects.filter(action="account.invitations-forgotten").order_by("sequence")
    assert [entry.data for entry in entries] == ['{"count":2}', '{"count":1}']
    assert {entry.actor for entry in entries} == {"gatepost"}


def test_sessions_of_the_demonstration_set_passwords_too(school: None) -> None:
    """An invented teacher is staff."""
    client = Client()
    sign_in(client, Account.objects.get(email=TEACHER))
    assert client.get(OWN).status_code == 200

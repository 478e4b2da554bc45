"""Who gets in through Google's or Microsoft's door? A real OpenID provider on this computer says who they are."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.test import Client
from oidc_provider_mock import User, run_server_in_thread

from gatepost.accounts.doors import NOT_KNOWN
from gatepost.config import sign_in
from gatepost.kernel.clock import now
from gatepost.people.models import Account
from gatepost.people.services import close_account
from gatepost.people.viewer import SETUP
from tests.pages.test_accounts import TEACHER, by_code, is_in, person_of, with_app

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config")  # the provider's own, which runs in this process

Claims = dict[str, Any]

GOOGLE: Claims = {
    "hd": "oddenbrook.example",
    "email_verified": True,
    "email": TEACHER,
    "name": "Daniel O.",
    "picture": "x",
}
TENANT = "55555555-6666-7777-8888-999999999999"
MICROSOFT: Claims = {
    "tid": TENANT,
    "xms_edov": True,
    "email": TEACHER,
    "name": "Daniel O.",
    "preferred_username": TEACHER,
}


def without(claims: Claims, name: str) -> Claims:
    """Return claims without one of them."""
    return {each: value for each, value in claims.items() if each != name}


STAY_OUTSIDE: dict[str, tuple[str, Claims]] = {
    "unverified": ("google", GOOGLE | {"email_verified": False}),
    "never-verified": ("google", without(GOOGLE, "email_verified")),
    "elsewhere": ("google", GOOGLE | {"hd": "elsewhere.example"}),
    "private": ("google", without(GOOGLE, "hd")),
    "unknown": ("google", GOOGLE | {"email": "stranger@oddenbrook.example"}),
    "nameless": ("google", without(GOOGLE, "email")),
    "microsoft-s-claims": ("google", MICROSOFT),
    "not-vouched": ("microsoft", MICROSOFT | {"xms_edov": False}),
    "not-vouched-in-text": ("microsoft", MICROSOFT | {"xms_edov": "0"}),
    "vouched-by-nobody": ("microsoft", without(MICROSOFT, "xms_edov")),
    "verified-as-google-does": ("microsoft", without(MICROSOFT, "xms_edov") | {"email_verified": True}),
    "of-another-tenant": ("microsoft", MICROSOFT | {"tid": "00000000-6666-7777-8888-999999999999"}),
    "of-no-tenant": ("microsoft", without(MICROSOFT, "tid")),
    "by-user-name-alone": ("microsoft", without(MICROSOFT, "email")),
    "google-s-claims": ("microsoft", GOOGLE),
}
GET_IN: dict[str, tuple[str, Claims]] = {
    "teacher": ("google", GOOGLE),
    "m-teacher": ("microsoft", MICROSOFT),
    "m-teacher-number": ("microsoft", MICROSOFT | {"xms_edov": 1}),
    "m-teacher-text": ("microsoft", MICROSOFT | {"xms_edov": "1", "email": TEACHER.upper()}),
}
PEOPLE = STAY_OUTSIDE | GET_IN | {"same-address-later": ("google", GOOGLE)}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A real provider, and those whom it knows."""
    users = [User(sub=sub, claims=claims) for sub, (_, claims) in PEOPLE.items()]
    with run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def doors(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, provider: str, school: None) -> None:
    """Both doors as an installation has them, with the provider behind them."""
    monkeypatch.setattr(sign_in, "GOOGLE", provider)
    monkeypatch.setattr(sign_in, "MICROSOFT", provider)
    named = {"google_domain": "oddenbrook.example", "microsoft_tenant": TENANT}
    clients = {f"{door}_client_{what}": what for door in ("google", "microsoft") for what in ("id", "secret")}
    settings.SOCIALACCOUNT_PROVIDERS = sign_in.providers(SimpleNamespace(**named, **clients))


def through(client: Client, sub: str, query: str = "") -> str:
    """Go through somebody's door as a browser does; return where it ends."""
    door, _ = PEOPLE[sub]
    out = client.get(f"/sign-in/with/{door}/{query}", headers={"host": "localhost"})
    assert out.status_code == 302
    back = httpx.post(out.headers["Location"], data={"sub": sub}).headers["Location"]
    answer = client.get(back.removeprefix("http://localhost"), headers={"host": "localhost"})
    return str(answer.headers["Location"])


@pytest.mark.parametrize("sub", STAY_OUTSIDE)
def test_whoever_is_not_proven_to_be_ours_stays_outside(client: Client, sub: str) -> None:
    """All hear the same, nobody is made, nothing is bound."""
    before = Account.objects.count()
    assert through(client, sub) == NOT_KNOWN
    assert not is_in(client)
    assert Account.objects.count() == before
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("sub", GET_IN)
def test_teacher_gets_in_and_is_bound_and_no_name_or_picture_is_kept(client: Client, sub: str) -> None:
    """The second time by the subject."""
    for _ in range(2):
        assert through(client, sub) == "/"
        assert is_in(client)
        client.post("/sign-out/")
    bound = SocialAccount.objects.get()
    assert (bound.uid, bound.extra_data) == (sub, {})


@pytest.mark.parametrize(
    ("wanted", "lands"), [("/me/policy/", "/me/policy/"), ("//evil.example", "/"), ("https://evil.example/me/", "/")]
)
def test_door_leads_on_to_a_page_of_ours_alone(client: Client, wanted: str, lands: str) -> None:
    """The page from which somebody was sent to sign in; a link that names any other address gets the start."""
    assert through(client, "teacher", f"?next={wanted}") == lands


def test_door_does_not_lead_where_somebody_else_wanted(client: Client) -> None:
    """Who asked for a code in this browser before and went away."""
    client.post("/sign-in/", {"email": "head@oddenbrook.example", "to": "/me/policy/"}, headers={"host": "localhost"})
    assert through(client, "teacher") == "/"


def test_address_that_was_given_to_somebody_else_opens_nothing(client: Client) -> None:
    """Schools give addresses again."""
    through(client, "teacher")
    other = Client()
    assert through(other, "same-address-later") == NOT_KNOWN
    assert not is_in(other)


def test_closed_account_stays_closed(client: Client) -> None:
    """Bound or not."""
    through(client, "teacher")
    close_account(person=person_of(TEACHER), by=SETUP, at=now())
    assert not is_in(client)
    through(client, "teacher")
    assert not is_in(client)


def test_door_is_no_way_round_the_second_step(client: Client) -> None:
    """It is asked for."""
    first = Client()
    by_code(first, TEACHER)
    with_app(first)
    assert through(client, "teacher") == "/sign-in/second/"
    assert not is_in(client)


def test_somebody_signed_in_cannot_bind_another_persons_door(client: Client) -> None:
    """What allauth calls connecting is not there."""
    by_code(client, TEACHER)
    assert through(client, "unknown", "?process=connect") == NOT_KNOWN
    assert through(client, "teacher", "?process=connect") == NOT_KNOWN
    assert not SocialAccount.objects.exists()


def test_answer_that_nobody_asked_for_opens_nothing(client: Client) -> None:
    """A callback without our state."""
    answer = client.get("/sign-in/with/google/back/?code=x&state=y", headers={"host": "localhost"})
    assert answer.status_code == 302
    assert not is_in(client)

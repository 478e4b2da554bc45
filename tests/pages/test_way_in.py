"""Does whoever has to sign in first land where they wanted, whichever way they come in, and nowhere that is not ours?"""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.test import Client

from gatepost.accounts import services
from gatepost.kernel import clock
from gatepost.people.models import Person
from tests.conftest import NOON
from tests.pages.test_accounts import HEAD, PARENT, TEACHER, by_code, code_sent, totp, with_app
from tests.pages.test_passwords import TYPED, with_password
from tests.pages.test_several_schools import elsewhere, there
from tests.unit.grants.people import ask
from tests.unit.signoff.people import viewer_of

__all__ = ["elsewhere", "there"]
"""Fixtures."""

pytestmark = pytest.mark.usefixtures("school", "noon")
ComeIn = Callable[[Client], str]
TO_SIGN_IN = "/sign-in/?next=/me/policy/"
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example/me/",
    "/\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "http://testserver/me/",
    "/me/\r\nX: y",
    " /me/",
    "me-policy",
    "/nothing/there/",
    "/sign-out/",
    "/sign-in/",
    "/me/" + "x" * 600,
    "",
]


def test_whoever_is_not_signed_in_goes_on_at_the_policy(client: Client) -> None:
    """Once: whoever signs in afterwards begins at the start."""
    assert client.get("/me/policy/")["Location"] == TO_SIGN_IN
    assert '<input type="hidden" name="to" value="/me/policy/">' in client.get(TO_SIGN_IN).content.decode()
    chosen = {"person": viewer_of("parent").person_id}
    assert client.post("/sign-in/", {**chosen, "to": "/me/policy/"})["Location"] == "/me/policy/"
    assert client.get("/me/policy/").status_code == 200
    assert client.post("/sign-in/", chosen)["Location"] == "/"


AS_A_LINK = "/ask/?hat=staff&act=use-phone&permission=adjustment"


def _by_code(client: Client) -> str:
    client.post("/sign-in/", {"email": PARENT})
    return client.post("/sign-in/code/", {"code": code_sent()})["Location"]


def _by_password(client: Client) -> str:
    with_password(TEACHER)
    return client.post("/sign-in/password/", {"email": TEACHER, "password": TYPED})["Location"]


def _by_choice(client: Client) -> str:
    return client.post("/sign-in/", {"person": viewer_of("parent").person_id})["Location"]


def _by_invitation(client: Client) -> str:
    code = services.invite(person_id=viewer_of("parent").person_id, by=viewer_of("office"), at=NOON)
    return client.post(f"/invitation/{code}/")["Location"]


@pytest.mark.parametrize("come_in", [_by_code, _by_password, _by_choice, _by_invitation])
@pytest.mark.parametrize("page", [AS_A_LINK, "/me/policy/"])
def test_way_of_one_person_is_never_that_of_the_next(client: Client, come_in: ComeIn, page: str) -> None:
    """One asked for a code and went away; another signs in afterwards in the same browser, whichever way they come in."""
    client.post("/sign-in/", {"email": HEAD, "to": page})
    with clock.frozen(NOON + timedelta(minutes=5)):  # so that the newest mail is the newest
        assert come_in(client) == "/"


def test_nor_is_it_gone_twice(client: Client, there: Person) -> None:
    """A page for everybody forgets nothing: who was led there, and changes the school, begins at the start."""
    client.post("/sign-in/", {"email": HEAD, "to": AS_A_LINK})
    assert client.post("/sign-in/code/", {"code": code_sent()})["Location"] == "/me/school/"
    assert client.post("/me/school/", {"person": there.id})["Location"] == AS_A_LINK
    client.get(AS_A_LINK)
    assert client.post("/me/school/", {"person": there.id})["Location"] == "/"


@pytest.mark.parametrize("where", ELSEWHERE)
def test_what_is_no_page_of_ours_leads_nowhere(client: Client, where: str) -> None:
    """On no page on which somebody signs in, nor when it is sent."""
    for page in ("/sign-in/", "/sign-in/password/", "/sign-in/name/"):
        shown = client.get(page, {"next": where}).content.decode()
        assert 'name="to"' not in shown
        assert "evil" not in shown
    chosen = {"person": viewer_of("parent").person_id, "to": where, "next": where}
    assert client.post("/sign-in/", chosen)["Location"] == "/"


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nor_after_a_password(where: str, school: None) -> None:
    """Also where the address of the form names it."""
    with_password(TEACHER)
    sent = {"email": TEACHER, "password": TYPED, "to": where}
    assert Client().post("/sign-in/password/", sent)["Location"] == "/"


def deep() -> str:
    """Return the address of a request that waits for the head, and that its asker sees."""
    return f"/permissions/{ask('teacher').id}/"


def test_a_link_to_one_permission_leads_there_after_a_code(client: Client) -> None:
    """The page of the code asks for nothing more."""
    page = deep()
    to_sign_in = client.get(page)["Location"]
    assert to_sign_in == f"/sign-in/?next={page}"
    assert f'name="to" value="{page}"' in client.get(to_sign_in).content.decode()
    client.post("/sign-in/", {"email": TEACHER, "to": page})
    assert client.post("/sign-in/code/", {"code": code_sent()})["Location"] == page
    assert client.get(page).status_code == 200


def test_and_after_a_code_and_a_second_step(client: Client) -> None:
    """For the head."""
    first = Client()
    by_code(first, HEAD)
    secret = with_app(first)
    page = deep()
    with clock.frozen(NOON + timedelta(minutes=10)):
        client.post("/sign-in/", {"email": HEAD, "to": page})
        assert client.post("/sign-in/code/", {"code": code_sent()})["Location"] == "/sign-in/second/"
        assert client.post("/sign-in/second/", {"code": totp(secret)})["Location"] == page


def test_and_after_a_password_which_sign_in_page_leads_to(client: Client) -> None:
    """A wrong one first: the way is kept."""
    with_password(TEACHER)
    page = deep()
    assert f'href="/sign-in/password/?next={page}"' in client.get(f"/sign-in/?next={page}").content.decode()
    assert f'name="to" value="{page}"' in client.get(f"/sign-in/password/?next={page}").content.decode()
    sent = {"email": TEACHER, "to": page}
    wrong = client.post("/sign-in/password/", {**sent, "password": "wrong"})
    assert f'name="to" value="{page}"' in wrong.content.decode()
    assert client.post("/sign-in/password/", {**sent, "password": TYPED})["Location"] == page


def test_and_a_page_for_a_duty_says_where_to_sign_in(clients: Mapping[str, Client]) -> None:
    """The desk, for the office; whoever has no business there learns nothing of it, nor that it is there."""
    refused = clients["anonymous"].get("/desk/")
    text = refused.content.decode()
    assert refused.status_code in {302, 403}
    assert refused.headers.get("Location", "") == "/sign-in/?next=/desk/" or 'href="/sign-in/?next=/desk/"' in text
    for_a_parent = clients["parent"].get("/people/")
    assert for_a_parent.status_code == 403
    assert "exists" not in for_a_parent.content.decode()


def test_a_question_goes_along_and_nothing_that_was_typed(client: Client) -> None:
    """The form for a permission is filled in; a name that somebody looked for stays out of the address."""
    question = "hat=staff&act=publish&outlet=social-media&content=school-name"
    asked = client.get(f"/permissions/new/school-name/?{question}")["Location"]
    assert asked.startswith("/sign-in/?next=/permissions/new/school-name/%3Fhat%3Dstaff")
    chosen = {"person": viewer_of("teacher").person_id, "to": f"/permissions/new/school-name/?{question}"}
    assert client.post("/sign-in/", chosen)["Location"] == chosen["to"]
    client.post("/sign-out/")
    assert "Ada" not in client.get("/permissions/?q=Ada+Quillfeather")["Location"]


@pytest.mark.parametrize(
    ("where", "way"),
    [("/me/policy/signed/", "/me/policy/signed/"), ("/me/policy/questions/", "/me/policy/questions/")],
)
def test_every_step_leads_back_to_itself(client: Client, where: str, way: str) -> None:
    """Also after a session that ended in the middle; a form that was sent then leads to the page above it."""
    assert client.get(where)["Location"] == f"/sign-in/?next={way}"
    assert client.post("/permissions/3f/agree/")["Location"] == "/sign-in/?next=/permissions/"


def test_parent_by_a_name_goes_on_too(client: Client) -> None:
    """Its page sends the way on."""
    assert 'name="to" value="/me/policy/"' in client.get("/sign-in/name/?next=/me/policy/").content.decode()
    assert f"next={PARENT}" not in client.get(f"/sign-in/name/?next={PARENT}").content.decode()

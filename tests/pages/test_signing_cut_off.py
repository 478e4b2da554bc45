"""Does an answer that was typed survive the end of a session, and does it never reach anybody else?"""

from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from gatepost.accounts.models import Session
from gatepost.demo.school import SCHOOL
from gatepost.kernel import clock
from gatepost.people.models import Account, Person
from gatepost.people.queries import viewer_as
from gatepost.people.viewer import Viewer
from gatepost.signoff.models import SignOff
from gatepost.web.signing.typed import made_for
from tests.conftest import NOON
from tests.pages.conftest import sign_in
from tests.pages.forms import sent
from tests.pages.test_accounts import HEAD, PARENT, by_code, code_sent, totp, with_app
from tests.pages.test_several_schools import elsewhere, there
from tests.pages.test_signing import PAGE, form
from tests.unit.signoff.people import TODAY, viewer_of

__all__ = ["elsewhere", "there"]
"""Fixtures."""

REASON = "It is unclear\nto me & mine."
NAME = "Tomasz Żieliński"
TO_SIGN_IN = f"/sign-in/?kept&next={PAGE}"


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def typed(kind: str = "parent", **changed: str) -> dict[str, str]:
    """Return a refusal that was made for somebody."""
    return form(kind, **{"name": NAME, "answer": "refused", "reason": REASON, **changed})


def choose(client: Client, kind: str) -> str:
    """Sign in as one of the invented people, from the page to which a cut-off form leads; return where they are led."""
    return client.post("/sign-in/", {"person": viewer_of(kind).person_id, "to": PAGE})["Location"]


def by_mail(client: Client, email: str) -> None:
    """Sign in with a code, from the same page."""
    client.post("/sign-in/", {"email": email, "to": PAGE})
    client.post("/sign-in/code/", {"code": code_sent()})


def cut_off(client: Client, **changed: str) -> None:
    """Send a form after the session ended."""
    response = client.post(PAGE, typed(**changed))
    assert response["Location"] == TO_SIGN_IN
    page = client.get(TO_SIGN_IN).content.decode()
    assert "What you typed is kept for half an hour" in page
    assert f'name="to" value="{PAGE}"' in page


def holds(client: Client) -> bool:
    """Tell whether anything that was typed is in a page of this client's, or in its session."""
    pages = "".join(unescape(client.get(path, follow=True).content.decode()) for path in (PAGE, "/me/policy/", "/"))
    return "unclear" in pages or NAME in pages or "gatepost_typed" in client.session


def test_what_was_typed_never_reaches_another_person(client: Client, school: None) -> None:
    """Not on the page, not in their session; nor does it come back when its owner signs in after them."""
    cut_off(client)
    assert not SignOff.objects.exists()
    choose(client, "teacher")
    assert not holds(client)
    choose(client, "parent")
    assert not holds(client)


def test_form_that_was_not_made_for_whoever_sends_it_is_not_taken(clients: Mapping[str, Client]) -> None:
    """Another's, an altered one, one without a mark: said clearly, and nothing of it is echoed or kept."""
    teacher = clients["teacher"]
    own = typed("teacher")
    for altered in (
        typed("parent"),
        {**own, "made_for": own["made_for"] + "x"},
        {**own, "made_for": ""},
        {name: value for name, value in own.items() if name != "made_for"},
    ):
        response = teacher.post(PAGE, altered)
        page = unescape(response.content.decode())
        assert response.status_code == 409
        assert "This form was not made for you here" in page
        assert NAME not in page
        assert "unclear" not in page
    assert not holds(teacher)
    assert not SignOff.objects.exists()


def test_stranger_without_a_mark_of_ours_leaves_nothing_on_the_server(client: Client, school: None) -> None:
    """Not even a session."""
    for mark in ("", "made-up", typed()["made_for"][:-1]):
        assert client.post(PAGE, typed(made_for=mark))["Location"] == "/sign-in/?next=/me/policy/"
    assert not Session.objects.exists()


def test_it_is_there_again_ready_to_send_and_gone_once_sent(client: Client, school: None) -> None:
    """With the answer ticked, every letter as it was."""
    cut_off(client)
    assert choose(client, "parent") == PAGE
    page = client.get(PAGE).content.decode()
    assert "What you typed is in the form below." in page
    fields = sent(page, form="explorer")
    assert (fields["name"], fields["reason"], fields["answer"]) == (NAME, REASON, "refused")
    assert client.post(PAGE, fields)["Location"].startswith("/me/policy/signed/")
    kept = SignOff.objects.get()
    assert (kept.name, kept.reason, kept.person_id) == (NAME, REASON, viewer_of("parent").person_id)
    assert "gatepost_typed" not in client.session
    client.post("/sign-out/")
    assert client.post("/sign-in/", {"person": viewer_of("parent").person_id})["Location"] == "/"


def test_it_is_kept_for_half_an_hour_and_the_session_after_it_lasts_as_any(client: Client, school: None) -> None:
    """The row of the session that nobody took up goes with it."""
    cut_off(client)
    assert client.session.get_expiry_age() == 30 * 60
    with clock.frozen(NOON + timedelta(minutes=31)):
        choose(client, "parent")
        assert 'value="Tomasz' not in client.get(PAGE).content.decode()
    assert client.session.get_expiry_age() == 12 * 60 * 60


def test_it_survives_a_code_by_mail(client: Client, school: None) -> None:
    """A wrong one too: each step of signing in is a page of its own."""
    cut_off(client)
    client.post("/sign-in/", {"email": PARENT, "to": PAGE})
    client.post("/sign-in/code/", {"code": "AAAA-BBBB"})
    assert client.post("/sign-in/code/", {"code": code_sent()})["Location"] == PAGE
    assert NAME in unescape(client.get(PAGE).content.decode())


def test_it_survives_a_second_step(school: None, client: Client) -> None:
    """Whoever carries a duty shows one."""
    first = Client()
    by_code(first, HEAD)
    secret = with_app(first)
    with clock.frozen(NOON + timedelta(minutes=5)):  # so that the newest mail is the newest
        cut_off(client, kind="head")
        by_mail(client, HEAD)
        assert "gatepost_typed" in client.session
        assert client.post("/sign-in/second/", {"code": totp(secret)})["Location"] == PAGE
        assert NAME in unescape(client.get(PAGE).content.decode())


def at_first_school(there: Person) -> Viewer:
    """Return the same human being as a person of the first school."""
    return viewer_as(Person.objects.get(name=there.name, school__name=SCHOOL), TODAY)


def test_it_waits_at_the_school_for_which_it_was_typed(client: Client, there: Person) -> None:
    """Whoever belongs to two says first at which they are; at the other nothing of it shows, in the same session."""
    here = at_first_school(there)
    cut_off(client, made_for=made_for(here, PAGE))
    by_mail(client, HEAD)
    assert client.post("/me/school/", {"person": there.id})["Location"] == PAGE
    assert NAME not in unescape(client.get(PAGE, follow=True).content.decode())
    client.post("/me/school/", {"person": here.person_id})
    assert NAME in unescape(client.get(PAGE).content.decode())


def test_form_of_one_school_sent_at_the_other_waits_there(there: Person) -> None:
    """Changing the school changes the mark of the page."""
    client, here = strict(), at_first_school(there).person_id
    sign_in(client, Account.objects.get(email=HEAD))

    def go_to(person: str) -> None:
        client.get("/me/school/")
        token = client.cookies["csrftoken"].value
        assert client.post("/me/school/", {"person": person, "csrfmiddlewaretoken": token}).status_code == 302

    go_to(here)
    old = opened(client)
    go_to(there.id)
    assert client.post(PAGE, old)["Location"] == f"{PAGE}?another"
    assert NAME not in unescape(client.get(f"{PAGE}?another", follow=True).content.decode())
    go_to(here)
    assert NAME in unescape(client.get(PAGE).content.decode())
    assert not SignOff.objects.exists()


def test_code_of_somebody_else_drops_it(client: Client, school: None) -> None:
    """Whichever way they sign in."""
    cut_off(client, kind="teacher")
    by_mail(client, PARENT)
    assert not holds(client)


def test_too_much_is_cut_and_what_cannot_be_stored_is_left_out(client: Client, school: None) -> None:
    """The session of somebody who is nobody yet is no place to fill."""
    cut_off(client, reason="x" * 900_000, name="T\0")
    choose(client, "parent")
    fields = sent(client.get(PAGE).content.decode(), form="explorer")
    assert (len(fields["reason"]), fields["name"]) == (4000, "T")


def strict() -> Client:
    """Return a browser that is asked for the mark of a form."""
    return Client(enforce_csrf_checks=True)


def enter(client: Client, person: str) -> None:
    """Sign in as somebody, from the page for it."""
    client.get("/sign-in/")
    token = client.cookies["csrftoken"].value
    client.post("/sign-in/", {"person": person, "csrfmiddlewaretoken": token})


def opened(client: Client) -> dict[str, str]:
    """Open the form and fill it in."""
    fields = sent(client.get(PAGE).content.decode(), form="explorer")
    return {**{name: str(value) for name, value in fields.items()}, "answer": "refused", "name": NAME, "reason": REASON}


def test_form_of_before_a_new_sign_in_is_not_lost_to_the_mark_of_the_page(school: None) -> None:
    """Out and in again in another tab: the mark is another, what was typed is there, and nothing was signed by it."""
    client = strict()
    enter(client, viewer_of("parent").person_id)
    old = opened(client)
    Session.objects.all().delete()
    enter(client, viewer_of("parent").person_id)
    response = client.post(PAGE, old)
    assert (response.status_code, response["Location"]) == (303, PAGE)
    assert not SignOff.objects.exists()
    fields = sent(client.get(PAGE).content.decode(), form="explorer")
    assert fields["reason"] == REASON
    assert client.post(PAGE, fields).status_code == 302
    assert SignOff.objects.get().answer == "refused"


def test_form_of_one_person_sent_after_another_signed_in_is_theirs_to_see_in_no_way(school: None) -> None:
    """It is said, and nothing is kept."""
    client = strict()
    enter(client, viewer_of("parent").person_id)
    old = opened(client)
    Session.objects.all().delete()
    enter(client, viewer_of("teacher").person_id)
    response = client.post(PAGE, old)
    assert response["Location"] == f"{PAGE}?another"
    page = unescape(client.get(f"{PAGE}?another").content.decode())
    assert "This form was not made for you here" in page
    assert not holds(client)
    assert not SignOff.objects.exists()


def test_session_that_ran_out_keeps_the_mark_of_the_page(school: None) -> None:
    """The cookie of the mark outlives the session, so the form gets to where it is kept."""
    client = strict()
    enter(client, viewer_of("parent").person_id)
    old = opened(client)
    Session.objects.all().delete()
    assert client.post(PAGE, old)["Location"] == TO_SIGN_IN
    enter(client, viewer_of("parent").person_id)
    assert NAME in unescape(client.get(PAGE).content.decode())


def test_other_site_gets_nothing_in_with_a_mark_of_its_own_person(school: None) -> None:
    """It has no cookie of ours to send: refused as ever, and no session comes of it."""
    assert strict().post(PAGE, typed()).status_code == 403
    assert not Session.objects.exists()


def test_other_pages_say_as_before_that_a_form_is_too_old(school: None) -> None:
    """Only the form of an answer is kept."""
    client = strict()
    enter(client, viewer_of("parent").person_id)
    response = client.post("/me/policy/", typed())
    assert response.status_code == 403
    assert "Please send that again" in response.content.decode()


def test_whoever_left_the_school_meanwhile_leaves_nothing(client: Client, school: None) -> None:
    """It is dropped when they sign in, if they still can."""
    cut_off(client)
    Person.objects.filter(id=viewer_of("parent").person_id).update(access_ended_at=NOON)
    choose(client, "teacher")
    assert not holds(client)

"""Does the link in the mail lead to signing that edition and to nothing else, and does looking change nothing?"""

import io
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import pdfplumber
import pytest
from django.test import Client

from gatepost.agreements.models import SchoolEdition
from gatepost.campaigns import services as campaigns
from gatepost.campaigns.states import Audience
from gatepost.kernel import clock
from gatepost.people.models import Account, Person
from gatepost.signoff.links import OPEN_FOR, make_links
from gatepost.signoff.models import SigningLink, SignOff
from gatepost.signoff.states import Answer
from gatepost.web.letters.limits import AT_ONCE
from tests.conftest import NOON
from tests.pages.conftest import client_of
from tests.pages.samples import address
from tests.pages.table import ANONYMOUS, ROWS
from tests.unit.signoff.people import agree, decline, edition, new_edition, viewer_of

MINUTE, TOMORROW = timedelta(minutes=1), NOON + timedelta(days=1)
HERE = frozenset(
    {"me-policy", "me-policy-read", "me-policy-questions", "me-policy-sign", "me-receipt", "me-copy", "to-sign"}
)
"""What the link opens."""


@pytest.fixture(autouse=True)
def _proved(noon: object, school: None) -> None:
    """Hold the clock."""
    prove()


def prove() -> None:
    """Let everybody's mailbox be proved."""
    for account in Account.objects.all():
        account.is_proven = True
        account.set_unusable_password()
        account.save()


def link(kind: str = "parent", *, to: SchoolEdition | None = None, at: datetime = NOON) -> str:
    """Return the path of the link that somebody was sent."""
    person = Person.objects.select_related("account").get(id=viewer_of(kind).person_id)
    return f"/to-sign/{make_links([person], edition=(to or edition()).id, at=at)[person.id]}/"


def opened(kind: str = "parent") -> Client:
    """Return a browser in which somebody opened their link."""
    client = Client()
    assert client.post(link(kind))["Location"] == "/me/policy/"
    return client


def form(client: Client, **changed: str) -> dict[str, str]:
    """Return the form as the browser shows it, filled in."""
    page = client.get("/me/policy/sign/").content.decode()
    made_for = page.split('name="made_for" value="')[1].split('"')[0]
    own = {"made_for": made_for, "edition": edition().id, "sha256": edition().sha256}
    return {**own, "name": "Tomasz Zielinski", "answer": "agreed", **changed}


def shown(client: Client, path: str = "/me/policy/sign/") -> str:
    """Return what a page shows, the form's if no other, without the marks that are others each time."""
    page = client.get(path).content.decode()
    return re.sub(r'name="(made_for|csrfmiddlewaretoken)" value="[^"]*"', "", page)


def test_looking_uses_nothing_up_and_says_no_more_than_it_must() -> None:
    """A scanner opens links, asks for heads and follows what it finds; the mail may be in the wrong hands."""
    path, scanner = link(), Client()
    for response in (scanner.get(path), scanner.head(path), scanner.get(path)):
        assert response.status_code == 200
    page = scanner.get(path)
    text = page.content.decode()
    assert "Continue as Tomasz Z." in text
    assert "Zielinski" not in text
    assert path.strip("/").split("/")[1] not in text
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert not scanner.cookies.get("sessionid")
    assert SigningLink.objects.get().used_at is None
    assert Client().post(path).status_code == 302
    assert "Tomasz" not in scanner.get(path).content.decode()


def test_link_opens_signing_and_no_other_page() -> None:
    """Everywhere else they are nobody, GET and POST."""
    client = opened()
    for name, row in ROWS.items():
        if name not in HERE | {"me-policy-leave", "sign-out"}:
            assert client.get(address(row.path)).status_code == row.status(ANONYMOUS), name
            assert client.post(address(row.path)).status_code == row.post_status(ANONYMOUS), name
    assert client.get("/me/policy/").status_code == 200
    assert "Tomasz" not in client.get("/").content.decode()


def test_receipt_behind_a_link_does_not_tell_whose_it_is() -> None:
    """Their own page says as whom the school has them, if they typed another name; here a stranger would learn it."""
    client = opened()
    receipt = client.post("/me/policy/sign/", form(client, name="Ruth Adeyemi"))["Location"]
    page = client.get(receipt).content.decode()
    with pdfplumber.open(io.BytesIO(client.get(f"{receipt}copy.pdf").content)) as document:
        copy = " ".join(each.extract_text() for each in document.pages)
    for shown_here in (page, copy):
        assert ("Ruth Adeyemi" in shown_here, "Zieli" in shown_here) == (True, False)


def test_parent_reads_signs_and_has_the_receipt_and_nothing_that_they_said_before() -> None:
    """A refusal of last week has a reason: it waits behind their own sign-in."""
    before = decline(viewer_of("parent"), edition(), reason="My insulin pump.", at=NOON - timedelta(days=7))
    client = opened()
    words = {"edition": edition().id, "sha256": edition().sha256}
    assert client.post("/me/policy/", words)["Location"] == "/me/policy/read/"
    assert client.post("/me/policy/read/", words)["Location"] == "/me/policy/sign/"
    receipt = client.post("/me/policy/sign/", form(client))["Location"]
    assert "You have signed the policy" in client.get(receipt).content.decode()
    assert client.get(f"{receipt}copy.pdf").content.startswith(b"%PDF")
    assert SignOff.objects.get(answer="agreed").person_id == viewer_of("parent").person_id
    for path in (f"/me/policy/signed/{before.id}/", f"/me/policy/signed/{before.id}/copy.pdf"):
        assert client.get(path).status_code == 404
    for path in ("/me/policy/", receipt):
        page = client.get(path).content.decode()
        assert "insulin" not in page
        assert before.id not in page
        assert 'href="/me/' not in page.replace(f'href="{receipt}', "").replace('href="/me/policy/"', "")
    assert client.get("/me/policy/signed/").status_code == 302
    assert (
        client_of(Account.objects.get(persons=viewer_of("parent").person_id).email or "").get(receipt).status_code
        == 200
    )


def test_what_the_owner_says_elsewhere_in_that_hour_is_not_shown_to_whoever_has_the_link(
    clients: Mapping[str, Client],
) -> None:
    """A forwarded mail is pressed at noon; the owner refuses by their own sign-in a little later, and says why."""
    stranger, words = opened(), {"edition": edition().id, "sha256": edition().sha256}
    stranger.post("/me/policy/", words)
    with clock.frozen(NOON + 20 * MINUTE):
        owner = clients["parent"]
        theirs = owner.post("/me/policy/sign/", form(owner, answer="refused", reason="My insulin pump."))["Location"]
        assert "insulin" in owner.get(theirs).content.decode()
        for path in (theirs, f"{theirs}copy.pdf"):
            assert stranger.get(path).status_code == 404
        assert stranger.post("/me/policy/read/", words)["Location"] == "/me/policy/sign/"
        for path in ("/me/policy/", "/me/policy/read/", "/me/policy/sign/"):
            page = stranger.get(path).content.decode()
            assert theirs not in page
            assert "You said that you do not agree" not in page
            assert "insulin" not in page
        assert "You said that you do not agree" in owner.get("/me/policy/").content.decode()
        again = form(stranger, answer="refused", reason="My insulin pump.")
    with clock.frozen(NOON + 40 * MINUTE):  # who types the same has a receipt of their own
        assert stranger.get(stranger.post("/me/policy/sign/", again)["Location"]).status_code == 200
        assert stranger.get(theirs).status_code == 404


def test_form_looks_the_same_whatever_its_owner_answered_before() -> None:
    """What changed is there until it was seen in this session, and not after: nothing that is missing tells of an answer."""
    owner = viewer_of("parent")
    agree(owner, edition())
    new = new_edition("Summer edition", TOMORROW.date())
    with clock.frozen(TOMORROW):
        client = Client()
        assert client.post(link(to=new, at=TOMORROW)).status_code == 302
        first = shown(client)
        assert f"Since “{edition().label}”, which you signed" in first
        for level in (Answer.SHOWN, Answer.READ):
            agree(owner, new, level=level, at=TOMORROW)
            assert shown(client) == first, level
        decline(owner, new, at=TOMORROW)
        assert shown(client) == first
        words = {"edition": new.id, "sha256": new.sha256}
        assert client.post("/me/policy/", words)["Location"] == "/me/policy/read/"
        assert "which you signed" not in shown(client)


def test_second_press_of_the_button_has_the_receipt_too() -> None:
    """A double click is one answer, and it was given here."""
    client = opened()
    typed = form(client, answer="refused", reason="No.")
    first, second = (client.post("/me/policy/sign/", typed)["Location"] for _ in range(2))
    assert first == second
    assert client.get(first).status_code == 200
    client.cookies.clear()
    assert client.get(first).status_code == 302


def test_who_comes_after_them_at_the_device_cannot_press_the_button_again() -> None:
    """*Leave*, then *Back*, and the form is sent once more, within the two minutes of a double press."""
    path, client = link(), Client(enforce_csrf_checks=True)
    button = {"csrfmiddlewaretoken": token_on(client, path)}
    for _twice in range(2):
        assert client.post(path, button)["Location"] == "/me/policy/"
    assert client.post("/me/policy/leave/", {"csrfmiddlewaretoken": token_on(client, "/me/policy/")})["Location"] == "/"
    again = client.post(path, button)
    assert again.status_code == 403
    assert client.post(path, {"csrfmiddlewaretoken": token_on(client, "/sign-in/")}).status_code == 410
    assert client.get("/me/policy/").status_code == 302


def token_on(client: Client, path: str) -> str:
    """Return the secret of a form on a page."""
    return client.get(path).content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_refused_form_does_not_shorten_the_hour() -> None:
    """What was typed waits half an hour; the way stays open for what is left of the hour."""
    client = opened()
    assert client.post("/me/policy/sign/", {**form(client), "sha256": "0" * 64}).status_code == 409
    assert client.session.get_expiry_age() == OPEN_FOR.total_seconds()


def test_link_is_over_once_its_owner_read_what_they_were_asked_to_read_alone(clients: Mapping[str, Client]) -> None:
    """It lies unused in the mailbox, and nothing waits any more. Where signing is asked, reading ends nothing."""
    path, words = link(), {"edition": edition().id, "sha256": edition().sha256}
    clients["parent"].post("/me/policy/read/", words)
    assert Client().get(path).status_code == 200
    campaigns.start(edition=edition().id, audience=Audience.EVERYONE, level=Answer.READ, by=viewer_of("head"), at=NOON)
    clients["parent"].post("/me/policy/read/", words)
    assert Client().get(path).status_code == 410


def test_who_reads_by_the_link_what_they_are_asked_to_read_is_told_that_this_is_all() -> None:
    """Without a receipt, which is on their own page, and with *Leave* below. The link is used, and stays open for the hour."""
    campaigns.start(edition=edition().id, audience=Audience.EVERYONE, level=Answer.READ, by=viewer_of("head"), at=NOON)
    client = opened()
    where = client.post("/me/policy/read/", {"edition": edition().id, "sha256": edition().sha256})["Location"]
    page = client.get(where).content.decode()
    assert where == "/me/policy/"
    assert "You have read this edition" in page
    assert "The school asks nothing more of you" in page
    assert page.split("<main", 1)[1].count('action="/me/policy/leave/"') == 1
    read = SignOff.objects.get(answer="read").id
    assert read not in page
    assert client.get(f"/me/policy/signed/{read}/").status_code == 404


def test_teacher_does_the_questions_by_the_link() -> None:
    """The form alone is not taken."""
    client = opened("teacher")
    assert "To the questions" in client.get("/me/policy/sign/").content.decode()
    assert client.post("/me/policy/sign/", form(client)).status_code == 409
    assert "Question 1 of 3" in client.get("/me/policy/questions/").content.decode()


def test_somebody_else_who_is_signed_in_gets_neither_name_nor_way(clients: Mapping[str, Client]) -> None:
    """And the link stays good; whoever is signed in as the one for whom it is goes on as that."""
    path = link()
    for response, status in ((clients["teacher"].get(path), 200), (clients["teacher"].post(path), 409)):
        page = response.content.decode()
        assert response.status_code == status
        assert "Somebody else is signed in here" in page
        assert "Tomasz" not in page
        assert "Continue" not in page
    assert clients["parent"].post(path)["Location"] == "/me/policy/"
    assert SigningLink.objects.get().used_at is None
    assert clients["parent"].get("/me/").status_code == 200


def test_whoever_signs_in_after_them_finds_nothing_of_the_link() -> None:
    """Nor does the next one once that person signed out, or they left themselves."""
    client = opened()
    client.force_login(Account.objects.get(persons=viewer_of("teacher").person_id))
    assert "Tomasz" not in client.get("/me/policy/sign/").content.decode()
    assert viewer_of("teacher").person_id
    client.post("/sign-out/")
    assert client.get("/me/policy/").status_code == 302
    client = opened()
    assert client.post("/me/policy/leave/")["Location"] == "/"
    assert client.get("/me/policy/")["Location"] == "/sign-in/?next=/me/policy/"


def test_leaving_stands_where_others_sign_out_and_beside_no_step_of_the_way() -> None:
    """Below the receipt too, where nothing else is left to do. When the hour is over it is the way to sign in again."""
    client, leave = opened(), 'action="/me/policy/leave/"'
    for path in ("/me/policy/", "/me/policy/read/", "/me/policy/sign/", "/policy/"):
        head, rest = client.get(path).content.decode().split("<main", 1)
        assert (leave in head, leave in rest, ">Sign in<" in head) == (True, False, False), path
    receipt = client.get(client.post("/me/policy/sign/", form(client))["Location"]).content.decode()
    assert receipt.count(leave) == 2
    client.session.set_expiry(int(3 * OPEN_FOR.total_seconds()))
    with clock.frozen(NOON + OPEN_FOR):
        page = client.get("/policy/").content.decode()
        assert (leave in page, ">Sign in<" in page) == (False, True)


def test_form_of_another_person_is_not_taken_by_link() -> None:
    """Neither with the mark of another, nor in their browser."""
    teacher, parent = opened("teacher"), opened()
    typed = form(teacher, answer="refused", reason="No.")
    assert parent.post("/me/policy/sign/", typed).status_code == 409
    assert not SignOff.objects.exists()


def test_way_that_closed_in_the_middle_keeps_what_was_typed() -> None:
    """After an hour, and when another edition came into force; what was typed waits for their own sign-in."""
    for later in (OPEN_FOR, timedelta(days=1)):
        client = opened()
        typed = form(client)
        if later > OPEN_FOR:
            new_edition("Summer edition", NOON.date() + later)
            client.session.set_expiry(int(3 * later.total_seconds()))
        with clock.frozen(NOON + later):
            assert client.post("/me/policy/sign/", typed)["Location"] == "/sign-in/?kept&next=/me/policy/sign/"
            assert client.get("/me/policy/")["Location"] == "/sign-in/?link&next=/me/policy/"
            assert "closed again" in client.get("/sign-in/?link&next=/me/policy/").content.decode()
            client.force_login(Account.objects.get(persons=viewer_of("parent").person_id))
            assert "Tomasz Zielinski" in client.get("/me/policy/sign/").content.decode()
    assert not SignOff.objects.exists()


def test_who_tries_many_waits_and_a_right_one_opens_all_the_same() -> None:
    """All that opens nothing looks the same: used, made up, too long."""
    path, client = link(), Client()
    assert client.post(path).status_code == 302
    over, unknown = Client().get(path), Client().get("/to-sign/made-up/")
    assert over.status_code == unknown.status_code == 410
    assert over.content.split(b"<main")[1].split(b"</main")[0] == unknown.content.split(b"<main")[1].split(b"</main")[0]
    answers = [client.get(f"/to-sign/{'x' * number}/").status_code for number in range(1, AT_ONCE + 5)]
    assert answers[0] == 410
    assert answers[-1] == 429
    assert Client().get(link()).status_code == 200
    assert Client().post(link()).status_code == 302

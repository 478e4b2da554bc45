"""Is whoever is asked only to read told so, led no further, and given a receipt that says it is all?

And whoever has more to say than that, because they declined or are more by now, still comes to the form.
"""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client

from gatepost.campaigns import services
from gatepost.campaigns.states import Audience
from gatepost.people.models import Account, Person
from gatepost.people.states import Hat
from gatepost.signoff.links import make_links
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import Answer
from tests.conftest import NOON
from tests.unit.campaigns.test_more_hats import give
from tests.unit.signoff.people import agree, decline, edition, viewer_of


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def ask(level: Answer, audience: Audience = Audience.EVERYONE, *hats: str) -> None:
    """Let the head begin a campaign."""
    services.start(edition=edition().id, audience=audience, hats=hats, level=level, by=viewer_of("head"), at=NOON)


def text(client: Client, path: str = "/me/policy/") -> str:
    """Return a page."""
    return client.get(path).content.decode()


@pytest.mark.parametrize("kind", ["parent", "teacher"])
def test_reading_is_two_steps_without_a_question_and_its_receipt_says_that_it_is_all(
    clients: Mapping[str, Client], kind: str
) -> None:
    """It is no signature, and the page says so; who likes may sign all the same."""
    ask(Answer.READ)
    client, words = clients[kind], {"edition": edition().id, "sha256": edition().sha256}
    begin = text(client)
    assert "It does not ask you to sign it." in begin
    assert "Step 1 of 2" in begin
    assert "few questions" not in begin
    assert "You sign once" not in begin
    assert "Read the policy, “July 2018”" in text(client, "/me/")
    client.post("/me/policy/", words)
    assert "Step 2 of 2" in text(client, "/me/policy/read/")
    receipt = client.post("/me/policy/read/", words)["Location"]
    page = text(client, receipt)
    assert "You have read the policy" in page
    assert "you agreed to nothing" in page
    assert client.post("/me/policy/read/", words)["Location"] == receipt
    assert "You have read this edition" in text(client)
    assert "Read the policy" not in text(client, "/me/").split("What waits for you")[-1].split("</section>")[0]
    assert "only to read this edition" in text(client, "/me/policy/sign/")
    assert "Step" not in text(client, "/me/policy/sign/")
    assert list(SignOff.objects.values_list("answer", flat=True).order_by("number")) == ["shown", "read"]
    agree(viewer_of(kind), edition())
    assert "You have signed this edition" in text(client)
    assert "Kept on the way to your answer" in text(client, receipt)


def test_whoever_is_asked_to_agree_too_is_led_to_the_form(clients: Mapping[str, Client]) -> None:
    """Two campaigns ask one parent; the teacher, whom one asks, and a volunteer while nobody is asked."""
    words = {"edition": edition().id, "sha256": edition().sha256}
    assert "Step 1 of 4" in text(clients["volunteer"])
    ask(Answer.READ)
    ask(Answer.AGREED, Audience.HATS, "parent")
    assert "Step 1 of 3" in text(clients["parent"])
    assert "Step 1 of 2" in text(clients["teacher"])
    assert clients["parent"].post("/me/policy/read/", words)["Location"] == "/me/policy/sign/"
    assert "Kept on the way to your answer" in text(
        clients["parent"], f"/me/policy/signed/{SignOff.objects.get(answer='read').id}/"
    )


def by_link(kind: str) -> Client:
    """Return a browser in which somebody opened the link that they were sent."""
    person = Person.objects.get(id=viewer_of(kind).person_id)
    Account.objects.filter(id=person.account_id).update(is_proven=True, password="!")
    client, links = Client(), make_links([person], edition=edition().id, at=NOON)
    assert client.post(f"/to-sign/{links[person.id]}/")["Location"] == "/me/policy/"
    return client


@pytest.mark.parametrize("comes_by_link", [False, True])
def test_whoever_declined_and_is_asked_to_read_can_still_sign(
    clients: Mapping[str, Client], *, comes_by_link: bool
) -> None:
    """Reading takes no refusal back, so that way leads on to the form, and the pages say so."""
    decline(viewer_of("parent"), edition(), at=NOON - timedelta(hours=1))
    ask(Answer.READ)
    client = by_link("parent") if comes_by_link else clients["parent"]
    words = {"edition": edition().id, "sha256": edition().sha256}
    assert "Step 1 of 3" in text(client)
    assert "Step 2 of 3" in text(client, client.post("/me/policy/", words)["Location"])
    form = client.post("/me/policy/read/", words)["Location"]
    assert form == "/me/policy/sign/"
    made_for = text(client, form).split('name="made_for" value="')[1].split('"')[0]
    given = {**words, "made_for": made_for, "name": viewer_of("parent").name, "answer": "agreed"}
    assert "You have signed the policy" in text(client, client.post(form, given)["Location"])


def test_whoever_got_a_hat_after_they_signed_and_is_asked_to_read_can_sign_once_more(
    clients: Mapping[str, Client],
) -> None:
    """The page asks them to, so it leads them to the questions of that hat and to the form."""
    agree(viewer_of("parent"), edition())
    ask(Answer.READ)
    give(Hat.STAFF)
    client, words = clients["parent"], {"edition": edition().id, "sha256": edition().sha256}
    page = text(client)
    assert "Please sign once more" in page
    assert "Step 1 of 4" in page
    assert client.post("/me/policy/read/", words)["Location"] == "/me/policy/questions/"
    agree(viewer_of("parent"), edition())
    assert "You have signed this edition" in text(client)


@pytest.mark.usefixtures("school")
def test_link_leads_whoever_read_it_without_the_link_to_no_missing_receipt() -> None:
    """Their receipt is not for who holds the mail; that they are done is said."""
    ask(Answer.READ)
    words = {"edition": edition().id, "sha256": edition().sha256}
    agree(viewer_of("parent"), edition(), level=Answer.READ, at=NOON - timedelta(hours=1))
    client = by_link("parent")
    assert "You have read this edition" in text(client, client.post("/me/policy/read/", words)["Location"])

"""Is whoever is asked only to read told so, led no further, and given a receipt that says it is all?"""

from collections.abc import Mapping

import pytest
from django.test import Client

from gatepost.campaigns import services
from gatepost.campaigns.states import Audience
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import Answer
from tests.conftest import NOON
from tests.unit.signoff.people import agree, edition, viewer_of


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

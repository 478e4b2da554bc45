"""Do the first page and somebody's own page tell the same of what waits, and each person only what is theirs to do?"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from html import unescape

import pytest
from django.test import Client

from gatepost.agreements import services
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.rules import Body
from gatepost.demo.policies import IN_FORCE_ID, PROPOSED, PROPOSED_ID
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.viewer import Viewer
from tests.conftest import NOON
from tests.pages.table import ANONYMOUS, ANSWERING

CHAIR = "gareth.pryce@oddenbrook.example"
BODY = Body(name="Gareth Pryce", capacity="Chair of governors", met_on=date(2026, 7, 3), minute="2026/31")
SIGN = ("has not been signed", f"/policy/editions/{IN_FORCE_ID}/sign/")
AT = "/policy/editions/" + PROPOSED_ID + "/"

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def chair(clients: Mapping[str, Client]) -> Viewer:
    """The chair as a viewer with everything that they may."""
    return viewer_as(Person.objects.get(email=CHAIR), NOON.date())


def tasks(client: Client) -> list[tuple[str, str]]:
    """Return what waits for somebody on their own page, and where; that everybody signs for themselves is left out."""
    page = unescape(client.get("/me/").content.decode())
    listed = re.search(r'<ul class="plainlist tasks">(.*?)</ul>', page, re.DOTALL)
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', listed[1]) if listed else []
    return [(words, url) for url, words in links if url != "/me/policy/"]


def board(client: Client) -> str:
    """Return the first page."""
    return unescape(client.get("/").content.decode())


def approve(chair: Viewer) -> None:
    """Let the governing body approve the proposal."""
    words = SchoolEdition.objects.get(id=PROPOSED_ID).sha256
    services.approve(edition=PROPOSED_ID, expected_sha256=words, body=BODY, by=chair, at=NOON)


STAGES = {
    "proposed": ("A proposal waits for the governing body", "waits to be approved", "approve/"),
    "approved": ("An approved edition has no first day", "waits for its first day", "in-force/"),
    "coming": ("A new edition comes into force", "", ""),
}


@pytest.mark.parametrize("stage", STAGES)
def test_both_pages_tell_of_an_edition_and_only_the_chairs_own_page_that_it_is_to_be_done(
    clients: Mapping[str, Client], chair: Viewer, stage: str
) -> None:
    """Whoever answers for the policy is told on the first page; nobody else learns of it."""
    if stage != "proposed":
        approve(chair)
    if stage == "coming":
        services.put_in_force(edition=PROPOSED_ID, since=date(2026, 9, 1), by=chair, at=NOON)
    told, words, step = STAGES[stage]
    for kind, client in clients.items():
        assert (told in board(client)) == (kind in (*ANSWERING, "deputy")), kind
        if kind in {ANONYMOUS, "chair"}:
            continue
        assert tasks(client) == [], kind
    label = SchoolEdition.objects.get(id=PROPOSED_ID).label
    assert label == PROPOSED
    mine = [(f"“{label}” {words}", AT + step)] if words else []
    assert [task for task in tasks(clients["chair"]) if AT in task[1]] == mine
    assert [SIGN[1]] == [url for _, url in tasks(clients["chair"]) if AT not in url]


def test_blank_signature_is_the_chairs_to_give_on_both_pages(
    clients: Mapping[str, Client], chair: Viewer, noon: datetime
) -> None:
    """Until it is given; the head sees the blank line, and no way to sign."""
    assert SIGN[1] in board(clients["chair"])
    assert SIGN[1] not in board(clients["head"])
    services.sign(edition=IN_FORCE_ID, name="G", capacity="Chair of governors", day=NOON.date(), by=chair, at=NOON)
    assert SIGN[1] not in board(clients["chair"])
    assert not [url for _, url in tasks(clients["chair"]) if url == SIGN[1]]

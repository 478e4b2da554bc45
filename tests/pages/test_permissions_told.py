"""Do the pages about permissions say whose decision a yes is, that too few can decide, and why something given rests?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from gatepost.grants.queries import get_visible
from gatepost.kernel import clock
from gatepost.people.states import Lent
from gatepost.policy import default_files
from gatepost.policy.parameters import set_permission
from gatepost.web.permissions.words import rests_why
from gatepost.web.policy.words import curly
from tests.conftest import NOON
from tests.pages.test_permissions import text_of
from tests.unit.grants.people import FOR_THE_SCHOOL, NAME, PASS, TODAY, ask, granted, lend, viewer_of, yes
from tests.unit.restrictions import told
from tests.unit.signoff.people import new_edition

Clients = Mapping[str, Client]


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def test_chair_who_could_give_either_yes_reads_that_they_are_two_decisions(clients: Clients) -> None:
    """One in the head's place, without a minute; one that the governing body took, with it. Nobody takes one for the other."""
    row = ask("head", FOR_THE_SCHOOL)
    page, two = f"/permissions/{row.id}/", "Two decisions, by two people"
    text = text_of(clients["chair"], page)
    for words in (two, curly("Say yes, in the head teacher's place"), "Say yes, for the governing body"):
        assert words in text
    assert "Say yes, for the head teacher" not in text
    for body, words in {"head": "This is your own decision.", "governing-body": "It is not your own decision."}.items():
        assert words in text_of(clients["chair"], f"{page}agree/?body={body}")
    assert two not in text_of(clients["head"], page) + text_of(clients["clerk"], page)
    lend("governor", Lent.GOVERNING_BODY)
    yes(row, "head", "chair")
    left = text_of(clients["governor"], page)
    assert two not in left
    assert "Say yes, for the governing body" in left
    teachers = f"/permissions/{ask('teacher', FOR_THE_SCHOOL).id}/"
    assert two not in text_of(clients["chair"], teachers) + text_of(clients["head"], teachers)


def test_chair_who_alone_could_decide_twice_is_told_before_and_after_the_first_yes(clients: Clients) -> None:
    """With the way to the people among whom to choose; the head is told too; and nobody once a governor has the powers."""
    row = ask("head", FOR_THE_SCHOOL)
    page, says = f"/permissions/{row.id}/", "Another governor needs the governing body"
    way = 'href="/people/">Choose a governor'
    for path in (page, f"{page}agree/?body=head"):
        text = text_of(clients["chair"], path)
        assert says in text
        assert way in text
    told = text_of(clients["head"], page)
    assert says in told
    assert way not in told
    assert clients["chair"].get("/people/").status_code == 200
    yes(row, "head", "chair")
    assert says in text_of(clients["chair"], page)
    assert "Say yes" not in text_of(clients["chair"], page)
    lend("governor", Lent.GOVERNING_BODY)
    assert says not in text_of(clients["chair"], page) + text_of(clients["head"], page)
    assert "Say yes" in text_of(clients["governor"], page)


def test_chairs_own_request_says_that_nobody_can_decide_for_the_governing_body(clients: Clients) -> None:
    """And what a teacher asks for, whom the head and the chair decide on, says nothing."""
    says = "Another governor needs the governing body"
    own = ask("chair", FOR_THE_SCHOOL)
    assert says in text_of(clients["chair"], f"/permissions/{own.id}/")
    others = ask("teacher", FOR_THE_SCHOOL)
    for who in ("teacher", "head", "chair"):
        assert says not in text_of(clients[who], f"/permissions/{others.id}/")


def test_clerk_finds_on_their_page_that_a_request_needs_another_governor(clients: Clients) -> None:
    """Who records who may decide; nobody else is told, and nobody once one may."""
    ask("head", FOR_THE_SCHOOL)
    says = "A request needs another governor who may decide"
    told = {who for who, client in clients.items() if who != "anonymous" and says in text_of(client, "/me/")}
    assert told == {"chair", "clerk"}
    lend("governor", Lent.GOVERNING_BODY)
    assert says not in text_of(clients["clerk"], "/me/")


def test_a_permission_that_rests_says_for_which_reason(clients: Clients) -> None:
    """The policy asks another body since, or its holder lost the right: then they are led to what was written to them."""
    row = granted("teacher")
    since = TODAY + timedelta(days=1)
    files = set_permission(default_files(), NAME, decided_by=["head", "governing-body"])
    new_edition("Two bodies", since, files=files)
    with clock.frozen(NOON + timedelta(days=1)):
        page = text_of(clients["teacher"], f"/permissions/{row.id}/")
        heads = text_of(clients["head"], f"/permissions/{row.id}/")
        again = text_of(clients["teacher"], f"/permissions/new/{NAME}/?again={row.id}")
        others = text_of(clients["volunteer"], f"/permissions/new/{NAME}/?again={row.id}")
    assert "Not valid for now" in page
    assert "the policy has changed since, and asks the governing body too" in page
    assert "lost the right" not in page
    assert f'href="/permissions/new/{NAME}/?again={row.id}">Ask for it again' in page
    assert "Whoever holds it can ask for it again." in heads
    assert "?again=" not in heads
    assert 'value="News of the summer fair"' in again
    assert "The summer fair" not in others


def test_a_permission_whose_right_was_lost_leads_its_holder_to_the_notice(clients: Clients) -> None:
    """The office, which gave it, reads that the right was taken away."""
    row = granted("parent", PASS)
    told.tell(told.interim())
    own, offices = (text_of(clients[who], f"/permissions/{row.id}/") for who in ("parent", "office"))
    assert "you have lost the right to do this" in own
    assert 'href="/me/restrictions/"' in own
    assert "the right to do this was taken away." in offices
    assert "policy has changed" not in own + offices
    assert "Ask for it again" not in own


@pytest.mark.django_db
@pytest.mark.usefixtures("clients")
def test_a_permission_of_a_kind_that_the_policy_dropped_says_so() -> None:
    """Nobody is told that they lost a right."""
    row = granted("teacher")
    seen = get_visible(viewer_of("teacher"), row.id, on=TODAY)
    assert seen
    resting = replace(seen, rests=True)
    assert "the policy of today does not know this permission" in rests_why(resting, ())
    assert "asks the governing body too" in rests_why(resting, ("head", "governing-body"))
    assert rests_why(resting, ("head",)) == rests_why(seen, ("head", "governing-body")) == ""

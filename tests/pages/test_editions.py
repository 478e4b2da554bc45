"""Can a governor carry a proposal into force with the pages alone, and is everybody else kept out of what is not for them?"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.agreements import services
from gatepost.agreements.models import Approval, SchoolEdition, Signature
from gatepost.demo.policies import DRAFT_ID, IN_FORCE_ID, PROPOSED, PROPOSED_ID
from gatepost.kernel import clock
from gatepost.people.models import Person, School
from gatepost.people.services import open_school
from gatepost.people.viewer import SETUP, Viewer
from gatepost.policy import default_files

EDITION = f"/policy/editions/{PROPOSED_ID}/"
APPROVAL = {
    "name": "Gareth Pryce",
    "capacity": "Chair of governors",
    "met_on": "2026-07-03",
    "minute": "2026/31",
}

pytestmark = pytest.mark.usefixtures("noon")


def text_of(client: Client, path: str, status: int = 200) -> str:
    """Return a page."""
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def seen() -> str:
    """Return the hash that a form carries."""
    return SchoolEdition.objects.get(id=PROPOSED_ID).sha256


def take(client: Client, slug: str, **answers: str) -> str:
    """Fill in a step, check the answers, confirm, and return the page after it."""
    given = {"seen": seen(), **answers}
    checked = client.post(f"{EDITION}{slug}/", given)
    assert checked.status_code == 200
    assert "Check your answers" in checked.content.decode()
    confirmed = client.post(f"{EDITION}{slug}/", {**given, "confirmed": "yes"})
    assert (confirmed.status_code, confirmed.headers["Location"]) == (303, f"{EDITION}?done={slug}")
    return text_of(client, confirmed.headers["Location"])


def test_chair_carries_a_proposal_into_force(clients: Mapping[str, Client], noon: datetime) -> None:
    """Approve, sign, set the day; on that day, and not before, everybody reads it."""
    chair = clients["chair"]
    page = take(chair, "approve", **APPROVAL)
    assert "The approval is recorded." in page
    assert "Gareth Pryce, Chair of governors" in page
    assert "The line for a signature is blank" in page
    assert "The line for a signature is blank" not in take(
        chair, "sign", name="Gareth Pryce", capacity="Chair of governors", day="2026-07-03"
    )
    take(chair, "in-force", since="2026-09-01")
    assert PROPOSED in text_of(clients["anonymous"], "/policy/editions/")
    assert PROPOSED not in text_of(clients["parent"], "/policy/")
    with clock.frozen(noon + timedelta(days=60)):
        assert PROPOSED in text_of(clients["anonymous"], "/policy/")
        assert "Gareth Pryce, Chair of governors, 3 July 2026" in text_of(clients["anonymous"], "/policy/")
        assert "September 2027" in text_of(clients["anonymous"], f"{EDITION}read/")


def test_answer_follows_the_day_that_is_asked(clients: Mapping[str, Client]) -> None:
    """A phone in an office at break: allowed until August, no longer from September; asked of a day, it says which."""
    chair = clients["chair"]
    take(chair, "approve", **APPROVAL)
    take(chair, "in-force", since="2026-09-01")
    question = "/ask/?hat=staff&act=use-phone&when=break&where=office&device=own-phone"
    before, after = text_of(chair, f"{question}&on=2026-08-31"), text_of(chair, f"{question}&on=2026-09-01")
    assert "As the policy stood on Monday 31 August 2026." in before
    assert "verdict yes may" in before
    assert "verdict stop must-not" in after
    asked = '{"hats": ["staff"], "act": "use-phone", "when": "break", "where": "office"}'
    answers = [
        chair.post(f"/api/v1/decide?on={day}", asked, content_type="application/json").json()["verdict"]
        for day in ("2026-08-31", "2026-09-01")
    ]
    assert answers == ["may", "must-not"]
    explored = "/policy/explore/?hat=staff&act=use-phone&when=break&where=office"
    assert "As the policy stood on Tuesday 1 September 2026." in text_of(chair, f"{explored}&on=2026-09-01")


@pytest.mark.parametrize(
    "day", ["2026-02-30", "yesterday", "20260901", "2026-9-1", "\u0662\u0660\u0662\u0666-\u0660\u0669-\u0660\u0661"]
)
def test_day_that_is_none_is_told(clients: Mapping[str, Client], day: str) -> None:
    """In a sentence on the page, in JSON by the API."""
    text_of(clients["anonymous"], f"/ask/?hat=staff&act=use-phone&on={day}", 400)
    text_of(clients["anonymous"], f"/policy/explore/?hat=staff&act=use-phone&on={day}", 400)
    refused = clients["anonymous"].get(f"/api/v1/policy?on={day}")
    assert (refused.status_code, refused.json()["error"]["key"]) == (400, "on")


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(clients: Mapping[str, Client]) -> None:
    """By what the service would say, before anything is confirmed."""
    wrong = {**APPROVAL, "name": "The governing body", "seen": seen()}
    response = clients["chair"].post(f"{EDITION}approve/", wrong)
    page = response.content.decode()
    assert response.status_code == 400
    assert '<a href="#name">' in page
    assert 'value="The governing body"' in page
    assert 'value="2026/31"' in page
    assert not Approval.objects.filter(edition_id=PROPOSED_ID).exists()


def test_first_day_that_can_be_had_is_said_before_the_approval(clients: Mapping[str, Client]) -> None:
    """While a school has no edition of its own; no longer for the next one."""
    chair, head = clients["chair"], Person.objects.get(name="Ruth Adeyemi")
    assert "first edition" not in text_of(chair, f"{EDITION}approve/")
    other = open_school(name="Hollin Bank", by=SETUP, at=clock.now())
    Person.objects.filter(name__in=["Ruth Adeyemi", "Gareth Pryce"]).update(school=other)
    by = Viewer(actor=head.id, person_id=head.id, school_id=other.id, duties=frozenset({"head"}))
    draft = services.start_draft(school=other.id, files=default_files(), by=by, at=clock.now())
    services.propose(edition=draft.id, expected_sha256=draft.sha256, by=by, at=clock.now())
    page = f"/policy/editions/{draft.id}/"
    assert "It counts from no day before the meeting." in text_of(chair, f"{page}approve/")
    given = {**APPROVAL, "met_on": "2026-07-02", "seen": draft.sha256}
    checked = chair.post(f"{page}approve/", given).content.decode()
    assert "Check your answers" in checked
    assert "first edition" in checked
    assert chair.post(f"{page}approve/", {**given, "confirmed": "yes"}).status_code == 303
    assert "The first day that it can have is 2 July 2026." in text_of(chair, f"{page}in-force/")
    refused = chair.post(f"{page}in-force/", {"seen": draft.sha256, "since": "2026-07-01"})
    assert refused.status_code == 400
    assert "It was approved on 2 July 2026." in refused.content.decode()


def test_form_that_grew_stale_says_what_happened(clients: Mapping[str, Client]) -> None:
    """The head takes it back while the chair fills in; nothing is approved."""
    given = {**APPROVAL, "seen": seen(), "confirmed": "yes"}
    for _ in range(2):
        take_back = {"reason": "A slip.", "confirmed": "yes", "seen": seen()}
        clients["head"].post(f"{EDITION}withdraw/", take_back)
    response = clients["chair"].post(f"{EDITION}approve/", given)
    assert response.status_code == 409
    assert "This edition is a draft" in response.content.decode()
    assert not Approval.objects.filter(edition_id=PROPOSED_ID).exists()


def test_second_who_approves_is_told_who_did(clients: Mapping[str, Client]) -> None:
    """By name."""
    take(clients["chair"], "approve", **APPROVAL)
    response = clients["chair"].post(f"{EDITION}approve/", {**APPROVAL, "seen": seen(), "confirmed": "yes"})
    assert response.status_code == 409
    assert Approval.objects.filter(edition_id=PROPOSED_ID).count() == 1


@pytest.mark.parametrize("kind", ["anonymous", "parent", "teacher", "volunteer", "office", "technician"])
def test_what_is_drafted_and_proposed_is_hidden_from_whom_it_is_not_for(
    clients: Mapping[str, Client], kind: str
) -> None:
    """Not in the list, not by its address; nor who drafted what is in force."""
    listed = text_of(clients[kind], "/policy/editions/")
    assert PROPOSED not in listed
    assert "Ruth Adeyemi" not in listed
    for edition in (PROPOSED_ID, DRAFT_ID):
        text_of(clients[kind], f"/policy/editions/{edition}/", 404)
        text_of(clients[kind], f"/policy/editions/{edition}/read/", 404)
    page = text_of(clients[kind], f"/policy/editions/{IN_FORCE_ID}/")
    assert "Helen Marsh, Chair of governors" in page
    assert "Ruth Adeyemi" not in page.replace("Assistant head", "")


def test_governor_sees_proposals_and_no_drafts(clients: Mapping[str, Client]) -> None:
    """They decide on what is proposed."""
    listed = text_of(clients["governor"], "/policy/editions/")
    assert PROPOSED in listed
    text_of(clients["governor"], f"/policy/editions/{DRAFT_ID}/", 404)


def test_reason_given_back_is_read_by_who_drafts(clients: Mapping[str, Client]) -> None:
    """As it was typed, markup and all."""
    take(clients["chair"], "decline", reason="Say <b>why</b>.")
    assert "Say &lt;b&gt;why&lt;/b&gt;." in text_of(clients["head"], EDITION)


def test_review_leaves_everything_as_it_is(clients: Mapping[str, Client]) -> None:
    """It has a line of its own, and the hash stays."""
    before = SchoolEdition.objects.get(id=IN_FORCE_ID).sha256
    given = {**APPROVAL, "next_on": "2026-09-01", "next": "", "seen": before, "confirmed": "yes"}
    assert clients["chair"].post(f"/policy/editions/{IN_FORCE_ID}/review/", given).status_code == 303
    page = text_of(clients["head"], f"/policy/editions/{IN_FORCE_ID}/")
    assert "Reviewed on 3 July 2026 and left as it is" in page
    assert "due" in page
    assert SchoolEdition.objects.get(id=IN_FORCE_ID).sha256 == before
    assert not Signature.objects.exists()


def test_list_costs_the_same_with_a_hundred_editions(clients: Mapping[str, Client]) -> None:
    """And so does every page that shows the edition in force."""
    school, head = School.objects.get(), Person.objects.get(name="Ruth Adeyemi")
    by = Viewer(actor=head.id, person_id=head.id, school_id=school.id, duties=frozenset({"head"}))
    paths = ("/policy/editions/", f"/policy/editions/{IN_FORCE_ID}/", "/", "/policy/", "/api/v1/policy")
    few = {path: queries(clients["head"], path) for path in paths}
    for _ in range(100):
        services.start_draft(school=school.id, files=default_files(), by=by, at=clock.now())
    assert {path: queries(clients["head"], path) for path in paths} == few


def test_two_schools_read_their_own(clients: Mapping[str, Client]) -> None:
    """Nobody signed in reads the pack that comes with Gatepost, since it is not clear which school is meant."""
    other = open_school(name="Hollin Bank", by=SETUP, at=clock.now())
    assert "Editions of the policy" in text_of(clients["anonymous"], "/policy/editions/")
    assert "July 2018" not in text_of(clients["anonymous"], "/policy/editions/")
    text_of(clients["anonymous"], f"/policy/editions/{IN_FORCE_ID}/", 404)
    Person.objects.filter(name="Ruth Adeyemi").update(school=other)
    for path in (f"/policy/editions/{IN_FORCE_ID}/", EDITION, f"{EDITION}approve/", f"{EDITION}read/"):
        text_of(clients["head"], path, 404)
    assert PROPOSED not in text_of(clients["head"], "/policy/editions/")


def queries(client: Client, path: str) -> int:
    """Return how many questions a page puts to the database once it is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)

"""Does whoever has left get what they signed by the head, in person, and does nobody read what is another's that way?"""

import io
from dataclasses import replace
from datetime import timedelta

import pdfplumber
import pytest
from django.test import Client

from gatepost.accounts.factors import DEMO
from gatepost.audit.models import AuditEntry
from gatepost.demo.school import PEOPLE
from gatepost.kernel import clock
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import Account, Person, School
from gatepost.people.viewer import NOBODY
from gatepost.signoff.leavers import copy_of_leaver, list_of_leaver
from gatepost.signoff.verify import verify_school
from tests.conftest import NOON
from tests.unit.signoff.people import TODAY, agree, decline, edition, viewer_of

NEXT = TODAY + timedelta(days=1)
LATER = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(noon: object, school: None) -> None:
    """Hold the clock."""


def leave(kind: str = "parent") -> str:
    """Let somebody who refused and then agreed leave at the end of today; return their id."""
    decline(viewer_of(kind), edition(), reason="My insulin pump.")
    agree(viewer_of(kind), edition())
    person = Person.objects.get(id=viewer_of(kind).person_id)
    people.leave(person=person, last_day=TODAY, by=viewer_of("head"), at=NOON)
    return person.id


def test_nobody_but_the_head_in_person_and_of_nobody_who_is_here() -> None:
    """Not whoever acts for the head, not another school's head, not about oneself."""
    left = leave()
    head = viewer_of("head", NEXT)
    assert list_of_leaver(head, left, on=TODAY) is None
    answers = list_of_leaver(head, left, on=NEXT)
    assert answers
    assert [one.answer for one in answers] == ["agreed", "refused"]
    acting = replace(viewer_of("deputy", NEXT), delegations=frozenset({"head"}))
    other = replace(head, school_id=School.objects.create(name="Hollin Bank").id)
    others = [viewer_of(one.kind, NEXT) for one in PEOPLE if one.kind not in {"head", "parent"}]
    for viewer in (*others, acting, other, NOBODY, replace(head, person_id=left)):
        assert list_of_leaver(viewer, left, on=NEXT) is None
        with pytest.raises(Refused):
            copy_of_leaver(sign_off=answers[0].id, person=left, by=viewer, at=LATER)
    assert list_of_leaver(head, viewer_of("teacher").person_id, on=NEXT) is None
    assert list_of_leaver(head, "no-such-person", on=NEXT) is None


def test_whoever_was_stopped_gets_it_too_while_they_still_belong_to_the_school() -> None:
    """They sign in no more, so they find nothing themselves. Stopped and let in again is here as before."""
    decline(viewer_of("parent"), edition(), reason="My insulin pump.")
    head, person = viewer_of("head"), Person.objects.get(id=viewer_of("parent").person_id)
    assert list_of_leaver(head, person.id, on=TODAY) is None
    people.close_account(person=person, by=head, at=NOON)
    answers = list_of_leaver(head, person.id, on=TODAY)
    assert answers
    assert copy_of_leaver(sign_off=answers[0].id, person=person.id, by=head, at=NOON).receipt.sha256 == edition().sha256
    for kind in ("office", "chair", "deputy", "teacher"):
        assert list_of_leaver(viewer_of(kind), person.id, on=TODAY) is None
    Person.objects.filter(id=person.id).update(access_ended_at=None)
    assert list_of_leaver(head, person.id, on=TODAY) is None


def test_answer_of_somebody_else_is_none_of_the_leavers() -> None:
    """Though both have left; a made-up one is none either, and nothing is written down."""
    left, here = leave(), agree(viewer_of("teacher"), edition())
    other = leave("volunteer")
    theirs = list_of_leaver(viewer_of("head", NEXT), other, on=NEXT)
    assert theirs
    for wrong in (here.id, theirs[0].id, "", "made-up"):
        with pytest.raises(Refused):
            copy_of_leaver(sign_off=wrong, person=left, by=viewer_of("head", NEXT), at=LATER)
    assert not AuditEntry.objects.filter(action="signoff.copied").exists()


def test_head_makes_the_document_from_the_leavers_page() -> None:
    """With their name and reason and the exact words; the record says so, and the verifier finds nothing."""
    left = leave()
    client = Client()
    account = Account.objects.get(persons=viewer_of("head").person_id)
    client.force_login(account)
    session = client.session
    session[DEMO] = account.pk
    session.save()
    assert "What they signed" not in client.get(f"/people/{left}/").content.decode()
    assert client.get(f"/sign-off/left/{left}/").status_code == 404
    with clock.frozen(LATER):
        assert f"/sign-off/left/{left}/" in client.get(f"/people/{left}/").content.decode()
        page = client.get(f"/sign-off/left/{left}/").content.decode()
        assert "They cannot sign in, since they have left or were stopped from it. If they ask" in page
        assert "make sure that it is them" in page
        answers = list_of_leaver(viewer_of("head", NEXT), left, on=NEXT)
        assert answers
        refused = answers[1].id
        assert client.post(f"/sign-off/left/{left}/", {"answer": "\0"}).status_code == 404
        response = client.post(f"/sign-off/left/{left}/", {"answer": refused})
    with pdfplumber.open(io.BytesIO(response.content)) as opened:
        assert "My insulin pump." in opened.pages[0].extract_text()
    entry = AuditEntry.objects.get(action="signoff.copied")
    assert (entry.actor, entry.subject, entry.edition) == (viewer_of("head").person_id, refused, edition().sha256)
    assert "insulin" not in str(vars(entry))
    assert verify_school(viewer_of("head").school_id).whole

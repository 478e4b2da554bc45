"""Do the office's pages find people, change them in plain steps, and keep everybody else out?"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.people import services
from gatepost.people.models import Account, Adjustment, ContactRestriction, Guardianship, Person, Pupil, School
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP
from tests.conftest import NOON
from tests.pages.conftest import sign_in
from tests.pages.html import complaints
from tests.pages.table import KINDS, LOOKERS, PAGES, SEERS

pytestmark = pytest.mark.django_db

DAY = date(2026, 7, 3)
OTHERS = [kind for kind in KINDS if kind not in LOOKERS]


@pytest.fixture(autouse=True)
def still(noon: datetime) -> None:
    """Let the clock stand."""


def named(name: str) -> Person:
    """Return somebody by name."""
    return Person.objects.get(name=name)


def of(name: str, path: str = "") -> str:
    """Return the address of a page about somebody."""
    return f"/people/{named(name).id}/{path}"


def text(client: Client, path: str, status: int = 200) -> str:
    """Return a page's text; it is HTML without a fault."""
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == status, path
    assert complaints(page) == []
    return unescape(page)


@pytest.fixture
def child(school: None) -> Pupil:
    """A pupil with two parents who live apart; the second must not be told things."""
    made = services.add_pupil(
        school=School.objects.get(), name="Zuzanna Apart", class_name="Zebras", since=DAY, by=SETUP, at=NOON
    )
    links = [
        services.link_guardian(person=named(name), pupil=made, relationship="carer", since=DAY, by=SETUP, at=NOON)
        for name in ("Tomasz Zielinski", "Daniel Osei")
    ]
    services.restrict_contact(link=links[1], reason="The court says so.", since=DAY, by=SETUP, at=NOON)
    return made


def addresses(pupil: Pupil) -> list[str]:
    """Return the address of every page about the teacher and about that pupil."""
    one, two = Guardianship.objects.filter(pupil=pupil).order_by("person__name")
    restriction = ContactRestriction.objects.get(guardianship__pupil=pupil)
    duty = named("Fiona Mackay").duties.get()
    hat = named("Daniel Osei").hats.get()
    about = ["", "correct/", "hat/", "duty/", "delegation/", "adjustment/", "close-account/", "child/", "leave/"]
    about += ["merge/", f"merge/{named('Tomasz Zielinski').id}/", f"end/hat/{hat.id}/", f"end/child/{one.id}/"]
    pupils = ["", "correct/", "leave/", f"restrict/{two.id}/", f"lift/{restriction.id}/"]
    return [
        "/people/",
        "/people/pupils/",
        *(of("Daniel Osei", path) for path in about),
        of("Fiona Mackay", f"end/duty/{duty.id}/"),
        *(f"/people/pupils/{pupil.id}/{path}" for path in pupils),
    ]


def test_everybody_else_is_kept_out_of_every_page(clients: Mapping[str, Client], child: Pupil) -> None:
    """Those who do not see everybody; what they get names nobody."""
    for kind in OTHERS:
        for path in addresses(child):
            response = clients[kind].get(path)
            assert (path, response.status_code) == (path, 403)
            assert "Daniel" not in response.content.decode() or kind == "teacher"
            assert "Zuzanna" not in response.content.decode()


def test_head_finds_every_page_without_a_fault(clients: Mapping[str, Client], child: Pupil) -> None:
    """The head sees most."""
    for path in addresses(child):
        text(clients["head"], path)


def test_second_school_finds_nothing_of_the_first(clients: Mapping[str, Client], child: Pupil) -> None:
    """Its head and its office get 404 on every page, and no name, number or class of the first in any answer."""
    other = services.open_school(name="Brackenmere School", by=SETUP, at=NOON)
    names = [*Person.objects.values_list("name", flat=True), "Zuzanna", "Zebras", "Oddenbrook"]
    ids = [*Person.objects.values_list("id", flat=True), child.id]
    paths = addresses(child)
    for duty in (Duty.HEAD, Duty.OFFICE, Duty.SAFEGUARDING_LEAD, None):
        email = f"{duty.value if duty else 'parent'}@brackenmere.example"
        who = services.add_person(school=other, name="Petra Vale", email=email, by=SETUP, at=NOON)
        services.give_hat(person=who, hat=Hat.STAFF if duty else Hat.PARENT, since=DAY, by=SETUP, at=NOON)
        if duty:
            services.give_duty(person=who, duty=duty, since=DAY, by=SETUP, at=NOON)
        client = Client()
        sign_in(client, services.open_account(person=who, by=SETUP, at=NOON))
        for path in [*paths, "/people/?left=yes", "/people/pupils/?class=Zebras", "/"]:
            for response in (client.get(path), client.post(path), client.post(path, {"q": "os", "find": "yes"})):
                page = response.content.decode()
                if path in paths[2:]:
                    assert response.status_code in ({404, 403, 405} if duty else {403, 405}), path
                assert [name for name in names if name in page] == []
                assert [one for one in ids if one in page and one not in path] == []


def test_parent_learns_of_nobody_else_on_any_page(clients: Mapping[str, Client], child: Pupil) -> None:
    """Not of the other parent of their own child, by name, address or number."""
    others = Person.objects.exclude(name="Tomasz Zielinski")
    hidden = [*others.values_list("name", flat=True), *others.exclude(email="").values_list("email", flat=True)]
    paths = [path for path in PAGES.values() if not path.startswith("/sign-in/")]
    for path in [*paths, *addresses(child)]:
        page = unescape(clients["parent"].get(path).content.decode())
        assert (path, [one for one in hidden if one in page]) == (path, [])


@pytest.mark.parametrize("typed", ["zi", "ZIELIN", "tomasz.zielinski@odd"])
def test_person_is_found_in_two_letters(clients: Mapping[str, Client], typed: str) -> None:
    """Or by the beginning of their address."""
    page = clients["office"].post("/people/", {"q": typed}).content.decode()
    assert "Tomasz Zielinski</a>" in page
    assert "Fiona Mackay</a>" not in page


def test_filters_are_of_hat_duty_class_and_those_who_left(clients: Mapping[str, Client], child: Pupil) -> None:
    """What makes no sense filters nothing."""
    office = clients["office"]
    assert "Ruth Adeyemi" in text(office, "/people/?duty=head")
    assert "Daniel Osei" not in text(office, "/people/?duty=head")
    assert "Daniel Osei" not in text(office, "/people/?hat=volunteer")
    assert "Daniel Osei" in text(office, "/people/?hat=bishop&duty=%00&after=nobody")
    assert "Zuzanna" in text(office, "/people/pupils/?class=Zebras")
    assert "Zuzanna" not in text(office, "/people/pupils/?class=9Z")
    assert "Nobody is found" in text(office, "/people/?left=yes")


def test_wrong_entry_is_said_above_and_beside_and_what_was_typed_stays(clients: Mapping[str, Client]) -> None:
    """By the service too: a hat that he wears already."""
    sent = {"hat": "staff", "since": "2026-07-01", "title": "Class teacher, Year 5"}
    response = clients["office"].post(of("Daniel Osei", "hat/"), sent)
    page = unescape(response.content.decode())
    assert response.status_code == 400
    assert 'href="#since"' in page
    assert 'value="Class teacher, Year 5"' in page
    assert page.count("This person has it already at that time. End the other one first.") == 2
    response = clients["office"].post(of("Daniel Osei", "hat/"), {"hat": "bishop", "since": "31 June"})
    page = response.content.decode()
    assert (response.status_code, complaints(page)) == (400, [])
    assert 'value="31 June"' in page


def test_address_of_somebody_else_is_written_down_and_opens_nothing(clients: Mapping[str, Client]) -> None:
    """Families share a mailbox: the office is told on the page of the invitation, and no mail goes there."""
    sent = {"name": "Daniel Osei", "email": named("Tomasz Zielinski").email}
    assert clients["office"].post(of("Daniel Osei", "correct/"), sent).status_code == 302
    account = named("Daniel Osei").account
    assert account is not None
    assert account.email == "daniel.osei@oddenbrook.example"
    page = text(clients["office"], of("Daniel Osei", "sign-in/"))
    assert "Somebody else at the school signs in with this address already. Make a letter instead." in page
    assert "Send an invitation" not in page


def test_office_adds_somebody_and_gives_and_ends_a_duty(clients: Mapping[str, Client]) -> None:
    """And the history says so."""
    office = clients["office"]
    response = office.post(
        "/people/add/", {"name": "Nia Pritchard", "email": "", "hat": "staff", "since": "2026-07-01"}
    )
    assert response["Location"] == of("Nia Pritchard")
    assert office.post(of("Nia Pritchard", "duty/"), {"duty": "office", "since": "2026-07-01"}).status_code == 302
    row = named("Nia Pritchard").duties.get()
    end = of("Nia Pritchard", f"end/duty/{row.id}/")
    assert office.post(end, {"until": "2026-06-01"}).status_code == 400
    assert office.post(end, {"until": "2026-07-31"}).status_code == 302
    page = text(office, of("Nia Pritchard"))
    assert "Duty ended: School office from 1 July 2026 until 31 July 2026" in page
    assert "They cannot sign in." in page


def test_those_duties_alone_are_offered_that_can_be_given(clients: Mapping[str, Client]) -> None:
    """The office is not offered the head's or the chair's; what it sends all the same is refused."""
    page = of("Daniel Osei", "duty/")
    offered = {
        who: set(re.findall(r'<option value="([a-z-]+)"', text(clients[who], page))) for who in ("office", "head")
    }
    assert "technician" in offered["office"]
    assert offered["office"].isdisjoint({"head", "chair", "vice-chair", "clerk", "safeguarding-lead"})
    assert {"head", "safeguarding-lead"} <= offered["head"]
    assert offered["head"].isdisjoint({"chair", "vice-chair", "clerk"})
    sent = clients["office"].post(page, {"duty": "head", "since": DAY.isoformat()})
    assert sent.status_code != 302


def test_head_who_leaves_hands_over_first(clients: Mapping[str, Client]) -> None:
    """The task list says what, and nothing ends before."""
    office = clients["office"]
    assert "Not handed over yet" in text(office, of("Ruth Adeyemi", "leave/"))
    refused = office.post(of("Ruth Adeyemi", "leave/"), {"until": "2026-07-02"})
    assert refused.status_code == 400
    assert clients["head"].get("/people/").status_code == 200
    sent = {"duty": "head", "since": "2026-07-03"}
    assert office.post(of("Daniel Osei", "duty/"), sent).status_code == 400
    assert clients["head"].post(of("Daniel Osei", "duty/"), sent).status_code == 302
    assert "Handed over" in text(office, of("Ruth Adeyemi", "leave/"))
    assert office.post(of("Ruth Adeyemi", "leave/"), {"until": "2026-07-02"}).status_code == 302
    page = clients["head"].get("/people/")  # in the middle of a session
    assert page.status_code == 403
    assert "Ruth" not in page.content.decode()
    assert "Leaves until 2 July 2026" in text(office, of("Ruth Adeyemi"))


def test_parent_is_linked_to_a_child_and_kept_from_it(clients: Mapping[str, Client], child: Pupil) -> None:
    """The office links; the head and the safeguarding lead restrict, the office does not."""
    office, lead = clients["office"], clients["safeguarding-lead"]
    assert "Zuzanna" in office.post(of("Margaret Lowe", "child/"), {"q": "zuz", "find": "yes"}).content.decode()
    assert office.post(of("Margaret Lowe", "child/"), {"q": "zuz", "since": "2026-07-03"}).status_code == 400
    sent = {"q": "zuz", "pupil": child.id, "relationship": "grandmother", "since": "2026-07-03"}
    assert office.post(of("Margaret Lowe", "child/"), sent).status_code == 302
    link = Guardianship.objects.get(person=named("Margaret Lowe"))
    path = f"/people/pupils/{child.id}/restrict/{link.id}/"
    assert office.post(path, {"reason": "x", "since": "2026-07-03"}).status_code == 403
    assert lead.post(path, {"reason": "", "since": ""}).status_code == 400
    assert lead.post(path, {"reason": "Ask me first.", "since": "2026-07-03"}).status_code == 302
    assert "Ask me first." in text(office, f"/people/pupils/{child.id}/")
    lift = f"/people/pupils/{child.id}/lift/{link.restrictions.get().id}/"
    assert lead.post(lift, {"until": "2026-07-03"}).status_code == 302


def test_adjustment_is_the_heads_alone(clients: Mapping[str, Client]) -> None:
    """Nobody else finds the page, and the office does not see what stands there."""
    path = of("Daniel Osei", "adjustment/")
    assert {kind: clients[kind].get(path).status_code for kind in SEERS} == {
        "head": 200,
        "office": 403,
        "safeguarding-lead": 403,
    }
    sent = {"what": "A phone for glucose", "since": "2026-07-03"}
    assert clients["head"].post(path, sent).status_code == 302
    assert "glucose" in text(clients["head"], of("Daniel Osei"))
    assert "glucose" not in text(clients["office"], of("Daniel Osei"))
    row = Adjustment.objects.get()
    end = of("Daniel Osei", f"end/adjustment/{row.id}/")
    assert clients["office"].post(end, {"until": "2026-07-03"}).status_code == 403
    assert clients["head"].post(end, {"until": "2026-07-03"}).status_code == 302


def test_heads_own_adjustment_is_the_chairs_to_record_and_to_read(clients: Mapping[str, Client]) -> None:
    """The chair finds the head among the people; the clerk and the office see nothing of it, and the head cannot do it."""
    path, sent = of("Ruth Adeyemi", "adjustment/"), {"what": "A phone for glucose", "since": "2026-07-03"}
    for kind, status in {"head": 403, "office": 403, "safeguarding-lead": 403, "clerk": 404, "teacher": 403}.items():
        assert (clients[kind].get(path).status_code, clients[kind].post(path, sent).status_code) == (status, status), (
            kind
        )
    assert "Ruth Adeyemi" in text(clients["chair"], "/people/")
    assert 'adjustment/">Record an adjustment' in text(clients["chair"], of("Ruth Adeyemi"))
    assert clients["chair"].post(path, sent).status_code == 302
    assert "glucose" in text(clients["chair"], of("Ruth Adeyemi"))
    assert "glucose" in text(clients["head"], "/me/")
    for kind in ("head", "office", "safeguarding-lead"):
        assert "glucose" not in text(clients[kind], of("Ruth Adeyemi")), kind
    end = of("Ruth Adeyemi", f"end/adjustment/{Adjustment.objects.get().id}/")
    assert clients["head"].post(end, {"until": "2026-07-03"}).status_code == 403
    assert clients["chair"].post(end, {"until": "2026-07-03"}).status_code == 302


def test_power_of_the_governing_body_needs_its_minute(clients: Mapping[str, Client]) -> None:
    """The chair and the clerk record what it says; the head, who may not decide for the body, cannot."""
    path = of("Meera Chaudhary", "delegation/")
    sent = {"acts_for": "governing-body", "since": "2026-07-03", "minute": "", "decided_on": ""}
    response = clients["clerk"].post(path, sent)
    assert (response.status_code, 'href="#minute"' in response.content.decode()) == (400, True)
    sent |= {"minute": "FGB 7", "decided_on": "2026-07-01"}
    assert clients["clerk"].post(path, sent).status_code == 302
    assert clients["office"].get(path).status_code == 403
    assert clients["head"].post(path, sent | {"since": "2027-01-01"}).status_code == 400
    assert clients["clerk"].get(of("Daniel Osei", "delegation/")).status_code == 404
    assert "Daniel" not in text(clients["chair"], "/people/")


def test_two_entries_become_one_and_the_old_address_leads_there(clients: Mapping[str, Client]) -> None:
    """Side by side, and never without a yes."""
    office = clients["head"]
    twice = services.add_with_hat(
        school=School.objects.get(), name="Dan Osei", email="", hat=Hat.PARENT, since=DAY, by=SETUP, at=NOON
    )
    assert "Dan Osei" in text(office, of("Daniel Osei", "merge/"))
    path = of("Daniel Osei", f"merge/{twice.id}/")
    assert "Parent or guardian" in text(office, path)
    assert Person.objects.get(id=twice.id).merged_into is None
    assert office.post(path, {"keep": named("Daniel Osei").id}).status_code == 302
    assert office.get(f"/people/{twice.id}/")["Location"] == of("Daniel Osei")
    both = of("Daniel Osei", f"merge/{named('Tomasz Zielinski').id}/")
    response = office.post(both, {"keep": named("Daniel Osei").id})
    assert (response.status_code, "Both can sign in" in response.content.decode()) == (400, True)


def test_account_is_closed_in_the_middle_of_a_session(clients: Mapping[str, Client]) -> None:
    """With the next click."""
    assert clients["office"].post(of("Fiona Mackay", "close-account/")).status_code == 400
    assert clients["office"].post(of("Daniel Osei", "close-account/")).status_code == 302
    assert not Account.objects.get(persons=named("Daniel Osei")).is_active
    assert "Daniel Osei" not in clients["teacher"].get("/").content.decode()


def test_list_costs_the_same_queries_with_more_people(clients: Mapping[str, Client]) -> None:
    """And the next page begins where this one ended."""

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            clients["office"].get("/people/")
        return len(asked)

    few = cost()
    for number in range(60):
        services.add_with_hat(
            school=School.objects.get(),
            name=f"Aaa {number:02}",
            email="",
            hat=Hat.PARENT,
            since=DAY - timedelta(days=1),
            by=SETUP,
            at=NOON,
        )
    assert cost() == few
    page = text(clients["office"], "/people/?hat=parent")
    assert 'rel="next"' in page
    following = page.split('rel="next" href="')[1].split('"')[0]
    assert "Aaa 50" in text(clients["office"], "/people/" + following)

"""Can the office keep phones and places in plain pages, and do those whom the policy limits read where theirs may be used?"""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from gatepost.grants.adjustments import record_adjustment
from gatepost.kernel import clock
from gatepost.people import services as people
from gatepost.people.models import Person, School
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.policy import default_files
from gatepost.policy.parameters import set_permission
from gatepost.premises import placing
from gatepost.premises.models import Area, AreaUse, OfficeDay, PhoneHeld, PhoneMessage
from gatepost.premises.services import take_in, take_message
from gatepost.premises.states import Place
from tests.conftest import NOON
from tests.unit.policy.asking import as_drafted_before
from tests.unit.signoff.people import new_edition, viewer_of

ASKING = "/ask/?hat=staff&act=use-phone&device=own-phone&when=break"
FILLED = {"phone": "Black, cracked", "callers": "The hospital"}
USE = {"what": "Lent to a choir", "by_pupils": "no", "begins": "18:00", "ends": "20:00", "days": ["0", "4"]}
SAID = "Ward 4 rang: please ring back."


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock: Friday, 3 July, noon."""


def text(client: Client, path: str) -> str:
    """Return a page as text."""
    return client.get(path).content.decode()


def hall() -> Area:
    """Return the hall."""
    return Area.objects.get(name="Hall")


def teachers_phone() -> PhoneHeld:
    """Take the teacher's phone in."""
    who = viewer_of("teacher").person_id
    return take_in(person=who, phone="Black", callers="The hospital", by=viewer_of("office"), at=NOON)


def test_office_is_told_who_takes_phones_in_where_the_policy_names_the_head(clients: Mapping[str, Client]) -> None:
    """There is no button that would be refused; what is there is given back as before."""
    row = teachers_phone()
    files = set_permission(default_files(), "urgent-call", decided_by=["head"])
    new_edition("By the head", NOON.date() + timedelta(days=1), files=files)
    assert "Take a phone in" in text(clients["office"], "/phones/")
    with clock.frozen(NOON + timedelta(days=1)):
        page = text(clients["office"], "/phones/")
        assert "By the policy in force, phones are taken in by the head teacher." in page
        assert "Take a phone in" not in page
        for path in ("/phones/take/", f"/phones/take/{row.person_id}/"):
            assert {clients["office"].get(path).status_code, clients["office"].post(path, FILLED).status_code} == {403}
            assert clients["head"].get(path).status_code == 200
        assert clients["office"].post(f"/phones/{row.id}/back/").status_code == 302


def test_school_with_an_edition_that_names_two_for_a_phone_has_its_pages(
    clients: Mapping[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was adopted before anybody asked whether that can be carried out. The desk is told what would change it."""
    files = as_drafted_before(default_files(), "urgent-call", ["office", "head"])
    with monkeypatch.context() as before:
        before.setattr("gatepost.agreements.services.can_be_carried_out", lambda *_: True)
        new_edition("Of old", NOON.date() + timedelta(days=1), files=files)
    with clock.frozen(NOON + timedelta(days=1)):
        for kind in ("head", "office", "teacher", "chair"):
            for path in ("/", "/me/policy/", "/policy/", ASKING):
                assert clients[kind].get(path).status_code == 200, (kind, path)
        for kind in ("office", "head"):
            page = text(clients[kind], "/phones/")
            assert "Take a phone in" not in page
            assert "until an edition names the office or the head teacher alone" in page
            assert clients[kind].get("/phones/take/").status_code == 403


def test_phone_is_taken_in_with_a_message_and_given_back(clients: Mapping[str, Client]) -> None:
    """By forms that say what is missing and keep what was typed."""
    office, teacher = clients["office"], viewer_of("teacher").person_id
    assert "Daniel Osei" in office.post("/phones/take/", {"q": "da"}).content.decode()
    wrong = office.post(f"/phones/take/{teacher}/", {"phone": "Black <b>"})
    assert wrong.status_code == 400
    assert "Say who may ring" in wrong.content.decode()
    assert "Black &lt;b&gt;" in wrong.content.decode()
    for _ in range(2):  # a double click
        assert office.post(f"/phones/take/{teacher}/", FILLED)["Location"] == "/phones/"
    row = PhoneHeld.objects.get()
    assert office.post(f"/phones/{row.id}/", {"text": "x" * 1001}).status_code == 400
    assert office.post(f"/phones/{row.id}/", {"text": SAID}).status_code == 302
    for kind, path, reads in (
        ("office", f"/phones/{row.id}/", True),
        ("teacher", "/phones/mine/", True),
        ("head", f"/phones/{row.id}/", False),
        ("head", "/phones/mine/", False),
        ("office", "/phones/", False),
    ):
        assert (SAID in text(clients[kind], path)) == reads, (kind, path)
    assert "One message that the office took" in text(clients["head"], f"/phones/{row.id}/")
    assert "A message for you is in the office" in text(clients["teacher"], "/me/")
    for _ in range(2):
        assert office.post(f"/phones/{row.id}/back/")["Location"] == "/phones/"
    page = text(office, "/phones/")
    assert "No phone is in the office." in page
    assert "12:00 by Janet Cowley" in page
    assert office.post(f"/phones/{row.id}/", {"text": "Late."}).status_code == 400
    assert PhoneMessage.objects.count() == 1


def test_own_phone_has_no_button_to_give_it_back(clients: Mapping[str, Client]) -> None:
    """For the office itself; the head has it."""
    row = take_in(person=viewer_of("office").person_id, phone="Red", callers="Mum", by=viewer_of("head"), at=NOON)
    for kind, has_button in (("office", False), ("head", True)):
        for path in ("/phones/", f"/phones/{row.id}/"):
            assert (f"/phones/{row.id}/back/" in text(clients[kind], path)) == has_button
    assert clients["office"].post(f"/phones/{row.id}/back/").status_code == 403
    assert PhoneHeld.objects.get().state == "held"


@pytest.mark.parametrize("kind", ["teacher", "parent", "governor", "safeguarding-lead", "deputy", "anonymous"])
def test_nobody_else_opens_a_phone_that_is_there(clients: Mapping[str, Client], kind: str) -> None:
    """Not even its owner, on the office's pages; nor is anything changed."""
    row, client = teachers_phone(), clients[kind]
    answers = [
        client.get("/phones/"),
        client.get(f"/phones/{row.id}/"),
        client.post(f"/phones/{row.id}/", {"text": SAID}),
        client.post(f"/phones/{row.id}/back/"),
        client.get(f"/phones/take/{row.person_id}/"),
        client.post("/phones/closing/", {"closes": "15:00"}),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert PhoneHeld.objects.get().state == "held"
    assert not PhoneMessage.objects.exists()
    assert not OfficeDay.objects.exists()


def test_what_nobody_fetched_is_said_in_a_word_with_a_shape(clients: Mapping[str, Client]) -> None:
    """From closing on, on the next days with the day it came, and to its owner."""
    row = teachers_phone()
    assert "Not fetched" not in text(clients["office"], "/phones/")
    assert clients["office"].post("/phones/closing/", {"closes": "12:30"}).status_code == 302
    with clock.frozen(NOON + timedelta(minutes=30)):
        assert "Not fetched" in text(clients["head"], "/phones/")
    with clock.frozen(NOON + timedelta(days=3)):
        page = text(clients["office"], "/phones/")
        assert '#i-must-not"/></svg>Not fetched' in page
        assert "Friday 3 July, 12:00" in page
        assert "Not fetched" in text(clients["teacher"], "/phones/mine/")
        people.leave(person=Person.objects.get(id=row.person_id), last_day=NOON.date(), by=SETUP, at=NOON)
        assert "Not at the school any more" in text(clients["office"], "/phones/")
    assert clients["office"].post("/phones/closing/", {"closes": "2:30"}).status_code == 400


def test_hour_of_closing_is_the_schools_own(clients: Mapping[str, Client]) -> None:
    """And read back as people say it."""
    assert "closes at 5 pm" in text(clients["office"], "/phones/")
    clients["office"].post("/phones/closing/", {"closes": "15:45"})
    assert "closes at 3.45 pm" in text(clients["head"], "/phones/")


def test_places_and_their_hours_are_kept_in_plain_forms(clients: Mapping[str, Client]) -> None:
    """What is wrong is said beside its field; what was typed stays."""
    office = clients["office"]
    assert office.post("/areas/keep/", {"name": "hall", "kind": "hall"}).status_code == 400
    assert office.post("/areas/keep/", {"name": "Gym", "kind": "attic"}).status_code == 400
    assert office.post("/areas/keep/", {"name": "Gym", "kind": "hall"}).status_code == 302
    where = f"/areas/{hall().id}/"
    for changed, said in (
        ({"ends": "17:00"}, "The second time has to be later than the first."),
        ({"begins": "17:00"}, "“After-school club” is there at that time already, on one of these days."),
        ({"begins": "early"}, "Give a time"),
        ({"days": []}, "Choose days of the week"),
        ({"days": ["9"]}, "9 is not one of the available choices"),
        ({"first": "2026-09-01", "last": "2026-08-01"}, "The last day has to come after the first"),
        ({"first": "2026-01-05", "last": "2026-02-01"}, "These days are over."),
        ({"by_pupils": "perhaps"}, "Say yes or no."),
    ):
        answer = office.post(where, {**USE, **changed})
        assert answer.status_code == 400
        assert said in answer.content.decode()
        assert "Lent to a choir" in answer.content.decode()
    assert AreaUse.objects.count() == 2
    assert office.post(where, USE)["Location"] == where
    page = text(office, where)
    assert "Monday, Friday, 6 pm to 8 pm" in page
    assert "Monday to Friday, 8 am to 3.30 pm" in page
    use = AreaUse.objects.get(by_pupils=False)
    assert clients["teacher"].post(f"{where}uses/{use.id}/remove/").status_code == 403
    assert office.post(f"{where}uses/{use.id}/remove/").status_code == 302
    assert AreaUse.objects.count() == 2
    assert clients["head"].post(f"{where}remove/").status_code == 302
    assert not AreaUse.objects.exists()


def test_staff_read_where_a_phone_may_be_used_now(clients: Mapping[str, Client]) -> None:
    """By their own hats, with who uses what when; before six and after."""
    page = text(clients["teacher"], "/areas/")
    assert "pupils use it until 6 pm" in page
    assert "Lessons and lunch</span>: Monday to Friday, 8 am to 3.30 pm" in page
    assert [said_of(page, name) for name in ("Hall", "Playground", "Staff room")] == ["No", "No", "Yes"]
    assert "Where may I use my phone?" in text(clients["teacher"], "/me/")
    assert "Change the places" not in page
    with clock.frozen(NOON - timedelta(hours=4, minutes=10)):
        page = text(clients["teacher"], "/areas/")
        assert "nobody has said who uses it until 8 am" in page
        assert said_of(page, "Hall") == "No"
    with clock.frozen(NOON + timedelta(hours=6)):
        page = text(clients["teacher"], "/areas/")
        assert "no pupils for the rest of today" in page
        assert said_of(page, "Hall") == "Yes"


def said_of(page: str, place: str) -> str:
    """Return the word that stands for a place."""
    row = next(row for row in page.split("<li ") if f'class="asked">{place}</span>' in row)
    return row.split("</svg>")[1].split("<")[0]


def test_ask_offers_the_schools_places_as_they_are_now(clients: Mapping[str, Client]) -> None:
    """Above the general ones, each with the policy's own word for it; what an address keeps is that word."""
    client, tap = clients["teacher"], {"so_far": ASKING.removeprefix("/ask/?"), "key": "where"}
    page = text(client, ASKING)
    assert 'value="pupil-area"><span dir="auto">Hall <small>pupils use it until 6 pm' in page
    assert page.index("Hall <small>") < page.index("Somewhere off the school site")
    answer = client.post("/ask/step/", {**tap, "value": "pupil-area"})
    assert "where=pupil-area" in answer["Location"]
    assert "Hall" not in answer["Location"]
    with clock.frozen(NOON + timedelta(hours=6)):
        assert 'value="no-pupil-area"><span dir="auto">Hall <small>no pupils for the rest of today' in text(
            client, ASKING
        )


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("anonymous", ASKING),
        ("parent", ASKING),
        ("teacher", f"{ASKING}&on=2026-07-01"),
        ("teacher", "/ask/?hat=staff&act=use-phone"),
    ],
)
def test_places_are_not_offered_to_strangers_nor_on_another_day_nor_elsewhere(
    clients: Mapping[str, Client], kind: str, path: str
) -> None:
    """Where pupils are at this moment is told to nobody whose phone it is not about."""
    assert "Places at our school" not in text(clients[kind], path)


@pytest.mark.parametrize("kind", ["parent", "parent-apart"])
def test_parents_are_not_told_where_pupils_are_when(clients: Mapping[str, Client], kind: str) -> None:
    """No page says it to them, and none of theirs leads there."""
    assert clients[kind].get("/areas/").status_code == 403
    assert "/areas/" not in text(clients[kind], "/me/")


def test_no_school_sees_the_places_of_another(clients: Mapping[str, Client]) -> None:
    """Nor changes them."""
    there = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    head = people.add_with_hat(
        school=there, name="Ann Lee", email="", hat=Hat.STAFF, since=NOON.date(), by=SETUP, at=NOON
    )
    by = viewer_of("head")
    placing.add_area(name="Annexe", kind=Place.HALL, by=by, at=NOON)
    theirs = Area.objects.create(school=there, name="Barn", kind="hall")
    assert head.school_id != by.school_id
    assert "Barn" not in text(clients["head"], "/areas/")
    assert clients["head"].get(f"/areas/{theirs.id}/").status_code == 404
    assert clients["head"].post(f"/areas/{theirs.id}/remove/").status_code == 404
    assert School.objects.count() == 2


def test_message_from_the_mail_leads_through_signing_in(clients: Mapping[str, Client]) -> None:
    """To one's own page, which shows only what is one's own."""
    take_message(phone=teachers_phone().id, text=SAID, by=viewer_of("office"), at=NOON)
    assert clients["anonymous"].get("/phones/mine/")["Location"] == "/sign-in/?next=/phones/mine/"
    assert SAID not in text(clients["parent"], "/phones/mine/")


def test_list_of_places_says_what_ask_says_to_the_same_person(clients: Mapping[str, Client]) -> None:
    """Before and after the head recorded an adjustment for a need of theirs."""
    seen = []
    for _ in range(2):
        page = text(clients["teacher"], "/areas/")
        for name in ("Hall", "Playground", "Staff room", "School office"):
            (url,) = re.findall(rf'href="([^"]+)"><span><span class="asked">{name}<', page)
            assert f'<h2 id="verdict">{said_of(page, name)}</h2>' in text(clients["teacher"], unescape(url)), name
        seen.append(said_of(page, "Hall"))
        teacher = Person.objects.get(id=viewer_of("teacher").person_id)
        record_adjustment(person=teacher, what="Needs it", since=NOON.date(), by=viewer_of("head"), at=NOON)
    assert seen == ["No", "Yes"]


def test_office_renames_a_place_and_says_when_it_is_holidays(clients: Mapping[str, Client]) -> None:
    """Two plain forms; what is wrong is said."""
    office, where = clients["office"], f"/areas/{hall().id}/rename/"
    assert "There is one of this name" in office.post(where, {"name": "playground"}).content.decode()
    assert office.post(where, {"name": "Great hall"})["Location"] == f"/areas/{Area.objects.get(name='Great hall').id}/"
    free = {"what": "Training day", "first": "2026-07-03", "last": "2026-07-03"}
    assert office.post("/areas/keep/free/", {**free, "last": ""}).status_code == 400
    assert office.post("/areas/keep/free/", free)["Location"] == "/areas/keep/"
    page = text(clients["teacher"], "/areas/")
    assert page.count("no pupils until 11 pm") + page.count("no pupils for the rest of today") == 2

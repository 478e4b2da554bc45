"""Can the head and the office say when people are reminded, remind them, and see whom no mail reaches; and does no slip cost?"""

import re
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.campaigns import services
from gatepost.campaigns.models import Campaign, ChasingPlan, Holiday, Press, Reminder
from gatepost.campaigns.states import Audience
from gatepost.kernel import clock
from gatepost.mail.models import Message
from gatepost.mail.states import State
from gatepost.people import services as people
from gatepost.people.models import Person, School
from gatepost.people.viewer import SETUP
from gatepost.web.chasing import views
from tests.conftest import NOON
from tests.unit.campaigns.chased import add, ask, one, plan, work
from tests.unit.signoff.people import TODAY, agree, edition, new_edition, viewer_of

PLAN = "/sign-off/chasing/"
HOLIDAYS = f"{PLAN}holidays/"
FILLED = {
    "is_on": "on",
    "every": "7",
    "most": "3",
    "opens": "08:00",
    "closes": "18:00",
    "days": ["0", "1", "2", "3", "4"],
}
SUMMER = {"name": "Summer holiday", "first": "2026-07-22", "last": "2026-08-31"}


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


def text(client: Client, path: str) -> str:
    """Return a page as text."""
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"every": "0"}, "Every how many days? A number from 1 to 60."),
        ({"every": "often"}, "Give a number."),
        ({"every": "99999"}, "Every how many days? A number from 1 to 60."),
        ({"most": "-99999"}, "How often at most? A number from 1 to 10."),
        ({"every": "9" * 5000}, "Give a number."),
        ({"most": "0"}, "How often at most? A number from 1 to 10."),
        ({"opens": "18:00", "closes": "08:00"}, "The second hour has to be later than the first."),
        ({"opens": "03:00"}, "between six in the morning and ten in the evening"),
        ({"opens": "early"}, "Give a time"),
        ({"days": []}, "Choose at least one day of the week."),
        ({"days": ["9"]}, "9 is not one of the available choices"),
    ],
)
def test_plan_that_makes_no_sense_is_said_and_kept_as_typed(
    clients: Mapping[str, Client], changed: dict[str, object], said: str
) -> None:
    """And nothing is stored."""
    response = clients["office"].post(PLAN, {**FILLED, "most": "9", **changed})
    page = response.content.decode()
    assert (response.status_code, said in page) == (400, True)
    assert f'value="{changed.get("most", "9")}"' in page
    assert not ChasingPlan.objects.exists()


def test_plan_is_kept_and_read_back(clients: Mapping[str, Client]) -> None:
    """By the other of the two as well; sent twice it is one."""
    sent = {**FILLED, "days": ["0", "5"], "every": "5"}
    first, again = (clients["head"].post(PLAN, sent) for _ in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    assert "Kept." in text(clients["head"], first["Location"])
    page = text(clients["office"], PLAN)
    assert 'value="5"' in page
    assert page.count(" checked") == 3  # that it is on, Monday, Saturday
    assert ChasingPlan.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"last": "2026-07-01"}, "The last day has to come after the first, or be the same."),
        ({"first": "32 July"}, "Give a day"),
        ({"name": " "}, "Say what holiday it is."),
        ({"first": ""}, "Give the first day."),
        ({"last": ""}, "Give the last day."),
        ({"first": "2026-06-22", "last": "2026-07-02"}, "This holiday is over."),
        ({"name": "Half term", "first": "2026-10-26", "last": "2026-10-30"}, "It is there already."),
        ({"last": "2027-07-22"}, "Is the year right?"),
        ({"first": "2026-10-30", "last": "2026-11-02"}, "Some of these days are in “Half term” already."),
    ],
)
def test_holiday_that_makes_no_sense_is_said_and_kept_as_typed(
    clients: Mapping[str, Client], changed: dict[str, str], said: str
) -> None:
    """And nothing is stored."""
    office = clients["office"]
    office.post(HOLIDAYS, {"name": "Half term", "first": "2026-10-26", "last": "2026-10-30"})
    typed = {**SUMMER, **changed}
    response = office.post(HOLIDAYS, typed)
    page = response.content.decode()
    assert (response.status_code, said in page) == (400, True)
    assert f'value="{typed["first"]}"' in page
    assert Holiday.objects.count() == 1


def test_holiday_is_added_once_and_removed(clients: Mapping[str, Client]) -> None:
    """A second press says that it is there; another school's stays where it is."""
    office = clients["office"]
    assert [office.post(HOLIDAYS, SUMMER).status_code for _ in range(2)] == [302, 400]
    assert "22 July 2026 to 31 August 2026" in text(office, PLAN)
    other = people.open_school(name="Hollin Bank", by=SETUP, at=NOON)
    theirs = Holiday.objects.create(school=other, name="Theirs", first=TODAY, last=TODAY)
    for row in Holiday.objects.all():
        assert office.post(f"{HOLIDAYS}{row.id}/remove/").status_code == 302
    assert list(Holiday.objects.all()) == [theirs]


def test_one_press_reminds_all_who_have_not(clients: Mapping[str, Client]) -> None:
    """The page says how many, and when; pressed twice they get one mail, and whoever answered none."""
    campaign, office = ask(Audience.HATS, hats=("parent",)), clients["office"]
    agree(viewer_of("parent"), edition())
    page = f"/sign-off/{campaign.id}/remind/"
    assert "2 people get an e-mail now" in text(office, page)
    assert [office.post(page).status_code for _ in range(2)] == [302, 302]
    assert clients["head"].post(page).status_code == 302
    assert "2 mails are on their way" in text(office, page)
    work(NOON)
    assert Press.objects.count() == 1
    assert {row.person for row in Message.objects.exclude(kind="copy")} == {one("parent-apart"), one("parent-staff")}
    seen = text(office, page)
    assert "Everybody whom an e-mail reaches has one." in seen
    assert "Sent so far" in seen


def test_whom_a_press_left_out_is_not_said_to_get_a_mail_of_it(clients: Mapping[str, Client]) -> None:
    """Their last one was fifteen hours before; when twenty hours are over since, the press still leaves them out."""
    campaign, office = ask(Audience.HATS, hats=("parent",)), clients["office"]
    page = f"/sign-off/{campaign.id}/remind/"
    for each in ("parent", "parent-apart"):
        before = NOON - timedelta(hours=15)
        Reminder.objects.create(campaign=campaign, person_id=one(each), at=before, how="mail", is_planned=False)
    office.post(page)
    assert "1 mail is on its way" in text(office, page)
    work(NOON)
    with clock.frozen(NOON + timedelta(hours=5, minutes=55)):
        after = text(office, page)
    assert "on its way" not in after
    assert "on their way" not in after
    assert "Everybody whom an e-mail reaches has one." in after


def test_press_in_the_evening_says_when_the_mails_go(clients: Mapping[str, Client]) -> None:
    """On Friday evening: on Monday at eight."""
    campaign = ask()
    with clock.frozen(NOON + timedelta(hours=8)):
        page = f"/sign-off/{campaign.id}/remind/"
        assert "from Monday 6 July at 08:00 on" in text(clients["office"], page)
        clients["office"].post(page)
        assert "mails go from Monday 6 July at 08:00 on" in text(clients["office"], page)


def test_who_is_due_already_moves_no_hour_along(clients: Mapping[str, Client]) -> None:
    """Who joins later is due from then on, and gets it when the worker looks: the page says that, whenever one looks."""
    plan()
    campaign, office = ask(Audience.JOINERS), clients["office"]
    page = f"/sign-off/{campaign.id}/remind/"
    later = NOON + timedelta(days=3)
    assert "The next goes" not in text(office, page)
    add("Ada Wren", "ada.wren@oddenbrook.example", since=later.date())
    for minutes in (0, 20):
        with clock.frozen(later + timedelta(minutes=minutes)):
            assert "The next goes within the hour." in text(office, page)
    with clock.frozen(later + timedelta(hours=9)):
        assert "The next goes Tuesday 7 July at 08:00." in text(office, page)


def test_nothing_is_said_to_go_that_does_not(clients: Mapping[str, Client]) -> None:
    """With the plan off: before the press nothing goes by itself, after it what the press asked for does, two days later too."""
    campaign, office = ask(), clients["office"]
    page = f"/sign-off/{campaign.id}/remind/"
    with clock.frozen(NOON + timedelta(hours=8)):
        before = text(office, page)
        assert "If you press the button" in before
        assert "The next goes" not in before
        assert "Because the button was pressed" not in before
        office.post(page)
    with clock.frozen(NOON + timedelta(days=2)):
        after = text(office, page)
    assert "Gatepost reminds nobody by itself." in after
    assert "Because the button was pressed, the next goes Monday 6 July at 08:00." in after


def test_campaign_that_asks_nobody_says_so_of_itself(clients: Mapping[str, Client]) -> None:
    """Others may go on: one that was ended, one that has not begun, one whose edition was replaced."""
    ask(Audience.HATS, hats=("staff",))
    ended, office = ask(), clients["office"]
    services.end(campaign=ended.id, by=viewer_of("head"), at=NOON)
    page = f"/sign-off/{ended.id}/remind/"
    assert "This campaign was ended: it asks nobody now" in text(office, page)
    assert "Nobody is asked at the moment" not in text(office, page)
    assert "By itself" not in text(office, page)
    coming = new_edition("Winter", TODAY + timedelta(days=2))
    Campaign.objects.filter(id=ended.id).update(ended_at=None, ended_by=None)
    early = services.start(edition=coming.id, audience=Audience.EVERYONE, by=viewer_of("head"), at=NOON)
    assert "This campaign has not begun" in text(office, f"/sign-off/{early.id}/remind/")
    assert "By itself" in text(office, f"/sign-off/{early.id}/remind/")
    with clock.frozen(NOON + timedelta(days=2)):
        assert "Another edition is in force: this campaign asks nobody now" in text(office, page)


def test_limits_stand_beside_the_fields(clients: Mapping[str, Client]) -> None:
    """Before one errs."""
    page = text(clients["office"], PLAN)
    for said in ("From 1 to 60.", "From 1 to 10.", "Six in the morning (6:00)", "Ten in the evening (22:00)"):
        assert said in page


def test_whom_no_mail_reaches_is_listed_with_the_reason_and_the_way_to_mend_it(clients: Mapping[str, Client]) -> None:
    """Those without an address, and those from whose address it came back."""
    campaign, office = ask(), clients["office"]
    nowhere = add("Ada Wren")
    page = f"/sign-off/{campaign.id}/remind/"
    office.post(page)
    work(NOON)
    Message.objects.filter(person=one("parent")).update(state=State.FAILED, body="", reason="bounced-5.1.1")
    seen = text(office, page)
    assert f'<a href="/people/{nowhere.id}/">Ada Wren</a>' in seen
    assert "No e-mail address of their own is written down." in seen
    assert f'<a href="/people/{one("parent")}/">Tomasz Zielinski</a>' in seen
    assert "The last mail to their address came back." in seen


def test_many_whom_no_mail_reaches_are_turned_over_page_by_page(
    clients: Mapping[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them once, under the number of all; the button is for all of them wherever one is."""
    campaign, office = ask(), clients["office"]
    for name in ("Ada", "Ben", "Cleo", "Dan", "Eve"):
        add(f"{name} Quillfeather")
    page = f"/sign-off/{campaign.id}/remind/"
    whole = re.findall("[A-Z][a-z]+ Quillfeather", text(office, page))
    assert len(whole) == 5
    monkeypatch.setattr(views, "PAGE", 2)
    where, found = page, []
    while where:
        seen = text(office, where)
        assert re.findall(r"No mail reaches (\d+) of them", seen) == [str(len(_rows(office, page, monkeypatch)))]
        assert "of them</button>" in seen
        found += re.findall("[A-Z][a-z]+ Quillfeather", seen)
        later = re.search(r'rel="next" href="([^"]+)"', seen)
        where = f"{page}{later[1].partition('#')[0]}" if later else ""
    assert found == whole
    last = Person.objects.get(name="Cleo Quillfeather")
    Person.objects.filter(id=last.id).update(email="ada@home.example")  # a mail reaches them by now
    again = text(office, f"{page}?after={last.id}")
    assert re.findall("([A-Z][a-z]+) Quillfeather</a>", again) == ["Dan", "Eve"]
    assert text(office, f"{page}?after=nobody").count("Quillfeather") == text(office, page).count("Quillfeather")


def _rows(client: Client, page: str, patch: pytest.MonkeyPatch) -> list[str]:
    """Return whom no mail reaches, all on one page."""
    with patch.context() as one:
        one.setattr(views, "PAGE", 1000)
        return re.findall(r'<th scope="row"><a', text(client, page))


def test_there_is_no_list_for_the_gate_of_what_is_over(clients: Mapping[str, Client]) -> None:
    """It would name people as missing of whom nothing is asked any more."""
    campaign = ask()
    gate = f"/sign-off/{campaign.id}/gate.pdf"
    assert clients["head"].get(gate).status_code == 200
    services.end(campaign=campaign.id, by=viewer_of("head"), at=NOON)
    assert clients["head"].get(gate).status_code == 404


def test_list_for_the_gate_names_who_has_not_answered(clients: Mapping[str, Client]) -> None:
    """In every class and hat that they belong to, and nobody who has."""
    campaign = ask()
    school = School.objects.get(id=campaign.school_id)
    link: dict[str, Any] = {"since": TODAY, "by": SETUP, "at": NOON}
    both = add("Nia Wren")
    for name, class_name in (("Kit Wren", "9Z"), ("Lee Wren", "9Y")):
        pupil = people.add_pupil(school=school, name=name, class_name=class_name, **link)
        people.link_guardian(person=both, pupil=pupil, **link)
    agree(viewer_of("teacher"), edition())
    answer = clients["head"].get(f"/sign-off/{campaign.id}/gate.pdf")
    with pdfplumber.open(BytesIO(answer.content)) as pdf:
        printed = "\n".join(page.extract_text() for page in pdf.pages)
        assert pdf.doc.catalog.get("MarkInfo")
    assert printed.count("Nia Wren") == 2
    assert "Class 9Y" in printed
    assert "Tomasz Zielinski" in printed
    assert "Daniel Osei" not in printed
    assert "Kit Wren" not in printed
    for group in ("Staff", "Governors", "Volunteers"):
        assert f"\n{group}" in printed
    assert "@" not in printed


def test_pages_ask_the_same_of_the_database_in_a_large_school(clients: Mapping[str, Client]) -> None:
    """However many are missing."""
    campaign = ask()
    asked = []
    for number in (10, 120):
        for each in range(number):
            add(f"Parent {number}-{each:03}", f"p{number}-{each}@home.example")
        with CaptureQueriesContext(connection) as captured:
            clients["office"].get(f"/sign-off/{campaign.id}/remind/")
        asked.append(len(captured))
    assert asked[0] == asked[1]

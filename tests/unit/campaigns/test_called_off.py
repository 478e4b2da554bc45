"""What becomes of a campaign whose edition was coming, and then had its day taken back?"""

import io
import re
from datetime import date, datetime, timedelta

import pdfplumber
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.agreements import services as agreements
from gatepost.agreements.models import SchoolEdition
from gatepost.audit.models import AuditEntry
from gatepost.campaigns import services
from gatepost.campaigns.asked_before import waiting_at
from gatepost.campaigns.audience import asked_of, positions
from gatepost.campaigns.chasing import begin, chase
from gatepost.campaigns.due import Plan
from gatepost.campaigns.figures import current, figures, keep_counted
from gatepost.campaigns.models import Campaign, Reminder
from gatepost.campaigns.outlook import outlook
from gatepost.campaigns.planning import set_plan
from gatepost.campaigns.pressing import press
from gatepost.campaigns.queries import get_visible, list_visible
from gatepost.campaigns.services import end
from gatepost.campaigns.states import Audience, Stage
from gatepost.kernel import clock
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people.models import Account
from gatepost.policy.impact import Impact, impact
from gatepost.policy.model import Edition
from gatepost.web.campaigns.words import asks
from tests.conftest import NOON
from tests.pages.conftest import client_of
from tests.pages.html import complaints
from tests.unit.campaigns.by_hand import as_by_hand, by_hand, figures_of
from tests.unit.campaigns.chased import add
from tests.unit.campaigns.test_audience import ask
from tests.unit.signoff.people import TODAY, edition, new_edition, viewer_of

pytestmark = pytest.mark.usefixtures("school")
FIRST, MOVED = TODAY + timedelta(days=3), TODAY + timedelta(days=10)


def noon(day: date) -> datetime:
    """Return noon of a day."""
    return NOON + (day - TODAY)


def take_back(row: SchoolEdition, *, at: datetime = NOON) -> None:
    """Let the chair take the day of an edition back."""
    agreements.call_off(edition=row.id, reason="A slip.", by=viewer_of("chair"), at=at)


def called_off() -> tuple[SchoolEdition, Campaign]:
    """Return an edition that was coming, and the campaign for it."""
    coming = new_edition("Autumn", FIRST)
    campaign = ask(to=coming)
    take_back(coming)
    return coming, campaign


def stage(campaign: Campaign, day: date, kind: str = "office") -> Stage | None:
    """Return where it stands on a day, on its own page and in the list alike."""
    viewer = viewer_of(kind, day)
    seen = get_visible(viewer, campaign.id, on=day)
    assert [one for one in list_visible(viewer, on=day) if one.id == campaign.id] == ([seen] if seen else [])
    return seen.stage if seen else None


@pytest.mark.parametrize("kind", ["office", "head", "chair", "governor"])
def test_it_says_what_is_so_to_whoever_saw_it_before(kind: str) -> None:
    """It was not replaced: no other edition is in force. Not the office's only who reads editions without a day."""
    coming, campaign = called_off()
    for day in (TODAY, FIRST, MOVED):
        assert stage(campaign, day, kind) is Stage.CALLED_OFF
    seen = get_visible(viewer_of(kind), campaign.id, on=TODAY)
    assert seen
    assert seen.edition.label == coming.label
    assert seen.last_day is None


def test_pages_say_it_and_lead_to_the_end() -> None:
    """The office's too: the list, the campaign, its reminders, its end."""
    _coming, campaign = called_off()
    client = client_of(Account.objects.get(persons=viewer_of("office").person_id).email or "")
    where = f"/sign-off/{campaign.id}/"
    with clock.frozen(NOON):
        assert "Waits: the day of the edition was taken back" in client.get("/sign-off/").content.decode()
        page = client.get(where).content.decode()
        assert complaints(page) == []
        assert "The governing body took back the day from which this edition counts." in page
        assert page.count(f"{where}end/") == 1
        assert "this campaign asks nobody now, and reminds nobody" in client.get(f"{where}remind/").content.decode()
        meant = client.get(f"{where}end/").content.decode()
        assert "Nobody is asked, even if the edition gets another day." in meant
        assert "can still sign" not in meant
        assert "Go on asking" not in meant
        assert client.post(f"{where}end/").status_code == 302
        assert "taken back" not in client.get(where).content.decode()


def report_of(client: Client, where: str) -> str:
    """Return what the report for an inspector says."""
    with pdfplumber.open(io.BytesIO(client.get(f"{where}report.pdf").content)) as document:
        return " ".join(" ".join(page.extract_text() for page in document.pages).split())


@pytest.mark.parametrize("kind", ["head", "chair"])
@pytest.mark.parametrize("day", [TODAY, FIRST, MOVED])
def test_nothing_says_that_somebody_was_asked(kind: str, day: date) -> None:
    """No day that no longer holds, no figure, no name; in the list a heading of its own."""
    _coming, campaign = called_off()
    client = client_of(Account.objects.get(persons=viewer_of(kind).person_id).email or "")
    where = f"/sign-off/{campaign.id}/"
    with clock.frozen(noon(day)):
        index, page = client.get("/sign-off/").content.decode(), client.get(where).content.decode()
        assert complaints(index) == []
        assert index.index("Waits for a new day, and asks nobody</h2>") < index.index(where)
        assert "Nobody is asked at the moment." in index
        assert "Nobody is asked. The governing body took back the day" in page
        for told in (index, page):
            assert "since" not in told
        for told in ("have answered", f"{where}people", "No answer yet", "Who has not answered"):
            assert told not in page
        if kind != "head":
            return
        people = client.get(f"{where}people/?standing=missing").content.decode()
        assert complaints(people) == []
        assert "Nobody is asked. The governing body took back the day" in people
        assert "Everybody has answered" not in people
        assert "Daniel Osei" not in people
        assert len(client.get(f"{where}people.csv").content.splitlines()) == 1
        assert client.get(f"{where}gate.pdf").status_code == 404
        said = report_of(client, where)
        assert "Nobody is asked. The governing body took back the day" in said
        assert "Asked Nobody" in said
        for told in ("since", "No answer yet", "Daniel Osei", "have answered"):
            assert told not in said


def test_one_that_is_coming_says_from_when_and_how_many() -> None:
    """Not since when; nobody is called missing before it asks. Ended before that day, it says that nobody was asked."""
    campaign = ask(to=new_edition("Autumn", FIRST))
    client = client_of(Account.objects.get(persons=viewer_of("head").person_id).email or "")
    where = f"/sign-off/{campaign.id}/"
    with clock.frozen(NOON):
        index, page, said = (
            client.get("/sign-off/").content.decode(),
            client.get(where).content.decode(),
            report_of(client, where),
        )
        assert index.index("Has not begun</h2>") < index.index(where)
        assert "from 6 July 2026 on" in index
        for told in (page, said):
            assert re.search(r"Nobody is asked yet. From 6 July 2026 on it asks [0-9]+ people", told)
            assert "since" not in told
            assert "No answer yet" not in told
        assert "Asked from" in said
        assert "Daniel Osei" not in said
        meant = client.get(f"{where}end/").content.decode()
        assert complaints(meant) == []
        assert "Nobody will be asked. You can ask anew." in meant
        assert "Leave it as it is" in meant
        assert "can still sign" not in meant
        assert "Go on asking" not in meant
        end(campaign=campaign.id, by=viewer_of("head"), at=NOON)
        for told in (client.get(where).content.decode(), report_of(client, where)):
            assert "Nobody was asked: it was ended before it began." in told
    with clock.frozen(noon(MOVED)):
        assert "Nobody was asked: it was ended before it began." in report_of(client, where)


@pytest.mark.parametrize("kind", ["teacher", "parent"])
def test_whoever_saw_no_campaign_sees_none(kind: str) -> None:
    """Nor its edition."""
    _coming, campaign = called_off()
    assert stage(campaign, TODAY, kind) is None


def test_nobody_is_asked_or_reminded() -> None:
    """Not on the day that it was, though the plan is on; the button says so too."""
    _coming, campaign = called_off()
    head = viewer_of("head", FIRST)
    set_plan(Plan(is_on=True), by=head, at=NOON)
    for day in (FIRST, MOVED):
        chase(at=noon(day))
        assert begin(campaign.school_id, at=noon(day)) == 0
        keep_counted(at=noon(day))
        assert asked_of(viewer_of("teacher", day).person_id, campaign.school_id, on=day) is None
        found = outlook(head, campaign.id, at=noon(day))
        assert found
        assert (found.is_open, found.missing, found.next_due) == (False, 0, None)
        published = figures(head, campaign.id, on=day)
        assert published
        assert published.days == ()
    with pytest.raises(Refused) as refusal:
        press(campaign=campaign.id, by=head, at=noon(FIRST))
    assert refusal.value.code == "not-open"
    assert not Reminder.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("new_day", [None, MOVED])
def test_whose_day_is_changed_while_it_is_begun_is_refused(
    monkeypatch: pytest.MonkeyPatch, new_day: date | None
) -> None:
    """To work out for whom something changes may take seconds; the chair takes the day back meanwhile, or sets another."""
    coming = new_edition("Autumn", FIRST)

    def while_it_is_worked_out(then: Edition, now: Edition) -> Impact:
        take_back(coming)
        if new_day:
            agreements.put_in_force(edition=coming.id, since=new_day, by=viewer_of("chair"), at=NOON)
        return impact(then, now)

    monkeypatch.setattr(services, "impact", while_it_is_worked_out)
    with pytest.raises(Refused) as refusal:
        ask(Audience.CHANGED, to=coming, minute="2026/1")
    assert refusal.value.code == ("moved-edition" if new_day else "not-in-force")
    assert not Campaign.objects.exists()
    assert not AuditEntry.objects.filter(action="campaign.started").exists()


@pytest.mark.parametrize("kind", ["office", "head"])
def test_it_can_be_ended_once(kind: str) -> None:
    """By those who ask, with its entry; after that a new day of the edition asks nobody."""
    coming, campaign = called_off()
    end(campaign=campaign.id, by=viewer_of(kind), at=NOON)
    assert AuditEntry.objects.filter(action="campaign.ended", subject=campaign.id).count() == 1
    assert stage(campaign, TODAY) is Stage.ENDED
    with pytest.raises(Refused) as refusal:
        end(campaign=campaign.id, by=viewer_of(kind), at=NOON)
    assert refusal.value.code == "ended-already"
    agreements.put_in_force(edition=coming.id, since=FIRST, by=viewer_of("chair"), at=NOON)
    assert stage(campaign, FIRST) is Stage.ENDED
    assert asked_of(viewer_of("teacher").person_id, campaign.school_id, on=FIRST) is None


@pytest.mark.parametrize("kind", ["chair", "governor", "teacher", "parent"])
def test_others_do_not_end_it(kind: str) -> None:
    """As of any campaign."""
    _coming, campaign = called_off()
    with pytest.raises(Refused):
        end(campaign=campaign.id, by=viewer_of(kind), at=NOON)
    assert stage(campaign, TODAY) is Stage.CALLED_OFF


def test_it_goes_on_from_the_new_day_and_not_before() -> None:
    """Its days, its picture and its list begin with the day from which the edition counts."""
    coming, campaign = called_off()
    agreements.put_in_force(edition=coming.id, since=MOVED, by=viewer_of("chair"), at=NOON)
    head = viewer_of("head", MOVED)
    assert [stage(campaign, day) for day in (FIRST, MOVED)] == [Stage.COMING, Stage.OPEN]
    early, late = figures(head, campaign.id, on=FIRST), figures(head, campaign.id, on=MOVED)
    assert early
    assert late
    assert early.days == ()
    assert [one.day for one in late.days] == [MOVED]
    seen = get_visible(head, campaign.id, on=MOVED)
    assert seen
    assert seen.since == MOVED
    assert asked_of(viewer_of("teacher").person_id, campaign.school_id, on=MOVED)


def test_who_came_before_the_new_day_is_not_one_who_joined_since() -> None:
    """The page says from which day on; who is counted is who joined from that day on."""
    coming = new_edition("Autumn", FIRST)
    begun = ask(Audience.JOINERS, to=coming)
    take_back(coming)
    agreements.put_in_force(edition=coming.id, since=MOVED, by=viewer_of("chair"), at=NOON)
    add("Bella Between", since=FIRST + timedelta(days=1))
    joined = add("Lena Later", since=MOVED)
    seen, campaign = get_visible(viewer_of("head", MOVED), begun.id, on=MOVED), Campaign.objects.get(id=begun.id)
    assert seen
    assert asks(seen) == "Those who join from 13 July 2026 on"
    assert [one.person_id for one in positions(campaign, on=MOVED)] == [joined.id]
    assert as_by_hand(current(campaign, on=MOVED)) == figures_of(by_hand(campaign, MOVED))
    waits = waiting_at(begun.school_id, at=noon(MOVED)).people
    assert list(waits) == [joined.id]


def test_list_asks_the_same_of_the_database_for_many_whose_day_was_taken_back() -> None:
    """The office reads no edition without a day in the list of editions, and their labels all the same here."""
    called_off()
    asked = []
    for number in range(2):
        with CaptureQueriesContext(connection) as told:
            list_visible(viewer_of("office"), on=TODAY)
        asked.append(len(told))
        for day in range(3):
            coming = new_edition(f"Autumn {number} {day}", FIRST + timedelta(days=day + 1))
            ask(to=coming)
            take_back(coming)
    assert asked[0] == asked[1]


def test_one_for_the_edition_in_force_is_not_touched() -> None:
    """Another edition's day was taken back."""
    running = ask(to=edition())
    called_off()
    assert stage(running, TODAY) is Stage.OPEN

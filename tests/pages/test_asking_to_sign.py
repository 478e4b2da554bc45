"""Is what is chosen when a school begins to ask people checked, and said, before anybody is asked?"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from gatepost.campaigns import planning as plan
from gatepost.campaigns.due import Plan
from gatepost.campaigns.models import Campaign, Reminder
from gatepost.campaigns.services import start
from gatepost.campaigns.states import Audience
from gatepost.demo.policies import IN_FORCE_ID
from gatepost.kernel import clock
from tests.conftest import NOON
from tests.pages.html import complaints
from tests.unit.campaigns.chased import ask
from tests.unit.signoff.people import agree, edition, viewer_of

CHOSEN = {"edition": IN_FORCE_ID, "audience": "everyone", "level": "agreed", "minute": ""}


@pytest.fixture
def campaign(noon: datetime) -> str:
    """The address of a campaign that asks everybody."""
    return f"/sign-off/{ask().id}/"


def test_office_checks_before_it_asks_and_what_was_chosen_is_kept(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """Nothing is begun before it is confirmed."""
    office = clients["office"]
    check = unescape(
        office.post("/sign-off/new/", {**CHOSEN, "audience": "hats", "hats": ["volunteer"]}).content.decode()
    )
    assert "This asks 1 person." in check
    assert not Campaign.objects.exists()
    wrong = office.post("/sign-off/new/", {**CHOSEN, "audience": "changed", "level": "read"})
    assert wrong.status_code == 400
    page = unescape(wrong.content.decode())
    assert complaints(page) == []
    assert "Say where the minutes of the governors have it" in page
    assert 'value="read" checked' in page
    assert 'value="changed" checked' in page
    office.post("/sign-off/new/", {**CHOSEN, "confirmed": "yes"})
    again = office.post("/sign-off/new/", {**CHOSEN, "confirmed": "yes"})
    assert again.status_code == 409
    assert Campaign.objects.count() == 1


def test_hats_that_would_count_for_nothing_are_said(clients: Mapping[str, Client], noon: datetime) -> None:
    """The ticks stay, and nobody is asked: a slip does not mail the whole school."""
    for more in ({}, {"confirmed": "yes"}):
        wrong = clients["office"].post("/sign-off/new/", {**CHOSEN, "hats": ["staff"], **more})
        assert wrong.status_code == 400
        page = unescape(wrong.content.decode())
        assert complaints(page) == []
        assert page.count("You ticked hats, and chose to ask others.") == 2
        assert 'value="staff" checked' in page
    assert not Campaign.objects.exists()


def test_who_is_asked_already_is_said_before_it_is_confirmed(clients: Mapping[str, Client], campaign: str) -> None:
    """Not that this asks so many people; with the way to what runs, and to nothing else."""
    start(edition=edition().id, audience=Audience.HATS, hats=["staff"], by=viewer_of("head"), at=NOON)
    check = clients["office"].post("/sign-off/new/", CHOSEN)
    page = unescape(check.content.decode())
    assert check.status_code == 409
    assert complaints(page) == []
    assert "You are asking the same people for this already." in page
    assert re.findall(r'<a href="(/sign-off/[^/]{9,}/)">', page) == [campaign]


def test_what_runs_for_the_same_edition_stands_on_the_check(clients: Mapping[str, Client], campaign: str) -> None:
    """With its link, until it is over; and no link leads away from what was chosen."""
    chosen = {**CHOSEN, "audience": "hats", "hats": ["staff"]}

    def check() -> str:
        response = clients["office"].post("/sign-off/new/", chosen)
        assert response.status_code == 200
        page = unescape(response.content.decode())
        assert complaints(page) == []
        return page

    page = check()
    assert "People are asked for this edition already." in page
    assert f'<a href="{campaign}">July 2018: Everybody</a>' in page
    assert "/sign-off/chasing/" not in page
    clients["head"].post(campaign + "end/")
    assert "People are asked for this edition already." not in check()


def test_whoever_just_got_a_mail_is_not_counted_among_those_who_get_one(
    clients: Mapping[str, Client], noon: datetime
) -> None:
    """Twenty hours lie between two mails, whatever campaign they are for; on the next day it is as if there had been none."""
    head = viewer_of("head")
    plan.set_plan(Plan(is_on=True), by=head, at=NOON)

    def check(at: datetime) -> tuple[int, str]:
        with clock.frozen(at):
            page = unescape(clients["office"].post("/sign-off/new/", CHOSEN).content.decode())
        found = re.search(r"([0-9]+) go by themselves", page)
        assert found
        return int(found[1]), page

    before, page = check(NOON)
    assert "theirs later" not in page
    other = start(edition=edition().id, audience=Audience.HATS, hats=["staff"], by=head, at=NOON)
    told = {"person_id": viewer_of("teacher").person_id, "how": "mail", "is_planned": True}
    Reminder.objects.create(campaign=other, at=NOON - timedelta(hours=1), **told)
    after, page = check(NOON)
    assert after == before - 1
    assert "1 gets theirs later" in page
    assert check(NOON + timedelta(days=3))[0] == before


def test_office_is_told_how_many_mails_go_and_when(clients: Mapping[str, Client], noon: datetime) -> None:
    """None without a plan; with one, in the evening, on the next morning on which the school writes."""
    office = clients["office"]

    def check(**changed: str) -> str:
        page = unescape(office.post("/sign-off/new/", {**CHOSEN, **changed}).content.decode())
        assert complaints(page) == []
        return page

    assert "None goes out yet." in check()
    plan.set_plan(Plan(is_on=True), by=viewer_of("office"), at=NOON)
    agree(viewer_of("teacher"), edition())
    now = check()
    assert re.search(r"[0-9]+ go by themselves from today at 12:00 on", now)
    assert "Whoever does not answer gets one every 7 days, 3 at most." in now
    assert "Each who joins gets one by itself." in check(audience="joiners")
    assert "1 has answered already and gets none." in now
    assert re.search(r"No e-mail reaches [0-9]+ of them", now)
    with clock.frozen(NOON + timedelta(hours=9)):
        assert re.search(r"[0-9]+ go by themselves from Monday 6 July at 08:00 on", check())
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    "altered",
    [
        {"edition": "no-such"},
        {"edition": "x\x00"},
        {"audience": "me"},
        {"level": "shown"},
        {"audience": "hats", "hats": ["x"]},
    ],
)
def test_altered_form_begins_nothing(clients: Mapping[str, Client], altered: dict[str, str]) -> None:
    """It says what is wrong."""
    response = clients["head"].post("/sign-off/new/", {**CHOSEN, **altered, "confirmed": "yes"})
    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()
    assert not Campaign.objects.exists()

"""Do a campaign's figures, the pages of its list and the check before it lead to exactly those whom they count?"""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from gatepost.campaigns.due import Plan
from gatepost.campaigns.planning import set_plan
from gatepost.campaigns.services import start
from gatepost.campaigns.states import Audience
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP
from tests.conftest import NOON
from tests.pages.html import complaints
from tests.unit.signoff.people import TODAY, agree, edition, new_edition, viewer_of

LATER = TODAY + timedelta(days=3)


@pytest.fixture
def campaign(clients: Mapping[str, Client], noon: object) -> str:
    """Begin one that asks everybody; return where its page is."""
    return f"/sign-off/{start(edition=edition().id, audience=Audience.EVERYONE, by=viewer_of('head'), at=NOON).id}/"


def text(client: Client, path: str) -> str:
    """Return a page."""
    page = client.get(path).content.decode()
    assert complaints(page) == []
    return page


def test_row_of_those_without_a_hat_leads_to_them_alone(clients: Mapping[str, Client], campaign: str) -> None:
    """As many as it says; the filter of the list has them too."""
    who = people.add_person(school=edition().school, name="Clara Clerk", email="", by=SETUP, at=NOON)
    people.give_duty(person=who, duty=Duty.CLERK, since=TODAY, by=SETUP, at=NOON)
    office = clients["office"]
    row = re.search(r'<a href="([^"]*)">No hat, but a duty</a>.*?Asked</span> 1</td>', text(office, campaign))
    assert row
    found = text(office, row[1])
    assert '<p class="lead">1 person</p>' in found
    assert "Clara Clerk" in found
    assert re.search(r'<option value="[^"]+" selected>No hat, but a duty</option>', found)


def test_next_page_goes_on_where_one_was(clients: Mapping[str, Client], campaign: str) -> None:
    """Though the last one of the page before has answered meanwhile, and is not looked for any more."""
    many = [
        people.add_person(school=edition().school, name=f"Zed {n:02}", email="", by=SETUP, at=NOON) for n in range(60)
    ]
    for each in many:
        people.give_hat(person=each, hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON)
    office = clients["office"]
    first = text(office, f"{campaign}people/?standing=missing")
    last = re.findall(r"Zed \d\d(?=</a>)", first)[-1]
    later = re.search(r'rel="next" href="([^"]+)"', first)
    assert later
    agree(viewer_as(Person.objects.get(name=last), TODAY), edition())
    second = text(office, f"{campaign}people/{unescape(later[1])}")
    assert re.findall(r"Zed \d\d(?=</a>)", second)[0] == f"Zed {int(last[-2:]) + 1:02}"
    assert "Ruth Adeyemi" not in second


def test_check_of_what_begins_later_says_from_when_and_who_is_not_asked(
    clients: Mapping[str, Client], noon: object
) -> None:
    """Whom the mail reaches that comes until then nobody knows: they are not among those whom none reaches."""
    set_plan(Plan(is_on=True), by=viewer_of("head"), at=NOON)
    agree(viewer_of("parent"), edition())
    coming = new_edition("Autumn", LATER)
    chosen = {"edition": coming.id, "audience": "changed", "level": "agreed", "minute": "2026/1"}

    def check(**other: str) -> tuple[str, list[str]]:
        page = unescape(clients["office"].post("/sign-off/new/", {**chosen, **other}).content.decode())
        assert complaints(page) == []
        return page, re.findall(r"No e-mail reaches ([0-9]+) of them", page)

    page, unreached = check()
    assert re.search(r"From 6 July 2026 on this asks [0-9]+ people, as the school is today\.", page)
    assert "1 person is not asked: what they signed before still says all of it." in page
    nora = people.add_person(school=edition().school, name="Nora", email="nora@home.example", by=SETUP, at=NOON)
    people.give_hat(person=nora, hat=Hat.PARENT, since=LATER, by=SETUP, at=NOON)
    assert check()[1] == unreached
    for said in ("From 6 July", "is not asked"):
        assert said not in check(edition=edition().id, audience="everyone", minute="")[0]

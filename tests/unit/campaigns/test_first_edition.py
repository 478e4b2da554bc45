"""What is counted of a campaign whose edition is a school's first, and gets a day that is here or over already?"""

from datetime import timedelta

import pytest

from gatepost.agreements import services as agreements
from gatepost.campaigns.figures import current, keep_counted
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.services import start
from gatepost.campaigns.states import Audience
from gatepost.people import services as people
from gatepost.people.models import Person, School
from gatepost.people.queries import viewer_as, with_roles
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.signoff.services import sign
from gatepost.signoff.states import Answer
from tests.unit.agreements.school import NOW, TODAY, Here
from tests.unit.campaigns.by_hand import as_by_hand, by_hand, figures_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("back", [0, 1])
def test_it_is_counted_anew_when_its_edition_gets_its_day(back: int) -> None:
    """The worker counted it while its day was taken back; the same evening the days, the picture and the figures agree."""
    here = Here.new("Oddenbrook")
    parent = people.add_person(school=School.objects.get(), name="Ada Odd", email="", by=SETUP, at=NOW)
    people.give_hat(person=parent, hat=Hat.PARENT, since=TODAY - timedelta(days=30), by=SETUP, at=NOW)
    edition = here.in_force("First", TODAY + timedelta(days=3))
    campaign = start(edition=edition.id, audience=Audience.EVERYONE, level=Answer.READ, by=here.by("head"), at=NOW)
    agreements.call_off(edition=edition.id, reason="A slip.", by=here.by("chair"), at=NOW)
    day, at = TODAY + timedelta(days=5), NOW + timedelta(days=5)
    keep_counted(at=at)
    agreements.put_in_force(edition=edition.id, since=day - timedelta(days=back), by=here.by("chair"), at=at)
    reader = viewer_as(with_roles(Person.objects.filter(id=parent.id)).get(), day)
    edition.refresh_from_db()
    for _each in ("asked", "answered"):
        found = Campaign.objects.select_related("edition").get(id=campaign.id)
        assert as_by_hand(current(found, on=day)) == figures_of(by_hand(found, day))
        sign(edition=edition.id, expected_sha256=edition.sha256, name="Ada", level=Answer.READ, by=reader, at=at)

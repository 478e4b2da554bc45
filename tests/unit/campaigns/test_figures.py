"""Are the figures right to the person at every moment, however they were come by?"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gatepost.campaigns import figures as module
from gatepost.campaigns.audience import Standing
from gatepost.campaigns.figures import Figures, current, figures
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.states import Audience
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.signoff.states import Answer
from gatepost.web.campaigns.chart import chart
from tests.conftest import NOON
from tests.unit.campaigns.test_audience import ask
from tests.unit.signoff.people import TODAY, agree, decline, edition, viewer_of

TOMORROW = TODAY + timedelta(days=1)
pytestmark = pytest.mark.usefixtures("school")


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    """Let no test count on what another one counted."""
    module._kept._found.clear()  # the memory of the process
    yield
    module._kept._found.clear()  # the same


def anew(campaign: Campaign) -> Figures:
    """Count without remembering."""
    return module._anew(campaign, TODAY)  # what the remembered one has to equal


def queries(campaign: Campaign) -> int:
    """Return how many questions the figures cost."""
    with CaptureQueriesContext(connection) as captured:
        current(campaign, on=TODAY)
    return len(captured)


def test_with_three_hats_somebody_is_one_person() -> None:
    """And stands in the row of each."""
    campaign, both = ask(), viewer_of("parent-staff")
    people.give_hat(
        person=Person.objects.get(id=both.person_id), hat=Hat.GOVERNOR, since=TODAY, by=viewer_of("head"), at=NOON
    )
    before = current(campaign, on=TODAY)
    agree(viewer_of("parent-staff"), edition())
    after = current(campaign, on=TODAY)
    assert after.total.of(Standing.AGREED) - before.total.of(Standing.AGREED) == 1
    assert after.total.asked == before.total.asked
    for hat in ("staff", "parent", "governor"):
        assert after.hats[hat].of(Standing.AGREED) == 1, hat


def test_what_is_caught_up_with_is_what_one_would_count() -> None:
    """After each answer, after a change of mind, after somebody joined; with no more questions each time."""
    campaign = ask()
    assert current(campaign, on=TODAY) == anew(campaign)
    steps: list[Callable[[], object]] = [
        lambda: agree(viewer_of("parent"), edition(), level=Answer.SHOWN),
        lambda: agree(viewer_of("parent"), edition()),
        lambda: decline(viewer_of("teacher"), edition()),
        lambda: agree(viewer_of("teacher"), edition()),
        lambda: agree(viewer_of("parent-staff"), edition(), level=Answer.READ),
    ]
    costs = set()
    for step in steps:
        step()
        costs.add(queries(campaign))
        assert current(campaign, on=TODAY).total == anew(campaign).total
        assert +current(campaign, on=TODAY).days == anew(campaign).days
    assert len(costs) == 1
    people.give_hat(
        person=Person.objects.get(id=viewer_of("teacher").person_id),
        hat=Hat.PARENT,
        since=TODAY,
        by=viewer_of("head"),
        at=NOON,
    )
    assert current(campaign, on=TODAY) == anew(campaign)


def test_while_nothing_is_done_it_costs_two_questions() -> None:
    """The record's end, before and after."""
    campaign = ask()
    current(campaign, on=TODAY)
    assert queries(campaign) == 2


def test_on_the_next_day_it_is_counted_anew() -> None:
    """Somebody may have left without anybody doing anything."""
    campaign = ask()
    head, teacher = viewer_of("head"), Person.objects.get(id=viewer_of("teacher").person_id)
    people.leave(person=teacher, last_day=TODAY, by=head, at=NOON)
    today, tomorrow = (current(campaign, on=day).total.asked for day in (TODAY, TOMORROW))
    assert today - tomorrow == 1


def test_governors_get_no_figure_that_tells_of_somebody() -> None:
    """There is one volunteer: by hat is left out whole, since the total is beside it; of four people nothing is told."""
    chair, head = viewer_of("chair"), viewer_of("head")
    everyone, few = ask(), ask(Audience.HATS, hats=["volunteer"])
    of_all, of_few = figures(chair, everyone.id, on=TODAY), figures(chair, few.id, on=TODAY)
    assert of_all and of_all.total  # noqa: PT018  # narrows the type
    assert (of_all.hats, of_all.classes, of_all.has_few) == ((), (), True)
    assert of_few
    assert (of_few.total, of_few.days, of_few.has_few) == (None, (), True)
    of_head = figures(head, few.id, on=TODAY)
    assert of_head
    assert of_head.total
    assert of_head.total.asked == 1


def test_picture_goes_up_by_what_was_answered() -> None:
    """To the line of all when everybody has; nobody asked is no picture."""
    drawn = chart([(TODAY, 1), (TOMORROW, 3)], asked=4, first=TODAY, last=TODAY + timedelta(days=2))
    assert drawn
    assert drawn.steps == "M4 156H4V118H180V4H356"
    assert drawn.all_at == "4"
    assert chart([], asked=0, first=TODAY, last=TODAY) is None

"""Does a day in the past go on showing what it showed, and does each answer count on its own day?"""

from datetime import date, datetime, timedelta

import pytest

from gatepost.campaigns import services
from gatepost.campaigns.figures import current, figures
from gatepost.campaigns.history import DayBy
from gatepost.campaigns.lists import Wanted, list_all
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.states import Audience
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.states import Hat
from gatepost.signoff.mistakes import mark_mistaken
from gatepost.signoff.retention import remove_due
from gatepost.signoff.states import Answer, Why
from tests.conftest import NOON
from tests.unit.campaigns.by_hand import as_by_hand, by_hand, figures_of
from tests.unit.campaigns.test_audience import ask
from tests.unit.signoff.people import TODAY, agree, decline, edition, on_paper, record, viewer_of

ONE_DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("school")


def day(number: int) -> date:
    """Return a day, counted from today."""
    return TODAY + number * ONE_DAY


def at(number: int) -> datetime:
    """Return noon of that day."""
    return NOON + number * ONE_DAY


def shown(campaign: Campaign, today: date) -> dict[date, DayBy]:
    """Return what the head is shown of each day; it is what one counts by hand."""
    assert as_by_hand(current(campaign, on=today)) == figures_of(by_hand(campaign, today))
    found = figures(viewer_of("head", today), campaign.id, on=today)
    assert found and found.total  # noqa: PT018  # narrows the type
    last = found.days[-1]
    assert (last.asked, last.answered) == (found.total.asked, found.total.answered)
    return {one.day: one for one in found.days}


def person(kind: str) -> Person:
    """Return one of the invented people."""
    return Person.objects.get(id=viewer_of(kind).person_id)


def test_who_declined_and_agreed_later_counts_on_the_day_on_which_they_declined() -> None:
    """Saying no is an answer: that day has seen them answer, and goes on to."""
    campaign = ask()
    decline(viewer_of("parent"), edition())
    then = shown(campaign, TODAY)[TODAY]
    assert then.gave == 1
    agree(viewer_of("parent"), edition(), at=at(2))
    days = shown(campaign, day(2))
    assert days[TODAY] == then
    assert day(2) not in days


def test_who_read_it_and_then_agreed_counts_where_reading_is_asked_on_the_day_on_which_they_read() -> None:
    """The agreement was not asked for."""
    campaign = ask(level=Answer.READ)
    agree(viewer_of("parent"), edition(), level=Answer.READ)
    agree(viewer_of("parent"), edition(), at=at(1))
    assert {one.day: one.gave for one in shown(campaign, day(1)).values()} == {TODAY: 1}


def test_who_leaves_stays_in_the_days_before() -> None:
    """They were asked, and had answered; afterwards there is one less of both."""
    campaign = ask()
    agree(viewer_of("teacher"), edition())
    then = shown(campaign, TODAY)[TODAY]
    people.leave(person=person("teacher"), last_day=day(2), by=viewer_of("head"), at=NOON)
    days = shown(campaign, day(5))
    assert days[TODAY] == then
    assert days[day(3)] == DayBy(day(3), then.asked - 1, then.answered - 1, 0)


def test_who_joins_today_is_asked_today_and_signs_tomorrow() -> None:
    """Nobody was asked before, in a campaign for those who join; each day says so."""
    campaign, head = ask(Audience.JOINERS), viewer_of("head")
    new = people.add_person(school=person("teacher").school, name="Ines Duarte", email="", by=head, at=NOON)
    people.give_hat(person=new, hat=Hat.PARENT, since=day(1), by=head, at=NOON)
    assert current(campaign, on=TODAY).total.asked == 0
    assert shown(campaign, day(1)) == {day(1): DayBy(day(1), 1, 0, 0)}
    agree(viewer_as(Person.objects.get(id=new.id), day(2)), edition(), at=at(2))
    assert shown(campaign, day(2)) == {day(1): DayBy(day(1), 1, 0, 0), day(2): DayBy(day(2), 1, 1, 1)}


def test_one_more_hat_takes_nothing_from_the_days_before() -> None:
    """They had answered then; from the day of the hat on they have not, and then they have again."""
    campaign = ask()
    agree(viewer_of("teacher"), edition())
    then = shown(campaign, TODAY)[TODAY]
    people.give_hat(person=person("teacher"), hat=Hat.PARENT, since=day(2), by=viewer_of("head"), at=NOON)
    agree(viewer_of("teacher", day(4)), edition(), at=at(4))
    days = shown(campaign, day(4))
    assert [(one.answered - then.answered, one.gave) for one in days.values()] == [(0, 1), (-1, 0), (0, 1)]
    assert list(days) == [TODAY, day(2), day(4)]


def test_sheet_counts_on_the_day_that_stands_on_it() -> None:
    """However late the office typed it; everywhere alike, and it says that it was on paper."""
    campaign, head = ask(), viewer_of("head", day(6))
    before = shown(campaign, day(6))
    row = record(on_paper(day(1)), at=at(6))
    days = shown(campaign, day(6))
    assert days[day(1)].gave == 1
    assert days[day(1)].answered == before[TODAY].answered + 1
    (one,) = [each for each in list_all(head, campaign.id, Wanted(), on=day(6)) if each.is_on_paper]
    assert (one.id, one.day) == (viewer_of("parent").person_id, day(1))
    mark_mistaken(sign_off=row.id, why=Why.PERSON, by=viewer_of("office", day(6)), at=at(6))
    assert shown(campaign, day(6)) == before


def test_what_was_answered_before_it_began_counts_from_its_first_day() -> None:
    """As an answer, and not as one of that day."""
    agree(viewer_of("parent"), edition())
    campaign = services.start(edition=edition().id, audience=Audience.EVERYONE, by=viewer_of("head", day(3)), at=at(3))
    (first,) = shown(campaign, day(3)).values()
    assert (first.day, first.answered, first.gave) == (day(3), 1, 0)


def test_whose_answer_was_removed_after_years_is_gone_from_every_day() -> None:
    """The numbers go with the answers that they tell of."""
    campaign = ask()
    agree(viewer_of("teacher"), edition())
    then = shown(campaign, TODAY)[TODAY]
    people.leave(person=person("teacher"), last_day=TODAY, by=viewer_of("head"), at=NOON)
    later = NOON + timedelta(days=6 * 366 + 2)
    assert remove_due(campaign.school_id, at=later) == 1
    found = figures(viewer_of("head"), campaign.id, on=later.date())
    assert found
    assert found.days[0] == DayBy(TODAY, then.asked - 1, then.answered - 1, 0)


def test_governors_see_no_day_on_which_few_were_asked() -> None:
    """Of four joiners a day's figure would tell who had answered."""
    campaign, head = ask(Audience.JOINERS), viewer_of("head")
    for number in range(6):
        new = people.add_person(school=person("teacher").school, name=f"Ada {number}", email="", by=head, at=NOON)
        people.give_hat(person=new, hat=Hat.PARENT, since=day(number), by=head, at=NOON)
    of_chair = figures(viewer_of("chair", day(5)), campaign.id, on=day(5))
    assert of_chair
    assert [one.asked for one in of_chair.days] == [6]  # not from five to six


def test_governors_see_no_day_on_which_one_person_changed_what_it_shows() -> None:
    """From one day to the next, and from the last to the total, it is five people or nobody: one who leaves is not told of."""
    campaign = ask()
    agree(viewer_of("teacher"), edition())

    def told(today: date) -> list[DayBy]:
        found = figures(viewer_of("chair", today), campaign.id, on=today)
        assert found and found.total  # noqa: PT018  # narrows the type
        last = found.days[-1]
        assert (last.asked, last.answered) == (found.total.asked, found.total.answered)
        return list(found.days)

    assert told(TODAY) == [DayBy(TODAY, 15, 1, 1)]
    for number, kind in enumerate(("teacher", "volunteer")):
        people.leave(person=person(kind), last_day=day(number), by=viewer_of("head"), at=NOON)
    assert told(day(2)) == [DayBy(day(2), 13, 0, 1)]
    assert [one.answered for one in shown(campaign, day(2)).values()] == [1, 0, 0]
    for kind in ("parent", "parent-staff", "governor", "parent-apart", "office"):
        agree(viewer_of(kind, day(4)), edition(), at=at(4))
    assert told(day(4)) == [DayBy(TODAY, 15, 1, 1), DayBy(day(4), 13, 5, 5)]

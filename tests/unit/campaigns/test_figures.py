"""Are the figures right to the person at every moment, however they were come by?"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gatepost.campaigns import figures as module
from gatepost.campaigns import services
from gatepost.campaigns.audience import Position, Standing
from gatepost.campaigns.counts import Figures
from gatepost.campaigns.figures import Published, current, figures, keep_counted
from gatepost.campaigns.history import DayBy
from gatepost.campaigns.lists import Wanted, list_all
from gatepost.campaigns.models import Campaign, Counted
from gatepost.campaigns.states import Audience
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.signoff.retention import remove_due
from gatepost.signoff.states import Answer
from gatepost.web.campaigns.chart import chart
from tests.conftest import NOON
from tests.unit.campaigns.test_audience import ask
from tests.unit.signoff.people import TODAY, agree, decline, edition, new_edition, viewer_of

TOMORROW = TODAY + timedelta(days=1)
ASK, READ = Answer.AGREED, Answer.READ
pytestmark = pytest.mark.usefixtures("school")


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    """Let no test count on what another one counted."""
    module._kept._found.clear()  # the memory of the process
    yield
    module._kept._found.clear()  # the same


def anew(campaign: Campaign) -> Figures:
    """Count without remembering."""
    return module._anew(campaign, (TODAY, TODAY))  # what the remembered one has to equal


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
        assert current(campaign, on=TODAY).history.days() == anew(campaign).history.days()
    assert len(costs) == 1
    people.give_hat(
        person=Person.objects.get(id=viewer_of("teacher").person_id),
        hat=Hat.PARENT,
        since=TODAY,
        by=viewer_of("head"),
        at=NOON,
    )
    assert current(campaign, on=TODAY) == anew(campaign)


def test_while_nothing_is_done_it_costs_one_question() -> None:
    """The record's end."""
    campaign = ask()
    current(campaign, on=TODAY)
    assert queries(campaign) == 1


def test_rush_is_caught_up_with_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many answered since, and some of them twice; only with very many it is counted anew."""
    campaign = ask()
    before = current(campaign, on=TODAY)
    for kind in ("parent", "teacher", "parent-staff", "volunteer", "governor"):
        agree(viewer_of(kind), edition(), level=Answer.READ)
        agree(viewer_of(kind), edition())
    monkeypatch.setattr(module, "AT_ONCE", 2)
    in_parts = queries(campaign)
    assert current(campaign, on=TODAY) == anew(campaign) != before
    module._kept._found.clear()  # a process that has counted nothing
    assert queries(campaign) < in_parts
    module._kept.keep(campaign.id, None, (TODAY, TODAY), before)  # and one that cannot catch up
    assert current(campaign, on=TODAY) == anew(campaign)


def test_on_the_next_day_it_is_counted_anew() -> None:
    """Somebody may have left without anybody doing anything."""
    campaign = ask()
    head, teacher = viewer_of("head"), Person.objects.get(id=viewer_of("teacher").person_id)
    people.leave(person=teacher, last_day=TODAY, by=head, at=NOON)
    today, tomorrow = (current(campaign, on=day).total.asked for day in (TODAY, TOMORROW))
    assert today - tomorrow == 1


def test_governors_get_no_figure_that_tells_of_somebody() -> None:
    """Eight are staff, and seven are not: of all other hats there are few. Of a single volunteer nothing is told at all."""
    chair, head = viewer_of("chair"), viewer_of("head")
    everyone, few = ask(), ask(Audience.HATS, hats=["volunteer"])
    of_all, of_few = figures(chair, everyone.id, on=TODAY), figures(chair, few.id, on=TODAY)
    assert of_all and of_all.total  # noqa: PT018  # narrows the type
    assert [(hat, count.asked) for hat, count in of_all.hats] == [("staff", 8)]
    assert (of_all.total.asked, of_all.classes, of_all.has_few) == (15, (), True)
    assert of_few
    assert (of_few.total, of_few.days, of_few.has_few) == (None, (), True)
    of_head = figures(head, few.id, on=TODAY)
    assert of_head
    assert of_head.total
    assert of_head.total.asked == 1


def test_picture_goes_up_by_what_was_answered() -> None:
    """To the line of all when everybody has, with one number at both ends; nobody asked is no picture."""
    days = [DayBy(TODAY, 4, 1, 1), DayBy(TOMORROW, 4, 4, 3)]
    drawn = chart(days, first=TODAY, last=TODAY + timedelta(days=2))
    assert drawn
    assert drawn.steps == "M8 119.5H171.5V16H335"
    assert drawn.asked == "M8 16H171.5V16H335"
    assert (drawn.answered_in_all, drawn.asked_in_all.number) == (None, 4)
    assert chart([], first=TODAY, last=TODAY) is None
    assert chart([DayBy(TODAY, 0, 0, 0)], first=TODAY, last=TODAY) is None


@pytest.mark.parametrize(
    ("asked", "answered"), [(400, 0), (400, 1), (400, 200), (400, 399), (1, 0), (7, 6), (100_000, 99_999)]
)
@pytest.mark.parametrize("earlier", [0, 100_000])
def test_numbers_at_the_ends_of_the_lines_can_be_read(asked: int, answered: int, earlier: int) -> None:
    """They stand in the picture, that of those asked above the other, and neither on it; also if far more were asked before."""
    days = [DayBy(TODAY, max(asked, earlier), 0, 0), DayBy(TOMORROW, asked, answered, answered)]
    drawn = chart(days, first=TODAY, last=TOMORROW)
    assert drawn
    assert drawn.answered_in_all
    assert (drawn.asked_in_all.number, drawn.answered_in_all.number) == (asked, answered)
    assert 11 <= drawn.asked_in_all.y <= drawn.answered_in_all.y - 15
    assert drawn.answered_in_all.y < drawn.days_at - 11
    assert drawn.numbers_at + 9 * len(str(asked)) <= 360


def counted(*groups: tuple[int, Standing, tuple[str, ...]]) -> Published:
    """Return what governors get to see of groups of so many people, each with an answer and hats."""
    found = Figures()
    for group, (many, standing, hats) in enumerate(groups):
        is_missing = standing is Standing.NONE
        found.count(Position(f"{group}-{one}", hats, (), standing, TODAY, is_missing) for one in range(many))
    return module._without_few(found)  # what is kept back is what is tested


@pytest.mark.parametrize(
    ("both", "rows"), [(0, ["staff", "parent"]), (1, ["parent"]), (4, ["parent"]), (5, ["staff", "parent"])]
)
def test_few_with_two_hats_cannot_be_worked_out_from_the_rows(both: int, rows: list[str]) -> None:
    """What the rows come to beyond the total is theirs: of one teacher who is a parent they would tell what she answered."""
    shown = counted(
        (8, Standing.AGREED, ("staff",)),
        (9, Standing.AGREED, ("parent",)),
        (both, Standing.REFUSED, ("parent", "staff")),
    )
    assert shown.total
    assert ([hat for hat, _count in shown.hats], shown.has_few) == (rows, len(rows) < 2)


@pytest.mark.parametrize(
    ("groups", "rows"),
    [
        (
            {"staff": 9, "parent": 40, "volunteer": 1, "governor": 8},
            ["staff", "parent"],
        ),  # one volunteer: no governors beside it
        ({"staff": 9, "parent": 40, "volunteer": 5, "governor": 8}, ["staff", "governor", "volunteer", "parent"]),
        ({"staff": 9, "parent": 40, "volunteer": 2, "governor": 3}, ["staff", "parent"]),  # together they are enough
        ({"staff": 9, "volunteer": 1}, []),  # the total less the staff is one person
        ({"staff": 1, "staff,parent": 30}, ["staff"]),  # the total less the parents is one teacher
        ({"staff": 9, "parent": 40, "parent,volunteer": 2}, ["staff", "parent"]),  # all of them stand in other rows
    ],
)
def test_no_more_is_left_out_than_has_to_be(groups: dict[str, int], rows: list[str]) -> None:
    """A group of a few takes another one with it only where it could be worked out else."""
    shown = counted(*((many, Standing.AGREED, tuple(sorted(hats.split(",")))) for hats, many in groups.items()))
    assert shown.total
    assert [hat for hat, _count in shown.hats] == rows
    assert shown.has_few == (len(rows) < len({hat for hats in groups for hat in hats.split(",")}))


def test_few_who_are_asked_among_many_who_are_not_are_few() -> None:
    """Whose earlier agreement holds is not asked: beside them one refusal is somebody's."""
    assert counted((50, Standing.HELD, ("parent",)), (1, Standing.REFUSED, ("parent",))).total is None
    by_hat = counted(
        (50, Standing.HELD, ("parent",)), (1, Standing.REFUSED, ("parent",)), (9, Standing.AGREED, ("staff",))
    )
    assert [hat for hat, _count in by_hat.hats] == []
    assert by_hat.has_few
    assert counted((50, Standing.HELD, ("parent",)), (9, Standing.NONE, ("parent",))).hats


def test_agreement_to_the_edition_before_counts_at_once_for_a_campaign_that_leaves_out_who_has_it() -> None:
    """It is no answer to the campaign's edition, and changes who is asked all the same."""
    agree(viewer_of("teacher"), edition())
    new = new_edition("September 2026", TOMORROW)
    campaign = ask(Audience.CHANGED, to=new, minute="2026/14")
    before = current(campaign, on=TODAY)
    agree(viewer_of("parent"), edition())
    after = current(campaign, on=TODAY)
    assert after.total.of(Standing.HELD) == before.total.of(Standing.HELD) + 1
    assert after == anew(campaign)


@pytest.mark.parametrize("is_replaced", [True, False])
def test_who_comes_and_goes_once_it_is_over_changes_nothing(*, is_replaced: bool) -> None:
    """What the school shows an inspector years later is of those who were asked."""
    campaign, head = ask(), viewer_of("head")
    agree(viewer_of("teacher"), edition())
    if is_replaced:
        new_edition("September 2026", TOMORROW)
    else:
        services.end(campaign=campaign.id, by=head, at=NOON)
    then = figures(head, campaign.id, on=TODAY)
    names = [one.name for one in list_all(head, campaign.id, Wanted(), on=TODAY)]
    teacher = Person.objects.get(id=viewer_of("teacher").person_id)
    people.leave(person=teacher, last_day=TODAY, by=head, at=NOON)
    new = people.add_person(school=teacher.school, name="Ines Duarte", email="", by=head, at=NOON)
    people.give_hat(person=new, hat=Hat.VOLUNTEER, since=TOMORROW, by=head, at=NOON)
    later = TODAY + timedelta(days=400)
    assert figures(head, campaign.id, on=later) == then
    assert [one.name for one in list_all(head, campaign.id, Wanted(), on=later)] == names


def test_picture_holds_what_was_answered_after_the_end() -> None:
    """Whoever wants to can still sign: the line goes on to that day, and not out of the picture."""
    drawn = chart([DayBy(TODAY, 2, 1, 1), DayBy(TOMORROW, 2, 2, 1)], first=TODAY, last=TODAY)
    assert drawn
    assert drawn.steps == "M8 85H335V16H335"
    assert drawn.last == TOMORROW


def test_whose_answer_was_removed_after_years_is_left_out_with_it() -> None:
    """Else the school would tell an inspector that they never answered."""
    campaign, head = ask(), viewer_of("head")
    agree(viewer_of("teacher"), edition())
    new_edition("September 2026", TOMORROW)
    before = figures(head, campaign.id, on=TOMORROW)
    teacher = Person.objects.get(id=viewer_of("teacher").person_id)
    people.leave(person=teacher, last_day=TOMORROW, by=head, at=NOON)
    later = NOON + timedelta(days=6 * 366 + 2)
    assert remove_due(campaign.school_id, at=later) == 1
    after = figures(head, campaign.id, on=later.date())
    assert before and before.total and after and after.total  # noqa: PT018  # narrows the type
    assert after.total.missing == before.total.missing
    assert after.total.asked == before.total.asked - 1
    assert teacher.id not in {one.id for one in list_all(head, campaign.id, Wanted(), on=later.date())}


def test_process_that_looks_first_finds_what_the_worker_counted() -> None:
    """With as many questions whatever was answered, and right after an answer, and when it was left by another version."""
    campaign = ask()
    agree(viewer_of("parent"), edition())
    keep_counted(at=NOON)
    first = queries_of_a_new_process(campaign)
    assert current(campaign, on=TODAY) == anew(campaign)
    for kind in ("teacher", "parent-staff"):
        agree(viewer_of(kind), edition())
    keep_counted(at=NOON)
    assert queries_of_a_new_process(campaign) == first == 2
    agree(viewer_of("volunteer"), edition())
    module._kept._found.clear()  # a process that has counted nothing
    assert current(campaign, on=TODAY) == anew(campaign)
    Counted.objects.update(figures={"form": 0})
    module._kept._found.clear()  # the same
    assert current(campaign, on=TODAY) == anew(campaign)


def queries_of_a_new_process(campaign: Campaign) -> int:
    """Return how many questions the first look of a process costs."""
    module._kept._found.clear()  # it has counted nothing
    return queries(campaign)


def test_worker_counts_what_is_over_as_of_its_last_day_and_writes_only_what_is_new() -> None:
    """Also of an edition that was replaced, for a month; a school that does nothing costs nothing."""
    campaign = ask()
    agree(viewer_of("teacher"), edition())
    new_edition("September 2026", TOMORROW)
    later = NOON + timedelta(days=9)
    keep_counted(at=later)
    row = Counted.objects.get()
    assert (row.on, row.today) == (TODAY, later.date())
    before = figures(viewer_of("head"), campaign.id, on=later.date())
    module._kept._found.clear()  # a process that has counted nothing
    assert figures(viewer_of("head"), campaign.id, on=later.date()) == before
    with CaptureQueriesContext(connection) as captured:
        keep_counted(at=later)
    assert not [one for one in captured if one["sql"].startswith(("INSERT", "UPDATE"))]
    Counted.objects.all().delete()
    keep_counted(at=NOON + timedelta(days=40))
    assert not Counted.objects.exists()


def test_worker_looks_for_a_month_at_what_somebody_ended_and_then_with_one_question_at_all_that_is_over() -> None:
    """However many campaigns a school had."""
    ended = [services.end(campaign=ask(level=level).id, by=viewer_of("head"), at=NOON) for level in (ASK, READ)]
    keep_counted(at=NOON + timedelta(days=29))
    assert Counted.objects.count() == len(ended)
    with CaptureQueriesContext(connection) as captured:
        keep_counted(at=NOON + timedelta(days=32))
    assert len(captured) == 1


def test_campaign_that_cannot_be_counted_keeps_no_other_from_being_counted(caplog: pytest.LogCaptureFixture) -> None:
    """Trouble at one school is not the next one's; the log has its number, and no name."""
    broken, whole = ask(), ask(level=READ)
    Campaign.objects.filter(id=broken.id).update(level="agreed", audience=Audience.SIGNED, minute="1", touched=1)
    keep_counted(at=NOON)
    assert [row.campaign_id for row in Counted.objects.all()] == [whole.id]
    assert f"could not be counted: {broken.id}" in caplog.text

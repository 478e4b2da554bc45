"""Whatever people do and in whatever order: are the figures what one would count by hand?

People join, get hats, lose them, leave, turn out to be one person; children come, change their class and go; editions follow each
other; people answer, on a screen or on paper; a sheet was recorded by mistake; a year goes by, and what those who left had answered
is removed; somebody looks in between, or the worker counts, so that what was counted before is caught up with. The figures, the
table for a spreadsheet and the list for the gate are what one finds by hand.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations, count
from typing import TypeVar

import pytest
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from gatepost.agreements import services as agreements
from gatepost.agreements.models import SchoolEdition
from gatepost.campaigns import figures as figures_module
from gatepost.campaigns import services
from gatepost.campaigns.audience import Standing, positions
from gatepost.campaigns.few import FEW
from gatepost.campaigns.figures import current, figures, keep_counted
from gatepost.campaigns.lists import MISSING, Wanted, list_all
from gatepost.campaigns.models import Campaign
from gatepost.campaigns.queries import get_visible
from gatepost.campaigns.states import LEAVING_OUT, Audience
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import Guardianship, HatWorn, Person, Pupil, School
from gatepost.people.queries import viewer_as
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.signoff import services as signing
from gatepost.signoff.mistakes import mark_mistaken
from gatepost.signoff.models import KeptFor, QuestionsDone, SignOff
from gatepost.signoff.paper import record_paper
from gatepost.signoff.retention import remove_due
from gatepost.signoff.states import LEVELS, Answer, Why
from gatepost.signoff.verify import verify_school
from gatepost.web.campaigns.files import table_of
from gatepost.web.campaigns.words import STANDINGS
from gatepost.web.chasing.gate import groups
from tests.conftest import NOON
from tests.unit.campaigns.by_hand import Rows, as_by_hand, by_hand, figures_of, laid, looked_at
from tests.unit.campaigns.test_audience import ask
from tests.unit.signoff.people import PDF, TODAY, agree, decline, edition, new_edition, on_paper, standing, viewer_of

Row = TypeVar("Row", bound=Model)

WHICH = st.integers(0, 30)
HATS = st.sets(st.sampled_from(list(Hat)), min_size=1, max_size=3)
DAYS = st.integers(-3, 3)
CLASSES = st.sampled_from(["4 Elm", "5 Oak", ""])


def _place(row: Model) -> tuple[str, ...]:
    """Return where a row stands among others: by names, for ids are chance, and a history has to come out the same again."""
    if isinstance(row, SignOff):
        return (str(row.at), row.id)
    if isinstance(row, Guardianship):
        return row.person.name, row.pupil.name, str(row.since)
    return (row.hat, str(row.since)) if isinstance(row, HatWorn) else (str(getattr(row, "name", "")),)


class Schools(RuleBasedStateMachine):
    """The invented school, in which everything happens."""

    def __init__(self) -> None:
        """Begin on a day with the edition in force and three campaigns."""
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        self.now = NOON
        self.school = School.objects.get()
        self.newest = 0
        self.numbers = count(1)
        self.has_waited_long = False
        KeptFor.objects.create(school=self.school, years=1)
        self.ask(Audience.EVERYONE)

    def teardown(self) -> None:
        """Forget all of it."""
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    @property
    def today(self) -> date:
        """The day that it is."""
        return localdate(self.now)

    def attempt(self, service: object, **given: object) -> None:
        """Do something as the head; what is refused changes nothing."""
        self.now += timedelta(seconds=1)
        try:
            with transaction.atomic():
                service(**given, by=viewer_of("head", self.today), at=self.now)  # type: ignore[operator]  # one of the services
        except Refused:
            return

    def one_of(self, rows: Iterable[Row], which: int) -> Row:
        """Return one of several."""
        found = sorted(rows, key=_place)
        return found[which % len(found)]

    def somebody(self, which: int) -> Person:
        """Return somebody who is neither head nor chair, so that somebody is left who may do things."""
        return self.one_of(Person.objects.exclude(duties__duty__in=["head", "chair"]).filter(merged_into=None), which)

    @rule(hats=HATS, days=DAYS)
    def join(self, hats: set[Hat], days: int) -> None:
        """Somebody comes."""
        self.now += timedelta(seconds=1)
        head = viewer_of("head", self.today)
        person = people.add_person(
            school=self.school, name=f"Ada {next(self.numbers):03}", email="", by=head, at=self.now
        )
        for hat in hats:
            self.attempt(people.give_hat, person=person, hat=hat, since=self.today + timedelta(days=days))

    @rule(which=WHICH, hat=st.sampled_from(list(Hat)), days=DAYS)
    def give_hat(self, which: int, hat: Hat, days: int) -> None:
        """One more hat."""
        self.attempt(people.give_hat, person=self.somebody(which), hat=hat, since=self.today + timedelta(days=days))

    @rule(which=WHICH, days=DAYS)
    def end_hat(self, which: int, days: int) -> None:
        """One less."""
        hats = HatWorn.objects.filter(person=self.somebody(which))
        if hats:  # whoever left before they came has none
            self.attempt(people.end_hat, worn=self.one_of(hats, which), until=self.today + timedelta(days=days))

    @rule(which=WHICH, days=DAYS)
    def leave(self, which: int, days: int) -> None:
        """Somebody goes."""
        self.attempt(people.leave, person=self.somebody(which), last_day=self.today + timedelta(days=days))

    @rule(which=WHICH, other=WHICH)
    def merge(self, which: int, other: int) -> None:
        """Two entries turn out to be one person; who could sign in as either cannot be told apart, so one has no account."""
        keep, drop = self.somebody(which), self.somebody(other)
        if keep != drop:
            drop.account = None
            drop.save(update_fields=["account"])
            self.attempt(people.merge, keep=keep, drop=drop)

    @rule(which=WHICH, class_name=CLASSES, days=DAYS)
    def have_a_child(self, which: int, class_name: str, days: int) -> None:
        """One more, of a parent or of somebody else."""
        self.now += timedelta(seconds=1)
        since = self.today + timedelta(days=days)
        head, name = viewer_of("head", self.today), f"Jan {next(self.numbers):03}"
        pupil = people.add_pupil(
            school=self.school, name=name, class_name=class_name, since=since, by=head, at=self.now
        )
        self.attempt(people.link_guardian, person=self.somebody(which), pupil=pupil, since=since)

    @rule(which=WHICH, other=WHICH)
    def link(self, which: int, other: int) -> None:
        """A child that is there has one more guardian."""
        pupil = self.one_of(Pupil.objects.all(), other)
        self.attempt(people.link_guardian, person=self.somebody(which), pupil=pupil, since=self.today)

    @rule(which=WHICH, days=DAYS)
    def unlink(self, which: int, days: int) -> None:
        """Or one less."""
        link = self.one_of(Guardianship.objects.all(), which)
        self.attempt(people.unlink_guardian, link=link, until=self.today + timedelta(days=days))

    @rule(which=WHICH, class_name=CLASSES)
    def change_class(self, which: int, class_name: str) -> None:
        """September."""
        pupil = self.one_of(Pupil.objects.all(), which)
        self.attempt(people.correct_pupil, pupil=pupil, name=pupil.name, class_name=class_name, year_group="")

    @rule(which=WHICH, days=DAYS)
    def pupil_leaves(self, which: int, days: int) -> None:
        """July."""
        pupil = self.one_of(Pupil.objects.all(), which)
        self.attempt(people.pupil_leaves, pupil=pupil, until=self.today + timedelta(days=days))

    @rule(which=WHICH, answer=st.sampled_from([*Answer, Answer.AGREED]), back=st.sampled_from([0, 0, 0, 1]))
    def answer(self, which: int, answer: Answer, back: int) -> None:
        """Somebody answers to the edition in force, or tries to answer to the one before."""
        self.now += timedelta(seconds=1)
        to = SchoolEdition.objects.filter(in_force_from__lte=self.today).order_by("-in_force_from")[
            min(back, self.newest)
        ]
        by = viewer_as(self.somebody(which), self.today)
        if by.is_signed_in:
            QuestionsDone.objects.get_or_create(
                person_id=by.person_id, edition=to, hats="governor,staff,volunteer", defaults={"at": self.now}
            )
        given = {"edition": to.id, "expected_sha256": to.sha256, "name": "Somebody", "by": by, "at": self.now}
        try:
            if answer in LEVELS:
                signing.sign(**given, level=answer)  # type: ignore[arg-type]  # as it takes them
            else:
                signing.refuse(**given, reason=f"It is unclear at {self.now}.")  # type: ignore[arg-type]  # the same
        except Refused:
            return

    @rule(which=WHICH, answer=st.sampled_from([Answer.AGREED, Answer.REFUSED]), back=st.integers(0, 5))
    def answer_on_paper(self, which: int, answer: Answer, back: int) -> None:
        """The office records what somebody signed some days ago."""
        sheet = on_paper(
            self.today - timedelta(days=back),
            answer=answer,
            reason="It is unclear." if answer is Answer.REFUSED else "",
            scan=PDF.replace(b"A sheet", f"Sheet {next(self.numbers)}".encode(), 1),
        )
        self.now += timedelta(seconds=1)
        try:
            with transaction.atomic():
                record_paper(person=self.somebody(which).id, sheet=sheet, by=self.office, at=self.now)
        except Refused:
            return

    @rule(which=WHICH)
    def find_a_mistake(self, which: int) -> None:
        """A sheet was another's."""
        rows = SignOff.objects.exclude(on_paper=None)
        if rows:
            self.now += timedelta(seconds=1)
            row = self.one_of(rows, which)
            mark_mistaken(sign_off=row.id, why=Why.PERSON, by=self.office, at=self.now)

    @precondition(lambda self: not self.has_waited_long)
    @rule()
    def wait_for_a_year(self) -> None:
        """What those who left by then had answered is removed."""
        self.has_waited_long = True
        self.now += timedelta(days=370)
        remove_due(self.school.id, at=self.now)

    @rule()
    def let_the_worker_count(self) -> None:
        """And let the next who looks be a process that has counted nothing."""
        keep_counted(at=self.now)
        figures_module._kept._found.clear()  # the memory of the process

    @property
    def office(self) -> Viewer:
        """The office, today."""
        return viewer_of("office", self.today)

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        """Let days go by: hats begin and end."""
        self.now += timedelta(days=days)

    @precondition(lambda self: self.newest < 2)
    @rule()
    def follow(self) -> None:
        """Let another edition follow tomorrow."""
        self.newest += 1
        new_edition(f"Edition {self.newest}", self.today + timedelta(days=1), at=self.now)
        self.now += timedelta(days=1)

    @precondition(lambda self: self.newest < 2)
    @rule(days=st.integers(1, 3), audience=st.sampled_from([Audience.EVERYONE, Audience.JOINERS]))
    def follow_on_another_day(self, days: int, audience: Audience) -> None:
        """Let another edition follow, for which people were asked before its day was taken back and set anew."""
        self.newest += 1
        chair = viewer_of("chair", self.today)
        to = new_edition(f"Edition {self.newest}", self.today + timedelta(days=1), at=self.now)
        self.attempt(services.start, edition=to.id, audience=audience)
        agreements.call_off(edition=to.id, reason="A slip.", by=chair, at=self.now)
        keep_counted(at=self.now)
        agreements.put_in_force(edition=to.id, since=self.today + timedelta(days=days), by=chair, at=self.now)
        self.now += timedelta(days=days)

    @precondition(lambda _self: Campaign.objects.count() < 4)
    @rule(audience=st.sampled_from(Audience), hats=HATS, level=st.sampled_from([Answer.READ, Answer.AGREED]))
    def ask(self, audience: Audience, hats: Iterable[Hat] = (), level: Answer = Answer.AGREED) -> None:
        """Begin a campaign for the edition in force; what an edition changes for whom is made up."""
        to = SchoolEdition.objects.filter(in_force_from__lte=self.today).order_by("-in_force_from")[0]
        asked = [hat.value for hat in hats] if audience is Audience.HATS else []
        minute = "2026/14" if audience in LEAVING_OUT else ""
        self.attempt(services.start, edition=to.id, audience=audience, level=level, hats=asked, minute=minute)
        for campaign in Campaign.objects.filter(audience__in=LEAVING_OUT, started_at=self.now):
            earlier = SchoolEdition.objects.filter(in_force_from__lt=to.in_force_from)
            campaign.touched = {each.id: sorted(hat.value for hat in hats)[:1] for each in earlier}
            campaign.save()

    @rule()
    def look(self) -> None:
        """Look at all figures: what is counted now is caught up with later."""
        for campaign in Campaign.objects.all():
            assert as_by_hand(current(campaign, on=self.today)) == figures_of(by_hand(campaign, self.today))
            self.look_as_people_do(campaign)

    def look_as_people_do(self, campaign: Campaign) -> None:
        """The head sees all of it by name, of what is over as of its last day; the governors see no class and no group of few."""
        seen = get_visible(viewer_of("head", self.today), campaign.id, on=self.today)
        assert seen
        day = seen.counted_on(self.today)
        hand = by_hand(campaign, day, self.today)
        everybody = hand.piles.get(("everybody", ""), Counter())
        found = list(positions(campaign, on=day, today=self.today))
        assert len({one.person_id for one in found}) == len(found) == everybody.total() - everybody["missing"]
        head = figures(viewer_of("head", self.today), campaign.id, on=self.today)
        chair = figures(viewer_of("chair", self.today), campaign.id, on=self.today)
        assert head
        assert chair
        assert head.total
        assert laid(head.total) == everybody
        assert {name: laid(count) for name, count in head.classes} == {
            name: pile for (kind, name), pile in hand.piles.items() if kind == "class"
        }
        assert chair.classes == ()
        assert_tells_of_nobody(campaign, day, self.today, [hat for hat, _count in chair.hats])
        table = {row[0]: row for row in table_of(seen, viewer_of("head", self.today), on=self.today)}
        assert {
            name: (str(STANDINGS[Standing(standing)]), str(on or ""), paper)
            for name, (standing, on, paper, _) in hand.people.items()
        } == {name: (answer, on, bool(paper)) for name, _hats, _classes, answer, on, paper in table.values()}
        missing = list_all(viewer_of("head", self.today), campaign.id, Wanted(standing=MISSING), on=self.today)
        at_the_gate = {name for group in groups(missing) for name in group.names}
        assert at_the_gate == {name for name, (*_rest, is_missing) in hand.people.items() if is_missing}


def assert_tells_of_nobody(campaign: Campaign, day: date, today: date, shown: list[str]) -> None:
    """Whoever has none of some of these hats, or one, or two, are none at all, or enough."""
    rows = Rows(campaign, today)
    worn = [
        hats or {""} for _who, standing, _is, hats, _as in looked_at(campaign, rows, day, today) if standing != "held"
    ]
    for size in range(1, len(shown) + 1):
        for some in combinations(shown, size):
            many = Counter(min(len(hats.intersection(some)), 2) for hats in worn)
            assert all(number >= FEW for number in (many[0], many[2], many[1] + many[2]) if number)


@pytest.mark.usefixtures("school")
def test_figures_are_what_one_counts_by_hand() -> None:
    """Each history in a transaction of its own."""
    run_state_machine_as_test(
        Schools,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        ),
    )


@pytest.mark.usefixtures("school")
def test_clock_that_was_set_back_puts_no_answer_before_another() -> None:
    """The last one stands, and the record says the same."""
    parent, own = viewer_of("parent"), edition()
    decline(parent, own)
    agree(parent, own, at=NOON - timedelta(hours=1))
    (one,) = positions(ask(), on=TODAY, people=[parent.person_id])
    assert one.standing.value == "agreed"
    assert verify_school(parent.school_id).findings == []


@pytest.mark.usefixtures("school")
def test_of_two_entries_of_one_person_the_answer_that_was_given_last_stands() -> None:
    """However often each of them answered; the person sees it so, and so it is counted."""
    head, keep, drop = (viewer_of(kind) for kind in ("head", "parent", "parent-apart"))
    agree(keep, edition(), level=Answer.SHOWN)
    decline(keep, edition(), at=NOON + timedelta(minutes=1))
    agree(drop, edition(), at=NOON + timedelta(minutes=2))
    Person.objects.filter(id=drop.person_id).update(account=None)
    people.merge(
        **{name: Person.objects.get(id=one.person_id) for name, one in (("keep", keep), ("drop", drop))},
        by=head,
        at=NOON,
    )
    campaign = ask()
    (one,) = positions(campaign, on=TODAY, people=[keep.person_id])
    own = standing(viewer_of("parent"), edition().id)
    assert own
    assert (one.standing.value, own.answer.value) == ("agreed", "agreed")
    assert as_by_hand(current(campaign, on=TODAY)) == figures_of(by_hand(campaign, TODAY))

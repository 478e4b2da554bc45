"""Whatever people do in whatever order: is nothing lost without a notice, outside its term, or after it was lifted?"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gatepost.demo import services as demo
from gatepost.kernel.clock import frozen
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.restrictions import queries, services
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.services import Decision, Wanted
from gatepost.restrictions.states import Kind, State, Step
from tests.conftest import NOON
from tests.unit.restrictions.told import person
from tests.unit.signoff.people import viewer_of

WHO = st.sampled_from(["head", "head", "head", "chair", "office", "parent", "teacher"])
DAYS = st.integers(-3, 60)
KINDS = st.sets(st.sampled_from([*Kind.values, "no-hat"]), max_size=2).map(frozenset)
OVER = {State.OVER, State.WITHDRAWN, State.LAPSED, State.LIFTED}


class Histories(RuleBasedStateMachine):
    """A parent to whom people try to do everything; most of it is refused."""

    def __init__(self) -> None:
        """Open the school."""
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        with frozen(NOON):
            demo.load()
        self.now = NOON
        self.parent = person("parent").id
        self.people = {kind: viewer_of(kind) for kind in ("head", "chair", "office", "parent", "teacher")}
        self.ended: set[str] = set()
        self.past: dict[date, frozenset[str]] = {}

    def teardown(self) -> None:
        """Forget the school."""
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    @property
    def today(self) -> date:
        """The day that it is."""
        return self.now.date()

    def day(self, number: int) -> date:
        """Return the day so many days from today."""
        return self.today + timedelta(days=number)

    def attempt(self, what: Any, **given: Any) -> None:
        """Do something; a refusal changes nothing."""
        try:
            with transaction.atomic():
                what(at=self.now, **given)
        except Refused:
            return

    def tell(self, who: str, **given: Any) -> None:
        """Give a notice."""
        wanted = Wanted(reasons="So.", interim_why="It is tomorrow.", **given)
        self.attempt(services.give_notice, person=self.parent, wanted=wanted, by=self.people[who])

    @rule(who=WHO, kinds=KINDS, first=DAYS, last=DAYS, review=DAYS, reply_by=DAYS, at_once=st.booleans())
    def tell_anything(  # all that a notice holds
        self, who: str, kinds: frozenset[str], first: int, last: int, review: int, reply_by: int, *, at_once: bool
    ) -> None:
        """Any days."""
        days = {"since": self.day(first), "until": self.day(last), "review": self.day(review)}
        self.tell(who, kinds=kinds, is_interim=at_once, reply_by=self.day(reply_by), **days)

    @rule(kinds=KINDS, last=st.integers(20, 60), at_once=st.booleans())
    def tell_well(self, kinds: frozenset[str], last: int, *, at_once: bool) -> None:
        """As it should be done, so that histories get far."""
        days = {"since": self.day(9), "until": self.day(last), "review": self.day(15), "reply_by": self.day(8)}
        self.tell("head", kinds=kinds, is_interim=at_once, **days)

    @rule(number=st.integers(0, 3), days=st.integers(9, 13))
    def withdraw_and_tell_again(self, number: int, days: int) -> None:
        """Just before it lapses."""
        self.tell_well(frozenset({Kind.NO_PHOTOS.value}), 40, at_once=True)
        self.wait(days)
        row = self.which(number)
        if row:
            decision = Decision(Step.WITHDRAW, "So.")
            had, head = row.steps.count(), self.people["head"]
            self.attempt(services.decide, restriction=row.id, decision=decision, had=had, by=head)
        self.tell_well(frozenset({Kind.NO_PHOTOS.value}), 40, at_once=True)

    def which(self, number: int) -> Restriction | None:
        """Return one of the notices."""
        rows = list(Restriction.objects.order_by("at", "id"))
        return rows[number % len(rows)] if rows else None

    @rule(number=st.integers(0, 3), who=st.sampled_from(["parent", "parent", "head", "teacher"]))
    def reply(self, number: int, who: str) -> None:
        """Reply."""
        row = self.which(number)
        if row:
            self.attempt(services.reply, restriction=row.id, words=f"No. {self.now}", by=self.people[who])

    @rule(number=st.integers(0, 3), who=WHO, step=st.sampled_from(Step), kinds=KINDS, last=DAYS, review=DAYS)
    def decide(  # all that a decision holds
        self, number: int, who: str, step: Step, kinds: frozenset[str], last: int, review: int
    ) -> None:
        """Take any step."""
        row = self.which(number)
        if row:
            decision = Decision(step, "So.", kinds, self.day(last), self.day(review))
            had = row.steps.count()
            self.attempt(services.decide, restriction=row.id, decision=decision, had=had, by=self.people[who])

    @rule(days=st.integers(1, 9))
    def wait(self, days: int) -> None:
        """Let days go by; what was lost on each is remembered."""
        for number in range(days):
            self.past[self.day(number)] = queries.held(self.parent, on=self.day(number))
        self.now += timedelta(days=days)

    @invariant()
    def nothing_is_lost_without_a_notice_or_outside_its_term(self) -> None:
        """Each right that is lost today stands in a notice of the head's whose days hold today, and was heard or is interim."""
        lost = queries.held(self.parent, on=self.today)
        for kind in lost:
            rows = [
                row for row in Restriction.objects.all() if kind in row.kinds and row.since <= self.today <= row.until
            ]
            assert rows
            assert any(self.was_heard(row) or self.is_young(row) for row in rows)
        assert {row.by_id for row in Restriction.objects.all()} <= {self.people["head"].person_id}

    def was_heard(self, row: Restriction) -> bool:
        """Tell whether it was decided, after a reply or the day for one."""
        steps = list(row.steps.order_by("number"))
        made = next((each for each in steps if each.step in {Step.CONFIRM, Step.CHANGE}), None)
        if made is None:
            return False
        replied = any(each.step == Step.REPLY and each.number < made.number for each in steps)
        return replied or made.at.date() > row.reply_by

    def is_young(self, row: Restriction) -> bool:
        """Tell whether it is an interim measure within its limit."""
        return row.is_interim and self.today <= row.at.date() + timedelta(days=14)

    @invariant()
    def nothing_is_lost_for_long_that_nobody_decides(self) -> None:
        """In any ninety days no right is lost for more than the day of a notice and fourteen that nobody ever confirmed."""
        waited: dict[str, set[date]] = {kind: set() for kind in Kind.values}
        for row in Restriction.objects.filter(is_interim=True):
            taken = {each.step: each.at.date() for each in row.steps.all()}
            if taken.keys() & {Step.CONFIRM, Step.CHANGE}:
                continue
            told = row.at.date()
            last = min(told + timedelta(days=14), self.today, taken.get(Step.WITHDRAW, date.max) - timedelta(days=1))
            for kind in row.kinds.split(","):
                waited[kind] |= {told + timedelta(days=number) for number in range((last - told).days + 1)}
        for days in waited.values():
            for first in days:
                assert len([each for each in days if first <= each < first + timedelta(days=90)]) <= 15

    @invariant()
    def what_is_over_is_over_for_ever(self) -> None:
        """Lifted, withdrawn, lapsed or past its last day."""
        for each in queries.list_own(self.people["parent"], on=self.today):
            if each.id in self.ended:
                assert each.now.state in OVER
                assert not each.now.lost
            if each.now.state in OVER:
                self.ended.add(each.id)

    @invariant()
    def no_day_that_is_over_is_judged_anew(self) -> None:
        """What was lost on it stays what was lost on it."""
        for day, lost in list(self.past.items())[-5:]:
            assert queries.held(self.parent, on=day) == lost

    @invariant()
    def nobody_but_the_parent_replied(self) -> None:
        """And nobody but the head decided."""
        for each in RestrictionStep.objects.all():
            kind = "parent" if each.step == Step.REPLY else "head"
            viewer: Viewer = self.people[kind]
            assert each.by_id == viewer.person_id


@pytest.mark.django_db
def test_histories() -> None:
    """Some dozens of histories."""
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )

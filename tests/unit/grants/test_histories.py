"""Whatever people do in whatever order: is nothing given without every body that the policy names, and is over over?"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gatepost.agreements.queries import edition_on
from gatepost.demo import services as demo
from gatepost.grants import leaving, services
from gatepost.grants.held import answering, in_force
from gatepost.grants.models import Permission, PermissionStep
from gatepost.grants.queries import with_holders
from gatepost.grants.states import YES, State, Step, after
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.states import Lent
from gatepost.policy import Situation
from tests.conftest import NOON
from tests.unit.grants.people import FOR_THE_SCHOOL, IMAGES, NAME, lend, no, scope, viewer_of, yes

WHO = st.sampled_from(["head", "chair", "vice-chair", "deputy", "governor", "teacher", "office"])
BODY = st.sampled_from(["head", "governing-body", "office"])
KIND = st.sampled_from([NAME, FOR_THE_SCHOOL, IMAGES])
WHICH = st.integers(0, 5)
OVER = ("withdrawn", "ended", "revoked")


class Histories(RuleBasedStateMachine):
    """A school whose people try everything; most of it is refused."""

    def __init__(self) -> None:
        """Open the school, with somebody who acts for each body."""
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        demo.load()
        lend("deputy", Lent.HEAD)
        lend("vice-chair", Lent.GOVERNING_BODY)
        self.now = NOON
        self.over: dict[str, str] = {}

    def teardown(self) -> None:
        """Forget the school."""
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    def attempt(self, which: int, step: object, *given: object) -> None:
        """Take a step about one of the permissions; a refusal changes nothing."""
        rows = list(Permission.objects.order_by("asked_at", "id"))
        if not rows:
            return
        row = rows[which % len(rows)]
        try:
            with transaction.atomic():
                step(row, *given)  # type: ignore[operator]  # one of the functions below
        except Refused:
            return

    @rule(who=WHO, kind=KIND, days=st.integers(0, 5), lasts=st.integers(0, 20))
    def ask(self, who: str, kind: str, days: int, lasts: int) -> None:
        """Ask for something."""
        since = localdate(self.now) + timedelta(days=days)
        wanted = scope(kind, since=since, until=since + timedelta(days=lasts))
        try:
            with transaction.atomic():
                services.ask(kind=kind, scope=wanted, by=viewer_of(who, localdate(self.now)), at=self.now)
        except Refused:
            return

    @rule(which=WHICH, who=WHO, body=BODY)
    def say_yes(self, which: int, who: str, body: str) -> None:
        """Agree."""
        self.attempt(which, lambda row: yes(row, body, who, at=self.now))

    @rule(which=WHICH)
    def decide_as_it_should_be(self, which: int) -> None:
        """Agree for whatever is asked, so that histories get far."""
        for body, who in (
            ("head", "head"),
            ("governing-body", "chair"),
            ("head", "chair"),
            ("governing-body", "vice-chair"),
        ):
            self.attempt(which, lambda row, body=body, who=who: yes(row, body, who, at=self.now))

    @rule(which=WHICH, who=WHO, body=BODY)
    def say_no(self, which: int, who: str, body: str) -> None:
        """Decline."""
        self.attempt(which, lambda row: no(row, body, who, at=self.now))

    @rule(which=WHICH, who=WHO, body=BODY)
    def revoke(self, which: int, who: str, body: str) -> None:
        """Take it away."""
        by = viewer_of(who)
        self.attempt(which, lambda row: services.revoke(permission=row.id, body=body, reason="So.", by=by, at=self.now))

    @rule(which=WHICH, name=st.sampled_from(["answer", "withdraw", "give_back"]))
    def do_what_the_holder_can(self, which: int, name: str) -> None:
        """By whoever asked."""

        def step(row: Permission) -> None:
            by = next(viewer for who in PEOPLE if (viewer := viewer_of(who)).person_id == row.person_id)
            more = {"text": "But look."} if name == "answer" else {}
            getattr(services, name)(permission=row.id, by=by, at=self.now, **more)

        self.attempt(which, step)

    @rule(days=st.integers(1, 6))
    def wait(self, days: int) -> None:
        """Let days go by."""
        self.now += timedelta(days=days)
        leaving.tidy_up(at=self.now)

    @invariant()
    def nothing_is_given_without_every_body(self) -> None:
        """Each on its own, and nobody for two; whoever asked for nothing decided it."""
        today = localdate(self.now)
        for row in with_holders(Permission.objects.exclude(granted_on=None), on=today):
            policy = edition_on(row.school_id, today)
            steps = list(row.steps.order_by("number"))
            upto = next(number for number, one in enumerate(steps) if one.step == Step.GRANT)
            agreed: dict[str, str] = {}
            for one in steps[: upto + 1]:
                if one.step in {each.value for each in YES}:
                    agreed[one.body] = one.by_id or ""
                    assert one.sha256 == row.sha256
                    assert one.by_id != row.person_id
                elif one.step == Step.DECLINE:
                    agreed.pop(one.body, None)
            assert set(agreed) >= set(policy.grants[row.kind].decided_by)
            assert len(set(agreed.values())) == len(agreed)

    @invariant()
    def the_state_is_what_the_steps_come_to(self) -> None:
        """Each follows from the one before by the table."""
        for row in Permission.objects.all():
            state = State.REQUESTED
            for one in row.steps.order_by("number")[1:]:
                following = after(state, Step(one.step))
                assert following
                state = following
            assert state.value == row.state

    @invariant()
    def what_is_over_stays_over(self) -> None:
        """Revoked is for ever."""
        for permission, state in self.over.items():
            assert Permission.objects.get(id=permission).state == state
        self.over |= dict(Permission.objects.filter(state__in=OVER).values_list("id", "state"))

    @invariant()
    def only_what_is_in_force_answers(self) -> None:
        """Never what has run out, or was taken away."""
        today = localdate(self.now)
        for who in ("teacher", "deputy"):
            viewer = viewer_of(who, today)
            policy = edition_on(viewer.school_id, today)
            situation = Situation(("staff",), "publish", {"outlet": "social-media"}, frozenset({"school-name"}))
            for held in answering(in_force(viewer, on=today, policy=policy), situation, policy):
                row = Permission.objects.get(id=held.id)
                assert row.state == "granted"
                assert row.since <= today <= row.until
                assert row.person_id == viewer.person_id
                assert not PermissionStep.objects.filter(permission=row, step__in=["revoke", "give-back"]).exists()


PEOPLE = ("head", "chair", "vice-chair", "deputy", "governor", "teacher", "office")


@pytest.mark.django_db
def test_any_history_of_permissions() -> None:
    """Fifteen schools, some forty steps each."""
    assert Person.objects.count() == 0
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=15, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

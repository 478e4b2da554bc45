"""Whatever people do in whatever order: is nothing in force without an approval, and does no day that is over change?"""

from datetime import date, timedelta
from functools import cache

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gatepost.agreements import services
from gatepost.agreements.models import Approval, SchoolEdition
from gatepost.agreements.queries import edition_on
from gatepost.agreements.rules import Body
from gatepost.agreements.states import State, Step, after, state_on
from gatepost.kernel.errors import Refused
from gatepost.policy import default_pack
from tests.unit.agreements.school import NOW, TODAY, Here, files

LABELS = ("A", "B", "C")
WHO = st.sampled_from(["head", "chair", "delegated", "clerk", "teacher"])
WHICH = st.integers(0, 4)
DAYS = st.integers(-40, 40)


@cache
def other_files(number: int) -> dict[str, str]:
    """Return other words."""
    return dict(files(f"Words {number}"))


class Histories(RuleBasedStateMachine):
    """A school whose people try everything; most of it is refused."""

    def __init__(self) -> None:
        """Open the school."""
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        self.here = Here.new("Oddenbrook")
        self.now = NOW
        self.proposed: dict[str, str] = {}
        self.over: dict[date, str] = {}

    def teardown(self) -> None:
        """Forget the school."""
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    @property
    def today(self) -> date:
        """The day that it is."""
        return services.day_of(self.now)

    def attempt(self, service: str, which: int, who: str, **given: object) -> None:
        """Take a step on one of the editions; a refusal changes nothing."""
        ids = list(SchoolEdition.objects.order_by("started_at", "id").values_list("id", "sha256"))
        if not ids:
            return
        edition, sha256 = ids[which % len(ids)]
        more = {"expected_sha256": sha256} if service in {"propose", "approve", "save_draft"} else {}
        try:
            with transaction.atomic():
                getattr(services, service)(edition=edition, by=self.here.by(who), at=self.now, **more, **given)
        except Refused:
            return

    @rule(label=st.sampled_from(LABELS), who=WHO)
    def draft(self, label: str, who: str) -> None:
        """Begin a draft."""
        if SchoolEdition.objects.count() < 5:
            try:
                services.start_draft(school=self.here.school, files=files(label), by=self.here.by(who), at=self.now)
            except Refused:
                return

    @rule(which=WHICH, who=WHO, number=st.integers(1, 3))
    def save(self, which: int, who: str, number: int) -> None:
        """Write other words."""
        self.attempt("save_draft", which, who, files=other_files(number))

    @rule(which=WHICH, who=WHO)
    def propose(self, which: int, who: str) -> None:
        """Propose."""
        self.attempt("propose", which, who)

    @rule(which=WHICH, who=WHO, name=st.sampled_from(["withdraw", "decline", "call_off"]))
    def take_back(self, which: int, who: str, name: str) -> None:
        """Take something back."""
        self.attempt(name, which, who, reason="So.")

    @rule(which=WHICH, who=WHO, days=DAYS)
    def approve(self, which: int, who: str, days: int) -> None:
        """Approve, at a meeting of some day."""
        self.attempt("approve", which, who, body=Body("A", "Chair", self.today + timedelta(days=days), "1"))

    @rule(which=WHICH, who=st.sampled_from(["chair", "delegated"]))
    def approve_well(self, which: int, who: str) -> None:
        """Approve as it should be done, so that histories get far."""
        self.attempt("approve", which, who, body=Body("A", "Chair", self.today, "1"))

    @rule(which=WHICH, who=WHO, days=DAYS)
    def put_in_force(self, which: int, who: str, days: int) -> None:
        """Set a day."""
        self.attempt("put_in_force", which, who, since=self.today + timedelta(days=days))

    @rule(which=WHICH, who=WHO, days=DAYS)
    def sign(self, which: int, who: str, days: int) -> None:
        """Sign."""
        self.attempt("sign", which, who, name="A", capacity="Chair", day=self.today + timedelta(days=days))

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        """Let days go by; what counted on them is remembered, once the school has an edition of its own."""
        if SchoolEdition.objects.filter(in_force_from__lte=self.today).exists():
            for number in range(days):
                day = self.today + timedelta(days=number)
                self.over[day] = edition_on(self.here.school, day).sha256
        self.now += timedelta(days=days)

    @invariant()
    def days_that_are_over_stay(self) -> None:
        """Whatever happens later."""
        for day in list(self.over)[-5:] + list(self.over)[:5]:
            assert edition_on(self.here.school, day).sha256 == self.over[day]

    @invariant()
    def what_counts_was_approved_in_these_words_with_a_minute(self) -> None:
        """By a person, who did not propose it."""
        for edition in SchoolEdition.objects.exclude(state__in=["draft", "proposed"]):
            approval = Approval.objects.get(edition=edition)
            assert approval.minute
            assert approval.name
            assert approval.sha256 == edition.sha256
            assert approval.recorded_by_id != edition.proposed_by_id
            assert edition.in_force_from is None or edition.in_force_from >= approval.met_on

    @invariant()
    def words_never_change_after_they_are_proposed(self) -> None:
        """Until they are a draft again."""
        rows = {row.id: row for row in SchoolEdition.objects.all()}
        for edition, sha256 in list(self.proposed.items()):
            if rows[edition].state == "draft":
                del self.proposed[edition]
            else:
                assert rows[edition].sha256 == sha256
        self.proposed |= {row.id: row.sha256 for row in rows.values() if row.state != "draft"}

    @invariant()
    def one_edition_counts_on_any_day(self) -> None:
        """Or the shipped one, if none does."""
        begun = SchoolEdition.objects.filter(in_force_from__isnull=False)
        days = list(begun.values_list("in_force_from", flat=True))
        assert len(days) == len(set(days))
        if not [day for day in days if day and day <= self.today]:
            assert edition_on(self.here.school, self.today).sha256 == default_pack().sha256


@pytest.mark.django_db
def test_no_history_breaks_what_must_hold() -> None:
    """Each one in a transaction of its own."""
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        ),
    )


def test_every_state_but_the_first_is_reached_and_every_step_leads_somewhere() -> None:
    """The table has no dead row, and the calendar moves on what people no longer do."""
    reached = {after(state, step) for state in State for step in Step} - {None}
    by_the_calendar = {state_on(TODAY, "approved", TODAY - timedelta(days=2), day) for day in (None, TODAY)}
    assert reached | by_the_calendar == set(State)
    steps = {step for state in State for step in Step if after(state, step)}
    assert steps == set(Step) - {Step.DRAFT}

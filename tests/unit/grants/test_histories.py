"""Whatever people do in whatever order: is nothing given without every body that the policy names, and is over over?

People also leave and come, duties and powers change hands, editions name other bodies, and entries are joined.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gatepost.agreements.queries import edition_on
from gatepost.grants import leaving, services
from gatepost.grants.held import answering, in_force
from gatepost.grants.models import Permission, PermissionStep
from gatepost.grants.services import Said
from gatepost.grants.states import State, Step, after
from gatepost.people.models import HatWorn
from gatepost.people.queries import entries_of
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, Situation, decide
from tests.unit.grants.people import FOR_THE_SCHOOL, IMAGES, NAME, scope
from tests.unit.grants.town import BODIES, NAMES, POLICIES, SECOND, Town, human, open_town, yeses

PEOPLE = ("head", "chair", "vice-chair", "deputy", "governor", "teacher", "office", *SECOND)
WHO = st.sampled_from(PEOPLE)
ASKS = st.sampled_from(["teacher", "teacher", "head", "chair", "deputy", "governor", "second-teacher"])
HEADS = st.sampled_from(["head", "head", "chair", "deputy", "second-teacher"])
VOICES = st.sampled_from(["chair", "vice-chair", "second-governor"])
BODY = st.sampled_from(BODIES)
KIND = st.sampled_from([NAME, FOR_THE_SCHOOL, IMAGES])
WHICH = st.integers(0, 5)
OVER = ("withdrawn", "ended", "revoked")


class Histories(RuleBasedStateMachine):
    """A school whose people try everything; most of it is refused."""

    def __init__(self) -> None:
        """Find the school as it was opened."""
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        self.town = Town()
        self.over: dict[str, str] = {}

    def teardown(self) -> None:
        """Forget the school."""
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    def permission(self, which: int) -> Permission | None:
        """Return one of those that there are."""
        rows = list(Permission.objects.order_by("asked_at", "id"))
        return rows[which % len(rows)] if rows else None

    def take(self, service: str, which: int, by: Viewer, **given: object) -> None:
        """Take a step about one of the permissions."""
        row = self.permission(which)
        if row is None:
            return
        if service in {"agree", "decline"}:
            given["expected_sha256"] = row.sha256
        step = getattr(services, service)
        self.town.attempt(lambda: step(permission=row.id, by=by, at=self.town.now, **given))

    def agree(self, which: int, body: str, by: Viewer) -> None:
        """Say yes as it should be said."""
        row = self.permission(which)
        checked = "All four parents were rung." if row and row.kind == IMAGES else ""
        minuted = Said("", checked, "2026/7, item 3", self.town.today)
        self.take("agree", which, by, body=body, said=minuted if body == "governing-body" else Said("", checked))

    @rule(who=ASKS, kind=KIND, days=st.integers(0, 5), lasts=st.integers(0, 20))
    def ask(self, who: str, kind: str, days: int, lasts: int) -> None:
        """Ask for something."""
        since = self.town.today + timedelta(days=days)
        wanted = scope(kind, since=since, until=since + timedelta(days=lasts))
        by, at = self.town.who(who), self.town.now
        self.town.attempt(lambda: services.ask(kind=kind, scope=wanted, by=by, at=at))

    @rule(which=WHICH, who=WHO, body=BODY)
    def say_yes(self, which: int, who: str, body: str) -> None:
        """Agree."""
        self.agree(which, body, self.town.who(who))

    @rule(which=WHICH, head=HEADS, body=VOICES, times=st.integers(1, 3))
    def decide_as_it_should_be(self, which: int, head: str, body: str, times: int) -> None:
        """Agree for one body after the other, so that histories get far."""
        for spoken, who in (("head", head), ("governing-body", body), ("office", "office"))[:times]:
            self.agree(which, spoken, self.town.who(who))

    @rule(who=ASKS, kind=KIND, days=st.integers(0, 2), head=HEADS, body=VOICES)
    def get(self, who: str, kind: str, days: int, head: str, body: str) -> None:
        """Ask, and be given it the same day."""
        self.ask(who, kind, days, 20)
        self.decide_as_it_should_be(Permission.objects.count() - 1, head, body, 3)

    @rule(which=WHICH, who=WHO, body=BODY)
    def say_no(self, which: int, who: str, body: str) -> None:
        """Decline."""
        self.take("decline", which, self.town.who(who), body=body, reason="Not this year.")

    @rule(which=WHICH, who=WHO, body=BODY)
    def revoke(self, which: int, who: str, body: str) -> None:
        """Take it away."""
        self.take("revoke", which, self.town.who(who), body=body, reason="So.")

    @rule(which=WHICH, name=st.sampled_from(["answer", "withdraw", "give_back"]))
    def do_what_the_holder_can(self, which: int, name: str) -> None:
        """By whoever asked."""
        row = self.permission(which)
        kind = next((kind for kind in PEOPLE if row and self.town.person(kind).id == row.person_id), "")
        if kind:
            more = {"text": "But look."} if name == "answer" else {}
            self.take(name, which, self.town.who(kind), **more)

    @rule(who=WHO, duty=st.sampled_from([Duty.HEAD, Duty.CHAIR, Duty.OFFICE]), gives=st.booleans())
    def change_duties(self, who: str, duty: Duty, *, gives: bool) -> None:
        """A duty comes to somebody, or leaves them."""
        self.town.attempt(lambda: (self.town.entrust if gives else self.town.relieve)(who, duty))

    @rule(who=WHO, hat=st.sampled_from(Hat), gives=st.booleans())
    def change_hats(self, who: str, hat: Hat, *, gives: bool) -> None:
        """Somebody comes, or leaves."""
        self.town.attempt(lambda: (self.town.wear if gives else self.town.take_off)(who, hat))

    @rule(who=WHO, power=st.sampled_from(Lent), gives=st.booleans())
    def change_powers(self, who: str, power: Lent, *, gives: bool) -> None:
        """Somebody acts for a body, or does no more."""
        self.town.attempt(lambda: (self.town.lend if gives else self.town.take_back)(who, power))

    @rule(number=st.integers(0, len(POLICIES) - 1))
    def change_the_policy(self, number: int) -> None:
        """From tomorrow on other bodies decide."""
        self.town.attempt(lambda: self.town.change_policy(number))

    @rule(who=st.sampled_from(["head", "chair", "teacher", "deputy"]), other=st.sampled_from(list(SECOND)))
    def join_entries(self, who: str, other: str) -> None:
        """They were one person."""
        self.town.attempt(lambda: self.town.join(who, other))

    @rule(days=st.integers(1, 6), tidied=st.booleans())
    def wait(self, days: int, *, tidied: bool) -> None:
        """Let days go by, with or without what is done each hour."""
        self.town.now += timedelta(days=days)
        if tidied:
            leaving.tidy_up(at=self.town.now)

    @invariant()
    def nothing_is_given_without_every_body(self) -> None:
        """Those that the edition of the day on which it was given names, each about this very scope."""
        for row in Permission.objects.exclude(granted_on=None):
            given = row.steps.get(step=Step.GRANT.value)
            policy = edition_on(row.school_id, localdate(given.at))
            assert given.edition == policy.sha256
            assert {body for body, _who in yeses(row, given.number)} >= set(policy.grants[row.kind].decided_by)
            assert set(row.steps.values_list("sha256", flat=True)) == {row.sha256} == {row.scope.sha256}

    @invariant()
    def nobody_is_twice_among_those_who_decide(self) -> None:
        """Nor is whoever asks one of them, as long as anything depends on it: also after their entries were joined."""
        open_ones = Permission.objects.filter(state__in=["requested", "granted"], until__gte=self.town.today)
        for row in open_ones.select_related("person"):
            whose = [who for _body, who in yeses(row)]
            assert len(set(whose)) == len(whose)
            assert human(row.person) not in whose

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
        """Revoked is for ever, whoever comes back."""
        for permission, state in self.over.items():
            assert Permission.objects.get(id=permission).state == state
        self.over |= dict(Permission.objects.filter(state__in=OVER).values_list("id", "state"))

    @invariant()
    def only_what_is_in_force_answers(self) -> None:
        """Never what has run out, was ended or taken away, or rests since an edition asks another body too."""
        today = self.town.today
        policy = edition_on(self.town.person("head").school_id, today)
        for who in ("teacher", "second-teacher", "deputy", "governor", "head"):
            viewer = self.town.who(who)
            counts = {row.id for row in Permission.objects.all() if self.counts(row, viewer, policy)}
            held = in_force(viewer, on=today, policy=policy)
            assert {each.id for each in held} == counts
            situation = Situation(("staff",), "publish", {"outlet": "social-media"}, frozenset({"school-name"}))
            kinds = frozenset(each.kind for each in answering(held, situation, policy))
            asked = Situation(situation.hats, situation.act, situation.known, situation.content, kinds)
            may = decide(policy, asked).verdict == "may"
            assert may == Permission.objects.filter(id__in=counts, kind=NAME, hats__contains="staff").exists()

    def counts(self, row: Permission, viewer: Viewer, policy: Edition) -> bool:
        """Tell, from the steps and the days alone, whether somebody may do today what a permission is about."""
        today = self.town.today
        if PermissionStep.objects.filter(
            permission=row, step__in=["revoke", "give-back", "leave", "withdraw"]
        ).exists():
            return False
        worn = HatWorn.objects.filter(person=viewer.person_id, since__lte=today).exclude(until__lt=today)
        return (
            row.person_id in set(entries_of([viewer.person_id]).values_list("id", flat=True))
            and row.granted_on is not None
            and max(row.since, row.granted_on) <= today <= row.until
            and {body for body, _who in yeses(row)} >= set(policy.grants[row.kind].decided_by)
            and set(worn.values_list("hat", flat=True)) >= set(row.hats.split(","))
        )


@pytest.mark.django_db
def test_any_history_of_permissions() -> None:
    """Fifteen schools, some forty steps each."""
    assert set(PEOPLE) <= set(NAMES)
    open_town()
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=15, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

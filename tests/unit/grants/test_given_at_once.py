"""Who gives what is given in one step: a phone that is taken in, an adjustment? Whom the policy in force names, and nobody else.

The tables are to be read by a head teacher; everybody at the invented school is asked.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from gatepost.agreements import services as agreements
from gatepost.agreements.bodies import Holder, may_give_at_once
from gatepost.agreements.queries import edition_on
from gatepost.agreements.rules import Body
from gatepost.audit.models import AuditEntry
from gatepost.demo.school import PEOPLE
from gatepost.grants.adjustments import end_adjustment, list_adjustments, may_adjust, record_adjustment
from gatepost.kernel.clock import frozen
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.models import Adjustment, DutyHeld, Person
from gatepost.people.queries import visible_to
from gatepost.people.states import Duty, Lent
from gatepost.people.viewer import SETUP
from gatepost.policy import Edition, default_files, default_pack
from gatepost.policy.drafting import set_about
from gatepost.policy.parameters import set_permission
from gatepost.premises.access import PERMISSION, may_take_in
from gatepost.premises.models import PhoneHeld
from gatepost.premises.services import take_in
from tests.conftest import NOON
from tests.unit.grants.people import TODAY, lend, viewer_of
from tests.unit.policy.asking import as_drafted_before
from tests.unit.signoff.people import new_edition

pytestmark = pytest.mark.usefixtures("school")
KINDS = tuple(dict.fromkeys(person.kind for person in PEOPLE))
DAY = timedelta(days=1)
TOMORROW = NOON + DAY


def person(kind: str) -> Person:
    """Return one of the invented people."""
    return Person.objects.get(id=viewer_of(kind).person_id)


def policy_with(*bodies: str, form: str = "log", without: bool = False) -> Edition:
    """Return the policy with other bodies for a phone in the office, in another form, or without that permission."""
    pack = default_pack()
    grants = {**pack.grants, PERMISSION: replace(pack.grants[PERMISSION], decided_by=bodies, form=form)}
    if without:
        del grants[PERMISSION]
    return replace(pack, grants=grants)


NO_PHONE = [
    ("the policy does not know it", policy_with("office", without=True)),
    ("the policy names two bodies", policy_with("office", "head")),
    ("the policy names a body that does not keep the log", policy_with("governing-body")),
    ("the policy wants a letter for it", policy_with("office", form="letter")),
]


@pytest.mark.parametrize("policy", [policy for _why, policy in NO_PHONE], ids=[why for why, _policy in NO_PHONE])
def test_nobody_takes_a_phone_in_where_the_policy_does_not_say_that_one_body_does(policy: Edition) -> None:
    """Deny by default: whatever somebody is."""
    for kind in KINDS:
        by = viewer_of(kind)
        assert may_take_in(by, policy=policy, school_id=by.school_id), kind


@pytest.mark.parametrize(("body", "takers"), [("office", {"office", "head", "deputy"}), ("head", {"head", "deputy"})])
def test_a_phone_is_taken_in_by_whom_the_policy_names(body: str, takers: set[str]) -> None:
    """The head, and the deputy who acts for the head, stand in for the office; the office stands in for nobody."""
    lend("deputy", Lent.HEAD)
    policy = policy_with(body)
    can = {
        kind
        for kind in KINDS
        if may_take_in(viewer_of(kind), policy=policy, school_id=viewer_of(kind).school_id) is None
    }
    assert can == takers


def test_the_desk_obeys_the_edition_of_the_day() -> None:
    """From the day on which the policy names the head the office takes no phone in, and until then it does."""
    files = set_permission(default_files(), PERMISSION, decided_by=["head"])
    new_edition("By the head", TOMORROW.date(), files=files)
    given = {"person": viewer_of("teacher").person_id, "phone": "Black", "callers": "Hospital"}
    with pytest.raises(Refused) as refusal:
        take_in(**given, by=viewer_of("office", TOMORROW.date()), at=TOMORROW)
    assert (refusal.value.code, PhoneHeld.objects.count()) == ("not-named-phone", 0)
    take_in(**given, by=viewer_of("head", TOMORROW.date()), at=TOMORROW)
    take_in(**{**given, "person": viewer_of("volunteer").person_id}, by=viewer_of("office"), at=NOON)


def test_the_heads_own_phone_is_taken_in_by_nobody_where_the_policy_names_the_head() -> None:
    """It would be for the chair, who does not keep the log; a policy that names the office lets the office take it."""
    files = set_permission(default_files(), PERMISSION, decided_by=["head"])
    given = {"person": viewer_of("head").person_id, "phone": "Black", "callers": "Hospital"}
    take_in(**given, by=viewer_of("office"), at=NOON)
    assert PhoneHeld.objects.count() == 1
    PhoneHeld.objects.all().delete()
    new_edition("By the head", TOMORROW.date(), files=files)
    lend("deputy", Lent.HEAD)
    for kind in ("deputy", "office", "chair", "head"):
        with pytest.raises(Refused):
            take_in(**given, by=viewer_of(kind, TOMORROW.date()), at=TOMORROW)


@pytest.mark.parametrize("bodies", [["office", "head"], ["governing-body"]])
def test_an_edition_of_the_old_rule_is_read_and_nobody_takes_a_phone_in_under_it(
    bodies: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was adopted when nobody asked whether it can be carried out. The school still has its policy, and mends it by a draft."""
    files = as_drafted_before(default_files(), PERMISSION, bodies)
    with monkeypatch.context() as before:
        before.setattr("gatepost.agreements.services.can_be_carried_out", lambda *_: True)
        row = new_edition("Of old", TOMORROW.date(), files=files)
    head, day = viewer_of("head"), TOMORROW.date()
    assert edition_on(head.school_id, day).sha256 == row.sha256
    given = {"person": viewer_of("teacher").person_id, "phone": "Black", "callers": "Hospital"}
    for kind in KINDS:
        with pytest.raises(Refused):
            take_in(**given, by=viewer_of(kind, day), at=TOMORROW)
    record_adjustment(person=person("teacher"), what="A monitor.", since=day, by=viewer_of("head", day), at=TOMORROW)

    files = set_about(files, label="Mended", approved="", signed_by="")
    draft = agreements.start_draft(school=head.school_id, files=files, base=row.id, by=head, at=TOMORROW)
    with pytest.raises(Refused) as refusal:
        agreements.propose(edition=draft.id, expected_sha256=draft.sha256, by=head, at=TOMORROW)
    assert refusal.value.code == "given-at-once"
    mended = set_permission(files, PERMISSION, decided_by=["office"])
    seen: dict[str, Any] = {"edition": draft.id, "by": head, "at": TOMORROW}
    kept = agreements.save_draft(files=mended, expected_sha256=draft.sha256, **seen)
    assert agreements.propose(expected_sha256=kept.sha256, **seen).state == "proposed"


def test_what_lay_before_the_governing_body_under_the_old_rule_is_not_approved(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is declined or withdrawn: what is adopted from now on can be carried out."""
    head, chair = viewer_of("head"), viewer_of("chair")
    files = as_drafted_before(default_files(), PERMISSION, ["office", "head"])
    files = set_about(files, label="Of old", approved="", signed_by="")
    draft = agreements.start_draft(school=head.school_id, files=files, by=head, at=NOON)
    seen: dict[str, Any] = {"edition": draft.id, "expected_sha256": draft.sha256, "at": NOON}
    with monkeypatch.context() as before:
        before.setattr("gatepost.agreements.services.can_be_carried_out", lambda *_: True)
        agreements.propose(**seen, by=head)
    body = Body(name="Gareth Pryce", capacity="Chair of governors", met_on=TODAY, minute="2026/12")
    with pytest.raises(Refused) as refusal:
        agreements.approve(**seen, body=body, by=chair)
    assert refusal.value.code == "given-at-once"
    assert agreements.decline(edition=draft.id, reason="One giver.", by=chair, at=NOON).state == "draft"


ADJUSTED = [
    ("teacher", {"head", "deputy"}),
    ("parent", {"head", "deputy"}),
    ("deputy", {"head"}),
    ("head", {"chair"}),
    ("chair", {"head"}),
    ("office", {"head", "deputy"}),
]
"""For whom, and who records it. The deputy acts for the head, the governor for the governing body."""


@pytest.mark.parametrize(("whose", "by"), ADJUSTED)
def test_an_adjustment_is_recorded_and_read_by_the_head_and_the_heads_own_by_the_chair(
    whose: str, by: set[str]
) -> None:
    """Nobody records their own, and those to whom the head lent the office decide nothing of the head's or the chair's."""
    lend("deputy", Lent.HEAD)
    lend("governor", Lent.GOVERNING_BODY)
    row = record_adjustment(person=person(whose), what="A monitor.", since=TODAY, by=SETUP, at=NOON)
    can = {kind for kind in KINDS if may_adjust(viewer_of(kind), person(whose), on=TODAY) is None}
    reads = {kind for kind in KINDS if list_adjustments(viewer_of(kind), person(whose), on=TODAY)}
    assert can == reads == by
    before = AuditEntry.objects.count()
    for kind in set(KINDS) - by:
        with pytest.raises(Refused) as refusal:
            record_adjustment(person=person(whose), what="Another.", since=TODAY, by=viewer_of(kind), at=NOON)
        assert refusal.value.code == "not-the-head"
        with pytest.raises(Refused):
            end_adjustment(adjustment=row, until=TODAY, by=viewer_of(kind), at=NOON)
    assert (Adjustment.objects.count(), AuditEntry.objects.count()) == (1, before)


def test_the_heads_own_adjustment_is_recorded_by_the_chair_and_ended_by_the_chair() -> None:
    """The record names the policy and the clause, and neither what nor whose."""
    head, chair = person("head"), viewer_of("chair")
    row = record_adjustment(person=head, what="A monitor.", since=TODAY, by=chair, at=NOON)
    end_adjustment(adjustment=row, until=TODAY, by=chair, at=NOON)
    policy = edition_on(head.school_id, TODAY)
    for entry in AuditEntry.objects.filter(action__startswith="adjustment."):
        assert (entry.clause, entry.edition) == (policy.grants["adjustment"].clause, policy.sha256)
        assert "onitor" not in entry.data
        assert head.id not in (entry.subject, entry.data)
    assert AuditEntry.objects.filter(action__startswith="adjustment.").count() == 2


def test_a_head_of_yesterday_is_no_head() -> None:
    """The one who follows decides, and reads what the chair recorded; the chair does not any more."""
    head, teacher = person("head"), person("teacher")
    record_adjustment(person=head, what="A monitor.", since=TODAY, by=viewer_of("chair"), at=NOON)
    day = TOMORROW.date()
    people.give_duty(person=teacher, duty=Duty.HEAD, since=day, by=SETUP, at=NOON)
    people.end_duty(held=head.duties.get(duty="head"), until=TODAY, by=SETUP, at=NOON)
    assert may_adjust(viewer_of("chair", day), head, on=day)
    assert list_adjustments(viewer_of("teacher", day), head, on=day)


def test_what_was_recorded_is_read_and_ended_where_the_policy_lets_nobody_record_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An edition that lets nobody record one stops what is new, and freezes nothing."""
    day, teacher = TOMORROW.date(), person("teacher")
    row = record_adjustment(person=teacher, what="A monitor.", since=TODAY, by=viewer_of("head"), at=NOON)
    with monkeypatch.context() as before:
        before.setattr("gatepost.agreements.services.can_be_carried_out", lambda *_: True)
        new_edition("By the office", day, files=as_drafted_before(default_files(), "adjustment", ["office"]))
    head = viewer_of("head", day)
    refusal = may_adjust(head, teacher, on=day)
    assert (refusal and refusal.code) == "no-kind"
    assert list_adjustments(head, teacher, on=day)
    assert end_adjustment(adjustment=row, until=day, by=head, at=TOMORROW).until == day


def test_chair_sees_the_head_and_the_next_one_and_none_of_years_ago() -> None:
    """What somebody was once opens nothing of theirs to the chair."""
    day, held = TOMORROW.date(), DutyHeld.objects.get(duty="head")
    people.give_duty(person=person("teacher"), duty=Duty.HEAD, since=TODAY + 9 * DAY, by=SETUP, at=NOON)
    people.end_duty(held=held, until=TODAY + 8 * DAY, by=SETUP, at=NOON)
    chair = viewer_of("chair")

    def seen_on(at: datetime) -> set[str]:
        with frozen(at):
            return set(visible_to(chair).values_list("id", flat=True))

    both = {person("head").id, person("teacher").id}
    assert both <= seen_on(datetime.combine(day, NOON.timetz()))
    assert both & seen_on(NOON + 9 * DAY) == {person("teacher").id}


def test_an_adjustment_is_given_by_nobody_where_the_policy_does_not_know_it() -> None:
    """Nor where it names the office, or two bodies: no such edition is adopted, and one of old is not obeyed by halves."""
    pack, head = default_pack(), viewer_of("head")
    grant = pack.grants["adjustment"]
    without = {name: each for name, each in pack.grants.items() if name != "adjustment"}
    for grants, code in (
        (without, "no-kind"),
        ({**without, "adjustment": replace(grant, decided_by=("head", "governing-body"))}, "no-kind"),
        ({**without, "adjustment": replace(grant, form="letter")}, "no-kind"),
        ({**without, "adjustment": replace(grant, decided_by=("office",))}, "no-kind"),
    ):
        refusal = may_give_at_once(
            head,
            "adjustment",
            form="record",
            policy=replace(pack, grants=grants),
            school=head.school_id,
            holder=Holder(frozenset({"another"})),
        )
        assert refusal
        assert refusal.code == code

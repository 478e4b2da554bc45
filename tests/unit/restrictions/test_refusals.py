"""Who may not restrict whom, and what makes no sense?"""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from gatepost.agreements import queries as agreements
from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people.models import Delegation, DutyHeld
from gatepost.policy.schema import LISTS
from gatepost.restrictions import services
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.services import Wanted
from gatepost.restrictions.states import Kind, Step
from tests.conftest import NOON
from tests.unit.restrictions.told import (
    PHONE,
    PHOTOS,
    TODAY,
    again,
    answer,
    day,
    days,
    decide,
    interim,
    later,
    lost,
    person,
    tell,
    wear,
)
from tests.unit.signoff.people import viewer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]


def code(error: pytest.ExceptionInfo[Refused]) -> str:
    """Return the code of a refusal."""
    return error.value.code


@pytest.mark.parametrize(
    "kind",
    [
        "office",
        "safeguarding-lead",
        "deputy",
        "chair",
        "vice-chair",
        "clerk",
        "governor",
        "teacher",
        "technician",
        "parent",
    ],
)
def test_nobody_but_the_head_gives_a_notice_or_decides(kind: str) -> None:
    """And nothing is kept, recorded or mailed."""
    row = tell()
    answer(row)
    before = (AuditEntry.objects.count(), Message.objects.count())
    with pytest.raises(Refused) as refused:
        tell(later(kinds=PHONE), to="parent-apart", by=kind)
    assert code(refused) == "not-the-head"
    for step in (Step.CONFIRM, Step.WITHDRAW, Step.LIFT):
        with pytest.raises(Refused) as refused:
            decide(row, step, by=kind)
        assert code(refused) == "not-the-head"
    assert (Restriction.objects.count(), RestrictionStep.objects.count()) == (1, 1)
    assert (AuditEntry.objects.count(), Message.objects.count()) == before


@pytest.mark.parametrize("kind", ["teacher", "governor", "volunteer", "office", "chair"])
def test_notice_to_somebody_who_is_no_parent_is_refused_with_the_clause(kind: str) -> None:
    """The policy names no such thing for them."""
    with pytest.raises(Refused) as refused:
        tell(to=kind)
    assert code(refused) == "not-a-parent"


def test_who_acts_for_the_head_decides_and_nobody_about_themselves() -> None:
    """By a recorded delegation; whoever is the parent is not the one who decides."""
    for kind in ("deputy", "head"):
        wear(kind, "parent")
    Delegation.objects.create(person=person("deputy"), acts_for="head", since=TODAY, until=day(60))
    row = tell(to="parent", by="deputy")
    assert row.capacity == "for-the-head"
    with pytest.raises(Refused) as refused:
        tell(to="deputy", by="deputy")
    assert code(refused) == "not-oneself"
    assert tell(to="deputy", by="head").capacity == "head"
    for kind in ("head", "deputy"):
        with pytest.raises(Refused) as refused:
            tell(to="head", by=kind)
        assert code(refused) == "not-the-head"
    assert tell(to="head", by="chair").capacity == "chair"


def test_a_head_who_is_also_the_chair_is_restricted_by_nobody() -> None:
    """Somebody else has to become the chair first."""
    wear("head", "parent")
    DutyHeld.objects.create(person=person("head"), duty="chair", since=TODAY)
    with pytest.raises(Refused) as refused:
        services.give_notice(person=person("head").id, wanted=later(), by=again("head"), at=NOON)
    assert code(refused) == "not-oneself"


def test_school_whose_policy_names_no_such_clause_restricts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the policy does not say cannot be lost."""
    monkeypatch.setattr("gatepost.restrictions.services.clause_of", lambda _policy: "")
    with pytest.raises(Refused) as refused:
        tell()
    assert code(refused) == "no-clause"
    assert "breaches.parents" in agreements.edition_on(viewer_of("head").school_id, TODAY).clauses


def test_kinds_are_those_of_the_policy() -> None:
    """Codes that the engine understands, and all of them."""
    assert tuple(Kind.values) == LISTS["restrictions"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kinds": frozenset()}, "bad-kinds"),
        ({"kinds": frozenset({"no-hat"})}, "bad-kinds"),
        ({"reasons": " \r\n "}, "bad-reasons"),
        ({"reasons": "x" * 4001}, "bad-reasons"),
        ({"reasons": "a\x00b"}, "bad-reasons"),
        ({"reply_by": day(6)}, "bad-reply_by"),
        ({"reply_by": day(-1)}, "bad-reply_by"),
        ({"reply_by": day(29)}, "bad-reply_by"),
        ({"reply_by": date.max}, "bad-reply_by"),
        ({"since": None}, "bad-since"),
        ({"since": day(0)}, "bad-since"),
        ({"since": day(14)}, "bad-since"),
        ({"since": day(91)}, "bad-since"),
        ({"since": date.max}, "bad-since"),
        ({"until": day(14)}, "bad-until"),
        ({"until": day(15 + 366)}, "bad-until"),
        ({"until": date.max}, "bad-until"),
        ({"until": date.min}, "bad-until"),
        ({"review": day(14)}, "bad-review"),
        ({"review": day(44)}, "bad-review"),
    ],
)
def test_notice_that_makes_no_sense_is_refused(changed: dict[str, Any], said: str) -> None:
    """The end of the code names the field."""
    with pytest.raises(Refused) as refused:
        tell(later(**changed))
    assert code(refused) == said
    assert not Restriction.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"interim_why": ""}, "bad-interim_why"),
        ({"reply_by": day(6)}, "bad-reply_by"),
        ({"reply_by": day(11)}, "bad-reply_by"),
        ({"until": day(10)}, "bad-until"),
        ({"review": day(-1)}, "bad-review"),
    ],
)
def test_interim_that_makes_no_sense_is_refused(changed: dict[str, Any], said: str) -> None:
    """It has a reason of its own, less time, and no end before the parent can have been heard."""
    with pytest.raises(Refused) as refused:
        tell(interim(**changed))
    assert code(refused) == said


def test_a_second_notice_about_the_same_days_is_refused() -> None:
    """A double submit, or two heads at once: the first counts. Another right, or other days, are another notice."""
    tell()
    for same in (later(), later(kinds=PHOTOS | PHONE), interim()):
        with pytest.raises(Refused) as refused:
            tell(same)
        assert code(refused) == "has-one"
    tell(later(kinds=PHONE))
    tell(later(since=day(44), until=day(60), review=day(50)))
    assert Restriction.objects.count() == 3


def test_nothing_is_decided_before_the_parent_could_reply() -> None:
    """Nor an interim measure; it can be withdrawn."""
    for wanted in (later(), interim(kinds=PHONE)):
        row = tell(wanted)
        last = (row.reply_by - TODAY).days
        for step in (Step.CONFIRM, Step.CHANGE):
            with pytest.raises(Refused) as refused:
                decide(row, step, at=days(last))
            assert code(refused) == "not-heard"
        decide(row, Step.CONFIRM, at=days(last + 1))


def test_reply_is_the_parents_own_and_in_time() -> None:
    """Not another's, not the head's, not after the day; on paper what counts is when it came."""
    row = tell()
    for kind in ("parent-apart", "head", "office"):
        with pytest.raises(Refused) as refused:
            answer(row, by=kind)
        assert code(refused) == "not-yours"
    with pytest.raises(Refused) as refused:
        answer(row, at=days(15))
    assert code(refused) == "too-late"
    with pytest.raises(Refused) as refused:
        answer(row, words="  ")
    assert code(refused) == "bad-words"
    paper: dict[str, Any] = {"restriction": row.id, "words": "No.", "had": 0, "at": days(15)}
    for got_on, by, said in (
        (day(14), "office", "not-the-head"),
        (day(-1), "head", "bad-got_on"),
        (day(16), "head", "bad-got_on"),
        (day(15), "head", "too-late"),
    ):
        with pytest.raises(Refused) as refused:
            services.record_reply(**paper, got_on=got_on, by=viewer_of(by))
        assert code(refused) == said
    assert services.record_reply(**paper, got_on=day(14), by=viewer_of("head")).on_paper == day(14)


def test_nobody_decides_early_on_a_letter_that_they_copied_themselves() -> None:
    """Their own word would end the time of the parent, who may say more on their page; then it can be decided."""
    at_once = tell(interim(kinds=PHONE))
    for row in (tell(), at_once):
        copied(row, 1)
        for step in (Step.CONFIRM, Step.CHANGE):
            with pytest.raises(Refused) as refused:
                decide(row, step, at=days(2), kinds=frozenset(row.kinds.split(",")), until=day(40), review=day(30))
            assert code(refused) == "not-heard"
    answer(at_once, at=days(3))
    decide(at_once, Step.CONFIRM, at=days(3))


def test_letter_that_came_in_time_and_turned_up_late_changes_nothing() -> None:
    """Decided, and in force; it is kept as what happened. On their page the parent replies to what is not decided alone."""
    row = tell()
    answer(row)
    decide(row, Step.CONFIRM, at=days(3))
    with pytest.raises(Refused) as refused:
        answer(row, "More.", at=days(4))
    assert code(refused) == "wrong-state"
    before = [lost("parent", number) for number in range(50)]
    for number in (5, 20):
        copied(row, number)
    with pytest.raises(Refused) as refused:
        copied(row, 21, came=15)
    assert code(refused) == "too-late"
    assert [lost("parent", number) for number in range(50)] == before
    decide(row, Step.LIFT, at=days(22))
    with pytest.raises(Refused) as refused:
        copied(row, 23)
    assert code(refused) == "wrong-state"


def copied(row: Restriction, number: int, *, came: int = 1) -> RestrictionStep:
    """Let the head copy a letter on a day."""
    had, head = row.steps.count(), viewer_of("head")
    return services.record_reply(
        restriction=row.id, words=f"No. {number}", got_on=day(came), had=had, by=head, at=days(number)
    )


def test_whoever_decides_has_read_what_is_there() -> None:
    """A reply that came in meanwhile is read first; of two who decide at once, one does."""
    row = tell()
    answer(row)
    with pytest.raises(Refused) as refused:
        decide(row, Step.CONFIRM, had=0)
    assert code(refused) == "moved-on"
    decide(row, Step.CONFIRM, had=1)
    for step in (Step.CONFIRM, Step.WITHDRAW):
        with pytest.raises(Refused) as refused:
            decide(row, step, had=1)
        assert code(refused) == "moved-on"
        with pytest.raises(Refused) as refused:
            decide(row, step)
        assert code(refused) == "wrong-state"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kinds": frozenset()}, "bad-kinds"),
        ({"kinds": PHOTOS | PHONE}, "bad-kinds"),
        ({"until": day(44)}, "bad-until"),
        ({"until": day(43)}, "bad-until"),
        ({"until": day(15)}, "bad-until"),
        ({"until": None}, "bad-until"),
        ({"review": day(31)}, "bad-review"),
        ({"review": day(15)}, "bad-review"),
        ({"words": ""}, "bad-words"),
    ],
)
def test_no_step_makes_more_of_it(changed: dict[str, Any], said: str) -> None:
    """Shorter or less only, and with a day to look again among those that are left."""
    row = tell()
    decide(row, Step.CONFIRM, at=days(15))
    less = {"kinds": PHOTOS, "until": day(30), "review": day(20), **changed}
    with pytest.raises(Refused) as refused:
        decide(row, Step.SHORTEN, at=days(15), **less)
    assert code(refused) == said
    assert lost("parent", 43) == PHOTOS


def test_interim_is_not_given_again_after_it_lapsed() -> None:
    """One after the other would be one that nobody ever decides."""
    tell(interim(until=day(60)))
    with pytest.raises(Refused) as refused:
        tell(interim(reply_by=day(25), until=day(70), review=day(60)), at=days(15))
    assert code(refused) == "again-start"
    tell(later(reply_by=day(25), since=day(26), until=day(60)), at=days(15))


def test_interim_is_not_given_again_after_it_was_withdrawn() -> None:
    """Withdrawn in time and told anew the same day, it would go on for ever undecided; nor for the other right."""
    row = tell(interim(until=day(60)))
    decide(row, Step.WITHDRAW, at=days(13))
    for number in (13, 13 + 90):
        for kinds in (PHOTOS, PHONE):
            with pytest.raises(Refused) as refused:
                tell(anew(number, kinds=kinds), at=days(number))
            assert code(refused) == "again-start"
    assert lost("parent", 13) == frozenset()
    tell(anew(13 + 91), at=days(13 + 91))
    assert lost("parent", 13 + 91) == PHOTOS


def test_interim_that_was_confirmed_and_lifted_leaves_room_for_another() -> None:
    """Somebody heard the parent and decided."""
    row = tell(interim())
    decide(row, Step.CONFIRM, at=days(11))
    decide(row, Step.LIFT, at=days(20))
    tell(anew(21), at=days(21))
    assert lost("parent", 21) == PHOTOS


def anew(number: int, **changed: Any) -> Wanted:
    """Return what counts at once from that day on."""
    return interim(reply_by=day(number + 8), until=day(number + 40), review=day(number + 20), **changed)


def test_notice_of_another_school_is_not_there(school: None) -> None:
    """Neither to decide nor to reply to."""
    row = tell()
    stranger = viewer_of("head")
    other = type(stranger)(actor="x", person_id="x", school_id="another", duties=frozenset({"head"}))
    with pytest.raises(Refused) as refused:
        decide(row, Step.WITHDRAW, by=other)
    assert code(refused) == "no-notice"
    with pytest.raises(Refused) as refused:
        services.give_notice(person=person("parent").id, wanted=later(), by=other, at=NOON)
    assert code(refused) == "nobody"


def test_clock_change_moves_no_day() -> None:
    """On the night of 25 October an hour comes twice; a reply at half past midnight is of that day."""
    night = datetime.fromisoformat("2026-10-24T23:30:00+00:00")  # half past midnight in London
    told = datetime.fromisoformat("2026-10-16T11:00:00+00:00")
    first = told.date()
    wanted = later(
        reply_by=date(2026, 10, 24),
        since=date(2026, 10, 26),
        until=date(2026, 11, 26),
        review=date(2026, 11, 1),
    )
    row = tell(wanted, at=told)
    with pytest.raises(Refused) as refused:
        answer(row, at=night)
    assert code(refused) == "too-late"
    answer(row, at=night - timedelta(hours=1))
    assert row.at.date() == first

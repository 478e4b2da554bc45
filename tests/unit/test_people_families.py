"""Are pupils, families, lent powers and leaving kept as the school's policy and the law need it? Refusals first."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatepost.audit.models import AuditEntry
from gatepost.demo import services as demo
from gatepost.demo.school import PEOPLE
from gatepost.kernel.errors import Refused
from gatepost.people import queries, services
from gatepost.people.models import Account, Delegation, DutyHeld, FamilyDeclaration, Person, Pupil, School
from gatepost.people.naming import plain, words
from gatepost.people.rules import NEVER_WITHOUT, handed_over
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from tests.conftest import NOON

DAY = date(2026, 7, 3)
EMAILS = {person.kind: person.email for person in PEOPLE}


@pytest.fixture
def school(db: None) -> School:
    """The invented school."""
    demo.load()
    return School.objects.get()


def person(kind: str) -> Person:
    """Return one of the invented people."""
    return Person.objects.get(account__email=EMAILS[kind])


def viewer(kind: str, on: date = DAY) -> Viewer:
    """Return them as they look on a day."""
    return next(iter(queries.list_viewers(Account.objects.get(email=EMAILS[kind]).id, on=on)), NOBODY)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    """Expect a refusal by its code."""
    return pytest.raises(Refused, check=lambda error: error.code == code)


def pupil(school: School, name: str = "Ada Zielińska") -> Pupil:
    """Return a new pupil."""
    return services.add_pupil(school=school, name=name, class_name="1B", since=DAY, by=SETUP, at=NOON)


@pytest.mark.parametrize("kind", ["teacher", "parent", "governor", "technician", "safeguarding-lead"])
def test_add_pupil_by_anybody_but_head_and_office_is_refused(school: School, kind: str) -> None:
    """And nothing is kept."""
    before = Pupil.objects.count()
    with refused("not-the-office"):
        services.add_pupil(school=school, name="Ada", since=DAY, by=viewer(kind), at=NOON)
    assert Pupil.objects.count() == before


def test_link_guardian_of_another_school_is_refused(school: School) -> None:
    """A pupil of another school does not exist here."""
    other = services.open_school(name="Another School", by=SETUP, at=NOON)
    child = services.add_pupil(school=other, name="Ben", since=DAY, by=SETUP, at=NOON)
    with refused("another-school"):
        services.link_guardian(person=person("parent"), pupil=child, since=DAY, by=SETUP, at=NOON)
    with refused("not-the-office"):
        services.link_guardian(person=person("parent"), pupil=child, since=DAY, by=viewer("office"), at=NOON)


def test_restrict_contact_by_the_office_is_refused_and_the_guardian_is_not_in_the_record(school: School) -> None:
    """The head or the safeguarding lead decides; the person's own history shows nothing of it."""
    link = services.link_guardian(person=person("parent"), pupil=pupil(school), since=DAY, by=SETUP, at=NOON)
    with refused("not-a-protector"):
        services.restrict_contact(link=link, reason="An order.", since=DAY, by=viewer("office"), at=NOON)
    services.restrict_contact(link=link, reason="An order.", since=DAY, by=viewer("safeguarding-lead"), at=NOON)
    entry = AuditEntry.objects.get(action="contact.restricted", subject=link.id)
    assert person("parent").id not in (entry.subject, entry.data)
    assert "order" not in entry.data


def test_declare_family_for_somebody_else_or_as_a_parent_is_refused(school: School) -> None:
    """Each for themselves, and only those whose dealings with pupils the policy limits."""
    child = pupil(school)
    for by in ("head", "parent", "office"):
        with refused("not-ones-own"):
            services.declare_family(
                person=person("teacher"), pupil=child, relationship="niece", since=DAY, by=viewer(by), at=NOON
            )
    with refused("not-ones-own"):
        services.declare_family(
            person=person("parent"), pupil=child, relationship="daughter", since=DAY, by=viewer("parent"), at=NOON
        )
    made = services.declare_family(
        person=person("teacher"), pupil=child, relationship="niece", since=DAY, by=viewer("teacher"), at=NOON
    )
    assert FamilyDeclaration.objects.get() == made
    assert AuditEntry.objects.get(action="family.declared").subject == made.id


@pytest.mark.parametrize(
    ("by", "to", "power", "code"),
    [
        ("teacher", "safeguarding-lead", Lent.HEAD, "not-theirs-to-lend"),
        ("office", "teacher", Lent.HEAD, "not-theirs-to-lend"),
        ("head", "head", Lent.HEAD, "not-to-oneself"),
        ("chair", "chair", Lent.GOVERNING_BODY, "not-to-oneself"),
        ("governor", "chair", Lent.GOVERNING_BODY, "not-theirs-to-lend"),
        ("head", "parent", Lent.HEAD, "not-staff"),
        ("clerk", "teacher", Lent.GOVERNING_BODY, "not-a-governor"),
        ("head", "governor", Lent.GOVERNING_BODY, "not-theirs-to-lend"),
    ],
)
def test_lend_what_one_does_not_have_or_to_the_wrong_person_is_refused(
    school: School, by: str, to: str, power: Lent, code: str
) -> None:
    """Nobody becomes the head, or the governing body, by their own hand."""
    with refused(code):
        services.lend(person=person(to), acts_for=power, since=DAY, minute="12", decided_on=DAY, by=viewer(by), at=NOON)
    assert not Delegation.objects.filter(since=DAY).exists()


def test_lend_for_the_governing_body_without_its_minute_is_refused(school: School) -> None:
    """The chair acts for the body only if the body said so, and not before it did."""
    with refused("no-minute"):
        services.lend(person=person("chair"), acts_for=Lent.GOVERNING_BODY, since=DAY, by=viewer("clerk"), at=NOON)
    with refused("decided-later"):
        services.lend(
            person=person("chair"),
            acts_for=Lent.GOVERNING_BODY,
            since=DAY,
            minute="12",
            decided_on=DAY + timedelta(days=1),
            by=viewer("clerk"),
            at=NOON,
        )


def test_what_was_lent_holds_for_its_days_and_cannot_be_lent_on(school: School) -> None:
    """Both days included; who acts for the head manages people, and lends nothing."""
    services.lend(
        person=person("teacher"),
        acts_for=Lent.HEAD,
        since=DAY,
        until=DAY + timedelta(days=1),
        by=viewer("head"),
        at=NOON,
    )
    for on, acts in ((-1, False), (0, True), (1, True), (2, False)):
        assert viewer("teacher", DAY + timedelta(days=on)).acts_for("head") is acts
    assert not viewer("teacher").has_duty("head")
    with refused("not-theirs-to-lend"):
        services.lend(person=person("safeguarding-lead"), acts_for=Lent.HEAD, since=DAY, by=viewer("teacher"), at=NOON)


@pytest.mark.parametrize("kind", ["head", "chair", "safeguarding-lead", "office"])
def test_last_one_who_holds_a_duty_cannot_leave_or_end_it(school: School, kind: str) -> None:
    """Handing over is part of leaving; whoever sets up is refused too."""
    leaver = person(kind)
    held = leaver.duties.get()
    with refused("nobody-else-holds-it"):
        services.leave(person=leaver, last_day=DAY, by=SETUP, at=NOON)
    with refused("nobody-else-holds-it"):
        services.end_duty(held=held, until=DAY, by=SETUP, at=NOON)
    held.refresh_from_db()
    assert held.until is None
    successor = person("teacher")
    services.give_duty(person=successor, duty=Duty(held.duty), since=DAY + timedelta(days=1), by=SETUP, at=NOON)
    services.leave(person=leaver, last_day=DAY, by=SETUP, at=NOON)
    assert DutyHeld.objects.get(person=leaver).until == DAY


@pytest.mark.parametrize(
    ("by", "to", "duty", "code"),
    [
        ("office", "office", Duty.HEAD, "not-to-oneself"),
        ("office", "teacher", Duty.HEAD, "not-theirs-to-give"),
        ("office", "teacher", Duty.SAFEGUARDING_LEAD, "not-theirs-to-give"),
        ("office", "governor", Duty.CHAIR, "not-theirs-to-give"),
        ("head", "governor", Duty.CHAIR, "not-theirs-to-give"),
        ("head", "governor", Duty.CLERK, "not-theirs-to-give"),
        ("head", "head", Duty.OFFICE, "not-to-oneself"),
        ("chair", "teacher", Duty.OFFICE, "not-theirs-to-give"),
        ("chair", "chair", Duty.CLERK, "not-to-oneself"),
        ("teacher", "parent", Duty.TECHNICIAN, "not-the-office"),
    ],
)
def test_duty_is_given_only_by_those_whose_it_is(school: School, by: str, to: str, duty: Duty, code: str) -> None:
    """Else what is kept apart would be one click away; and ending one is no way round."""
    with refused(code):
        services.give_duty(person=person(to), duty=duty, since=DAY, by=viewer(by), at=NOON)
    if code == "not-theirs-to-give" and duty is not Duty.OFFICE:
        held = services.give_duty(person=person(to), duty=duty, since=DAY, by=SETUP, at=NOON)
        with refused(code):
            services.end_duty(held=held, until=DAY, by=viewer(by), at=NOON)


def test_head_and_officers_give_the_duties_that_are_theirs(school: School) -> None:
    """The head's own goes by the head or the chair."""
    for by, to, duty in (
        ("head", "teacher", Duty.SAFEGUARDING_LEAD),
        ("chair", "deputy", Duty.HEAD),
        ("clerk", "governor", Duty.CHAIR),
        ("office", "teacher", Duty.TECHNICIAN),
    ):
        services.give_duty(person=person(to), duty=duty, since=DAY, by=viewer(by), at=NOON)


def test_what_must_not_be_told_stands_for_a_link_that_is_made_anew(school: School) -> None:
    """The office, which may not lift it, cannot shed it by ending the link; nobody touches what is about themselves."""
    child = pupil(school)
    link = services.link_guardian(person=person("parent"), pupil=child, since=DAY, by=viewer("office"), at=NOON)
    services.restrict_contact(link=link, reason="An order.", since=DAY, by=viewer("head"), at=NOON)
    services.unlink_guardian(link=link, until=DAY, by=viewer("office"), at=NOON)
    again = services.link_guardian(
        person=person("parent"), pupil=child, since=DAY + timedelta(days=1), by=viewer("office"), at=NOON
    )
    assert again.restrictions.get().until is None
    with refused("not-ones-own-family"):
        services.link_guardian(person=person("office"), pupil=child, since=DAY, by=viewer("office"), at=NOON)
    own = services.link_guardian(person=person("safeguarding-lead"), pupil=child, since=DAY, by=SETUP, at=NOON)
    kept = services.restrict_contact(link=own, reason="An order.", since=DAY, by=viewer("head"), at=NOON)
    with refused("not-a-protector"):
        services.lift_restriction(restriction=kept, until=DAY, by=viewer("safeguarding-lead"), at=NOON)
    services.leave(person=person("parent"), last_day=DAY - timedelta(days=3), by=viewer("office"), at=NOON)


def test_power_that_was_lent_goes_with_the_hat(school: School) -> None:
    """Who is no member of staff any more does not act for the head, whatever was written until further notice."""
    services.give_hat(person=person("deputy"), hat=Hat.PARENT, since=DAY, by=SETUP, at=NOON)
    services.lend(person=person("deputy"), acts_for=Lent.HEAD, since=DAY, by=viewer("head"), at=NOON)
    worn = person("deputy").hats.get(hat=Hat.STAFF.value)
    services.end_hat(worn=worn, until=DAY, by=viewer("office"), at=NOON)
    assert viewer("deputy", DAY).acts_for("head")
    assert not viewer("deputy", DAY + timedelta(days=1)).acts_for("head")


def test_address_of_somebody_with_a_duty_is_the_heads_to_change(school: School) -> None:
    """Whoever changes an address can sign in with it."""
    for kind in ("head", "chair", "safeguarding-lead"):
        with refused("not-theirs-to-change"):
            services.correct_person(
                person=person(kind), name=person(kind).name, email="x@y.example", by=viewer("office"), at=NOON
            )
        with refused("not-theirs-to-change"):
            services.close_account(person=person(kind), by=viewer("office"), at=NOON)


def test_office_gets_no_way_in_as_somebody_whose_duty_has_a_last_day_or_begins_later(school: School) -> None:
    """A head who leaves in a week is the head until then; who acts for her is as good; the next one begins soon."""
    held = person("chair").duties.get(duty=Duty.CHAIR.value)
    held.until = DAY + timedelta(days=7)
    held.save()
    services.give_duty(
        person=person("teacher"), duty=Duty.HEAD, since=DAY + timedelta(days=7), by=viewer("head"), at=NOON
    )
    services.lend(person=person("technician"), acts_for=Lent.HEAD, since=DAY, by=viewer("head"), at=NOON)
    for kind in ("chair", "teacher", "technician"):
        with refused("not-theirs-to-change"):
            services.correct_person(
                person=person(kind), name=person(kind).name, email="x@y.example", by=viewer("office"), at=NOON
            )
        with refused("not-theirs-to-change"):
            services.close_account(person=person(kind), by=viewer("office"), at=NOON)


def test_leaver_loses_access_after_the_last_day_and_the_history_stays(school: School) -> None:
    """On the last day they still work; on the next they are nobody, without any job that runs at night."""
    services.leave(person=person("teacher"), last_day=DAY, by=viewer("office"), at=NOON)
    assert viewer("teacher", DAY).hats == {"staff"}
    assert viewer("teacher", DAY + timedelta(days=1)) == NOBODY
    assert person("teacher").hats.get().until == DAY
    services.leave(person=person("volunteer"), last_day=DAY - timedelta(days=1), by=viewer("office"), at=NOON)
    assert viewer("volunteer") == NOBODY


def test_last_day_before_what_somebody_is_by_now_is_refused_with_what_would_be_right(school: School) -> None:
    """What was worn does not vanish; what begins today, by mistake, or would only begin does."""
    week = DAY - timedelta(days=7)
    for hat, day in ((Hat.PARENT, week), (Hat.VOLUNTEER, DAY), (Hat.GOVERNOR, DAY + timedelta(days=9))):
        services.give_hat(person=person("teacher"), hat=hat, since=day, by=SETUP, at=NOON)
    since = f"{week.day} {week:%B %Y}"
    leaves: dict[str, Any] = {"person": person("teacher"), "by": viewer("head"), "at": NOON}
    for days in (1, 500):
        with pytest.raises(Refused) as said:
            services.leave(**leaves, last_day=week - timedelta(days=days))
        assert said.value.code == "bad-until"
        assert (
            said.value.sentence
            == f"They have been “Parent or guardian” since {since}, so their last day is {since} or later."
        )
    assert person("teacher").hats.filter(until=None).count() == 4
    services.leave(**leaves, last_day=week)
    assert {(each.hat, each.until) for each in person("teacher").hats.all()} == {("staff", week), ("parent", week)}


@given(st.text(max_size=60))
def test_a_name_is_compared_the_same_however_often_it_is_made_plain(name: str) -> None:
    """Words are cut from what lists are ordered by."""
    assert plain(plain(name)) == plain(name)
    assert all(word == plain(word) for word in words(name))


@given(st.sampled_from(list(Duty)), st.lists(st.tuples(st.integers(-5, 5), st.none() | st.integers(0, 5)), max_size=4))
def test_a_duty_is_handed_over_exactly_if_somebody_holds_it_that_day(
    duty: Duty, spans: list[tuple[int, int | None]]
) -> None:
    """Counted by hand."""
    others = [
        (DAY + timedelta(days=since), None if length is None else DAY + timedelta(days=since + length))
        for since, length in spans
    ]
    held = any(since <= 0 and (length is None or since + length >= 0) for since, length in spans)
    assert (handed_over(duty, DAY, others) is None) is (held or duty not in NEVER_WITHOUT)

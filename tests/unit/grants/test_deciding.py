"""Does a permission go its way: asked, decided by each body, answered, given back, taken away, ended with its holder?"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from gatepost.agreements.queries import edition_on
from gatepost.audit.models import AuditEntry
from gatepost.grants import leaving, services
from gatepost.grants.models import PermissionStep
from gatepost.grants.queries import (
    get_visible,
    list_expiring,
    list_in_force,
    list_others,
    list_own,
    list_waiting,
)
from gatepost.grants.seeing import PermissionSeen
from gatepost.grants.states import State
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from tests.conftest import NOON
from tests.unit.grants.people import FOR_THE_SCHOOL, LAST, PASS, TODAY, ask, granted, leave, no, viewer_of, yes

pytestmark = pytest.mark.usefixtures("school")
LATER = NOON + timedelta(days=5)


def seen(who: str, permission: str, *, on: object = None) -> PermissionSeen:
    """Return a permission as somebody sees it."""
    found = get_visible(viewer_of(who), permission, on=localdate(on or NOON))  # type: ignore[arg-type]  # a moment
    assert found
    return found


def test_both_bodies_decide_on_different_days_and_the_last_yes_gives_it() -> None:
    """It counts from the later of the first day and the last yes."""
    row = ask("teacher", FOR_THE_SCHOOL)
    assert seen("head", row.id).waits_for == ("head", "governing-body")
    assert yes(row, "head", "head", text="No pictures.").state == State.REQUESTED
    assert seen("teacher", row.id).waits_for == ("governing-body",)
    assert yes(row, "governing-body", "chair", at=LATER).state == State.GRANTED
    now = seen("teacher", row.id, on=LATER)
    assert (now.state, now.begins, now.conditions) == (State.GRANTED, localdate(LATER), ("No pictures.",))
    assert [(step.step.value, step.body, step.minute) for step in now.steps] == [
        ("ask", "", ""),
        ("agree", "head", ""),
        ("grant", "governing-body", "2026/7, item 3"),
    ]


def test_each_step_stands_in_the_record_with_clause_edition_and_scope_and_without_words() -> None:
    """Whoever reads the record learns what was decided by which policy, and nothing of what was typed."""
    row = yes(ask("teacher"), "head", "head", text="Only on Fridays.")
    entries = AuditEntry.objects.filter(subject=row.id).order_by("sequence")
    assert [entry.action for entry in entries] == ["permission.ask", "permission.grant"]
    policy = edition_on(row.school_id, TODAY)
    for entry in entries:
        assert (entry.clause, entry.edition) == (policy.grants["school-name"].clause, policy.sha256)
        assert row.sha256 in entry.data
        assert "Fridays" not in str(entry.data)
        assert "fair" not in str(entry.data)


def test_a_refusal_can_be_answered_and_what_others_agreed_to_stands() -> None:
    """The governing body does not meet again because the head asked something."""
    row = ask("teacher", FOR_THE_SCHOOL)
    yes(row, "governing-body", "chair")
    no(row, "head", "head", reason="On which page?")
    assert seen("teacher", row.id).able.answer
    services.answer(permission=row.id, text="On the class blog.", by=viewer_of("teacher"), at=NOON)
    assert seen("head", row.id).waits_for == ("head",)
    assert yes(row, "head", "head").state == State.GRANTED


def test_a_body_can_take_its_yes_back_while_others_decide() -> None:
    """It is a refusal, with its reason, and can be answered."""
    row = ask("teacher", FOR_THE_SCHOOL)
    yes(row, "head", "head")
    assert no(row, "head", "head").state == State.REFUSED
    services.answer(permission=row.id, text="Please look again.", by=viewer_of("teacher"), at=NOON)
    assert seen("head", row.id).waits_for == ("head", "governing-body")


@pytest.mark.parametrize(("body", "who"), [("head", "head"), ("governing-body", "chair")])
def test_either_body_takes_it_away_for_good(body: str, who: str) -> None:
    """At once, also before it begins."""
    row = granted("teacher", FOR_THE_SCHOOL, since=TODAY + timedelta(days=2))
    revoked = services.revoke(permission=row.id, body=body, reason="It was misused.", by=viewer_of(who), at=NOON)
    assert (revoked.state, seen("teacher", row.id).state) == (State.REVOKED, State.REVOKED)


def test_days_alone_bring_it_into_force_and_end_it() -> None:
    """Both days count."""
    row = granted("teacher", since=TODAY + timedelta(days=2))
    states = [seen("teacher", row.id, on=NOON + timedelta(days=days)).state for days in (0, 2, 30, 31)]
    assert states == [State.COMING, State.GRANTED, State.GRANTED, State.EXPIRED]


def test_a_request_that_nobody_decided_lapses() -> None:
    """It stands in no list of what waits."""
    row = ask("teacher")
    late = LAST + timedelta(days=1)
    assert list_waiting(viewer_of("head"), on=LAST)
    assert not list_waiting(viewer_of("head", late), on=late)
    assert seen("teacher", row.id, on=NOON + timedelta(days=31)).state is State.LAPSED


def test_a_leavers_permissions_end_and_do_not_come_back() -> None:
    """At once for whoever looks, and for good within the hour; what was decided stays to be read."""
    given, asked = granted("volunteer"), ask("volunteer", account="Another page")
    leave("volunteer", TODAY)
    assert seen("head", given.id).state is State.GRANTED  # the last day counts
    tomorrow = NOON + timedelta(days=1)
    assert seen("head", given.id, on=tomorrow).state is State.ENDED
    assert not list_in_force(viewer_of("head", localdate(tomorrow)), on=localdate(tomorrow))
    leaving.tidy_up(at=tomorrow)
    person = Person.objects.get(id=given.person_id)
    people.give_hat(person=person, hat=Hat.VOLUNTEER, since=localdate(LATER), by=SETUP, at=LATER)
    assert seen("head", given.id, on=LATER).state is State.ENDED
    assert seen("head", asked.id, on=LATER).state is State.WITHDRAWN
    assert [step.step.value for step in seen("head", given.id, on=LATER).steps] == ["ask", "grant", "leave"]
    leaving.tidy_up(at=LATER)
    assert PermissionStep.objects.filter(step="leave").count() == 2


def test_a_hat_that_ends_takes_its_permissions_with_it() -> None:
    """She stays a parent, and does not publish as a member of staff any more."""
    row = granted("parent-staff", FOR_THE_SCHOOL)
    assert row.hats == "staff"
    person = Person.objects.get(id=row.person_id)
    people.end_hat(worn=person.hats.get(hat="staff"), until=TODAY, by=SETUP, at=NOON)
    assert seen("head", row.id, on=LATER).state is State.ENDED


def test_the_same_step_twice_is_one() -> None:
    """A double click, the Back button, a second tab."""
    row = ask("teacher", FOR_THE_SCHOOL)
    assert ask("teacher", FOR_THE_SCHOOL).id == row.id
    for _ in range(2):
        yes(row, "head", "head")
    for _ in range(2):
        yes(row, "governing-body", "chair")
    for _ in range(2):
        services.revoke(permission=row.id, body="head", reason="So.", by=viewer_of("head"), at=NOON)
    assert [step.step.value for step in seen("head", row.id).steps] == ["ask", "agree", "grant", "revoke"]
    other = ask("volunteer")
    for _ in range(2):
        services.withdraw(permission=other.id, by=viewer_of("volunteer"), at=NOON)
    assert len(seen("head", other.id).steps) == 2


def test_who_sees_what() -> None:
    """The asker their own; the head all; the governing body's officers what is asked of it; the office what it decides."""
    name, post, photo = ask("teacher"), ask("teacher", FOR_THE_SCHOOL), ask("parent", PASS)
    head = ask("head")
    ids = {name.id: "name", post.id: "post", photo.id: "photo", head.id: "head"}

    def sees(who: str) -> set[str]:
        viewer = viewer_of(who)
        listed = (*list_own(viewer, on=TODAY), *list_waiting(viewer, on=TODAY), *list_others(viewer, on=TODAY))
        found = {ids[each.id] for each in (*listed, *list_in_force(viewer, on=TODAY))}
        assert found == {word for each, word in ids.items() if get_visible(viewer, each, on=TODAY)}
        return found

    assert sees("head") == {"name", "post", "photo", "head"}
    assert sees("chair") == sees("vice-chair") == sees("clerk") == {"post", "head"}
    assert sees("office") == {"photo"}
    assert sees("teacher") == {"name", "post"}
    assert sees("parent") == {"photo"}
    for who in ("governor", "volunteer", "technician", "deputy", "safeguarding-lead", "parent-apart"):
        assert sees(who) == set()


def test_the_office_sees_what_is_in_force_and_no_reasons() -> None:
    """It prints letters; why somebody was refused first is not its matter."""
    row = ask("teacher")
    no(row, "head", "head", reason="Not yet.")
    services.answer(permission=row.id, text="Please.", by=viewer_of("teacher"), at=NOON)
    yes(row, "head", "head", text="Only on Fridays.")
    found = seen("office", row.id)
    assert (found.steps, found.conditions) == ((), ("Only on Fridays.",))


def test_what_waits_and_what_ends_soon() -> None:
    """Each only for those who can do something about it."""
    ask("teacher", FOR_THE_SCHOOL)
    granted("volunteer", until=TODAY + timedelta(days=7))
    assert [len(list_waiting(viewer_of(who), on=TODAY)) for who in ("head", "chair", "clerk", "office")] == [1, 1, 0, 0]
    assert [len(list_expiring(viewer_of(who), on=TODAY)) for who in ("head", "office", "chair")] == [1, 1, 0]
    assert not list_expiring(viewer_of("head"), on=TODAY, days=6)


def test_those_who_decide_are_told_and_then_whoever_asked_and_no_mail_says_what() -> None:
    """Only that something waits."""
    row = ask("teacher", FOR_THE_SCHOOL)
    told = list(Message.objects.order_by("address").values_list("address", flat=True))
    assert told == ["gareth.pryce@oddenbrook.example", "ruth.adeyemi@oddenbrook.example"]
    yes(row, "head", "head")
    assert Message.objects.count() == 2
    yes(row, "governing-body", "chair")
    assert Message.objects.latest("written_at", "id").kind == "waiting"
    assert Message.objects.filter(address="daniel.osei@oddenbrook.example").count() == 1
    for message in Message.objects.all():
        assert "fair" not in message.body
        assert "Osei" not in message.body + message.subject


def test_no_step_is_changed_or_removed_behind_the_services() -> None:
    """The database itself refuses."""
    row = granted("teacher")
    for attempt in (
        lambda: row.steps.update(text="More."),
        lambda: row.steps.all().delete(),
        lambda: connection.cursor().execute("DELETE FROM grants_permissionstep"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert row.steps.count() == 2

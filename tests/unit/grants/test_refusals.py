"""Who may not decide, and what cannot be asked: each refusal leaves everything as it was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.grants import services
from gatepost.grants.models import Permission, PermissionStep
from gatepost.kernel.errors import Refused
from gatepost.people.states import Lent
from gatepost.people.viewer import NOBODY
from tests.conftest import NOON
from tests.unit.grants.people import (
    FOR_THE_SCHOOL,
    IMAGES,
    LAST,
    PASS,
    TODAY,
    ask,
    granted,
    leave,
    lend,
    no,
    scope,
    viewer_of,
    yes,
)

pytestmark = pytest.mark.usefixtures("school")


def refused(attempt: Callable[[], object]) -> str:
    """Return the code of a refusal that left everything as it was."""

    def kept() -> tuple[object, ...]:
        rows = Permission.objects.order_by("id").values_list("id", "state", "agreed", "granted_on")
        return (*rows, PermissionStep.objects.count(), AuditEntry.objects.count())

    before = kept()
    with pytest.raises(Refused) as refusal:
        attempt()
    assert kept() == before
    return refusal.value.code


@pytest.mark.parametrize(
    "who", ["teacher", "governor", "office", "parent", "volunteer", "technician", "deputy", "clerk", "chair"]
)
def test_only_the_head_decides_for_the_head(who: str) -> None:
    """The chair is the governing body's voice, and no head."""
    row = ask("safeguarding-lead")
    assert refused(lambda: yes(row, "head", who)) in {"no-permission", "not-named"}


@pytest.mark.parametrize("who", ["teacher", "governor", "office", "parent", "deputy", "clerk", "vice-chair", "head"])
def test_the_governing_body_speaks_through_its_chair_or_whom_it_named(who: str) -> None:
    """A governor alone is not the body, nor is the clerk who writes its minutes."""
    row = ask("safeguarding-lead", FOR_THE_SCHOOL)
    assert refused(lambda: yes(row, "governing-body", who)) in {"no-permission", "not-named"}


@pytest.mark.parametrize("who", ["head", "chair", "teacher", "deputy", "parent-apart"])
def test_the_office_decides_what_is_the_offices(who: str) -> None:
    """Not the head, whom the clause does not name."""
    row = ask("parent", PASS)
    assert refused(lambda: yes(row, "office", who)) in {"no-permission", "not-named"}


def test_nobody_decides_on_their_own_request() -> None:
    """Not the head, not whoever acts for the head, not the chair, not the office."""
    lend("deputy", Lent.HEAD)
    of_head, of_deputy, of_chair = ask("head"), ask("deputy"), ask("chair", FOR_THE_SCHOOL)
    assert refused(lambda: yes(of_head, "head", "head")) == "own-request"
    assert refused(lambda: yes(of_deputy, "head", "deputy")) == "own-request"
    assert refused(lambda: yes(of_chair, "governing-body", "chair")) == "own-request"


def test_the_heads_own_request_is_for_the_chair_alone() -> None:
    """Whoever the head lent the office to neither sees nor decides anything of the head's."""
    lend("deputy", Lent.HEAD)
    row = ask("head")
    assert refused(lambda: yes(row, "head", "deputy")) == "no-permission"
    assert yes(row, "head", "chair").state == "granted"


def test_a_governor_who_asks_does_not_count_for_the_governing_body() -> None:
    """Even where the governing body lent them its powers."""
    lend("governor", Lent.GOVERNING_BODY)
    row = ask("governor", FOR_THE_SCHOOL)
    assert refused(lambda: yes(row, "governing-body", "governor")) == "own-request"
    yes(row, "governing-body", "chair")
    assert yes(row, "head", "head").state == "granted"


def test_nobody_decides_for_two_bodies() -> None:
    """The chair decides for the head on the head's own request, and then not for the governing body as well."""
    row = ask("head", FOR_THE_SCHOOL)
    yes(row, "head", "chair")
    assert refused(lambda: yes(row, "governing-body", "chair")) == "decided-twice"
    lend("governor", Lent.GOVERNING_BODY)
    assert yes(row, "governing-body", "governor").state == "granted"


def test_whoever_acts_for_the_head_never_speaks_for_the_governing_body() -> None:
    """A member of staff who is a governor too."""
    lend("deputy", Lent.HEAD)
    row = ask("teacher", FOR_THE_SCHOOL)
    assert refused(lambda: yes(row, "governing-body", "deputy")) == "not-named"


def test_an_absent_heads_office_needs_a_recorded_delegation() -> None:
    """The deputy is nobody's head until somebody says so."""
    row = ask("teacher")
    assert refused(lambda: yes(row, "head", "deputy")) == "no-permission"
    lend("deputy", Lent.HEAD)
    assert yes(row, "head", "deputy").state == "granted"


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"since": TODAY - timedelta(days=1)}, "begins-in-the-past-since"),
        ({"since": LAST, "until": TODAY}, "backwards-until"),
        ({"until": TODAY + timedelta(days=400)}, "too-long-until"),
    ],
)
def test_days_that_cannot_be(days: dict[str, Any], code: str) -> None:
    """Permission comes before the deed, ends after it begins, and ends."""
    assert refused(lambda: ask("teacher", **days)) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"what": " … "}, "no-what"),
        ({"what": "x" * 1001}, "long-what"),
        ({"what": "a\u202eb"}, "bad-what"),
        ({"account": "two\nlines"}, "bad-account"),
        ({"in_public": ""}, "no-public"),
        ({"in_public": "Ring 07700900123"}, "names-public"),
        ({"in_public": "@mr_osei_y4"}, "names-public"),
        ({"in_public": "0161 496 0000"}, "names-public"),
        ({"in_public": "www.osei.example"}, "names-public"),
        ({"facts": {}}, "no-outlet"),
        ({"facts": {"outlet": ("moon",)}}, "no-outlet"),
        ({"facts": {"outlet": ("print",), "where": ("hall",)}}, "spare-facts"),
    ],
)
def test_a_scope_that_cannot_be(typed: dict[str, Any], code: str) -> None:
    """The code ends with the field, so that the page can say it there."""
    assert refused(lambda: ask("teacher", **typed)) == code


def test_a_scope_in_another_alphabet_is_as_good_as_any() -> None:
    """Urdu, Bengali and Polish are read by those who decide."""
    row = ask("teacher", what="گرمیوں کا میلہ\u200c", account="গ্রীষ্মের মেলা", in_public="Wiadomości o kiermaszu")
    assert yes(row, "head", "head").state == "granted"
    assert row.scope.what == "گرمیوں کا میلہ\u200c"


def test_overlapping_days_of_the_same_thing() -> None:
    """A longer request for the same does not hide behind the first."""
    ask("teacher")
    assert refused(lambda: ask("teacher", until=LAST + timedelta(days=1))) == "overlapping-since"
    ask("teacher", since=LAST + timedelta(days=1), until=LAST + timedelta(days=9))
    ask("teacher", account="Another page")
    assert Permission.objects.count() == 3


def test_a_kind_that_is_not_for_them() -> None:
    """A parent posts for nobody; a teacher needs no photo pass; what the desk gives is not asked for."""
    assert refused(lambda: ask("parent", FOR_THE_SCHOOL)) == "no-kind"
    assert refused(lambda: ask("teacher", PASS)) == "no-kind"
    for kind in ("urgent-call", "adjustment", "moonlight"):
        assert refused(lambda kind=kind: ask("teacher", kind)) == "no-kind"  # type: ignore[misc]  # a default value
    asked = scope()
    assert refused(lambda: services.ask(kind="school-name", scope=asked, by=NOBODY, at=NOON)) == "not-bound"


def test_a_governing_bodys_yes_has_a_minute_and_no_other_has() -> None:
    """Its day is over, and not before the request."""
    row = ask("teacher", FOR_THE_SCHOOL)
    assert refused(lambda: yes(row, "governing-body", "chair", minute=" ")) == "no-minute"
    assert refused(lambda: yes(row, "governing-body", "chair", met_on=None)) == "no-met_on"
    assert refused(lambda: yes(row, "governing-body", "chair", met_on=TODAY + timedelta(days=1))) == "late-met_on"
    assert refused(lambda: yes(row, "governing-body", "chair", met_on=TODAY - timedelta(days=1))) == "early-met_on"
    assert refused(lambda: yes(row, "head", "head", minute="x", met_on=TODAY)) == "spare-minute"


def test_pictures_are_given_only_with_the_words_how_everyone_was_checked() -> None:
    """Until the check itself is done here, the head says so."""
    row = ask("teacher", IMAGES)
    assert refused(lambda: yes(row, "head", "head", checked="")) == "no-checked"
    assert yes(row, "head", "head").state == "granted"


def test_a_scope_that_was_not_read_is_not_agreed_to() -> None:
    """The hash says which words somebody had before them."""
    row, other = ask("teacher"), ask("teacher", what="The winter fair")
    row.sha256 = other.sha256
    assert refused(lambda: yes(row, "head", "head")) == "other-scope"


def test_a_no_needs_its_reason() -> None:
    """Whoever asked reads it."""
    row = ask("teacher")
    assert refused(lambda: no(row, "head", "head", reason=" ")) == "no-reason"
    given = granted("volunteer")
    revoke = {"permission": given.id, "body": "head", "reason": "", "by": viewer_of("head"), "at": NOON}
    assert refused(lambda: services.revoke(**revoke)) == "no-reason"  # type: ignore[arg-type]  # as written above


def test_what_is_over_stays_over() -> None:
    """A withdrawn request is not decided; a revoked permission neither comes back nor goes again."""
    row = ask("teacher")
    services.withdraw(permission=row.id, by=viewer_of("teacher"), at=NOON)
    assert refused(lambda: yes(row, "head", "head")) == "moved-on"
    given = granted("volunteer")
    services.revoke(permission=given.id, body="head", reason="So.", by=viewer_of("head"), at=NOON)
    assert refused(lambda: yes(given, "head", "head")) == "moved-on"
    assert refused(lambda: services.give_back(permission=given.id, by=viewer_of("volunteer"), at=NOON)) == "moved-on"


def test_a_request_whose_days_are_over_is_not_decided() -> None:
    """Nor answered, if it was refused."""
    row, other = ask("teacher"), no(ask("volunteer"), "head", "head")
    late = NOON + timedelta(days=31)
    assert refused(lambda: yes(row, "head", "head", at=late)) == "days-over"
    answer = {"permission": other.id, "text": "But why?", "by": viewer_of("volunteer"), "at": late}
    assert refused(lambda: services.answer(**answer)) == "days-over"  # type: ignore[arg-type]  # as written above


def test_only_whoever_asked_takes_back_answers_and_gives_back() -> None:
    """The head does neither for them."""
    row, head = ask("teacher"), viewer_of("head")
    assert refused(lambda: services.withdraw(permission=row.id, by=head, at=NOON)) == "not-yours"
    no(row, "head", "head")
    assert refused(lambda: services.answer(permission=row.id, text="Please.", by=head, at=NOON)) == "not-yours"


def test_somebody_who_left_decides_nothing() -> None:
    """Their hats and duties of today count."""
    lend("deputy", Lent.HEAD)
    row = ask("teacher")
    leave("deputy")
    assert refused(lambda: yes(row, "head", "deputy")) == "no-permission"


def test_the_chair_gets_nothing_through_a_head_whom_the_chair_made() -> None:
    """The chair can lend the head's power; on the chair's own request the head decides in person."""
    row = ask("chair")
    lend("deputy", Lent.HEAD)
    assert refused(lambda: yes(row, "head", "deputy")) == "not-named"
    assert yes(row, "head", "head").state == "granted"


def test_a_name_in_the_public_line_is_told_to_those_alone_who_decide() -> None:
    """Whoever asks could try the names of children, one after the other."""
    row = ask("parent-apart", in_public="Photos of lena  ZIELINSKA")
    ask("parent-apart", in_public="Photos of nobody Atall", account="Elsewhere")
    assert refused(lambda: yes(row, "head", "head")) == "somebody-named"


def test_another_thing_said_the_second_time_is_no_double_click() -> None:
    """A condition, a reason or an answer that is not kept is said not to be."""
    row = ask("teacher", FOR_THE_SCHOOL)
    yes(row, "head", "head")
    assert refused(lambda: yes(row, "head", "head", text="Never on Fridays.")) == "agreed-already"
    other = no(ask("volunteer"), "head", "head")
    assert refused(lambda: no(other, "head", "head", reason="And another.")) == "moved-on"


def test_the_same_thing_is_not_given_twice_by_answering_an_old_refusal() -> None:
    """One could be taken away, and the other stay."""
    old = no(ask("teacher"), "head", "head")
    yes(ask("teacher"), "head", "head")
    answer = {"permission": old.id, "text": "Please.", "by": viewer_of("teacher"), "at": NOON}
    assert refused(lambda: services.answer(**answer)) == "overlapping-since"  # type: ignore[arg-type]  # as written above


def test_twenty_requests_of_one_person_wait_and_no_more() -> None:
    """Each writes to everybody who can decide."""
    for number in range(20):
        ask("teacher", account=f"Page {number}")
    assert refused(lambda: ask("teacher", account="One more")) == "many-waiting"
    ask("volunteer")

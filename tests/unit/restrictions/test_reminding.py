"""Are those who decide told once when the calendar brings something, and nobody else?"""

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.mail.models import Message
from gatepost.people.models import Delegation
from gatepost.restrictions.reminding import TOLD, remind
from gatepost.restrictions.states import Step
from tests.unit.restrictions.told import TODAY, WHY, day, days, decide, interim, later, person, tell, wear

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]


def mailed(number: int) -> list[str]:
    """Let the worker look twice on a day; return whom it told."""
    before = set(Message.objects.values_list("id", flat=True))
    for _ in range(2):
        remind(at=days(number))
    return sorted(Message.objects.exclude(id__in=before).values_list("person", flat=True))


def test_head_is_told_once_when_the_time_to_reply_is_over_and_on_each_review() -> None:
    """Not the day before; not again the day after; nor for what was decided meanwhile."""
    row, head = tell(), person("head").id
    assert mailed(14) == []
    assert mailed(15) == [head]
    assert mailed(16) == []
    decide(row, Step.CONFIRM, at=days(17))
    assert mailed(29) == []
    assert mailed(30) == [head]
    assert mailed(31) == []
    decide(row, Step.KEEP, at=days(31), review=day(40))
    assert (mailed(39), mailed(40), mailed(44)) == ([], [head], [])
    assert AuditEntry.objects.filter(action=TOLD).count() == 3


def test_interim_tells_again_two_days_before_it_lapses() -> None:
    """And never after; what was withdrawn tells nobody."""
    tell(interim())
    decide(tell(interim(), to="parent-apart"), Step.WITHDRAW, at=days(1))
    head = person("head").id
    assert (mailed(10), mailed(11), mailed(12), mailed(14), mailed(15)) == ([], [head], [head], [], [])


def test_who_acts_for_the_head_is_told_too_and_the_chair_about_a_head() -> None:
    """While they act; nobody about themselves; no mail says what it is."""
    Delegation.objects.create(person=person("deputy"), acts_for="head", since=TODAY, until=day(15))
    for kind in ("head", "deputy"):
        wear(kind, "parent")
    tell()
    assert mailed(15) == sorted([person("head").id, person("deputy").id])
    tell(later(reply_by=day(24), since=day(25), review=day(40)), to="deputy", at=days(16))
    assert mailed(25) == [person("head").id]
    tell(later(reply_by=day(35), since=day(36), review=day(40)), to="head", by="chair", at=days(26))
    assert mailed(36) == [person("chair").id]
    for text in (*Message.objects.values_list("body", flat=True), *AuditEntry.objects.values_list("data", flat=True)):
        assert WHY not in text
    assert not Message.objects.filter(body__icontains="restrict").exists()

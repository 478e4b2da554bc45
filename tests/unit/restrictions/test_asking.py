"""Can a parent ask that a restriction is looked at again, sooner; is it seen, answered, and kept?"""

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.people.export import download
from gatepost.restrictions import queries, services
from gatepost.restrictions.exported import SOURCES
from gatepost.restrictions.letters import get_letter
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.states import Step
from gatepost.web.restrictions.waiting import on_desk
from tests.unit.restrictions.told import answer, day, days, decide, lost, tell
from tests.unit.signoff.people import viewer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
WHY = "My daughter moves to another class next week."


def in_force() -> Restriction:
    """Return one that is in force from day 15 on."""
    row = tell()
    answer(row, at=days(2))
    decide(row, Step.CONFIRM, at=days(3))
    return row


def ask(row: Restriction, at: int, *, by: str = "parent", words: str = WHY) -> RestrictionStep:
    """Ask."""
    return services.ask_again(restriction=row.id, words=words, by=viewer_of(by), at=days(at))


@pytest.mark.parametrize("who", ["head", "parent-apart", "office", "chair"])
def test_nobody_else_asks(who: str) -> None:
    """It is the parent's own."""
    with pytest.raises(Refused, match="Only the parent"):
        ask(in_force(), 16, by=who)


def test_only_what_is_in_force_and_only_with_a_reason() -> None:
    """Before the decision one replies; after the end there is nothing to look at."""
    row = tell()
    with pytest.raises(Refused, match="not possible here any more"):
        ask(row, 1)
    answer(row, at=days(2))
    decide(row, Step.CONFIRM, at=days(3))
    with pytest.raises(Refused, match="not possible"):
        ask(row, 4)
    with pytest.raises(Refused, match="Say why"):
        ask(row, 16, words="  ")
    with pytest.raises(Refused, match="not possible"):
        ask(row, 44)


def test_request_stands_before_who_decides_until_it_is_answered() -> None:
    """On the desk and by mail; what is lost stays lost until then."""
    row = in_force()
    head, parent = viewer_of("head"), viewer_of("parent")
    before = Message.objects.count()
    ask(row, 16)
    assert Message.objects.count() == before + 1
    assert [words for _seen, words in on_desk(head, on=day(16))] == ["A parent asks you to look at a restriction again"]
    assert lost("parent", 16)
    decide(row, Step.KEEP, at=days(17), review=day(30), words="The class is still the same.")
    assert list(on_desk(head, on=day(17))) == []
    [seen] = queries.list_own(parent, on=day(17))
    assert [step.words for step in seen.steps][-2:] == [WHY, "The class is still the same."]
    assert get_letter(parent, row.id, seen.steps[-1].number, on=day(17)) is not None
    assert get_letter(parent, row.id, seen.steps[-2].number, on=day(17)) is None


def test_asked_once_until_answered_and_then_not_again_for_four_weeks() -> None:
    """The same words twice are one request."""
    row = in_force()
    first = ask(row, 16)
    assert ask(row, 16).id == first.id
    with pytest.raises(Refused, match="were not answered yet"):
        ask(row, 18, words="Please.")
    decide(row, Step.SHORTEN, at=days(20), kinds=frozenset({"no-photos"}), until=day(42), review=day(40))
    with pytest.raises(Refused, match="Ask again from"):
        ask(row, 41, words="Again.")


def test_lifted_is_an_answer_too_and_the_record_has_no_word_of_why() -> None:
    """And what the parent wrote is in what they can download."""
    row = in_force()
    ask(row, 16)
    entry = AuditEntry.objects.get(action="restriction.review-asked")
    assert (entry.subject, entry.clause, "daughter" in (entry.data or "")) == (row.id, "breaches.parents", False)
    decide(row, Step.LIFT, at=days(17))
    assert not lost("parent", 17)
    assert WHY in repr(download(SOURCES, by=viewer_of("parent"), at=days(17)))

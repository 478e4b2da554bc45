"""Is nobody decided about whose mail came back, and is whoever decides told what time is left?"""

import pytest

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.mail.models import Message
from gatepost.mail.states import State as MailState
from gatepost.people.queries import viewer_as
from gatepost.restrictions import queries, services
from gatepost.restrictions.models import Restriction
from gatepost.restrictions.reminding import TOLD, due, remind
from gatepost.restrictions.seeing import RestrictionSeen, notice_as_told, standing_of
from gatepost.restrictions.standing import LEAST_REPLY
from gatepost.restrictions.states import State, Step
from tests.unit.restrictions.test_handing import by_hand, hand
from tests.unit.restrictions.told import PHOTOS, SAID, answer, day, days, decide, interim, later, person, tell
from tests.unit.signoff.people import viewer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]


def came_back(row: Restriction, number: int = 0) -> None:
    """Let the mail to the parent of that day not be delivered."""
    changed = Message.objects.filter(person=row.person_id, written_at=days(number)).update(
        state=MailState.FAILED, body=""
    )
    assert changed == 1


def waits(row: Restriction, state: MailState = MailState.QUEUED) -> None:
    """Let the mail about a notice still be in the outbox."""
    Message.objects.filter(person=row.person_id, written_at=row.at).update(state=state, moved_at=row.at)


def went(row: Restriction, number: int) -> None:
    """Let the mail about a notice go on a day."""
    Message.objects.filter(person=row.person_id, written_at=row.at).update(
        state=MailState.SENT, body="", moved_at=days(number)
    )


def looked_at(row: Restriction, number: int) -> RestrictionSeen:
    """Return it as the head sees it on a day."""
    seen = queries.get_visible(viewer_of("head"), row.id, on=day(number))
    assert seen is not None
    return seen


def test_notice_whose_mail_came_back_is_decided_only_after_it_was_handed_over() -> None:
    """As one to a parent without an address: seven days from the day on which they got it."""
    row = tell()
    came_back(row)
    assert (looked_at(row, 15).awaits_paper, looked_at(row, 15).can_be_decided(day(15))) == (True, False)
    for step in (Step.CONFIRM, Step.CHANGE):
        with pytest.raises(Refused, match="No mail told the parent"):
            decide(row, step, at=days(15), kinds=PHOTOS, until=day(30), review=day(25))
    hand(row, 16)
    assert looked_at(row, 16).reply_by == day(16) + LEAST_REPLY
    with pytest.raises(Refused, match="The parent can reply until 26 July 2026"):
        decide(row, Step.CONFIRM, at=days(23))
    decide(row, Step.CONFIRM, at=days(24))


def test_mail_that_arrived_another_mail_that_came_back_and_another_parents_change_nothing() -> None:
    """Only the mail about the notice counts."""
    row, other = tell(), tell(to="parent-apart")
    came_back(other)
    hand(row, 3)
    came_back(row, 3)
    assert not looked_at(row, 15).awaits_paper
    decide(row, Step.CONFIRM, at=days(15))


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.SENDING])
def test_mail_that_still_waits_told_nobody(state: MailState) -> None:
    """Nothing worked for a fortnight: it is handed over, and that the mail goes after that takes no time away."""
    row = tell()
    waits(row, state)
    assert [looked_at(row, number).awaits_paper for number in (0, 7, 8, 15)] == [False, False, True, True]
    with pytest.raises(Refused, match="No mail told the parent"):
        decide(row, Step.CONFIRM, at=days(15))
    hand(row, 16)
    went(row, 17)
    with pytest.raises(Refused, match="The parent can reply until 26 July 2026"):
        decide(row, Step.CONFIRM, at=days(23))
    decide(row, Step.CONFIRM, at=days(24))


def test_mail_told_if_it_left_a_week_to_reply() -> None:
    """A day later it did not, though it went in the end."""
    in_time, late = tell(), tell(to="parent-apart")
    went(in_time, 7)
    went(late, 8)
    decide(in_time, Step.CONFIRM, at=days(15))
    with pytest.raises(Refused, match="No mail told the parent"):
        decide(late, Step.CONFIRM, at=days(15))


def test_short_notice_whose_mail_takes_a_night_told() -> None:
    """With a week to reply from its own day; another night, and it did not."""
    for number, told in ((1, True), (2, False)):
        row = tell(later(reply_by=day(7)), to="parent" if told else "parent-apart")
        went(row, number)
        assert looked_at(row, 8).can_be_decided(day(8)) is told


def test_letter_about_a_notice_that_never_came_is_never_too_late() -> None:
    """That its mail came back was known only after the decision: what the parent writes then is kept."""
    row, told = tell(), tell(to="parent-apart")
    for one in (row, told):
        decide(one, Step.CONFIRM, at=days(15))
    came_back(row)
    letter = {"words": SAID, "got_on": day(20), "had": 1, "by": viewer_of("head"), "at": days(21)}
    services.record_reply(restriction=row.id, **letter)  # type: ignore[arg-type]  # as written above
    seen = looked_at(row, 21)
    assert (seen.now.has_reply, seen.now.state, seen.steps[-1].words) == (True, State.IN_FORCE, SAID)
    with pytest.raises(Refused, match="The last day to reply was 17 July 2026"):
        services.record_reply(restriction=told.id, **letter)  # type: ignore[arg-type]  # as written above


def test_mail_to_an_entry_that_was_joined_since_counts_too() -> None:
    """The parent is the same."""
    row, whole = tell(), person("parent-apart")
    came_back(row)
    row.person.merged_into = whole
    row.person.save(update_fields=["merged_into"])
    assert looked_at(row, 15).awaits_paper


def test_whoever_replied_on_their_page_had_read_it() -> None:
    """Whatever became of the mail; and it can be withdrawn at any time."""
    row = tell()
    came_back(row)
    answer(row, at=days(2))
    decide(row, Step.CONFIRM, at=days(3))
    other = tell(to="parent-apart")
    came_back(other)
    decide(other, Step.WITHDRAW, at=days(3))


@pytest.mark.parametrize(("at_once", "number"), [(False, 42), (True, 14)])
def test_whom_no_mail_told_can_reply_until_it_lapses_or_was_handed_over(at_once: bool, number: int) -> None:  # noqa: FBT001  # a parameter
    """No time has begun: a reply long after the notice's own last day is heard, and what has lapsed stays so."""
    row = tell(interim() if at_once else None)
    came_back(row)
    last = looked_at(row, number).notice.decide_by
    assert (last, looked_at(row, number).awaits_reply(last)) == (day(number), True)
    answer(row, at=days(number))
    decide(row, Step.CONFIRM, at=days(number))
    late = tell(interim(), to="parent-apart")
    came_back(late)
    with pytest.raises(Refused, match="Lapsed"):
        answer(late, by="parent-apart", at=days(15))


def test_once_it_was_handed_over_its_last_day_counts() -> None:
    """As of any other notice."""
    row = tell(interim())
    came_back(row)
    hand(row, 1)
    with pytest.raises(Refused, match="The last day to reply was 13 July 2026"):
        answer(row, at=days(11))


def test_nobody_is_told_that_a_time_is_over_that_has_not_begun() -> None:
    """The reminder asks what became of the mail too."""
    row = tell()
    came_back(row)
    mails = Message.objects.count()
    remind(at=days(15))
    assert Message.objects.count() == mails
    other = tell(to="parent-apart", at=days(1))
    remind(at=days(16))
    assert (Message.objects.count() > mails + 1, other.on_paper) == (True, False)


def test_who_decides_is_mailed_once_before_it_is_too_late_to_hand_over() -> None:
    """Two days before, for a notice without a mail and for one whose mail came back; not once it was handed over or replied to."""
    rows = [by_hand(at_once=True), tell(interim()), tell(interim(), to="parent-apart")]
    came_back(rows[1])
    for number, told in ((3, 0), (4, 2), (5, 2), (7, 2)):
        remind(at=days(number))
        found = AuditEntry.objects.filter(action=TOLD, data__contains="hand-over").values_list("subject", flat=True)
        assert (set(found), len(found)) == ({row.id for row in rows[:told]}, told)
    assert Message.objects.filter(person=person("head").id, written_at=days(4)).count() == 2
    handed, replied = by_hand(at_once=True), by_hand(at_once=True)
    for row in (handed, replied):
        assert "hand-over" in str(due(notice_as_told(row, on=day(5)), standing_of(row, on=day(5)), on=day(5)))
    hand(handed, 5)
    services.reply(restriction=replied.id, words="No.", by=viewer_as(replied.person, day(5)), at=days(5))
    for row in (handed, replied):
        assert "hand-over" not in str(due(notice_as_told(row, on=day(5)), standing_of(row, on=day(5)), on=day(5)))


def test_decision_that_no_mail_told_is_to_be_posted() -> None:
    """To whom there is no address, or whose mail came back; the last one, and no other."""
    row = by_hand()
    hand(row, 1)
    assert looked_at(row, 2).to_post is None
    decide(row, Step.CONFIRM, at=days(15))
    seen = looked_at(row, 15).to_post
    assert seen is not None
    assert (seen.step, seen.number) == (Step.CONFIRM, 2)
    told = tell()
    answer(told, at=days(1))
    decide(told, Step.CONFIRM, at=days(2))
    assert looked_at(told, 2).to_post is None
    came_back(told, 2)
    assert looked_at(told, 2).to_post is not None
    decide(told, Step.LIFT, at=days(4))
    assert looked_at(told, 4).to_post is None


def test_last_day_to_hand_over_leaves_one_day_to_decide() -> None:
    """A day later it lapses, the last day to reply with it, and the refusal says so."""
    row = by_hand(at_once=True)
    assert looked_at(row, 0).notice.hand_by == day(6)
    assert [looked_at(row, number).lapses_unheard(day(number)) for number in (6, 7)] == [False, True]
    hand(row, 7)
    seen = looked_at(row, 8)
    assert (seen.reply_by, seen.notice.decide_by, seen.lapses_unheard(day(8))) == (day(14), day(14), True)
    with pytest.raises(Refused, match=r"handed over too late: it lapses after 17 July 2026"):
        decide(row, Step.CONFIRM, at=days(14))
    in_time = by_hand(at_once=True)
    hand(in_time, 6)
    assert not looked_at(in_time, 7).lapses_unheard(day(7))
    decide(in_time, Step.CONFIRM, at=days(14))


def test_time_to_reply_never_outlasts_the_notice() -> None:
    """What the parent reads as their last day is one on which they can reply."""
    row = by_hand(at_once=True)
    hand(row, 12)
    assert looked_at(row, 12).reply_by == day(14)
    assert not tell(interim()).on_paper

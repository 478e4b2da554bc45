"""Is a notice that no mail told decided only after it was handed over and read, whoever writes to the database?"""

from importlib import import_module

import pytest
from django.db import connection

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import new_id
from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.restrictions import handing, queries, services
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.queries import held
from gatepost.restrictions.reminding import due
from gatepost.restrictions.seeing import notice_of, standing_of
from gatepost.restrictions.standing import LEAST_REPLY
from gatepost.restrictions.states import State, Step
from tests.conftest import NOON
from tests.unit.agreements.test_unchanging import refused
from tests.unit.restrictions.told import PHOTOS, TODAY, answer, day, days, decide, interim, later, person, tell
from tests.unit.signoff.people import viewer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
HOW = "Mrs Cowley did, in person, at the office."


def by_hand(*, at_once: bool = False) -> Restriction:
    """Give a notice to a parent without an address."""
    school = person("parent").school
    nobody = people.add_with_hat(
        school=school, name="Olena Koval", email="", hat=Hat.PARENT, since=TODAY, by=SETUP, at=NOON
    )
    wanted = interim() if at_once else later()
    return services.give_notice(person=nobody.id, wanted=wanted, by=viewer_of("head"), at=NOON)


def hand(row: Restriction, on: int, *, at: int | None = None, by: str = "head", words: str = HOW) -> RestrictionStep:
    """Record that it was handed over."""
    moment = days(on if at is None else at)
    had = row.steps.count()
    return services.record_handed(restriction=row.id, words=words, on=day(on), had=had, by=viewer_of(by), at=moment)


def test_it_is_not_confirmed_before_it_was_handed_over_and_the_time_to_reply_passed_since() -> None:
    """However long ago the notice was written; withdrawn it can be at any time."""
    row = by_hand()
    for step in (Step.CONFIRM, Step.CHANGE):
        with pytest.raises(Refused, match="No mail told the parent"):
            decide(row, step, at=days(20), kinds=PHOTOS, until=day(30), review=day(25))
    hand(row, 18, at=20)
    for number in (20, 25):
        with pytest.raises(Refused, match=r"The parent can reply until 28 July 2026"):
            decide(row, Step.CONFIRM, at=days(number))
    decide(row, Step.CONFIRM, at=days(26))
    assert held(row.person_id, on=day(26)) == PHOTOS


def test_handed_over_early_the_notices_own_last_day_stands() -> None:
    """And a reply is taken until the later of the two."""
    row = by_hand()
    hand(row, 1)
    with pytest.raises(Refused, match=r"until 17 July 2026"):
        decide(row, Step.CONFIRM, at=days(14))
    decide(row, Step.CONFIRM, at=days(15))


def test_of_two_records_the_later_day_counts() -> None:
    """Whoever mistyped the day puts it right, and takes no time from the parent."""
    row = by_hand()
    hand(row, 2, at=12)
    hand(row, 11, at=12)
    [seen] = queries.list_visible(viewer_of("head"), on=day(12))
    assert seen.reply_by == day(11) + LEAST_REPLY


def test_what_counts_at_once_counts_before_it_was_handed_over_and_lapses_all_the_same() -> None:
    """It protects at once; nobody confirms it unheard, and it does not go on for that."""
    row = by_hand(at_once=True)
    assert held(row.person_id, on=TODAY) == PHOTOS
    with pytest.raises(Refused, match="No mail told the parent"):
        decide(row, Step.CONFIRM, at=days(12))
    hand(row, 12)
    assert standing_of(row, on=day(15)).state is State.LAPSED
    assert held(row.person_id, on=day(15)) == frozenset()


@pytest.mark.parametrize("who", ["office", "parent", "safeguarding-lead", "chair", "teacher"])
def test_only_who_decides_records_it(who: str) -> None:
    """The office learns neither that a notice waits nor why."""
    with pytest.raises(Refused):
        hand(by_hand(), 1, by=who)


def test_days_that_cannot_be_are_refused_and_a_stale_page_too() -> None:
    """Before the notice, tomorrow; without words; and what somebody else recorded first."""
    row = by_hand()
    for on, at in ((-1, 3), (4, 3)):
        with pytest.raises(Refused, match="The day on which they got it"):
            hand(row, on, at=at)
    with pytest.raises(Refused, match="Say who handed it over"):
        hand(row, 3, words=" ")
    with pytest.raises(Refused, match="Something came in"):
        services.record_handed(restriction=row.id, words=HOW, on=day(1), had=3, by=viewer_of("head"), at=days(1))
    decide(row, Step.WITHDRAW, at=days(3))
    with pytest.raises(Refused, match="not possible here any more"):
        hand(row, 3)


def test_whoever_replied_on_their_page_has_read_it() -> None:
    """A notice by mail needs no handing over; recording it takes nothing and gives nothing."""
    row = tell()
    hand(row, 13)
    assert queries.list_visible(viewer_of("head"), on=day(13))[0].reply_by == day(14)
    answer(row, at=days(13))
    decide(row, Step.CONFIRM, at=days(13))


def test_record_says_that_it_was_handed_over_and_not_by_whom() -> None:
    """With clause and edition; no mail tells of the end of a time that has not begun."""
    row = by_hand()
    hand(row, 2)
    entry = AuditEntry.objects.get(action="restriction.handed-over")
    assert (entry.clause, bool(entry.edition), "Cowley" in entry.data) == ("breaches.parents", True, False)
    other = by_hand(at_once=True)
    assert "time-to-reply-over" not in str(due(notice_of(other), standing_of(other, on=day(13)), on=day(13)))


def test_database_refuses_it_too_whoever_writes() -> None:
    """Not handed over; handed over and not read; then it takes it."""
    row = by_hand()
    assert refused(lambda: _write(row, 1, Step.CONFIRM, 30))
    hand(row, 18, at=20)
    assert refused(lambda: _write(row, 2, Step.CONFIRM, 24))
    assert refused(lambda: _write(row, 2, Step.CHANGE, 24))
    _write(row, 2, Step.CONFIRM, 25)


def test_database_takes_what_a_mail_told_and_what_was_replied_to() -> None:
    """The trigger is about paper alone."""
    _write(tell(), 1, Step.CONFIRM, 1)
    row = by_hand()
    _write(row, 1, Step.REPLY, 2)
    _write(row, 2, Step.CONFIRM, 3)


def test_step_without_the_day_and_a_day_on_another_step_are_refused() -> None:
    """By the database itself."""
    row = by_hand()
    assert refused(lambda: _write(row, 1, Step.HAND, 2))


def _write(row: Restriction, number: int, step: Step, at: int) -> None:
    """Write a step past the services."""
    RestrictionStep.objects.create(
        id=new_id(),
        restriction=row,
        number=number,
        step=step.value,
        words="So.",
        edition=row.edition,
        by=Person.objects.get(id=viewer_of("head").person_id),
        at=days(at),
    )


def test_migration_says_what_the_code_says() -> None:
    """Its texts are its own, so that an old database can be built; and its days are those of the rules."""
    migration = import_module("gatepost.restrictions.migrations.0003_handed")
    for vendor in ("sqlite", "postgresql"):
        assert list(migration.CREATE[vendor]) == handing.create_statements(vendor)
        assert list(migration.DROP[vendor]) == handing.drop_statements(vendor)
        assert str(LEAST_REPLY.days) in " ".join(handing.create_statements(vendor))


def test_every_trigger_is_there_after_the_tables_were_changed() -> None:
    """SQLite writes a changed table anew, and would lose them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'restrictions_%'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'restrictions_%'")
        found = {name for (name,) in cursor.fetchall()}
    assert handing.NAME in found
    assert len(found) == 7

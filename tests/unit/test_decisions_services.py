"""Is a question counted once for each hat and clause, with nothing of who asked, whatever else happens?"""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings

from gatepost.audit.models import AuditEntry
from gatepost.decisions import services
from gatepost.decisions.models import QuestionCount
from gatepost.people.models import School
from gatepost.people.services import open_school
from gatepost.people.viewer import SETUP
from gatepost.policy import Situation, decide, default_pack
from tests.unit.policy.asking import ask, situations

AT = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
MONDAY = date(2026, 6, 29)
WRITERS, EACH = 32, 4


@pytest.fixture
def school(db: None) -> School:
    """A school that nobody belongs to."""
    return open_school(name="Oddenbrook Primary School", by=SETUP, at=AT)


def counted() -> dict[tuple[str, str, str], int]:
    """Return what was counted: hat, clause, verdict, how often."""
    return {(one.hat, one.clause, one.verdict): one.count for one in QuestionCount.objects.all()}


def test_question_is_counted_by_week_hat_and_clause(school: School) -> None:
    """Twice asked is a count of two, not two rows."""
    answer = ask(hats=["parent"], act="take-photos", where="at-event")
    services.count_asked(school=school.id, answer=answer, at=AT)
    services.count_asked(school=school.id, answer=answer, at=AT)
    assert counted() == {("parent", clause, answer.verdict): 2 for clause in answer.clauses}
    assert set(QuestionCount.objects.values_list("week", "act")) == {(MONDAY, "take-photos")}


def test_each_hat_is_counted_with_its_own_clauses(school: School) -> None:
    """A parent who is staff: what binds staff is not counted against parents."""
    both = ask(hats=["staff", "parent"], act="befriend", person={"is": "pupil"})
    services.count_asked(school=school.id, answer=both, at=AT)
    expected: dict[tuple[str, str, str], int] = {}
    for hat in ("staff", "parent"):
        alone = ask(hats=[hat], act="befriend", person={"is": "pupil"})
        expected |= {(hat, clause, alone.verdict): 1 for clause in alone.clauses or ("",)}
    assert counted() == expected
    assert {hat for hat, _, _ in expected} == {"staff", "parent"}


@pytest.mark.parametrize(
    ("at", "monday"),
    [
        (datetime(2026, 6, 28, 22, 59, tzinfo=UTC), date(2026, 6, 22)),
        (datetime(2026, 6, 28, 23, 1, tzinfo=UTC), date(2026, 6, 29)),
        (datetime(2026, 1, 4, 23, 59, tzinfo=UTC), date(2025, 12, 29)),
    ],
)
def test_week_begins_on_monday_in_london(school: School, at: datetime, monday: date) -> None:
    """In summer an hour before it does in UTC."""
    services.count_asked(school=school.id, answer=ask(hats=["parent"], act="take-photos"), at=at)
    assert set(QuestionCount.objects.values_list("week", flat=True)) == {monday}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(situations())
def test_any_answer_can_be_counted(school: School, situation: Situation) -> None:
    """The database's constraints hold for whatever the policy says: a silence has no clause, all else has one."""
    QuestionCount.objects.all().delete()
    services.count_asked(school=school.id, answer=decide(default_pack(), situation), at=AT)
    assert {hat for hat, _, _ in counted()} == set(situation.hats)


def test_nothing_is_kept_of_a_person_and_nothing_is_recorded(school: School) -> None:
    """Neither a column for one, nor an entry that would say when."""
    entries = AuditEntry.objects.count()
    services.count_asked(school=school.id, answer=ask(hats=["parent"], act="take-photos"), at=AT)
    columns = {field.column for field in QuestionCount._meta.local_fields if field.column}
    assert columns == {"school_id", "week", "hat", "clause", "act", "verdict", "count"}
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("name", ["", "no-such-school"])
def test_question_to_no_school_is_counted_nowhere(db: None, name: str) -> None:
    """And whoever asked notices nothing."""
    services.count_asked(school=name, answer=ask(hats=["parent"], act="take-photos"), at=AT)
    assert counted() == {}


def test_database_that_refuses_breaks_no_answer(school: School, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged without what was asked, and what else the request writes still can be."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE decisions_questioncount RENAME TO elsewhere")
    services.count_asked(school=school.id, answer=ask(hats=["parent"], act="take-photos"), at=AT)
    assert "a question was not counted" in caplog.text
    assert not any(word in caplog.text for word in ("parent", "photo", "INSERT", "elsewhere"))
    assert School.objects.filter(id=school.id).exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_counted(caplog: pytest.LogCaptureFixture) -> None:
    """Thirty-two threads with connections of their own, on rows that overlap: none lost, none stuck."""
    school = open_school(name="Oddenbrook Primary School", by=SETUP, at=AT)
    answers = [
        ask(hats=["staff", "parent"], act="take-photos"),
        ask(hats=["parent", "governor"], act="take-photos"),
        ask(hats=["staff", "governor", "volunteer"], act="take-photos"),
    ]

    def work(number: int) -> None:
        for turn in range(EACH):
            services.count_asked(school=school.id, answer=answers[(number + turn) % len(answers)], at=AT)

    in_threads(WRITERS, work)
    assert caplog.text == ""
    asked = [answers[(number + turn) % len(answers)] for number in range(WRITERS) for turn in range(EACH)]
    for hat in ("staff", "governor", "volunteer", "parent"):
        times = sum(hat in answer.situation.hats for answer in asked)
        assert {count for (worn, _, _), count in counted().items() if worn == hat} == {times}


def in_threads(count: int, work: Callable[[int], None]) -> None:
    """Run `work` in threads that start together."""
    start = threading.Barrier(count)

    def one(number: int) -> None:
        start.wait()
        try:
            work(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

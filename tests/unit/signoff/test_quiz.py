"""Are questions asked of whom they are for, in an order that nobody can change, and does nothing of how it went stay?"""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.people import services as people
from gatepost.people.export import download
from gatepost.people.models import Person
from gatepost.people.states import Hat
from gatepost.people.viewer import SETUP
from gatepost.policy import default_pack
from gatepost.policy.schema import VERDICTS
from gatepost.signoff import services
from gatepost.signoff.exported import SOURCES
from gatepost.signoff.models import QuestionsDone, SignOff
from gatepost.signoff.queries import did_questions_as
from gatepost.signoff.quiz import Quiz, Tried, own_quiz, quiz_for, quiz_left
from gatepost.signoff.states import Answer
from tests.conftest import NOON
from tests.unit.signoff.people import TODAY, agree, decline, do_questions, edition, new_edition, viewer_of
from tests.unit.signoff.test_refusals import refused

PACK = default_pack()


def answered(quiz: Quiz, *, wrong: int = 0) -> tuple[Tried, ...]:
    """Answer until it is done, the first so many wrong."""
    tried: tuple[Tried, ...] = ()
    while asked := quiz.ask(tried):
        other = next(verdict for verdict in VERDICTS if verdict != asked.verdict)
        tried = (*tried, Tried(asked.id, other if len(tried) < wrong else asked.verdict))
    return tried


@pytest.mark.usefixtures("school")
def test_nobody_of_staff_agrees_before_the_questions_whatever_they_send() -> None:
    """They may look, read and say no; the office's own word does not do it for them, nor does another edition's."""
    own, teacher = edition(), viewer_of("teacher")
    sign: dict[str, Any] = {
        "edition": own.id,
        "expected_sha256": own.sha256,
        "name": "Daniel Osei",
        "by": teacher,
        "at": NOON,
    }
    assert refused(lambda: services.sign(**sign)) == "questions-first"
    assert refused(lambda: services.sign(**{**sign, "by": replace(teacher, hats=frozenset())})) == "questions-first"
    services.sign(**sign, level=Answer.READ)
    decline(teacher, own)
    do_questions(teacher, own)
    assert agree(teacher, own).answer == "agreed"
    other = new_edition("Winter edition", TODAY + timedelta(days=1))
    later = {**sign, "edition": other.id, "expected_sha256": other.sha256, "at": NOON + timedelta(days=1)}
    assert refused(lambda: services.sign(**later)) == "questions-first"


@pytest.mark.usefixtures("school")
def test_questions_are_not_done_by_saying_so() -> None:
    """Nothing tried, something wrong, another's questions, one right answer three times, an old edition, a parent."""
    own, teacher = edition(), viewer_of("teacher")
    done: dict[str, Any] = {"edition": own.id, "expected_sha256": own.sha256, "by": teacher, "at": NOON}
    right = answered(own_quiz(teacher, on=TODAY))
    for tried in ((), right[:-1], (right[0],) * 3, [replace(one, verdict="may or not") for one in right]):
        assert refused(lambda tried=tried: services.finish_questions(**done, tried=tried)) == "questions-open"  # type: ignore[misc]  # bound at once
    assert refused(lambda: services.finish_questions(**{**done, "expected_sha256": "0"}, tried=right)) == "other-words"
    parent = {**done, "by": viewer_of("parent")}
    assert refused(lambda: services.finish_questions(**parent, tried=right)) == "no-questions"
    new_edition("Winter edition", TODAY + timedelta(days=1))
    late = {**done, "at": NOON + timedelta(days=1)}
    assert refused(lambda: services.finish_questions(**late, tried=right)) == "superseded"
    assert not QuestionsDone.objects.exists()


@pytest.mark.usefixtures("school")
def test_school_learns_that_it_was_done_and_nothing_of_how() -> None:
    """Once, however often it is sent; its owner finds it in what they take along."""
    own, teacher = edition(), viewer_of("teacher")
    assert quiz_left(teacher, own.id, on=TODAY).wanted > 0
    tried = answered(own_quiz(teacher, on=TODAY), wrong=4)
    for _again in range(2):
        services.finish_questions(edition=own.id, expected_sha256=own.sha256, tried=tried, by=teacher, at=NOON)
    row = QuestionsDone.objects.get()
    entry = AuditEntry.objects.get(action="signoff.questions-done")
    assert (entry.subject, entry.actor, json.loads(entry.data)) == (
        row.id,
        teacher.person_id,
        {"edition": own.id, "hats": "staff"},
    )
    with connection.cursor() as cursor:
        tables = connection.introspection.get_table_description(cursor, QuestionsDone._meta.db_table)
    assert {column.name for column in tables} == {"id", "person_id", "edition_id", "hats", "at"}
    assert quiz_left(teacher, own.id, on=TODAY).wanted == 0
    assert not did_questions_as(viewer_of("head"), own.id)
    *_others, part = download(SOURCES, by=teacher, at=NOON)
    assert len(part.rows) == 1


@pytest.mark.usefixtures("school")
def test_governor_who_becomes_staff_is_asked_what_staff_are_and_nothing_again() -> None:
    """What they answered as a governor is taken for nothing."""
    own, governor = edition(), viewer_of("governor")
    as_governor = answered(own_quiz(governor, on=TODAY))
    agree(governor, own)
    person = Person.objects.get(id=governor.person_id)
    people.give_hat(person=person, hat=Hat.STAFF, since=TODAY, by=SETUP, at=NOON)
    both = viewer_of("governor")
    said: dict[str, Any] = {"edition": own.id, "expected_sha256": own.sha256, "by": both, "at": NOON}
    with pytest.raises(Refused, match="answer the questions"):
        services.sign(name="Somebody", **said)
    assert {each.situation.hats for each in quiz_left(both, own.id, on=TODAY).questions.values()} == {("staff",)}
    with pytest.raises(Refused, match="still a question"):
        services.finish_questions(tried=as_governor, **said)
    assert agree(both, own).hats == "governor,staff"
    assert list(QuestionsDone.objects.order_by("hats").values_list("hats", flat=True)) == ["governor", "staff"]
    assert quiz_left(both, own.id, on=TODAY).wanted == 0


@pytest.mark.usefixtures("school")
def test_parent_is_asked_nothing_and_whoever_is_both_signs_once() -> None:
    """The questions are those of staff."""
    parent, both = viewer_of("parent"), viewer_of("parent-staff")
    assert own_quiz(parent, on=TODAY).wanted == 0
    assert agree(parent, edition()).answer == "agreed"
    assert {each.situation.hats for each in own_quiz(both, on=TODAY).questions.values()} == {("staff",)}
    assert agree(both, edition()).hats == "parent,staff"
    assert SignOff.objects.count() == 2


def test_several_hats_have_questions_of_each() -> None:
    """In turns."""
    quiz = quiz_for(PACK, ("parent", "governor", "staff"), "somebody")
    asked = [quiz.questions[one.question].situation.hats[0] for one in answered(quiz)]
    assert asked == ["staff", "governor", "staff"]
    everything = quiz_for(PACK, ("staff", "governor", "volunteer", "parent"), "somebody")
    assert {everything.questions[one.question].situation.hats[0] for one in answered(everything)} == {
        "staff",
        "governor",
        "volunteer",
    }


def test_draw_is_the_same_for_one_and_another_for_others() -> None:
    """Whoever loads the page again, or signs in again, is asked the same."""
    first = [quiz_for(PACK, ("staff",), person).ask(()) for person in ("a", "a", "b", "c", "d")]
    assert first[0] == first[1]
    assert len(set(map(str, first))) > 1


@pytest.mark.parametrize("left", [0, 1, 2])
def test_pack_with_few_questions_asks_as_many_as_there_are(left: int) -> None:
    """None: there is no quiz; a wrong answer to the only one asks it again."""
    few = [one for one in PACK.scenarios if one.situation.hats == ("staff",) and one.clauses][:left]
    quiz = quiz_for(replace(PACK, scenarios=tuple(few), sha256=f"few {left}"), ("staff",), "somebody")
    assert quiz.wanted == left
    assert len(answered(quiz, wrong=3)) == (left + 3 if left else 0)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(VERDICTS), max_size=60), st.sets(st.sampled_from(["staff", "governor", "volunteer"])))
def test_quiz_always_ends_with_the_right_answers_and_never_repeats_while_there_is_another(
    guesses: list[str], hats: set[str]
) -> None:
    """Whatever is guessed."""
    quiz = quiz_for(PACK, hats, "somebody")
    tried: tuple[Tried, ...] = ()
    for guess in guesses:
        asked = quiz.ask(tried)
        if asked is None:
            break
        before = {one.question for one in tried}
        fresh = {each.id for each in quiz.questions.values() if each.situation.hats == asked.situation.hats} - before
        assert asked.id not in before or not fresh
        tried = (*tried, Tried(asked.id, guess))
    assert (quiz.ask(tried) is None) == (len(quiz.right(tried)) >= quiz.wanted)

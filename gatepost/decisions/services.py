"""How is a question counted?

One more for each hat that was asked for and each clause that decided for it:

    count_asked(school=school_id, answer=decide(edition, situation), at=now())

The one write without ``by=`` and without an entry in the record: an entry would say who asked and when (docs/adr/0014).
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import Error as AnyDatabaseError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from gatepost.decisions.models import QuestionCount
from gatepost.decisions.rules import monday_of
from gatepost.kernel.clock import in_utc
from gatepost.people.models import School
from gatepost.policy import Answer, decide

log = logging.getLogger(__name__)


def count_asked(*, school: str, answer: Answer, at: datetime) -> None:
    """Count an answer that somebody was given, in the week of ``at`` (aware).

    ``school`` is a school's id; nothing is counted for one that is not there, a blank one included. A database that
    refuses is logged without what was asked, and whoever asked gets their answer all the same.
    """
    week = monday_of(localdate(in_utc(at)))
    counts = sorted(_counts(school, week, answer), key=lambda one: (one.hat, one.clause, one.verdict))
    try:
        _add_one_to_each(school, counts)
    except AnyDatabaseError as refused:
        log.error("a question was not counted: %s", type(refused).__name__)  # noqa: TRY400  # the type says it all


def _counts(school: str, week: date, answer: Answer) -> Iterator[QuestionCount]:
    """Yield what is counted: each hat is judged alone, as if nobody had asked with two."""
    for hat in answer.situation.hats:
        alone = decide(answer.edition, replace(answer.situation, hats=(hat,)))
        for clause in alone.clauses or ("",):
            yield QuestionCount(
                school_id=school, week=week, hat=hat, clause=clause, act=answer.situation.act, verdict=alone.verdict
            )


@transaction.atomic
def _add_one_to_each(school: str, counts: list[QuestionCount]) -> None:
    """Add one to each row, in an order that is the same for everybody: writers queue and never wait in a ring."""
    if not School.objects.filter(id=school).exists():
        return
    QuestionCount.objects.bulk_create(counts, ignore_conflicts=True)  # of two first callers, one waits for the other
    for one in counts:
        QuestionCount.objects.filter(pk=one.pk).update(count=F("count") + 1)

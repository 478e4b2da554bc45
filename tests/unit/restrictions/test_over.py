"""Does what is over, kept for a year, cost the desk nothing?"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gatepost.kernel.ids import new_id
from gatepost.restrictions import queries
from gatepost.restrictions.models import Restriction
from gatepost.restrictions.states import OPEN, State, Step
from gatepost.web.restrictions.waiting import on_desk, waiting
from tests.unit.restrictions.told import TODAY, again, answer, day, days, decide, interim, later, tell
from tests.unit.signoff.people import viewer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
MANY = 200
AFTERWARDS = (3, 10, 14, 15, 43, 44, 50)


def test_open_is_what_stands_open_and_at_most_what_lapsed_of_late() -> None:
    """For who decides and for the parent, on days after all that was done: as the states say it."""
    decide(tell(), Step.WITHDRAW, at=days(1))
    row = tell(later(kinds=frozenset({"no-phone"})), at=days(1))
    answer(row, at=days(2))
    decide(row, Step.CONFIRM, at=days(3))
    tell(interim(), to="parent-apart")
    for number in AFTERWARDS:
        on = day(number)
        for viewer, all_of, open_of in (
            (viewer_of("head"), queries.list_visible, queries.list_open),
            (viewer_of("parent"), queries.list_own, queries.list_own_open),
        ):
            found = {each.id for each in open_of(viewer, on=on)}
            stand = {each.id: each.now.state for each in all_of(viewer, on=on)}
            assert {each for each, state in stand.items() if state in OPEN} <= found
            assert {stand[each] for each in found} <= {*OPEN, State.LAPSED}
    assert queries.list_open(again("office"), on=TODAY) == ()


def test_desk_reads_no_notice_that_is_over() -> None:
    """As many statements, and none of the old rows, after years of them."""
    tell(interim())
    before = _cost()
    model = Restriction.objects.get()
    old = timedelta(days=300)
    for _ in range(MANY):
        row = Restriction.objects.get(id=model.id)
        row.id, row._state.adding = new_id(), True  # a copy of a row is a new row
        row.since, row.until, row.review, row.reply_by, row.at = (
            row.since - old,
            row.until - old,
            row.review - old,
            row.reply_by - old,
            row.at - old,
        )
        row.save(force_insert=True)
    assert _cost() == before
    assert len(queries.list_visible(viewer_of("head"), on=TODAY)) == MANY + 1


def _cost() -> tuple[int, int]:
    """Return how many statements and notices the desk and the pages of head and parent read."""
    head, parent = viewer_of("head"), viewer_of("parent")
    read: list[str] = []
    of_db = Restriction.from_db

    def counted(*args: Any) -> Restriction:
        row = of_db(*args)
        read.append(row.id)
        return row

    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as asked:
        patch.setattr(Restriction, "from_db", counted)
        list(on_desk(head, on=TODAY))
        list(waiting(head, on=TODAY))
        list(waiting(parent, on=TODAY))
        queries.list_in_force(head, on=TODAY)
    return len(asked), len(read)

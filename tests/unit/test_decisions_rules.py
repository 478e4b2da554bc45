"""Can a small number be worked out from what is shown? And are weeks and stretches of weeks what they say?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatepost.decisions.rules import FIRST_MONDAY, SMALLEST_SHOWN, STRETCH, Cell, Weeks, monday_of, publish
from gatepost.kernel.errors import ProgrammingMistake
from gatepost.policy.schema import HATS

CELLS = st.builds(
    lambda subject, hat: Cell(clause=subject[0], act=subject[1], hat=hat),
    st.sampled_from([("conduct.1", ""), ("conduct.5", ""), ("", "befriend"), ("", "publish")]),
    st.sampled_from(HATS),
)
COUNTS = st.dictionaries(CELLS, st.integers(0, 3 * SMALLEST_SHOWN))
SMALL = st.integers(1, SMALLEST_SHOWN - 1)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(COUNTS, st.data())
def test_any_small_number_could_be_any_other_without_a_trace(counts: dict[Cell, int], data: st.DataObject) -> None:
    """The strongest form of "cannot be worked out": what is shown is the same, totals and order included."""
    other = {
        cell: data.draw(SMALL, label=str(cell)) if 0 < count < SMALLEST_SHOWN else count
        for cell, count in counts.items()
    }
    assert publish(other) == publish(counts)


@given(COUNTS)
def test_what_is_shown_is_true_and_nothing_is_left_out(counts: dict[Cell, int]) -> None:
    """Each number that is shown is the number; a hidden one is small; a total is never more than was asked."""
    shown = {Cell(row.clause, row.act, hat): count for row in publish(counts) for hat, count in row.by_hat.items()}
    assert set(shown) == {cell for cell, count in counts.items() if count}
    assert all(counts[cell] == count if count is not None else counts[cell] < 5 for cell, count in shown.items())
    for row in publish(counts):
        total = sum(counts.get(Cell(row.clause, row.act, hat), 0) for hat in HATS)
        assert row.at_least <= total
        assert not row.is_exact or row.at_least == total


def test_rows_stand_with_the_most_asked_first() -> None:
    """As far as may be known: four questions and one are the same."""
    counts = {
        Cell("b", "", "staff"): 1,
        Cell("c", "", "staff"): 9,
        Cell("a", "", "staff"): 4,
        Cell("", "x", "staff"): 5,
    }
    assert [row.clause or row.act for row in publish(counts)] == ["c", "x", "a", "b"]


@given(DAYS)
def test_every_day_is_in_one_week_and_one_stretch(day: date) -> None:
    """Mondays, and four weeks that overlap no others."""
    monday, weeks = monday_of(day), Weeks.holding(day)
    assert (monday.weekday(), weeks.first.weekday(), weeks.last.weekday()) == (0, 0, 6)
    assert timedelta(0) <= day - monday < timedelta(weeks=1)
    assert weeks.first <= monday <= day <= weeks.last
    assert (weeks.before.last, weeks.after.first) == (
        weeks.first - timedelta(days=1),
        weeks.last + timedelta(days=1),
    )


@given(DAYS)
def test_stretch_off_the_grid_is_refused(day: date) -> None:
    """Two that overlap would tell the difference."""
    if day == Weeks.holding(day).first:
        assert Weeks(day).first == day
    else:
        with pytest.raises(ProgrammingMistake):
            Weeks(day)


def test_stretch_is_over_when_its_last_sunday_is() -> None:
    """Not on that Sunday: somebody may still ask."""
    weeks = Weeks(FIRST_MONDAY)
    assert not weeks.is_over(weeks.last)
    assert weeks.is_over(FIRST_MONDAY + STRETCH)

"""May these dates be? Checked by hand at the edges and against a naive count of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatepost.people.models import HatWorn
from gatepost.people.rules import dates_in_order, overlap

MONDAY = date(2026, 6, 1)
days = st.integers(0, 20).map(lambda number: MONDAY + timedelta(days=number))
spans = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


def day(number: int) -> date:
    """Return a day of the week in question: 0 is Monday."""
    return MONDAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("until", "code"), [(day(-1), "ends-before-it-begins"), (day(0), None), (day(1), None), (None, None)]
)
def test_span_ends_on_or_after_its_first_day(until: date | None, code: str | None) -> None:
    """One day is a span."""
    refusal = dates_in_order(day(0), until)
    assert (refusal and refusal.code) == code


def test_span_next_to_another_is_no_overlap_but_a_shared_day_is() -> None:
    """Both of a span's days belong to it."""
    assert overlap(day(3), None, [(day(0), day(2))]) is None
    refusal = overlap(day(2), None, [(day(0), day(2))])
    assert refusal is not None
    assert refusal.code == "dates-overlap"


def test_open_span_overlaps_whatever_comes_later() -> None:
    """Until further notice is every day from then on."""
    assert overlap(day(100), day(101), [(day(0), None)]) is not None
    assert overlap(day(0), day(1), [(day(2), None)]) is None


@given(one=spans, other=spans)
def test_overlap_is_a_day_in_common(one: tuple[date, date], other: tuple[date, date]) -> None:
    """The rule against counting days, and the same both ways round."""

    def counted(span: tuple[date, date]) -> set[date]:
        return {span[0] + timedelta(days=number) for number in range((span[1] - span[0]).days + 1)}

    shares_a_day = bool(counted(one) & counted(other))
    assert (overlap(*one, [other]) is not None) is shares_a_day
    assert (overlap(*other, [one]) is not None) is shares_a_day


@pytest.mark.parametrize(("on", "holds"), [(day(-1), False), (day(0), True), (day(2), True), (day(3), False)])
def test_hat_is_worn_on_its_first_and_its_last_day(on: date, holds: bool) -> None:  # noqa: FBT001  # a column of the table
    """And on no other side of them."""
    assert HatWorn(since=day(0), until=day(2)).holds_on(on) is holds
    assert HatWorn(since=day(0), until=None).holds_on(day(9999))

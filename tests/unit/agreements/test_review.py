"""When is a review due, by what is written?"""

from datetime import date, timedelta

import pytest

from gatepost.agreements.reviewing import NOTICE, ReviewSeen, last_day_of, review_due

TODAY = date(2026, 7, 3)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("As required", None),
        ("", None),
        ("when the governors wish", None),
        ("2027-02-28", date(2027, 2, 28)),
        ("2027-02-30", None),
        ("September 2027", date(2027, 9, 30)),
        ("Sept 2027", date(2027, 9, 30)),
        ("1 September 2027", date(2027, 9, 1)),
        ("31st March 2028", date(2028, 3, 31)),
        ("30 February 2028", None),
        ("2028", date(2028, 12, 31)),
        ("Ma 2028", None),
        ("Smarch 2028", None),
        ("0000", None),
        ("June 0000", None),
    ],
)
def test_last_day_that_words_can_mean(words: str, day: date | None) -> None:
    """A month is not over before its last day; what names no time is never due."""
    assert last_day_of(words) == day


def test_review_is_due_a_term_before_and_overdue_after() -> None:
    """At the edges."""
    day = date(2026, 9, 30)
    cases = {day - NOTICE - timedelta(days=1): "", day - NOTICE: "due", day: "due", day + timedelta(days=1): "overdue"}
    for on, expected in cases.items():
        due = review_due("September 2026", (), on=on)
        assert ("overdue" if due.is_overdue else "due" if due.is_due else "") == expected


def reviewed(met_on: date, next_words: str = "", next_on: date | None = None) -> ReviewSeen:
    """Return a review."""
    return ReviewSeen("A", "Chair", met_on, "1", next_words, next_on)


def test_review_settles_the_day_that_was_written_and_can_name_another() -> None:
    """A day before the review was has been; the words stay as they are where nothing else is said."""
    written = "June 2026"
    assert review_due(written, (), on=TODAY).is_overdue
    assert not review_due(written, (reviewed(TODAY),), on=TODAY).is_due
    assert review_due(written, (reviewed(TODAY, "As required"),), on=TODAY).words == "As required"
    named = review_due(written, (reviewed(TODAY, next_on=date(2026, 8, 1)),), on=TODAY)
    assert (named.words, named.is_due, named.is_overdue) == ("1 August 2026", True, False)

"""May these dates be?

Pure: values in, a Refused or None out.

    >>> from datetime import date, timedelta
    >>> dates_in_order(date(2026, 9, 1), date(2026, 8, 31)).code
    'ends-before-it-begins'
    >>> overlap(date(2026, 1, 1), None, [(date(2025, 9, 1), date(2025, 12, 31))]) is None
    True
"""

from collections.abc import Iterable
from datetime import date, timedelta

from gatepost.kernel.errors import Refused
from gatepost.people.states import Duty

NEVER_WITHOUT = (Duty.HEAD, Duty.CHAIR, Duty.SAFEGUARDING_LEAD, Duty.OFFICE)
"""Duties that a school cannot be without: each decides, keeps or protects something that nobody else may."""

Span = tuple[date, date | None]


def dates_in_order(since: date, until: date | None) -> Refused | None:
    """Answer whether a span ends on or after the day on which it begins."""
    if until is None or since <= until:
        return None
    return Refused("ends-before-it-begins", "The last day must not be before the first day.")


def ends_no_later(until: date, ended: date | None) -> Refused | None:
    """Answer whether an end is not put off: the days behind the first end may be somebody's other span by now."""
    if ended is None or until <= ended:
        return None
    return Refused(
        "ended-before", f"This ended on {ended.day} {ended:%B %Y} already. Give it again, from a day after that."
    )


def overlap(since: date, until: date | None, others: Iterable[Span]) -> Refused | None:
    """Answer whether a span keeps clear of the others; both of a span's days belong to it."""
    for other_since, other_until in others:
        begins_before_other_ends = other_until is None or since <= other_until
        other_begins_before_it_ends = until is None or other_since <= until
        if begins_before_other_ends and other_begins_before_it_ends:
            return Refused("dates-overlap", "This person has it already at that time. End the other one first.")
    return None


def handed_over(duty: Duty, day: date, others: Iterable[Span]) -> Refused | None:
    """Answer whether a duty that ends is held by somebody else on ``day``, the first day without the one who leaves.

    >>> handed_over(Duty.HEAD, date(2026, 9, 1), []).code
    'nobody-else-holds-it'
    >>> handed_over(Duty.TECHNICIAN, date(2026, 9, 1), []) is None
    True
    """
    if duty not in NEVER_WITHOUT:
        return None
    if any(since <= day and (until is None or day <= until) for since, until in others):
        return None
    return Refused(
        "nobody-else-holds-it",
        f"Nobody else is “{duty.label}” after that day. Give the duty to somebody else first, then end this one.",
    )


def leaves_after(last_day: date, begun: Iterable[tuple[str, date]]) -> Refused | None:
    """Answer whether somebody's last day is not before the first of what they are or hold by now: its name, and since when.

    >>> leaves_after(date(2024, 6, 1), [("Staff", date(2025, 9, 1))]).sentence
    'They have been “Staff” since 1 September 2025, so their last day is 1 September 2025 or later.'
    """
    name, since = max(begun, key=lambda one: one[1], default=("", date.min))
    if since <= last_day:
        return None
    first = f"{since.day} {since:%B %Y}"
    return Refused("bad-until", f"They have been “{name}” since {first}, so their last day is {first} or later.")


def covering(spans: list[Span]) -> Span | None:
    """Return the one stretch that two spans make if they overlap or follow each other, or None if days lie between.

    >>> covering([(date(2026, 1, 1), date(2026, 1, 5)), (date(2026, 1, 6), None)])
    (datetime.date(2026, 1, 1), None)
    >>> covering([(date(2026, 1, 1), date(2026, 1, 4)), (date(2026, 1, 6), None)]) is None
    True
    """
    (first, first_end), (then, then_end) = sorted(spans, key=lambda span: span[0])
    if first_end is not None and then > first_end + timedelta(days=1):
        return None
    until = None if first_end is None or then_end is None else max(first_end, then_end)
    return first, until

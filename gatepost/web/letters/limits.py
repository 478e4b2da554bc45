"""How many wrong codes may come from one address?

As many as a school mistypes; a program that guesses soon waits. A right code takes nothing.

    >>> from datetime import UTC, datetime
    >>> WRONG.wait("192.0.2.1", at=datetime(2026, 7, 3, 12, tzinfo=UTC))
    0.0
"""

from gatepost.web.api.limits import MOST_ADDRESSES, Buckets

A_SECOND, AT_ONCE = 0.5, 60
WRONG = Buckets(a_second=A_SECOND, at_once=AT_ONCE, most=MOST_ADDRESSES)

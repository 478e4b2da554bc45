"""Do the clock, the ids and the errors keep their word?"""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from gatepost.kernel import clock
from gatepost.kernel.errors import GatepostError, ProgrammingMistake, Refused
from gatepost.kernel.ids import ALPHABET, LENGTH, new_id

NOON = datetime(2026, 7, 3, 12, 0, tzinfo=timezone(timedelta(hours=1)))


def test_clock_runs_in_utc() -> None:
    """Whatever the computer's own time zone is."""
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_held_clock_stands_still_and_goes_on() -> None:
    """Held moments nest, and are handed out in UTC."""
    with clock.frozen(NOON):
        assert clock.now() == NOON
        assert clock.now().hour == 11
        with clock.frozen(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON
    assert clock.now() != NOON


def test_moment_without_time_zone_is_refused() -> None:
    """It could be any of twenty-four hours."""
    with pytest.raises(ProgrammingMistake):
        clock.in_utc(NOON.replace(tzinfo=None))


def test_ids_are_long_readable_and_different() -> None:
    """A hundred bits, no letter that is misread aloud."""
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(one) for one in ids} == {LENGTH}
    assert set("".join(ids)) == set(ALPHABET)
    assert LENGTH * 5 >= 100
    assert len(set(ALPHABET)) == 32


def test_error_carries_code_sentence_and_clause() -> None:
    """Programs match on the code, people read the sentence."""
    refused = Refused("not-yours", "Only the head may do this.", clause="grants.head")
    assert (refused.code, str(refused), refused.clause) == ("not-yours", "Only the head may do this.", "grants.head")
    assert isinstance(refused, GatepostError)

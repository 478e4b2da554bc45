"""Does whoever goes by the record get each entry once and in order, whatever happens on the way?"""

import threading
from collections.abc import Sequence

import pytest
from django.db import connection, transaction

from gatepost.audit import services
from gatepost.audit.following import TOGETHER, follow, is_to_come
from gatepost.audit.models import AuditFollower
from gatepost.audit.services import Happened
from tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def happen(*subjects: str, school: str = "oddenbrook", action: str = "signoff.agreed") -> None:
    """Write an entry for each."""
    with transaction.atomic():
        services.record_all([Happened(action, subject) for subject in subjects], by="office", at=NOON, school=school)


class Reader:
    """Follows, and keeps what it got."""

    def __init__(self, name: str = "copies") -> None:
        """Nothing was read."""
        self.name = name
        self.got: list[tuple[str, str]] = []

    def read(self) -> list[tuple[str, str]]:
        """Return what is new."""
        self.got.clear()
        follow(self.name, ["signoff.agreed"], self.take)
        return list(self.got)

    def take(self, school: str, subjects: Sequence[str]) -> None:
        """Keep it."""
        self.got += [(school, subject) for subject in subjects]


def test_each_entry_comes_once_in_order_and_only_of_the_actions_that_were_named() -> None:
    """School by school; a second follower gets them all, too."""
    reader, other = Reader(), Reader("others")
    assert reader.read() == []
    happen("a", "b")
    happen("c", school="hollin-bank")
    happen("d", action="signoff.refused")
    assert reader.read() == [("hollin-bank", "c"), ("oddenbrook", "a"), ("oddenbrook", "b")]
    assert reader.read() == []
    happen("e")
    assert reader.read() == [("oddenbrook", "e")]
    assert len(other.read()) == 4


def test_more_than_goes_into_one_transaction_comes_all_the_same() -> None:
    """One more than twice as many."""
    names = [f"s{number}" for number in range(2 * TOGETHER + 1)]
    happen(*names)
    assert [subject for _school, subject in Reader().read()] == names


def test_what_failed_comes_again_with_what_was_done_about_it_undone() -> None:
    """The step forward and what was done are one transaction."""
    happen("a")

    def fail(school: str, subjects: Sequence[str]) -> None:
        happen("done", action="copy.written")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        follow("copies", ["signoff.agreed"], fail)
    assert not AuditFollower.objects.exists()
    reader = Reader()
    assert reader.read() == [("oddenbrook", "a")]
    follow("all", ["copy.written"], reader.take)
    assert reader.got == [("oddenbrook", "a")]


def test_trouble_at_one_school_holds_up_no_other() -> None:
    """It is told, and what came at the others is passed on."""
    for school in ("a-school", "b-school", "c-school"):
        happen("a", school=school)
    reader = Reader()

    def take(school: str, subjects: Sequence[str]) -> None:
        if school == "b-school":
            raise ZeroDivisionError
        reader.take(school, subjects)

    with pytest.raises(ZeroDivisionError):
        follow("copies", ["signoff.agreed"], take)
    assert reader.got == [("a-school", "a"), ("c-school", "a")]
    assert reader.read() == [("b-school", "a")]


def test_what_is_to_come_is_told() -> None:
    """Until it was passed on; of what never happened, and of another school's, nothing is to come."""
    assert not is_to_come("copies", "oddenbrook", "a")
    happen("a")
    assert is_to_come("copies", "oddenbrook", "a")
    assert not is_to_come("copies", "hollin-bank", "a")
    Reader().read()
    assert not is_to_come("copies", "oddenbrook", "a")
    assert is_to_come("others", "oddenbrook", "a")


def test_two_that_read_at_once_while_others_write_get_each_entry_between_them_once() -> None:
    """As two workers and a school that signs."""
    readers, start, failures = [Reader(), Reader()], threading.Barrier(4), list[BaseException]()
    got: list[tuple[str, str]] = []

    def run(what: object) -> None:
        start.wait()
        try:
            for number in range(15):
                if isinstance(what, Reader):
                    got.extend(what.read())
                else:
                    happen(f"{what}-{number}")
        except BaseException as failed:  # noqa: BLE001  # it is looked at below
            failures.append(failed)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[what]) for what in (*readers, "left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    got.extend(readers[0].read())
    assert failures == []
    assert sorted(got) == sorted(
        ("oddenbrook", f"{side}-{number}") for side in ("left", "right") for number in range(15)
    )
    for side in ("left", "right"):
        mine = [subject for _school, subject in got if subject.startswith(side)]
        assert len(mine) == 15

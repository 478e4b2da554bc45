"""How much of a sign-in with a password is the password?

The whole stack, from the form to the session and the line in the record, attempts counted in the database as it is in
production, against one bare run of Argon2id with the same costs,
side by side; and whether that run is as long as was decided: dear for a thief, and no more than 100 ms for a school.

    $ make bench ARGS=sign_in
"""

import os
import timeit
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from bench.common import ROUNDS, WARM_UP, Line, interleaved

TYPED = "walnut orbit lantern tide"
ACCOUNTS = ROUNDS + WARM_UP
"""One for each sign-in: nobody tries ten times in a quarter of an hour."""
MOST_TIMES = 2.0
MOST_MILLISECONDS = 100


def measure() -> list[Line]:
    """Return the lines of the table."""
    import django  # noqa: PLC0415  # the settings' name is in the environment only now

    django.setup()
    from django.test import override_settings  # noqa: PLC0415  # needs Django set up

    from gatepost.config.settings import CACHES  # noqa: PLC0415  # the same

    with _database(), override_settings(CACHES=CACHES):
        return _compare()


@contextmanager
def _database() -> Iterator[None]:
    """A database of our own, with teachers who all chose the same password."""
    from django.conf import settings  # noqa: PLC0415  # needs Django set up
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415  # the same
    from django.core.management import call_command  # noqa: PLC0415  # the same
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment  # noqa: PLC0415  # the same

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        _teachers(make_password(TYPED))
        yield
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


def _teachers(hashed: str) -> None:
    from gatepost.kernel.clock import now  # noqa: PLC0415  # needs Django set up
    from gatepost.people import services  # noqa: PLC0415  # the same
    from gatepost.people.states import Hat  # noqa: PLC0415  # the same
    from gatepost.people.viewer import SETUP  # noqa: PLC0415  # the same

    at = now()
    school = services.open_school(name="School", by=SETUP, at=at)
    for number in range(ACCOUNTS):
        person = services.add_person(school=school, name="Teacher", email=_address(number), by=SETUP, at=at)
        services.give_hat(person=person, hat=Hat.STAFF, since=at.date(), by=SETUP, at=at)
        account = services.open_account(person=person, by=SETUP, at=at)
        account.password = hashed
        account.save()


def _address(number: int) -> str:
    return f"teacher{number}@school.example"


def _compare() -> list[Line]:
    from argon2.low_level import Type, hash_secret  # noqa: PLC0415  # beside what it is compared with
    from django.test import Client  # noqa: PLC0415  # needs Django set up

    from gatepost.accounts.hashing import Argon2id  # noqa: PLC0415  # the same

    numbers = count()

    def ours() -> None:
        sent = {"email": _address(next(numbers)), "password": TYPED}
        answer = Client().post("/sign-in/password/", sent)
        if answer.status_code != 302:  # noqa: PLR2004  # a number that everybody knows
            raise RuntimeError(f"nobody signed in: {answer.status_code}")

    def bare() -> None:
        costs = Argon2id.time_cost, Argon2id.memory_cost, Argon2id.parallelism
        hash_secret(TYPED.encode(), os.urandom(16), *costs, 32, Type.ID)

    pair = interleaved(ours, bare)
    milliseconds = min(timeit.repeat(bare, number=1, repeat=ROUNDS)) * 1000
    return [
        Line(
            "sign-in by password, against one run of Argon2id", f"{1 / pair.ours:.1f} a second", pair.ratio, MOST_TIMES
        ),
        Line("one run of Argon2id, the fastest of many", f"{milliseconds:.0f} ms", milliseconds, MOST_MILLISECONDS),
    ]

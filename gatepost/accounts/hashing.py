"""What does one guess at a password cost, and whom may guessing keep waiting?

One run of Argon2id over 32 MiB: a twentieth of a second here, and dear for whoever stole the database. Never more than two
runs at once, over all processes of the installation, since each takes memory and a processor from everybody else's pages. Two
files are the two places; the system lets go of a file when its process ends, however that comes about. Whoever finds no place
within two seconds is asked to come back.

    PASSWORD_HASHERS = ["gatepost.accounts.hashing.Argon2id"]      # so nothing hashes without a place
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from gatepost.kernel.errors import GatepostError

PLACES = ("one", "two")
MOST_SECONDS = 2.0
SECONDS_BETWEEN_LOOKS = 0.02


class Busy(GatepostError):
    """Both places were taken for two seconds."""


class Argon2id(Argon2PasswordHasher):
    """Django's own, with our costs (docs/adr/0043) and a place for each run."""

    time_cost = 2
    memory_cost = 32 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Hash a password."""
        with place():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Tell whether a password is the one that was hashed."""
        with place():
            return super().verify(password, encoded)


@contextmanager
def place() -> Iterator[None]:
    """Hold one of the two places; raise Busy if none becomes free."""
    descriptor = _take(time.monotonic() + MOST_SECONDS)
    try:
        yield
    finally:
        os.close(descriptor)


def _take(until: float) -> int:
    folder: Path = settings.HASHING_LOCKS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        for name in PLACES:
            descriptor = os.open(folder / name, os.O_CREAT | os.O_RDWR, 0o600)
            if _is_locked_by_us(descriptor):
                return descriptor
        if time.monotonic() >= until:
            raise Busy("busy", "Many people are signing in at this moment.")
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _is_locked_by_us(descriptor: int) -> bool:
    """Lock a file if nobody has it; close it if not."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as refused:
        os.close(descriptor)
        if not isinstance(refused, BlockingIOError):
            raise
        return False
    return True

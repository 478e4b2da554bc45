"""Is a password dear to guess, and do never more than two runs of the hash go on at once?"""

import fcntl
import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import check_password, make_password

from gatepost.accounts import hashing
from gatepost.accounts.hashing import Busy, place

TYPED = "walnut orbit lantern tide"


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """A folder for the places, of this test's own."""
    settings.HASHING_LOCKS = tmp_path / "hashing"
    return tmp_path / "hashing"


@contextmanager
def both_taken(folder: Path) -> Iterator[None]:
    """Hold both places, as two other processes would."""
    folder.mkdir(exist_ok=True)
    held = [os.open(folder / name, os.O_CREAT | os.O_RDWR) for name in hashing.PLACES]
    for descriptor in held:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        for descriptor in held:
            os.close(descriptor)


def test_third_run_is_refused_after_a_while(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting and checking alike: neither goes round the places."""
    hashed = make_password(TYPED)
    monkeypatch.setattr(hashing, "MOST_SECONDS", 0.05)
    with both_taken(folder):
        with pytest.raises(Busy):
            make_password(TYPED)
        with pytest.raises(Busy):
            check_password(TYPED, hashed)
        with pytest.raises(Busy):
            check_password(TYPED, "!")
    assert check_password(TYPED, hashed)


def test_run_that_waits_gets_the_first_place_that_is_free(folder: Path) -> None:
    """Nobody is sent away for a moment's wait."""
    with ThreadPoolExecutor(1) as pool:
        with both_taken(folder):
            waiting = pool.submit(make_password, TYPED)
            time.sleep(0.1)
            assert not waiting.done()
        assert waiting.result(timeout=hashing.MOST_SECONDS).startswith("argon2$argon2id$")


def test_threads_share_the_two_places(folder: Path) -> None:
    """However many ask at once, two go on."""
    going, most = [], []

    def run(_number: int) -> None:
        with place():
            going.append(1)
            most.append(len(going))
            time.sleep(0.03)
            going.pop()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(12)))
    assert max(most) == 2


def _hold(folder: Path, ready: Path) -> None:
    descriptor = os.open(folder / "one", os.O_CREAT | os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    ready.touch()
    time.sleep(60)


def test_place_of_a_process_that_died_is_free(folder: Path, tmp_path: Path) -> None:
    """The system lets go of it; nothing has to be cleaned up."""
    folder.mkdir()
    process = multiprocessing.get_context("spawn").Process(target=_hold, args=(folder, tmp_path / "ready"))
    process.start()
    try:
        while not (tmp_path / "ready").exists():
            assert process.is_alive()
            time.sleep(0.02)
        other = os.open(folder / "one", os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        process.kill()
        process.join()
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)


def test_hash_is_argon2id_with_our_costs(folder: Path) -> None:
    """And every one has a salt of its own."""
    first, second = make_password(TYPED), make_password(TYPED)
    assert first.startswith("argon2$argon2id$v=19$m=32768,t=2,p=1$")
    assert first != second
    assert not check_password(TYPED + " ", first)

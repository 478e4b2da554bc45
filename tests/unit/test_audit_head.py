"""Does the file of heads only ever go forward, and is it never half-written?"""

import fcntl
import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gatepost.audit import head
from gatepost.audit.head import Head, HeadLeft, HeadUnreadable

ONE, TWO = "a" * 64, "b" * 64
PROCESSES = 6
EACH = 40
WRITER = """
import sys
from pathlib import Path
from gatepost.audit.head import Head, keep
for number in range(int(sys.argv[2]), {last}, {step}):
    keep(Path(sys.argv[1]), Head("oddenbrook", number, f"{{number:064x}}"), stands=lambda _: True)
"""


def keep(path: Path, reached: Head, *, stands: bool = True) -> None:
    """Keep a head while the record holds the one before, or does not."""
    head.keep(path, reached, stands=lambda _: stands)


def test_missing_file_holds_no_head(tmp_path: Path) -> None:
    """A new installation."""
    assert head.read(tmp_path / "head") == {}


def test_kept_head_is_read_again(tmp_path: Path) -> None:
    """For several schools in one file."""
    path = tmp_path / "head"
    keep(path, Head("one", 1, ONE))
    keep(path, Head("two", 1, TWO))
    keep(path, Head("two", 7, TWO))
    assert head.read(path) == {"one": Head("one", 1, ONE), "two": Head("two", 7, TWO)}


def test_head_that_the_record_does_not_hold_is_left(tmp_path: Path) -> None:
    """Nobody writes over the evidence that entries are gone, neither from before it nor from behind it."""
    path = tmp_path / "head"
    head.replace_all(path, {"one": Head("one", 5, ONE)})
    for number in (4, 5, 6):
        with pytest.raises(HeadLeft) as left:
            keep(path, Head("one", number, TWO), stands=False)
        assert left.value.code == "head-not-in-the-record"
    assert head.read(path) == {"one": Head("one", 5, ONE)}


def test_missing_head_is_made_for_a_first_entry_alone(tmp_path: Path) -> None:
    """A head that was removed does not come back by itself."""
    path = tmp_path / "head"
    with pytest.raises(HeadLeft) as left:
        keep(path, Head("one", 2, ONE))
    assert left.value.code == "head-missing"
    assert not path.exists()
    keep(path, Head("one", 1, ONE))
    assert head.read(path) == {"one": Head("one", 1, ONE)}


def test_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """The other disk is gone: a folder on this one would hide it."""
    with pytest.raises(FileNotFoundError):
        keep(tmp_path / "disk" / "head", Head("one", 1, ONE))
    assert list(tmp_path.iterdir()) == []


def test_lock_that_somebody_else_keeps_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The write that it follows is done already; the person who pressed the button does not wait for ever."""
    monkeypatch.setattr(head, "SECONDS_TO_WAIT", 0.05)
    with (tmp_path / "head.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(HeadLeft) as left:
            keep(tmp_path / "head", Head("one", 1, ONE))
    assert left.value.code == "head-locked"


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    """Whoever can open the lock can keep it."""
    keep(tmp_path / "head", Head("one", 1, ONE))
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_what_somebody_left_who_was_stopped_is_neither_kept_nor_in_the_way(tmp_path: Path) -> None:
    """Nor is it followed if it leads elsewhere."""
    keep(tmp_path / "head", Head("one", 1, ONE))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("of somebody else")
    (tmp_path / "head.new").symlink_to(elsewhere)
    keep(tmp_path / "head", Head("one", 2, TWO))
    assert elsewhere.read_text() == "of somebody else"
    assert head.read(tmp_path / "head")["one"] == Head("one", 2, TWO)
    assert not (tmp_path / "head").is_symlink()


def test_file_that_cannot_be_written_whole_leaves_the_one_before(tmp_path: Path) -> None:
    """A disk that is full in the middle of a line: cut lines would be other schools' heads, gone."""
    file = tmp_path / "head"
    head.replace_all(file, {f"school-{number}": Head(f"school-{number}", 1, ONE) for number in range(20)})
    before = file.read_text()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    usual = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (800, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            keep(file, Head("school-1", 2, TWO))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, usual)
    assert file.read_text() == before


def test_head_never_goes_back(tmp_path: Path) -> None:
    """A writer that was overtaken changes nothing."""
    path = tmp_path / "head"
    head.replace_all(path, {"one": Head("one", 5, ONE)})
    keep(path, Head("one", 4, TWO))
    keep(path, Head("one", 5, TWO))
    assert head.read(path)["one"] == Head("one", 5, ONE)


def test_several_processes_leave_the_highest_head_and_nothing_else(tmp_path: Path) -> None:
    """As the workers of a server write it."""
    path = tmp_path / "head"
    keep(path, Head("oddenbrook", 1, f"{1:064x}"))
    last = PROCESSES * EACH + 1
    code = WRITER.format(last=last, step=PROCESSES)
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(first)]) for first in range(1, PROCESSES + 1)
    ]
    assert [process.wait(timeout=60) for process in running] == [0] * PROCESSES
    assert head.read(path) == {"oddenbrook": Head("oddenbrook", last - 1, f"{last - 1:064x}")}
    assert sorted(os.listdir(tmp_path)) == ["head", "head.lock"]  # noqa: PTH208  # names are what is asked


@pytest.mark.parametrize(
    "text",
    ["rubbish", "one 0 " + ONE, "one -1 " + ONE, "one 1 short", f"one 1 {ONE} more", f"one {'9' * 40} {ONE}", ""],
)
def test_line_that_is_no_head_is_refused(tmp_path: Path, text: str) -> None:
    """With the file's name and the line's number."""
    path = tmp_path / "head"
    path.write_text(f"two 1 {TWO}\n{text}\n", encoding="utf-8")
    with pytest.raises(HeadUnreadable, match="line 2"):
        head.read(path)

"""Does the file of heads only ever go forward, and is it never half-written?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gatepost.audit import head
from gatepost.audit.head import Head, HeadUnreadable

ONE, TWO = "a" * 64, "b" * 64
PROCESSES = 6
EACH = 40
WRITER = """
import sys
from pathlib import Path
from gatepost.audit.head import Head, keep
for number in range(int(sys.argv[2]), {last}, {step}):
    keep(Path(sys.argv[1]), Head("oddenbrook", number, f"{{number:064x}}"))
"""


def test_missing_file_holds_no_head(tmp_path: Path) -> None:
    """A new installation."""
    assert head.read(tmp_path / "head") == {}


def test_kept_head_is_read_again(tmp_path: Path) -> None:
    """For several schools in one file."""
    path = tmp_path / "folder" / "head"
    head.keep(path, Head("one", 1, ONE))
    head.keep(path, Head("two", 7, TWO))
    assert head.read(path) == {"one": Head("one", 1, ONE), "two": Head("two", 7, TWO)}


def test_head_never_goes_back(tmp_path: Path) -> None:
    """A writer that was overtaken changes nothing."""
    path = tmp_path / "head"
    head.keep(path, Head("one", 5, ONE))
    head.keep(path, Head("one", 4, TWO))
    head.keep(path, Head("one", 5, TWO))
    assert head.read(path)["one"] == Head("one", 5, ONE)


def test_several_processes_leave_the_highest_head_and_nothing_else(tmp_path: Path) -> None:
    """As the workers of a server write it."""
    path = tmp_path / "head"
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

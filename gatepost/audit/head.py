"""Where does each chain end, as kept outside the database?

In a small file, one line a school: `school sequence hash`. Whoever cuts entries off the end of the record, or writes it
anew from the first entry, would have to change this file too, and every copy of it: a line in the governors' minutes is
such a copy. The file may be *behind* the record, if the computer stopped between the commit and the write; it is never
ahead of it, and never goes back. It is evidence, so the running application only moves a head on that the record still
holds; anything else is left for `gatepost audit verify` to find.

    oddenbrook 41 5f0c...
"""

import fcntl
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gatepost.kernel.errors import GatepostError

LINE = re.compile(r"(?P<school>\S+) (?P<sequence>[1-9][0-9]{0,18}) (?P<hash>[0-9a-f]{64})\Z")
ONLY_THE_OWNER = 0o600
SECONDS_TO_WAIT = 5.0
"""For the file's lock: it is held for one small write, so whoever keeps it longer is not one of us."""
SECONDS_BETWEEN_TRIES = 0.00025
TYPED = re.compile(r"(?P<sequence>[1-9][0-9]{0,18}):(?P<hash>[0-9a-f]{64})\Z")


class HeadUnreadable(GatepostError):
    """A head that was given makes no sense."""


class HeadLeft(GatepostError):
    """The head in the file was left as it is, and why."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one school's chain."""

    school: str
    sequence: int
    hash: str

    def line(self) -> str:
        """Return the head as the file writes it."""
        return f"{self.school} {self.sequence} {self.hash}"


def keep(path: Path, reached: Head, *, stands: Callable[[Head], bool]) -> None:
    """Write a head into the file, unless a later one stands there already; raise HeadLeft rather than hide a loss.

    `stands` tells whether the record still holds a head. A head that it no longer holds, and one that is missing though
    this is not the school's first entry, are left as they are: only `replace_all` may mend that.
    """
    with _alone(path):
        heads = dict(read(path))
        known = heads.get(reached.school)
        if known is None and reached.sequence > 1:
            raise HeadLeft("head-missing", "There is no head of a record that had entries before.")
        if known is not None and not stands(known):
            raise HeadLeft("head-not-in-the-record", "The record does not hold what its head was taken of.")
        if known is None or known.sequence < reached.sequence:
            heads[reached.school] = reached
            _replace(path, heads)


def replace_all(path: Path, heads: Mapping[str, Head]) -> None:
    """Write exactly these heads: for whoever restored a backup, and has the governors' word for it."""
    with _alone(path):
        _replace(path, heads)


def read(path: Path) -> Mapping[str, Head]:
    """Return the heads in a file by school, none if there is no file; raise HeadUnreadable if it is no head file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise HeadUnreadable("head-file", f"{path} is not a file of heads.") from None
    return {head.school: head for head in (_parse_line(path, number, line) for number, line in enumerate(lines, 1))}


def parse_typed(school: str, text: str) -> Head:
    """Return the head that somebody typed as NUMBER:HASH; raise HeadUnreadable if it is none."""
    match = TYPED.match(text)
    if match is None:
        raise HeadUnreadable("head-typed", "A head is typed as NUMBER:HASH, the hash with 64 characters, 0-9 and a-f.")
    return Head(school, int(match["sequence"]), match["hash"])


def _parse_line(path: Path, number: int, line: str) -> Head:
    match = LINE.match(line)
    if match is None:
        raise HeadUnreadable("head-file", f"{path}, line {number}: SCHOOL NUMBER HASH is needed, with spaces between.")
    return Head(match["school"], int(match["sequence"]), match["hash"])


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the file's lock; it lies in a file of its own, since the file itself is replaced.

    The folder is not made: if it is not there, the disk that should hold it is not.
    """
    lock = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, ONLY_THE_OWNER)
    try:
        _wait_for(lock)
        yield
    finally:
        os.close(lock)


def _wait_for(lock: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise HeadLeft("head-locked", "Another program holds the lock of the file of heads.") from None
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return


def _replace(path: Path, heads: Mapping[str, Head]) -> None:
    """Write the whole file anew and put it in place in one step: a reader sees the old one or the new one."""
    text = "".join(f"{heads[school].line()}\n" for school in sorted(heads))
    new = path.with_name(path.name + ".new")  # no other name is needed: whoever writes holds the lock
    new.unlink(missing_ok=True)  # what somebody left who was stopped; it may be another's
    with open(new, "w", encoding="utf-8", opener=_for_the_owner) as file:  # a Path's open takes no opener
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _for_the_owner(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_CLOEXEC | os.O_EXCL, ONLY_THE_OWNER)

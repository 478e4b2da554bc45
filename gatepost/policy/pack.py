"""Where is the pack that Gatepost ships, and how is one in a folder loaded?

Worked example: ``load_pack(Path("my-school"))`` returns an ``Edition``, or raises ``PackError`` with file, line, what is wrong
and what would be right. Two folders that say the same in the same order, however they are laid out, have the same ``sha256``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType

from gatepost.policy.files import PackFiles, load_files, read_files
from gatepost.policy.model import Edition, LawNote

PACKS = Path(__file__).parent / "packs"
DEFAULT = "primary-school"


@cache
def default_pack() -> Edition:
    """The pack that Gatepost ships, for an invented primary school."""
    return load_files(default_files())


@cache
def default_files() -> PackFiles:
    """The files of the pack that Gatepost ships: what a school's first draft begins with."""
    return MappingProxyType(read_files(PACKS / DEFAULT))


def load_pack(folder: Path, *, law: tuple[LawNote, ...] | None = None) -> Edition:
    """The edition in ``folder``. Raises ``PackError``. ``law`` stands in for the law overlay that Gatepost ships."""
    return load_files(read_files(folder), law=law)

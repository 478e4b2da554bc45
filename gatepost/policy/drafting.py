"""How does a head teacher change a policy without writing a line of code? From files to files, and the rules follow.

Worked example: ``switch_off(files, "parents.phones")`` is the same pack without that clause, its rules, its worked questions and
whatever else stood only on it; ``switch_on`` with the pack from which the draft was begun brings it all back, and the hash is
the old one. Whatever is done here, the result loads, and its worked questions have the answers that its rules give.

Every function is pure: files in, new files out, those that are not concerned untouched, comments and all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gatepost.policy.errors import PolicyError
from gatepost.policy.files import PackFiles
from gatepost.policy.model import Edition


class DraftError(PolicyError):
    """What cannot be done to a draft. ``code`` is stable, ``key`` the field at fault; ``str()`` is a sentence for people."""

    def __init__(self, code: str, key: str, message: str) -> None:
        self.code = code
        self.key = key
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at before a draft is proposed: ``says`` is what the wording says, ``rules`` what the rules do."""

    code: str
    clause: str
    says: str
    rules: str


def switch_off(files: PackFiles, clause: str) -> dict[str, str]:
    """``files`` without ``clause`` and without everything that stands only on it."""
    raise NotImplementedError


def switch_on(files: PackFiles, clause: str, *, base: PackFiles) -> dict[str, str]:
    """``files`` with ``clause`` as it is in ``base``, with all that stands on it, where it stood."""
    raise NotImplementedError


def reword(
    files: PackFiles,
    clause: str,
    *,
    number: str | None = None,
    title: str | None = None,
    wording: str | None = None,
    plain: str | None = None,
    lifted: str | None = None,
) -> dict[str, str]:
    """``files`` with other words for ``clause``; what is not given stays."""
    raise NotImplementedError


def set_places(files: PackFiles, clause: str, places: Sequence[str]) -> dict[str, str]:
    """``files`` with the exception of ``clause`` applying in ``places`` (of the schema), and nowhere else."""
    raise NotImplementedError


def set_permission(
    files: PackFiles,
    permission: str,
    *,
    decided_by: Sequence[str] | None = None,
    at_most: str | None = None,
    have: str | None = None,
    covers: str | None = None,
) -> dict[str, str]:
    """``files`` with other people giving ``permission`` (all of ``decided_by``), for another time, in other words."""
    raise NotImplementedError


def set_about(
    files: PackFiles,
    *,
    title: str | None = None,
    audience: str | None = None,
    intro: str | None = None,
    label: str | None = None,
    approved: str | None = None,
    signed_by: str | None = None,
    review: str | None = None,
) -> dict[str, str]:
    """``files`` with something else said of the policy itself; ``""`` leaves a blank, what is not given stays."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class NewClause:
    """A clause of the school's own, which a person judges. ``binds`` are hats; ``number`` may be blank."""

    title: str
    wording: str
    plain: str
    binds: tuple[str, ...]
    number: str = ""
    judged: str = ""


def add_clause(
    files: PackFiles, clause: NewClause, *, section: int, taken: Sequence[str] = ()
) -> tuple[dict[str, str], str]:
    """``files`` with ``clause`` at the end of ``section`` (from 0), and the id that it was given.

    ``taken`` are ids that are never to be used again: those of earlier editions.
    """
    raise NotImplementedError


def findings(edition: Edition, *, base: Edition | None = None) -> tuple[Finding, ...]:
    """Where the words of ``edition`` say one thing and its rules another; ``base`` is what the draft was begun from."""
    raise NotImplementedError

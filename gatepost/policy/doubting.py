"""What is doubtful in a policy, and how is it put to the governors?

Worked example: the reading "points 5 and 6 bind governors and volunteers too" becomes a doubt with two choices: "as it is read
now", and "as written", which says that the two points do not bind governors and volunteers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gatepost.policy import words
from gatepost.policy.analysis import Contradiction
from gatepost.policy.explain import Say
from gatepost.policy.model import Edition, Interpretation
from gatepost.policy.situation import Situation
from gatepost.policy.words import translatable as _

STRICTER = "stricter-stands"
EXCEPTION = "exception-first"
AS_READ = "as-read"
AS_WRITTEN = "as-written"

GROUPS = {
    "staff": _("staff"),
    "governor": _("governors"),
    "volunteer": _("volunteers"),
    "parent": _("parents and guardians"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle a doubt. ``id`` is stable; ``title`` and ``text`` are plain words for the governors."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the governing body can settle: a contradiction, or a reading that the pack marks.

    ``id`` is made of what the doubt is about, so that it is the same in every edition that has it (letters, digits, dots and
    hyphens). ``hats`` and ``permissions`` say when it matters, empty means always. ``example`` is a question whose answer hangs
    on it, if there is one.
    """

    id: str
    kind: Literal["contradiction", "reading"]
    clauses: tuple[str, ...]
    hats: tuple[str, ...]
    permissions: tuple[str, ...]
    title: str
    text: str
    choices: tuple[Choice, ...]
    example: Situation | None


def doubt_of_contradiction(edition: Edition, found: Contradiction, say: Say) -> Doubt:
    """A contradiction as the governors are asked about it."""
    names = {
        "first": edition.clauses[found.clause].title,
        "second": edition.clauses[found.against].title,
        "exception": _joined([_made_of(name) for name in found.exception], say),
        "case": _case(found, say),
        "groups": _joined([GROUPS[hat] for hat in found.hats], say),
    }
    told = say(_("“{first}” makes an exception for {exception}. “{second}” forbids it all the same{case}."))
    stands = say(_("“{second}” holds whatever “{first}” allows. The answer stays no{case}."))
    first = say(_("For {groups}, what “{first}” allows by its exception goes before “{second}”{case}."))
    return Doubt(
        id=found.id,
        kind="contradiction",
        clauses=(found.clause, found.against),
        hats=found.hats,
        permissions=(),
        title=say(_("“{first}” and “{second}”{case}")).format(**names),
        text=told.format(**names),
        choices=(
            Choice(STRICTER, say(_("The stricter clause stands")), stands.format(**names)),
            Choice(EXCEPTION, say(_("The exception goes first")), first.format(**names)),
        ),
        example=found.example,
    )


def doubt_of_reading(edition: Edition, reading: Interpretation, say: Say) -> Doubt:
    """A reading that the pack marks, as the governors are asked about it."""
    return Doubt(
        id=reading_id(reading),
        kind="reading",
        clauses=reading.clauses,
        hats=reading.hats,
        permissions=reading.permissions,
        title=reading.title,
        text=reading.text,
        choices=(
            Choice(AS_READ, say(_("As it is read now")), reading.text),
            Choice(AS_WRITTEN, say(_("As written")), _as_written(edition, reading, say)),
        ),
        example=None,
    )


def reading_id(reading: Interpretation) -> str:
    """The id of the doubt that a marked reading is."""
    return f"reading--{reading.id}"


def _as_written(edition: Edition, reading: Interpretation, say: Say) -> str:
    names = {
        "clauses": _joined([f"“{edition.clauses[name].title}”" for name in reading.clauses], say),
        "groups": _joined([GROUPS[hat] for hat in reading.hats], say),
        "permissions": _joined([f"“{_permission(edition, name)}”" for name in reading.permissions], say),
    }
    if reading.hats and reading.permissions:
        return say(_("For {groups}, {permissions} does not lift {clauses}: the answer is no.")).format(**names)
    if reading.hats:
        return say(_("{clauses}: not for {groups}.")).format(**names)
    if reading.permissions:
        return say(_("{permissions} does not lift {clauses}: the answer is no, and nobody can be asked.")).format(
            **names
        )
    return say(_("The sentence is taken as it stands. No answer changes: people act on it.")).format(**names)


def _permission(edition: Edition, name: str) -> str:
    return edition.grants[name].title if name in edition.grants else words.VALUES["permissions"][name]


def _made_of(name: str) -> str:
    if name in words.VALUES["permissions"]:
        return words.VALUES["permissions"][name]
    return words.VALUES[name][True] if name == "person.immediate_family" else _CIRCUMSTANCES[name]


_CIRCUMSTANCES = {
    "device": _("some devices"),
    "when": _("some times"),
    "where": _("some places"),
    "purpose": _("some purposes"),
    "service_kind": _("some kinds of site"),
    "outlet": _("where it appears"),
    "person.is": _("who the other person is"),
    "content": _("what is in it"),
}


def _case(found: Contradiction, say: Say) -> str:
    """The case in which the second clause forbids, as the end of a sentence; nothing where it always does."""
    if not found.fact:
        return ""
    return say(_(" (in the case of {value})")).format(value=say(words.VALUES[found.fact][found.value]))


def _joined(parts: list[str], say: Say) -> str:
    return words.listed([say(part) for part in parts], last=say(_("and"))) if parts else ""

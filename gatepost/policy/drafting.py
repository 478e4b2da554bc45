"""How does a head teacher change a policy without writing a line of code? From files to files, and the rules follow.

Worked example: ``switch_off(files, "parents.phones")`` is the same pack without that clause, its rules, its worked questions and
whatever else stood only on it; ``switch_on`` with the pack from which the draft was begun brings it all back, and the hash is
the old one. Whatever is done here, the result loads, and its worked questions have the answers that its rules give.

Every function is pure: files in, new files out, those that are not concerned untouched, comments and all. What cannot be done
raises ``DraftError``. Places, hours and permissions are set in ``parameters``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gatepost.policy.document import read_document
from gatepost.policy.draft import Draft, Part, Wording
from gatepost.policy.errors import PackError, PolicyError, one_line
from gatepost.policy.files import POLICY, SCENARIOS, PackFiles, load_files
from gatepost.policy.model import Edition
from gatepost.policy.restoring import restore, without
from gatepost.policy.tables import UNFIT, uniform
from gatepost.policy.words import translatable as _
from gatepost.policy.worked import reworked

OWN = "school."
"""The ids of clauses that a school adds begin so."""

JUDGED = "The school wrote this clause itself. No rule carries it out, so a person judges it."


class DraftError(PolicyError):
    """What cannot be done to a draft. ``code`` is stable, ``key`` the field at fault; ``str()`` is a sentence for people."""

    def __init__(self, code: str, key: str, message: str) -> None:
        self.code = code
        self.key = key
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class NewClause:
    """A clause of the school's own, which a person judges. ``binds`` are hats; ``number`` may be blank."""

    title: str
    wording: str
    plain: str
    binds: tuple[str, ...]
    number: str = ""
    judged: str = JUDGED


def load_draft(files: PackFiles) -> Edition:
    """The edition that ``files`` would be. Raises ``DraftError`` where they do not fit together."""
    try:
        return load_files(files)
    except PackError as error:
        raise DraftError("does-not-load", "", str(error)) from error


def finished(draft: Draft, *, base: PackFiles | None = None) -> dict[str, str]:
    """The files of ``draft``, its worked questions answered anew. Raises ``DraftError`` unless they load."""
    edition = load_draft({**draft.files(), SCENARIOS: ""})
    before = {entry["id"]: entry for entry in Draft.of(base).scenarios} if base else {}
    draft.scenarios = reworked(edition, draft.scenarios, before)
    files = draft.files()
    load_draft(files)
    return files


def switch_off(files: PackFiles, *clauses: str) -> dict[str, str]:
    """``files`` without ``clauses`` and without everything that stands only on them."""
    draft = Draft.of(files)
    for clause in clauses:
        _known(draft, clause)
        if draft.ids() == [clause]:
            raise DraftError("last-clause", "clause", _("A policy has at least one clause. Switch another on first."))
        without(draft, clause)
    if not draft.rules:
        raise DraftError("last-rule", "clause", _("Without this clause the policy would decide nothing at all."))
    return finished(draft)


def switch_on(files: PackFiles, *clauses: str, base: PackFiles) -> dict[str, str]:
    """``files`` with ``clauses`` as they are in ``base``, with all that stands on them, where they stood."""
    draft, old = Draft.of(files), Draft.of(base)
    for clause in clauses:
        _known(old, clause)
        if clause not in draft.ids():
            restore(draft, old, clause)
    return finished(draft, base=base)


def titles(files: PackFiles) -> dict[str, str]:
    """The clauses of ``files`` by id with their titles, in the order of the document; nothing else is read."""
    return {heading.id: heading.title for heading in read_document(uniform(files[POLICY])) if heading.id}


def switched_off(files: PackFiles, *, base: PackFiles) -> tuple[str, ...]:
    """The clauses of ``base`` that ``files`` do not have, in the order of ``base``."""
    there = titles(files)
    return tuple(name for name in titles(base) if name not in there)


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
    draft = Draft.of(files)
    words = _known(draft, clause)
    details = draft.head["clauses"][clause]
    if title is not None:
        words.title = required("title", line("title", title))
    if wording is not None:
        words.text = required("wording", as_wording(wording, "wording"))
    if plain is not None:
        details["plain"] = required("plain", line("plain", plain))
    for key, given in (("number", number), ("lifted", lifted)):
        if given is not None and line(key, given) != details.get(key, ""):
            details[key] = line(key, given)
    return finished(draft)


def add_clause(
    files: PackFiles, clause: NewClause, *, section: int, taken: Sequence[str] = ()
) -> tuple[dict[str, str], str]:
    """``files`` with ``clause`` at the end of ``section`` (from 0), and the id that it was given.

    ``taken`` are ids that are never to be used again: those of earlier editions.
    """
    draft = Draft.of(files)
    part = _section(draft, section)
    used = {*draft.ids(), *taken}
    name = next(f"{OWN}{number}" for number in range(1, len(used) + 2) if f"{OWN}{number}" not in used)
    title, wording = required("title", line("title", clause.title)), required("wording", as_wording(clause.wording))
    part.clauses.append(Wording(name, title, wording))
    draft.head["clauses"][name] = {
        "number": line("number", clause.number),
        "binds": list(clause.binds),
        "modality": "principle",
        "plain": required("plain", line("plain", clause.plain)),
        "lifted": "",
        "source": "",
        "judged": line("judged", clause.judged) or JUDGED,
    }
    return finished(draft), name


def move_clause(files: PackFiles, clause: str, *, section: int, before: str = "") -> dict[str, str]:
    """``files`` with ``clause`` in ``section`` (from 0), above the clause ``before`` or, if that is blank, at its end."""
    draft = Draft.of(files)
    words = _known(draft, clause)
    part = _section(draft, section)
    if before == clause:
        return dict(files)
    for each in draft.parts:
        each.clauses = [other for other in each.clauses if other.id != clause]
    places = [other.id for other in part.clauses]
    if before and before not in places:
        raise DraftError("unknown-clause", "before", _("That clause is not in this section."))
    part.clauses.insert(places.index(before) if before else len(places), words)
    return finished(draft)


def set_section(files: PackFiles, section: int, *, title: str, intro: str) -> dict[str, str]:
    """``files`` with another heading and other words below it for ``section`` (from 0)."""
    draft = Draft.of(files)
    part = _section(draft, section)
    part.title, part.intro = _heading(title), as_wording(intro, "intro")
    return finished(draft)


def add_section(files: PackFiles, *, title: str, intro: str = "") -> dict[str, str]:
    """``files`` with one more section at the end."""
    draft = Draft.of(files)
    draft.parts.append(Part(_heading(title), as_wording(intro, "intro"), []))
    return finished(draft)


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
    draft = Draft.of(files)
    if intro is not None:
        draft.intro = as_wording(intro, "intro")
    given = {"title": title, "audience": audience, "edition": label}
    given |= {"approved": approved, "signed_by": signed_by, "review": review}
    for key, words in given.items():
        if words is not None and line(key, words) != draft.head.get(key, ""):
            draft.head[key] = line(key, words)
    required("title", draft.head["title"])
    required("label", draft.head["edition"])
    return finished(draft)


def line(key: str, words: str) -> str:
    """``words`` on one line. Raises ``DraftError`` for what no policy holds."""
    return _fit(key, one_line(words))


def as_wording(text: str, key: str = "wording") -> str:
    """``text`` as it can stand below a heading: line ends made uniform, and no line of it a heading itself."""
    lines = [each.rstrip() for each in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return _fit(key, "\n".join(f"\\{each}" if _is_heading(each) else each for each in lines).strip())


def _fit(key: str, text: str) -> str:
    if UNFIT.search(text):
        raise DraftError(
            "control-character", key, _("There is a character in this that cannot be printed. Take it out.")
        )
    return text


def _is_heading(words: str) -> bool:
    marks = words.partition(" ")[0]
    return bool(marks) and not marks.strip("#")


def _heading(title: str) -> str:
    words = required("title", line("title", title))
    if words.endswith("}") and "{#" in words:
        raise DraftError("unfit", "title", _("A heading cannot end with {#…}: that is how a clause gets its id."))
    return words


def required(key: str, words: str) -> str:
    """``words``, unless they are blank. Raises ``DraftError``."""
    if not words.strip():
        raise DraftError("missing", key, _("This cannot be left blank."))
    return words


def _known(draft: Draft, clause: str) -> Wording:
    found = next((words for words in draft.clauses() if words.id == clause), None)
    if found is None:
        raise DraftError("unknown-clause", "clause", _("There is no such clause in this policy."))
    return found


def _section(draft: Draft, section: int) -> Part:
    if not 0 <= section < len(draft.parts):
        raise DraftError("unknown-section", "section", _("There is no such section in this policy."))
    return draft.parts[section]

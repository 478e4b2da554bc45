"""How a pack becomes an edition: seven files read, held against each other and against the schema, and hashed.

Worked example: ``load_pack(Path("my-school"))`` returns an ``Edition``, or raises ``PackError`` with file, line, what is wrong
and what would be right. Two folders that say the same in the same order, however they are laid out, have the same ``sha256``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gatepost.policy import document, statements
from gatepost.policy.document import Heading, read_document
from gatepost.policy.errors import PackError, SituationError, shown
from gatepost.policy.law import default_law
from gatepost.policy.model import Clause, Edition, Grant, Interpretation, LawNote, Outcome, Procedure, Scenario, Section
from gatepost.policy.rules import Rule, read_rules
from gatepost.policy.schema import CLAUSE_MODALITIES, DECIDERS, FORMS, HATS, LISTS, NEVER_OFFERED, SOURCES, VERDICTS
from gatepost.policy.situation import Situation
from gatepost.policy.tables import Table, read_text, read_toml

PACKS = Path(__file__).parent / "packs"
DEFAULT = "primary-school"

_DOMAIN = b"gatepost policy edition 1\n"
"""Hashed before the content, so that the hash of an edition is never the hash of something else."""


@cache
def default_pack() -> Edition:
    """The pack that Gatepost ships, for an invented primary school."""
    return load_pack(PACKS / DEFAULT)


def load_pack(folder: Path, *, law: tuple[LawNote, ...] | None = None) -> Edition:
    """The edition in ``folder``. Raises ``PackError``. ``law`` stands in for the law overlay that Gatepost ships."""
    if not _is_folder(folder):
        raise PackError(
            str(folder), 0, "This is not a folder.", "A pack is a folder with policy.md, pack.toml and so on."
        )
    head = read_toml(folder, "pack.toml")
    headings = read_document(read_text(folder, document.FILE))
    details = head.table("clauses")
    sections = _sections(headings, details)
    clauses = {clause.id: clause for section in sections for clause in section.clauses}
    _same_clauses(details, clauses)
    grants = _grants(read_toml(folder, "grants.toml"), clauses)
    content: dict[str, Any] = {
        "title": _same_title(head, headings[0]),
        "audience": head.words("audience", required=False),
        "intro": headings[0].text,
        "label": head.words("edition"),
        "approved": head.words("approved", required=False),
        "signed_by": head.words("signed_by", required=False),
        "review": head.words("review", required=False),
        "language": head.words("language"),
        "sections": sections,
        "interpretations": _interpretations(head, clauses),
        "grants": grants,
        "outcomes": _outcomes(read_toml(folder, "outcomes.toml"), clauses),
        "procedures": _procedures(read_toml(folder, "procedures.toml"), clauses),
        "scenarios": _scenarios(read_toml(folder, "scenarios.toml"), clauses),
        "rules": read_rules(read_text(folder, statements.FILE), clauses),
    }
    head.close()
    _permissions_exist(content["rules"], grants)
    return Edition(
        **{**content, "grants": MappingProxyType(grants)},
        clauses=MappingProxyType(clauses),
        sha256=_fingerprint(content),
        law=default_law() if law is None else law,
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no file system takes
        return False


def _same_title(head: Table, heading: Heading) -> str:
    title = head.words("title")
    if title != heading.title:
        raise PackError(
            document.FILE, heading.line, f"The title is not {shown(title)}, as in pack.toml.", "Make them the same."
        )
    return title


def _permissions_exist(found: tuple[Rule, ...], grants: Mapping[str, Grant]) -> None:
    for rule in found:
        for name in sorted(rule.mentioned("permissions") - set(grants)):
            wrong = f"A rule looks for the permission {shown(name)}, which nobody can give."
            raise PackError(statements.FILE, rule.line, wrong, f"Add [grants.{name}] to grants.toml.")


def _sections(headings: tuple[Heading, ...], details: dict[str, Table]) -> tuple[Section, ...]:
    sections: list[Section] = []
    place = 0
    for heading in headings[1:]:
        if heading.level == document.SECTION:
            sections.append(Section(heading.title, heading.text, ()))
            continue
        if heading.id not in details:
            wrong = f'There is no [clauses."{heading.id}"] in pack.toml.'
            raise PackError(document.FILE, heading.line, wrong, "Add it there, or mend the id.")
        clause = _clause(heading, details[heading.id], sections[-1].title, place)
        sections[-1] = Section(sections[-1].title, sections[-1].intro, (*sections[-1].clauses, clause))
        place += 1
    return tuple(sections)


def _clause(heading: Heading, table: Table, section: str, place: int) -> Clause:
    clause = Clause(
        id=heading.id,
        number=table.words("number", required=False),
        title=heading.title,
        section=section,
        wording=heading.text,
        plain=table.words("plain"),
        binds=table.list_of("binds", valid=HATS),
        modality=table.words("modality", valid=CLAUSE_MODALITIES),
        lifted=table.words("lifted", required=False),
        source=table.words("source", required=False),
        judged=table.words("judged", required=False),
        place=place,
    )
    table.close()
    return clause


def _same_clauses(details: dict[str, Table], clauses: Mapping[str, Clause]) -> None:
    for name, table in details.items():
        if name not in clauses:
            wrong = f"There is no clause {shown(name)} in policy.md."
            raise PackError(table.file, table.line, wrong, f"Clauses: {', '.join(clauses)}.")


def _interpretations(head: Table, clauses: Mapping[str, Clause]) -> tuple[Interpretation, ...]:
    found = []
    for table in head.tables("interpretations"):
        found.append(
            Interpretation(
                id=_id(table),
                clauses=table.list_of("clauses", valid=tuple(clauses), least=1),
                hats=table.list_of("hats", valid=HATS, required=False),
                permissions=table.list_of("permissions", valid=LISTS["permissions"], required=False),
                title=table.words("title"),
                text=table.words("text"),
            )
        )
        table.close()
        _once(table, "id", [reading.id for reading in found])
    return tuple(found)


def _grants(file: Table, clauses: Mapping[str, Clause]) -> dict[str, Grant]:
    found = {}
    for name, table in file.table("grants").items():
        if name not in LISTS["permissions"]:
            valid = ", ".join(LISTS["permissions"])
            raise PackError(table.file, table.line, f"{shown(name)} is no permission.", f"Permissions: {valid}.")
        found[name] = Grant(
            id=name,
            title=table.words("title"),
            have=table.words("have"),
            offered=table.words("offered", required=False),
            decided_by=table.list_of("decided_by", valid=DECIDERS),
            covers=table.words("covers"),
            at_most=table.words("at_most"),
            form=table.words("form", valid=FORMS),
            clause=table.words("clause", valid=tuple(clauses)),
        )
        table.close()
        if name in NEVER_OFFERED and found[name].offered:
            table.refuse("offered", f"{shown(name)} is never offered: it comes from the law.", 'Write offered = "".')
        if not found[name].decided_by:
            table.refuse("decided_by", "Nobody decides this permission.", f"Use {', '.join(DECIDERS)}.")
    file.close()
    return found


def _outcomes(file: Table, clauses: Mapping[str, Clause]) -> tuple[Outcome, ...]:
    found = []
    for table in file.tables("outcomes"):
        found.append(
            Outcome(
                id=_id(table),
                hats=table.list_of("hats", valid=HATS),
                title=table.words("title"),
                text=table.words("text"),
                clause=table.words("clause", valid=tuple(clauses)),
            )
        )
        table.close()
        _once(table, "id", [outcome.id for outcome in found])
    file.close()
    return tuple(found)


def _procedures(file: Table, clauses: Mapping[str, Clause]) -> tuple[Procedure, ...]:
    found = []
    for table in file.tables("procedures"):
        found.append(
            Procedure(
                source=table.words("source", valid=SOURCES),
                clause=table.words("clause", valid=tuple(clauses)),
                steps=table.list_of("steps", least=1),
            )
        )
        table.close()
    file.close()
    return tuple(found)


def _scenarios(file: Table, clauses: Mapping[str, Clause]) -> tuple[Scenario, ...]:
    found = []
    for table in file.tables("scenarios"):
        found.append(
            Scenario(
                id=_id(table),
                title=table.words("title"),
                situation=_situation(table),
                verdict=table.words("verdict", valid=VERDICTS),
                clauses=table.list_of("clauses", valid=tuple(clauses)),
                needs=_needs(table),
                note=table.words("note"),
            )
        )
        table.close()
        _once(table, "id", [scenario.id for scenario in found])
    file.close()
    return tuple(found)


def _situation(table: Table) -> Situation:
    try:
        return Situation.from_dict(table.anything("situation"))
    except SituationError as error:
        table.refuse("situation", str(error))


def _needs(table: Table) -> tuple[tuple[str, ...], ...]:
    value = table.anything("needs", required=False) or []
    permissions = LISTS["permissions"]
    if not isinstance(value, list) or not all(isinstance(s, list) and all(p in permissions for p in s) for s in value):
        table.refuse("needs", "“needs” is a list of lists of permissions.", f"Permissions: {', '.join(permissions)}.")
    return tuple(sorted(tuple(sorted(names)) for names in value))


def _id(table: Table) -> str:
    name = table.words("id")
    if not document.ID.fullmatch(name) or len(name) > document.LONGEST_ID:
        right = f"Use at most {document.LONGEST_ID} small letters, digits, - and dots."
        table.refuse("id", f"{shown(name)} is no id.", right)
    return name


def _once(table: Table, key: str, ids: list[str]) -> None:
    if ids.count(ids[-1]) > 1:
        table.refuse(key, f"The id {shown(ids[-1])} is used already.", "Give each an id of its own.")


def _fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the canonical content: what the files say, not how they are laid out."""
    canonical = json.dumps(_plain(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(_DOMAIN + canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Rule):
        return {} if value.twin_of else value.source
    if isinstance(value, Situation):
        return value.to_dict()
    if isinstance(value, Scenario):
        return {**asdict(value), "situation": value.situation.to_dict()}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value

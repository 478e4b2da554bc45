"""How the files of a pack become an edition: seven texts held against each other and against the schema, and hashed.

Worked example: ``load_files(read_files(Path("my-school")))`` returns an ``Edition``, or raises ``PackError`` with file, line,
what is wrong and what would be right. Files that say the same in the same order, however they are laid out, have the same
``sha256``. Whoever keeps an edition elsewhere than in a folder (a database, a draft on a screen) keeps these texts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gatepost.policy import document, statements
from gatepost.policy.document import Heading, read_document
from gatepost.policy.errors import PackError, shown
from gatepost.policy.law import default_law
from gatepost.policy.model import Edition, Grant, LawNote, Scenario
from gatepost.policy.parts import (
    check_details,
    read_grants,
    read_interpretations,
    read_outcomes,
    read_procedures,
    read_scenarios,
    read_sections,
    read_site,
)
from gatepost.policy.rules import Rule, read_rules
from gatepost.policy.situation import Situation
from gatepost.policy.tables import Table, check_text, read_text, read_toml, uniform

PackFiles = Mapping[str, str]
"""The text of each file of a pack, by its name."""

HEAD = "pack.toml"
GRANTS, OUTCOMES, PROCEDURES, SCENARIOS = "grants.toml", "outcomes.toml", "procedures.toml", "scenarios.toml"
POLICY, RULES = document.FILE, statements.FILE

FILES = (HEAD, POLICY, GRANTS, OUTCOMES, PROCEDURES, SCENARIOS, RULES)
"""The seven files of a pack, in the order in which they are read."""

_DOMAIN = b"gatepost policy edition 1\n"
"""Hashed before the content, so that the hash of an edition is never the hash of something else."""


def read_files(folder: Path) -> dict[str, str]:
    """The texts of the pack in ``folder``, line ends made uniform. Raises ``PackError``; whether they fit ``load_files`` says."""
    if not _is_folder(folder):
        raise PackError(
            str(folder), 0, "This is not a folder.", "A pack is a folder with policy.md, pack.toml and so on."
        )
    return {name: read_text(folder, name) for name in FILES}


def load_files(files: PackFiles, *, law: tuple[LawNote, ...] | None = None) -> Edition:
    """The edition that ``files`` are. Raises ``PackError``. ``law`` stands in for the law overlay that Gatepost ships."""
    texts = _checked(files)
    head = read_toml(HEAD, texts[HEAD])
    headings = read_document(texts[POLICY])
    details = head.table("clauses")
    sections = read_sections(headings, details)
    clauses = {clause.id: clause for section in sections for clause in section.clauses}
    check_details(details, clauses)
    grants = read_grants(read_toml(GRANTS, texts[GRANTS]), clauses)
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
        "interpretations": read_interpretations(head, clauses),
        "grants": grants,
        "outcomes": read_outcomes(read_toml(OUTCOMES, texts[OUTCOMES]), clauses),
        "procedures": read_procedures(read_toml(PROCEDURES, texts[PROCEDURES]), clauses),
        "scenarios": read_scenarios(read_toml(SCENARIOS, texts[SCENARIOS]), clauses),
        "rules": read_rules(texts[RULES], clauses),
    }
    site = read_site(head)
    if site:
        # Only then: a pack that does not say keeps the hash that it had before anybody could.
        content["site"] = site
    head.close()
    _permissions_exist(content["rules"], grants)
    return Edition(
        **{**content, "grants": MappingProxyType(grants)},
        clauses=MappingProxyType(clauses),
        sha256=_fingerprint(content),
        law=default_law() if law is None else law,
    )


def _checked(files: PackFiles) -> dict[str, str]:
    """The seven texts, fit to be read. A file more would be kept with the edition, and its hash would not know of it."""
    for name in files:
        if name not in FILES:
            raise PackError(name, 0, "This is no file of a pack.", f"Files: {', '.join(FILES)}.")
    texts = {}
    for name in FILES:
        if name not in files:
            raise PackError(name, 0, "This file is missing.", "A pack has all of its seven files.")
        texts[name] = uniform(files[name])
        check_text(name, texts[name])
    return texts


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

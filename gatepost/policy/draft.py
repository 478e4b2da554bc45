"""What is a pack while it is being changed? Its seven files taken apart, and put together again.

Worked example: ``draft = Draft.of(files)``; ``draft.grants["photo-pass"]["at_most"] = "one day"``; ``draft.files()`` are the files
with that changed. A file of which nothing changed comes back to the letter, remarks and all; the others are written anew.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gatepost.policy import cedar, document, toml
from gatepost.policy.document import read_document
from gatepost.policy.files import GRANTS, HEAD, OUTCOMES, POLICY, PROCEDURES, RULES, SCENARIOS, PackFiles
from gatepost.policy.statements import spans
from gatepost.policy.tables import uniform

_ABOUT = ("title", "audience", "edition", "approved", "signed_by", "review", "language")
"""What stands at the top of pack.toml, in this order."""


@dataclass(slots=True)
class Wording:
    """A clause as it stands in policy.md."""

    id: str
    title: str
    text: str


@dataclass(slots=True)
class Part:
    """A section of policy.md: its heading, what stands below it, its clauses."""

    title: str
    intro: str
    clauses: list[Wording]


@dataclass(slots=True)
class Written:
    """A rule as it stands in rules.cedar. ``lead`` are the remarks above it that are about what follows, ``note`` its own."""

    lead: str
    note: str
    text: str
    source: cedar.Source

    @property
    def clause(self) -> str:
        """The clause that it carries out."""
        return cedar.clause_of(self.source)

    def rewritten(self, source: cedar.Source) -> Written:
        """The same rule saying something else; as it was if that is what it says already."""
        return self if source == self.source else Written(self.lead, self.note, cedar.text_of(source), source)


@dataclass(slots=True)
class Draft:
    """A pack taken apart. Only for files that load; what is made of it is loaded again before anybody sees it.

    ``was`` are the files as they would be written with nothing changed.
    """

    original: PackFiles
    was: dict[str, str]
    intro: str
    parts: list[Part]
    head: dict[str, Any]
    grants: dict[str, dict[str, Any]]
    outcomes: list[dict[str, Any]]
    procedures: list[dict[str, Any]]
    scenarios: list[dict[str, Any]]
    rules: list[Written]
    tail: str

    @classmethod
    def of(cls, files: PackFiles) -> Draft:
        """``files``, which load, taken apart."""
        files = {name: uniform(text) for name, text in files.items()}
        first, *headings = read_document(files[POLICY])
        parts: list[Part] = []
        for heading in headings:
            if heading.level == document.SECTION:
                parts.append(Part(heading.title, heading.text, []))
            else:
                parts[-1].clauses.append(Wording(heading.id, heading.title, heading.text))
        rules, tail = _rules(files[RULES])
        draft = cls(
            original=files,
            was={},
            intro=first.text,
            parts=parts,
            head=tomllib.loads(files[HEAD]),
            grants=tomllib.loads(files[GRANTS])["grants"],
            outcomes=tomllib.loads(files[OUTCOMES]).get("outcomes", []),
            procedures=tomllib.loads(files[PROCEDURES]).get("procedures", []),
            scenarios=tomllib.loads(files[SCENARIOS]).get("scenarios", []),
            rules=rules,
            tail=tail,
        )
        draft.was = draft._written()
        return draft

    def clauses(self) -> Iterator[Wording]:
        """The clauses in the order of the document."""
        return (clause for part in self.parts for clause in part.clauses)

    def ids(self) -> list[str]:
        """Their ids."""
        return [clause.id for clause in self.clauses()]

    def files(self) -> dict[str, str]:
        """The files: those that say what they said are as they were."""
        written = self._written()
        return {
            name: text if written[name] == self.was[name] else written[name] for name, text in self.original.items()
        }

    def _written(self) -> dict[str, str]:
        return {
            HEAD: self._head(),
            POLICY: self._policy(),
            GRANTS: _tables(
                [toml.table(f"grants.{toml.key(n)}", table) for n, table in self.grants.items()] or ["[grants]"]
            ),
            OUTCOMES: _listed("outcomes", self.outcomes),
            PROCEDURES: _listed("procedures", self.procedures),
            SCENARIOS: _listed("scenarios", self.scenarios),
            RULES: "".join(f"{rule.lead}{rule.note}{rule.text}" for rule in self.rules) + self.tail,
        }

    def _head(self) -> str:
        details = self.head["clauses"]
        tables = [toml.pairs({name: self.head[name] for name in _ABOUT if name in self.head})]
        tables += _school(self.head.get("school", {}))
        tables += [toml.table(f"clauses.{toml.key(name)}", details[name]) for name in self.ids()]
        readings = self.head.get("interpretations", [])
        return _tables([*tables, *(toml.table("interpretations", each, of_list=True) for each in readings)])

    def _policy(self) -> str:
        blocks = [f"# {self.head['title']}", self.intro]
        for part in self.parts:
            blocks += [f"## {part.title}", part.intro]
            for clause in part.clauses:
                blocks += [f"### {clause.title} {{#{clause.id}}}", clause.text]
        return "\n\n".join(block for block in blocks if block) + "\n"


def _tables(tables: list[str]) -> str:
    return "\n\n".join(tables) + "\n" if tables else ""


def _listed(name: str, items: list[dict[str, Any]]) -> str:
    return _tables([toml.table(name, item, of_list=True) for item in items])


def _school(school: dict[str, Any]) -> list[str]:
    areas, hours = school.get("areas", {}), school.get("hours", [])
    tables = [toml.table("school.areas", areas)] if areas else []
    return tables + [toml.table("school.hours", each, of_list=True) for each in hours]


def _rules(text: str) -> tuple[list[Written], str]:
    rules, place = [], 0
    for start, end in spans(text):
        remarks = text[place:start]
        # Remarks after the last blank line belong to the rule; those before it are about the rules that follow.
        cut = max(remarks.rfind("\n\n"), 0)
        statement = text[start:end]
        rules.append(Written(remarks[:cut], remarks[cut:], statement, cedar.parse(statement)))
        place = end
    return rules, text[place:]

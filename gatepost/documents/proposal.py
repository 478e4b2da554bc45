"""What is proposed for a document, before anybody has looked at it?

Each of its sentences with the clauses that it seems to belong to, or left for a person to judge; and which clauses of the pack it
does not have.

    propose("policy.docx", document, edition).off  ->  ("conduct.8", …)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gatepost.documents.blocks import Block, Document
from gatepost.documents.matching import SURE, Match, match
from gatepost.documents.outline import TEXT, Sentence, outline
from gatepost.policy import Edition

FORMAT = 1
"""The version of the JSON. It changes when something that is there changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document, its sentences in order, and the match of each that says something, by its place.

    ``pack`` is the hash of the edition that it was compared with, ``clauses`` are that edition's in order.
    """

    name: str
    document: Document
    sentences: tuple[Sentence, ...]
    matches: Mapping[int, Match]
    pack: str
    clauses: tuple[str, ...]

    @property
    def proposed(self) -> dict[int, tuple[str, ...]]:
        """The clauses proposed for each sentence that says something; empty where a person judges."""
        return {place: found.clauses for place, found in self.matches.items()}

    @property
    def matched(self) -> dict[str, tuple[int, ...]]:
        """Each clause that the document has, in the pack's order, with its sentences."""
        return places(self.proposed, self.clauses)

    @property
    def off(self) -> tuple[str, ...]:
        """The clauses of the pack that the document does not have."""
        return tuple(clause for clause in self.clauses if clause not in self.matched)

    def to_dict(self) -> dict[str, Any]:
        """The proposal as JSON (docs/reference/import.md)."""
        by_block: dict[int, list[int]] = {}
        for place, sentence in enumerate(self.sentences):
            by_block.setdefault(sentence.block, []).append(place)
        rules = len(self.matches)
        judged = sum(not found.clauses for found in self.matches.values())
        return {
            "format": FORMAT,
            "document": {
                "name": self.name,
                "format": self.document.format,
                "pages": self.document.pages,
                "pages_without_text": list(self.document.without_text),
            },
            "pack": {"sha256": self.pack, "clauses": list(self.clauses)},
            "blocks": [
                {
                    **_block(block),
                    "sentences": [self._sentence(place) for place in by_block.get(number, [])],
                }
                for number, block in enumerate(self.document.blocks)
            ],
            "matched": {clause: list(found) for clause, found in self.matched.items()},
            "off": list(self.off),
            "counts": {
                "sentences": len(self.sentences),
                "compared": rules,
                "matched": rules - judged,
                "judge": judged,
                "clauses_matched": len(self.matched),
                "clauses_off": len(self.off),
            },
        }

    def _sentence(self, place: int) -> dict[str, Any]:
        sentence = self.sentences[place]
        found = self.matches.get(place)
        return {
            "place": place,
            "text": sentence.text,
            "kind": sentence.kind,
            "headings": list(sentence.headings),
            "context": list(sentence.context),
            "number": sentence.number,
            "match": None if found is None else _match(found),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Proposal:
        """The proposal that ``to_dict`` gave."""
        about = data["document"]
        blocks = tuple(Block(**_only_block(block)) for block in data["blocks"])
        said = [(number, each) for number, block in enumerate(data["blocks"]) for each in block["sentences"]]
        sentences = tuple(
            Sentence(
                each["text"], each["kind"], number, tuple(each["headings"]), tuple(each["context"]), each["number"]
            )
            for number, each in said
        )
        matches = {each["place"]: _matched(each["match"]) for _, each in said if each["match"] is not None}
        document = Document(about["format"], about["pages"], blocks, tuple(about["pages_without_text"]))
        return cls(about["name"], document, sentences, matches, data["pack"]["sha256"], tuple(data["pack"]["clauses"]))


def confidence(found: Match) -> str:
    """How sure a match is, in a word: ``sure``, ``likely`` or ``judge`` (a person does)."""
    if not found.clauses:
        return "judge"
    return "sure" if found.score >= SURE else "likely"


def propose(name: str, document: Document, edition: Edition) -> Proposal:
    """What is proposed for ``document``, compared with ``edition``."""
    sentences = outline(document)
    return Proposal(name, document, sentences, match(sentences, edition), edition.sha256, tuple(edition.clauses))


def places(chosen: Mapping[int, tuple[str, ...]], clauses: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Which sentences each of ``clauses`` has, for those that have any."""
    found: dict[str, list[int]] = {}
    for place, names in sorted(chosen.items()):
        for name in names:
            found.setdefault(name, []).append(place)
    return {clause: tuple(found[clause]) for clause in clauses if clause in found}


def says_something(sentence: Sentence) -> bool:
    """Whether a sentence is one that is compared with the clauses."""
    return sentence.kind == TEXT


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "number": block.number,
        "level": block.level,
        "page": block.page,
        "text": block.text,
        "cells": list(block.cells),
    }


def _only_block(data: Mapping[str, Any]) -> dict[str, Any]:
    return {**{key: data[key] for key in ("kind", "number", "level", "page", "text")}, "cells": tuple(data["cells"])}


def _match(found: Match) -> dict[str, Any]:
    return {
        "clauses": list(found.clauses),
        "confidence": confidence(found),
        "candidates": [{"clause": clause, "score": score} for clause, score in found.scores],
    }


def _matched(data: Mapping[str, Any]) -> Match:
    return Match(tuple(data["clauses"]), tuple((each["clause"], each["score"]) for each in data["candidates"]))

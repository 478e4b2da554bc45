"""How often is the right question found from somebody's own words?

The sentences in ``paraphrases.toml`` were written by somebody who had not seen the list of words, and none of them was used to
write it.

    score(load()).first  ->  the share of sentences for which the right question came first
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gatepost.questions import Meant, find

FILE = Path(__file__).parent / "paraphrases.toml"


_HARMLESS = {"school-matters"}


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A sentence with the question that is meant. ``said`` was said; ``may_say`` may be taken as said, and need not be."""

    text: str
    hat: str
    acts: tuple[str, ...]
    content: frozenset[str]
    said: Mapping[str, Any]
    may_say: Mapping[str, Any]

    def is_met_by(self, meant: Meant) -> bool:
        """Whether this is the right question: the act, and for publishing also what is published."""
        if meant.act not in self.acts:
            return False
        allowed = self.content | set(self.may_say.get("content", ()))
        # What is not filled in is asked: only a harmless content may be missing, and none may be there that was not meant.
        return meant.act != "publish" or not self.content or self.content - _HARMLESS <= meant.content <= allowed

    def is_wronged_by(self, meant: Meant) -> bool:
        """Whether a fact was filled in that nobody said."""
        allowed = {**self.may_say, **self.said}
        return any(allowed.get(key) != value for key, value in meant.known.items())


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1: right first, right among three, something wrongly filled in, outside questions that were declined."""

    first: float
    among: float
    wrong: float
    declined: float


def load() -> tuple[tuple[Paraphrase, ...], tuple[str, ...]]:
    """The sentences, and those that no question fits."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    inside = tuple(
        Paraphrase(
            text=row["text"],
            hat=row["hat"],
            acts=(row["act"], *row.get("also", ())),
            content=frozenset(row["content"]),
            said=row["said"],
            may_say=row.get("may_say", {}),
        )
        for row in data["paraphrases"]
    )
    return inside, tuple(row["text"] for row in data["outside"])


def score(inside: tuple[Paraphrase, ...], outside: tuple[str, ...]) -> Score:
    """The shares for these sentences."""
    found = [(sentence, find(sentence.text, (sentence.hat,)).meant) for sentence in inside]
    return Score(
        first=sum(bool(meant) and sentence.is_met_by(meant[0]) for sentence, meant in found) / len(found),
        among=sum(any(map(sentence.is_met_by, meant)) for sentence, meant in found) / len(found),
        wrong=sum(bool(meant) and sentence.is_wronged_by(meant[0]) for sentence, meant in found) / len(found),
        declined=sum(not find(text).meant for text in outside) / len(outside),
    )

"""What is asked next, and when is enough known?

    next_question(edition, situation)  ->  Question("where", …), or None: the answer stands

Only facts on which the answer still depends are asked, so that nobody answers ten questions to learn a no. What somebody says
they do not know is not asked again; the answer is then the one for the worst case. What is published is a list: left out, it
is empty, and the answer is for something with none of those things in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from gatepost.policy import Edition, Situation, decide, words
from gatepost.policy.schema import ACTS, FACTS, LISTS
from gatepost.questions.words import STARTERS

FILE = Path(__file__).parent / "starters.toml"


@dataclass(frozen=True, slots=True)
class Starter:
    """What somebody begins with: words for a button, and the situation that they mean."""

    id: str
    hats: tuple[str, ...]
    words: str
    act: str
    known: Mapping[str, str | bool] = field(default_factory=dict)
    content: tuple[str, ...] = ()

    def situation(self, hats: tuple[str, ...]) -> Situation:
        """The situation in which somebody with ``hats`` begins."""
        return Situation(hats, self.act, dict(self.known), frozenset(self.content))


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the key of the fact or list (``content``), its words, and the values with theirs.

    ``several`` is true where any number of values may be chosen, none included.
    """

    key: str
    words: str
    choices: tuple[tuple[str | bool, str], ...]
    several: bool = False


@cache
def starters() -> tuple[Starter, ...]:
    """All starters, the commonest first."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Starter(
            id=row["id"],
            hats=tuple(row["hats"]),
            words=STARTERS[row["id"]],
            act=row["act"],
            known=row.get("known", {}),
            content=tuple(row.get("content", ())),
        )
        for row in data["starters"]
    )


def starters_for(hats: tuple[str, ...]) -> tuple[Starter, ...]:
    """The starters for somebody with any of ``hats``."""
    return tuple(starter for starter in starters() if set(starter.hats) & set(hats))


def next_question(edition: Edition, situation: Situation, *, skipped: frozenset[str] = frozenset()) -> Question | None:
    """The next question for ``situation``, or None when the answer stands. ``skipped`` are keys that somebody cannot answer."""
    if ACTS[situation.act].content and not situation.content and "content" not in skipped:
        return question("content")
    open_facts = (fact for fact in decide(edition, situation).depends_on if fact not in skipped)
    return next((question(fact) for fact in open_facts), None)


def question(key: str) -> Question:
    """The question for one fact or list."""
    values: tuple[str | bool, ...] = LISTS[key] if key in LISTS else FACTS[key].values
    return Question(
        key=key,
        words=words.QUESTIONS[key],
        choices=tuple((value, words.VALUES[key][value]) for value in values),
        several=key in LISTS,
    )

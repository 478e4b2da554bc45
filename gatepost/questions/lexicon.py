"""Which of the words and phrases that we know does a text have in it?

    heard = hear("can I film the nativity play")
    "photo" in heard.concepts, heard.facts  ->  True, {"where": "at-event"}

The list of words is ``lexicon.toml``. A word that is not in it counts as the nearest one that is, if it is a slip of the keyboard
away; a longer phrase hides a shorter one within it ("school ipad" is not "my ipad").
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from gatepost.policy.schema import FACTS
from gatepost.questions.text import stems

FILE = Path(__file__).parent / "lexicon.toml"

SHORTEST_SLIP = 5
"""Letters of the shortest word in which one slip is forgiven; a shorter word with a slip is too often another word."""

LONG_WORD = 8
"""Letters from which on two slips are forgiven."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood: concepts, facts that were said, hats worn, and alarms (``concern``, ``emergency``).

    Never a permission, and never that somebody is close family: those are what turns a no into a yes, and "my son" or "a pass"
    in a sentence is no claim to have one.
    """

    concepts: frozenset[str]
    facts: Mapping[str, str]
    hats: frozenset[str]
    alarms: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Phrases, each with what it stands for: ("concepts", "photo"), or (fact, value), or ("hats", "staff")."""

    phrases: Mapping[Phrase, frozenset[tuple[str, str]]]
    words: frozenset[str]
    longest: int


def hear(text: str) -> Heard:
    """What ``text`` says. Where it says two values of one fact ("at lunch or after school"), that fact is not taken as said."""
    words = [_nearest(word) for word in stems(text)]
    found = _phrases_in(words)
    meant: dict[str, set[str]] = {}
    for phrase in found:
        for kind, value in _lexicon().phrases[phrase]:
            meant.setdefault(kind, set()).add(value)
    facts = {fact: _value(said) for fact, values in meant.items() if fact in FACTS and len(said := _one(values)) == 1}
    if _turned_round(words, found):
        facts = {fact: value for fact, value in facts.items() if fact not in _TURNED}
    return Heard(
        concepts=frozenset(meant.get("concepts", ())),
        facts=facts,
        hats=frozenset(meant.get("hats", ())),
        alarms=frozenset(meant.get("alarms", ())),
    )


_TURNED = ("when", "where", "device", "person.is")
_TURNING = frozenset(
    stems(
        "not no never without outside before after except unless until till since than beyond near opposite nor neither"
        " dont doesnt didnt cant cannot couldnt wont wouldnt isnt arent wasnt werent havent hasnt aint"
    )
)
"""Words that can turn a place or a time into its opposite: "outside the staff room", "after lunch". Asking is cheap, and a place
or time wrongly filled in could make a no a yes: with such a word outside of a known phrase, none is filled in."""


def _turned_round(words: list[str], found: list[Phrase]) -> bool:
    within = {word for phrase in found for word in phrase if len(phrase) > 1}
    return any(word in _TURNING and word not in within for word in words)


_NARROWER = ("former-pupil", "pupil", "child")
"""Each is a kind of the next: "a year 6 child" is a pupil."""


def _one(values: set[str]) -> set[str]:
    """``values`` without those that are only wider words for one of them."""
    narrowest = [value for value in _NARROWER if value in values][:1]
    return set(narrowest) if narrowest and values <= set(_NARROWER) else values


def _value(values: Iterable[str]) -> str:
    (value,) = values
    return value


def _phrases_in(words: list[str]) -> list[Phrase]:
    """The phrases in ``words``, but for those that lie within a longer one for the same kind of thing."""
    lexicon = _lexicon()
    spans = [
        (start, end, phrase)
        for start in range(len(words))
        for end in range(start + 1, min(start + lexicon.longest, len(words)) + 1)
        if (phrase := tuple(words[start:end])) in lexicon.phrases
    ]
    return [phrase for start, end, phrase in spans if not _hidden(start, end, phrase, spans)]


def _hidden(start: int, end: int, phrase: Phrase, spans: list[tuple[int, int, Phrase]]) -> bool:
    kinds = _kinds(phrase)
    return any(
        other_start <= start and end <= other_end and (other_end - other_start) > (end - start)
        for other_start, other_end, other in spans
        if kinds <= _kinds(other) or _HIDING & _kinds(other) or (kinds == {"where"} and _kinds(other) & set(FACTS))
    )


_HIDING = {"masks", "hats"}
"""What hides all that is within it: "as a parent" says who asks, not who the other person is."""


def _kinds(phrase: Phrase) -> frozenset[str]:
    """The facts that a phrase speaks of; concepts are never hidden."""
    return frozenset(kind if kind != "concepts" else f"concept {value}" for kind, value in _lexicon().phrases[phrase])


def _nearest(word: str) -> str:
    lexicon = _lexicon()
    if word in lexicon.words or len(word) < SHORTEST_SLIP or word in _COMMON:
        return word
    slips = 2 if len(word) >= LONG_WORD else 1
    found = process.extractOne(word, lexicon.words, scorer=OSA.distance, score_cutoff=slips)
    return str(found[0]) if found and len(found[0]) >= SHORTEST_SLIP else word


_COMMON = frozenset(
    stems(
        "should shall paint painting station school schools because before please thanks people person always almost winter letter"
    )
)
"""Everyday words that are a slip away from a word in the list, and mean what they say."""


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    phrases: dict[Phrase, set[tuple[str, str]]] = {}
    for kind, name, texts in _entries(data):
        for text in texts:
            phrases.setdefault(stems(text), set()).add((kind, name))
    return _Lexicon(
        phrases={phrase: frozenset(means) for phrase, means in phrases.items()},
        words=frozenset(word for phrase in phrases for word in phrase),
        longest=max(map(len, phrases)),
    )


def _entries(data: Mapping[str, Any]) -> Iterable[tuple[str, str, list[str]]]:
    for fact, values in data["facts"].items():
        yield from ((fact, value, texts) for value, texts in values.items())
    for kind in ("concepts", "masks", "alarms", "hats"):
        yield from ((kind, name, texts) for name, texts in data[kind].items())

"""What follows from an answer, in words: what would change it, and the readings that it rests on.

Worked example: for a phone in the playground at break it says "If it were in the staff room, an office, a place that pupils
don't use or somewhere off the school site: Yes." Nothing is guessed: each sentence was asked of the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gatepost.policy import words
from gatepost.policy.judging import Judgement, judge
from gatepost.policy.model import Edition, Interpretation
from gatepost.policy.schema import FACTS, LISTS, STRICTNESS
from gatepost.policy.situation import Situation

_FREE = STRICTNESS["not-decided"]
"""Nothing needs to change that is no stricter than this."""

_MOVABLE = ("when", "where")
"""Waiting, or going elsewhere, is honest advice even if the policy says nothing of it there. Another device, app or outlet of
which the policy happens to say nothing would be a way round it, and nobody is told to call a pupil something else."""


def would_change(answer: Judgement) -> tuple[str, ...]:
    """What would make ``answer`` milder, the easiest first: a permission, saying more, other circumstances, less content."""
    if STRICTNESS[answer.verdict] < _FREE and not answer.depends_on:
        return ()
    return (
        *_permissions(answer),
        *_missing(answer),
        *_circumstances(answer),
        *_content(answer),
        *_restrictions(answer),
    )


def giver(edition: Edition, permission: str) -> str:
    """Who gives ``permission``, in words: "the head teacher and the governing body"."""
    return words.listed([words.DECIDERS[body] for body in edition.grants[permission].decided_by])


def _permissions(answer: Judgement) -> Iterator[str]:
    edition = answer.edition
    for names in answer.needs:
        parts = [f"{edition.grants[name].title}, from {giver(edition, name)}" for name in names]
        yield f"{'; and '.join(parts)}."


def _missing(answer: Judgement) -> Iterator[str]:
    for fact in answer.depends_on:
        yield f"It depends on one thing more: {words.QUESTIONS[fact]}"


def _circumstances(answer: Judgement) -> Iterator[str]:
    situation = answer.situation
    for fact in (fact for fact in words.PHRASES if fact in situation.known):
        by_verdict: dict[str, list[str | bool]] = {}
        for value in FACTS[fact].values:
            verdict = judge(answer.edition, situation.knowing(fact, value)).verdict
            if STRICTNESS[verdict] < STRICTNESS[answer.verdict] and (verdict != "silent" or fact in _MOVABLE):
                by_verdict.setdefault(verdict, []).append(value)
        for verdict in sorted(by_verdict, key=STRICTNESS.__getitem__):
            phrases = words.listed([words.PHRASES[fact][value] for value in by_verdict[verdict]], last="or")
            yield f"If it were {phrases}: {words.VERDICTS[verdict]}."


def _content(answer: Judgement) -> Iterator[str]:
    situation = answer.situation
    for value in (value for value in LISTS["content"] if value in situation.content):
        without = replace(situation, content=situation.content - {value})
        if situation.content != {value} and _milder(answer, without):
            yield f"If it left out {words.VALUES['content'][value]}: {_verdict(answer, without)}."


def _restrictions(answer: Judgement) -> Iterator[str]:
    for value in sorted(answer.situation.restrictions):
        without = replace(answer.situation, restrictions=answer.situation.restrictions - {value})
        if _milder(answer, without):
            yield f"When the restriction “{words.VALUES['restrictions'][value]}” ends: {_verdict(answer, without)}."


def _milder(answer: Judgement, other: Situation) -> bool:
    return STRICTNESS[judge(answer.edition, other).verdict] < STRICTNESS[answer.verdict]


def _verdict(answer: Judgement, other: Situation) -> str:
    return words.VERDICTS[judge(answer.edition, other).verdict]


def interpretations_used(answer: Judgement) -> tuple[Interpretation, ...]:
    """The marked readings without which the answer might be another: their clause decided, for a hat or a permission of theirs."""
    permissions = answer.situation.permissions.union(*answer.needs)
    return tuple(
        reading
        for reading in answer.edition.interpretations
        if set(reading.clauses) & set(answer.clauses)
        and (not reading.hats or set(reading.hats) & set(answer.situation.hats))
        and (not reading.permissions or set(reading.permissions) & permissions)
    )


def headline(answer: Judgement) -> str:
    """The big word of the answer. Silence where a pupil or a child is concerned sends to the safeguarding lead."""
    if answer.verdict == "silent" and answer.situation.known.get("person.is") in words.CHILDREN:
        return words.SAFEGUARDING_SILENCE
    return words.VERDICTS[answer.verdict]


def why(answer: Judgement) -> str:
    """One sentence or two in plain words: why this is the answer."""
    edition = answer.edition
    if answer.verdict == "silent":
        return "No clause of the policy speaks of this. That is not the same as a yes: if in doubt, ask."
    if answer.verdict == "with-permission":
        ways = [
            words.listed([f"{_small(edition.grants[name].title)} from {giver(edition, name)}" for name in names])
            for names in answer.needs
        ]
        return f"You may once you have {words.listed(ways, last='or')}."
    return " ".join(edition.clauses[name].plain for name in answer.clauses[:1])


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]

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
from gatepost.policy.schema import ACTS, FACTS, LISTS, STRICTNESS
from gatepost.policy.situation import Situation

_FREE = STRICTNESS["not-decided"]
"""Nothing needs to change that is no stricter than this."""

_MOVABLE = ("when", "where", "purpose")
"""Waiting, going elsewhere, or doing it on behalf of the school is honest advice. Another device, app or outlet of which the
policy happens to say less would be a way round it, and nobody is told to call a pupil something else."""


def would_change(answer: Judgement) -> tuple[str, ...]:
    """What would make ``answer`` milder, the easiest first: a permission, saying more, other circumstances, less content."""
    if STRICTNESS[answer.verdict] < _FREE:
        return tuple(_missing(answer))
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
    if answer.depends_on:
        yield f"It depends on what is not said yet: {' '.join(words.QUESTIONS[fact] for fact in answer.depends_on)}"


def _circumstances(answer: Judgement) -> Iterator[str]:
    situation = answer.situation
    for fact in (fact for fact in _MOVABLE if fact in situation.known):
        by_verdict: dict[str, list[str | bool]] = {}
        for value in FACTS[fact].values:
            verdict = judge(answer.edition, situation.knowing(fact, value)).verdict
            if STRICTNESS[verdict] < STRICTNESS[answer.verdict]:
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


def ask_first(answer: Judgement) -> bool:
    """Whether the policy is silent where a pupil or another child is or may be concerned: silence is no leave there."""
    if answer.verdict != "silent":
        return False
    if "person.is" in ACTS[answer.situation.act].facts:
        return answer.situation.known.get("person.is", words.CHILDREN[0]) in words.CHILDREN
    return words.SHOWS_PEOPLE in answer.situation.content


def headline(answer: Judgement) -> str:
    """The big word of the answer. Silence where a child is concerned sends to the safeguarding lead."""
    return words.SAFEGUARDING_SILENCE if ask_first(answer) else words.VERDICTS[answer.verdict]


def why(answer: Judgement) -> str:
    """One sentence or two in plain words: why this is the answer."""
    if answer.verdict == "silent":
        return "No clause of the policy speaks of this. That is not the same as a yes: if in doubt, ask."
    if answer.verdict == "with-permission":
        return _once(answer)
    if answer.verdict == "may":
        return _let(answer)
    return " ".join(dict.fromkeys(answer.edition.clauses[rule.clause].plain for rule in answer.because[:1]))


def _once(answer: Judgement) -> str:
    ways = [words.listed([answer.edition.grants[name].have for name in names]) for names in answer.needs]
    with_it = replace(answer.situation, permissions=answer.situation.permissions.union(*answer.needs))
    after = judge(answer.edition, with_it).verdict
    still = f" The answer is then: {words.VERDICTS[after]}." if STRICTNESS[after] > STRICTNESS["may"] else ""
    return f"You may once you have {words.listed(ways, last='or')}.{still}"


def _let(answer: Judgement) -> str:
    """Name the permissions that let it be, or the clause's own exception."""
    held = [name for rule in answer.because for name in rule.exception if name in answer.edition.grants]
    if held:
        return (
            f"You may, because you have {words.listed([answer.edition.grants[n].have for n in dict.fromkeys(held)])}."
        )
    clause = answer.edition.clauses[answer.because[0].clause]
    return f"The policy lets this be. {clause.plain if clause.modality == 'may' else clause.lifted or clause.plain}"

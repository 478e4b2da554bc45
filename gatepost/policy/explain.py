"""What follows from an answer, in words: what would change it, and the readings that it rests on.

Worked example: for a phone in the playground at break it says "If it were in the staff room, an office, a place that pupils
don't use or somewhere off the school site: Yes." Nothing is guessed: each sentence was asked of the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from gatepost.policy import words
from gatepost.policy.judging import Judgement, judge
from gatepost.policy.model import Edition, Interpretation
from gatepost.policy.schema import ACTS, FACTS, LISTS, STRICTNESS
from gatepost.policy.situation import Situation
from gatepost.policy.words import translatable as _

Say = Callable[[str], str]
"""Turns one of our texts, or a pattern with blanks, into the language of whoever reads it. The wording of the pack is the
school's own and stays as it is."""

_AND, _OR = _("and"), _("or")

_FREE = STRICTNESS["not-decided"]
"""Nothing needs to change that is no stricter than this."""

_MOVABLE = ("when", "where", "purpose")
"""Waiting, going elsewhere, or doing it on behalf of the school is honest advice. Another device, app or outlet of which the
policy happens to say less would be a way round it, and nobody is told to call a pupil something else."""


def would_change(answer: Judgement, *, say: Say = _) -> tuple[str, ...]:
    """What would make ``answer`` milder, the easiest first: a permission, saying more, other circumstances, less content."""
    if STRICTNESS[answer.verdict] < _FREE:
        return tuple(_missing(answer, say))
    return (
        *_permissions(answer, say),
        *_missing(answer, say),
        *_circumstances(answer, say),
        *_content(answer, say),
        *_restrictions(answer, say),
    )


def _listed(parts: Iterable[str], say: Say, last: str) -> str:
    return words.listed(list(parts), last=say(last))


def giver(edition: Edition, permission: str, *, say: Say = _) -> str:
    """Who gives ``permission``, in words: "the head teacher and the governing body"."""
    return _listed((say(words.DECIDERS[body]) for body in edition.grants[permission].decided_by), say, _AND)


def _permissions(answer: Judgement, say: Say) -> Iterator[str]:
    edition = answer.edition
    for names in answer.needs:
        pattern = say(_("{permission}, from {giver}"))
        parts = [pattern.format(permission=edition.grants[n].title, giver=giver(edition, n, say=say)) for n in names]
        yield say(_("{permissions}.")).format(permissions=say(_("; and ")).join(parts))


def _missing(answer: Judgement, say: Say) -> Iterator[str]:
    if answer.depends_on:
        questions = " ".join(say(words.QUESTIONS[fact]) for fact in answer.depends_on)
        yield say(_("It depends on what is not said yet: {questions}")).format(questions=questions)


def _circumstances(answer: Judgement, say: Say) -> Iterator[str]:
    situation = answer.situation
    for fact in (fact for fact in _MOVABLE if fact in situation.known):
        by_verdict: dict[str, list[str | bool]] = {}
        for value in FACTS[fact].values:
            verdict = judge(answer.edition, situation.knowing(fact, value)).verdict
            if STRICTNESS[verdict] < STRICTNESS[answer.verdict]:
                by_verdict.setdefault(verdict, []).append(value)
        for verdict in sorted(by_verdict, key=STRICTNESS.__getitem__):
            phrases = _listed((say(words.PHRASES[fact][value]) for value in by_verdict[verdict]), say, _OR)
            pattern = say(_("If it were {phrases}: {verdict}."))
            yield pattern.format(phrases=phrases, verdict=say(words.VERDICTS[verdict]))


def _content(answer: Judgement, say: Say) -> Iterator[str]:
    situation = answer.situation
    for value in (value for value in LISTS["content"] if value in situation.content):
        without = replace(situation, content=situation.content - {value})
        if situation.content != {value} and _milder(answer, without):
            pattern = say(_("If it left out {content}: {verdict}."))
            yield pattern.format(content=say(words.VALUES["content"][value]), verdict=say(_verdict(answer, without)))


def _restrictions(answer: Judgement, say: Say) -> Iterator[str]:
    for value in sorted(answer.situation.restrictions):
        without = replace(answer.situation, restrictions=answer.situation.restrictions - {value})
        if _milder(answer, without):
            pattern = say(_("When the restriction “{restriction}” ends: {verdict}."))
            restriction = say(words.VALUES["restrictions"][value])
            yield pattern.format(restriction=restriction, verdict=say(_verdict(answer, without)))


def _milder(answer: Judgement, other: Situation) -> bool:
    return STRICTNESS[judge(answer.edition, other).verdict] < STRICTNESS[answer.verdict]


def _verdict(answer: Judgement, other: Situation) -> str:
    return words.VERDICTS[judge(answer.edition, other).verdict]


def interpretations_used(answer: Judgement) -> tuple[Interpretation, ...]:
    """The readings that the answer rests on: those of the pack, and what the governing body has ruled."""
    return tuple(reading for reading in answer.edition.interpretations if _rests_on(answer, reading))


def _rests_on(answer: Judgement, reading: Interpretation) -> bool:
    """A ruling, if the other choice would give another answer; a reading of the pack, if what it is about decided."""
    otherwise = answer.edition.otherwise.get(reading.id)
    if otherwise:
        other = judge(otherwise, answer.situation)
        return (other.verdict, other.clauses, other.needs) != (answer.verdict, answer.clauses, answer.needs)
    permissions = answer.situation.permissions.union(*answer.needs)
    return bool(
        set(reading.clauses) & set(answer.clauses)
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


def headline(answer: Judgement, *, say: Say = _) -> str:
    """The big word of the answer. Silence where a child is concerned sends to the safeguarding lead."""
    return say(words.SAFEGUARDING_SILENCE if ask_first(answer) else words.VERDICTS[answer.verdict])


def why(answer: Judgement, *, say: Say = _) -> str:
    """One sentence or two in plain words: why this is the answer."""
    if answer.verdict == "silent":
        return say(_("No clause of the policy speaks of this. That is not the same as a yes: if in doubt, ask."))
    if answer.verdict == "with-permission":
        return _once(answer, say)
    if answer.verdict == "may":
        return _let(answer, say)
    return " ".join(dict.fromkeys(answer.edition.clauses[rule.clause].plain for rule in answer.because[:1]))


def _once(answer: Judgement, say: Say) -> str:
    grants = answer.edition.grants
    ways = [_listed((grants[name].have for name in names), say, _AND) for names in answer.needs]
    with_it = replace(answer.situation, permissions=answer.situation.permissions.union(*answer.needs))
    after = judge(answer.edition, with_it).verdict
    once = say(_("You may once you have {permissions}.")).format(permissions=_listed(ways, say, _OR))
    if STRICTNESS[after] <= STRICTNESS["may"]:
        return once
    return f"{once} {say(_('The answer is then: {verdict}.')).format(verdict=say(words.VERDICTS[after]))}"


def _let(answer: Judgement, say: Say) -> str:
    """Name the permissions that let it be, or the clause's own exception."""
    grants = answer.edition.grants
    held = dict.fromkeys(name for rule in answer.because for name in rule.exception if name in grants)
    if held:
        permissions = _listed((grants[name].have for name in held), say, _AND)
        return say(_("You may, because you have {permissions}.")).format(permissions=permissions)
    clause = answer.edition.clauses[answer.because[0].clause]
    reason = clause.plain if clause.modality == "may" else clause.lifted or clause.plain
    return f"{say(_('The policy lets this be.'))} {reason}"

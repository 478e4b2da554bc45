"""To which clause of a pack does a sentence belong?

    match(sentences, edition)[7].clauses  ->  ("conduct.1",)

A clause is known by what its wording, title and plain words speak of; a sentence by its own words and a little by what it stands
under. The score is how much of the one is in the other, rare things weighing most; whom the sentence binds must fit the clause;
and what no clause of the pack speaks of counts against all of them. What is unsure is left to a person.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gatepost.documents.concepts import Heard, groups, hear, schema_words, stems, widened
from gatepost.documents.outline import TEXT, Sentence
from gatepost.policy import Edition
from gatepost.policy.model import Clause

SURE, LIKELY = 0.55, 0.35
"""Scores from which on a match is called sure, and proposed at all. Below it a person judges."""
BESIDE = 0.9
"""How near to the best another clause must come to be proposed with it."""
MOST = 4
"""Clauses that are offered beside the one proposed."""

WEIGHTS = {"things": 1.0, "acts": 0.7, "circumstances": 0.8, "actors": 0.55, "modes": 0.35, "others": 1.4, "stem": 0.3}
"""How much a concept tells, by its group."""
SENTENCE_SHARE = 0.62
"""How much of the score is the share of the sentence that the clause has; the rest is the share of the clause."""
DECIDED = 0.5
"""How surely a clause is about what only its rules look at."""
ONLY_AROUND = 0.6
"""What is left where sentence and clause share no thing and no act, only times, places and people."""
LONG, LONGER = 3.0, 0.2
"""Of what a clause speaks of beyond so much, only a part counts: a sentence has one of the five things that a long clause names."""
IN_PLACE, AVERAGE_PLACE = 0.25, 0.4
"""How much standing under the right heading adds or takes."""
OUT_OF_PLACE = 0.5
"""What is left for the steps after a disclosure where nothing around the sentence speaks of one."""
UNKNOWN_STEM = 0.16
"""How much a word counts that neither the lists nor the pack know."""
CONTEXT = {"line": 0.6, "heading": 0.3}
"""How much of what it speaks of a sentence takes from the line that it completes, and from its heading."""
OTHER_PEOPLE = 0.42
"""What is left of a score when the sentence binds people whom the clause does not."""
SAME_PEOPLE = 1.12
"""What is gained when the sentence binds exactly those whom the clause does."""
CARRIED = 0.85
"""What is left of the clause of the sentence before for one that only goes on ("This applies to …")."""


@dataclass(frozen=True, slots=True)
class Match:
    """The clauses proposed for a sentence (none: a person judges), and the best candidates with their scores, 0 to 1."""

    clauses: tuple[str, ...]
    scores: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """The best score."""
        return self.scores[0][1] if self.scores else 0.0


@dataclass(frozen=True, slots=True)
class _Profile:
    """What a clause speaks of, each with how surely (1 in its wording, less in its plain words), and whom it binds."""

    clause: Clause
    terms: Mapping[str, float]
    people: frozenset[str]
    section: frozenset[str]


class Matcher:
    """The clauses of one edition, ready to be compared with sentences."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        decided = _decided_by_rules(edition)
        self._procedures = {each.clause for each in edition.procedures}
        self.profiles = [
            _profile(clause, hear(f"{section.title}. {section.intro}").concepts, self._procedures, decided)
            for section in edition.sections
            for clause in section.clauses
        ]
        counts: dict[str, int] = {}
        for profile in self.profiles:
            for term in profile.terms:
                counts[term] = counts.get(term, 0) + 1
        self._counts = counts

    def weight(self, term: str) -> float:
        """How much ``term`` tells: by its group, and the more the fewer clauses speak of it."""
        count = self._counts.get(term, 0)
        group = "stem" if term.startswith("=") else groups()[term]
        if group == "stem" and not count:
            return UNKNOWN_STEM
        return WEIGHTS[group] * math.log(1 + len(self.profiles) / max(count, 0.7)) / math.log(1 + len(self.profiles))

    def scores(self, sentence: Sentence, neighbours: frozenset[str] = frozenset()) -> list[tuple[str, float]]:
        """Every clause with its score for ``sentence``, the best first; ``neighbours`` are those whom its section binds."""
        heard = hear(sentence.text)
        terms = _terms(heard, sentence)
        people = audience(heard, sentence) or neighbours
        found = [(profile.clause.id, self._score(profile, terms, people)) for profile in self.profiles]
        return sorted(found, key=lambda pair: -pair[1])

    def decided(self, scores: list[tuple[str, float]], sentence: Sentence) -> Match:
        """The best clause, and beside it those that are as near and have something of the sentence that it has not."""
        best = scores[0][1] if scores else 0.0
        offered = tuple((name, round(score, 3)) for name, score in scores[: MOST + 1] if score > 0)
        if best < LIKELY:
            return Match((), offered)
        said = {term for term in hear(sentence.text).concepts if groups()[term] in {"things", "acts"}}
        chosen, told = [scores[0][0]], said & set(self._terms_of(scores[0][0]))
        for name, score in scores[1:]:
            more = (said & set(self._terms_of(name))) - told
            if score >= max(LIKELY, BESIDE * best) and more:
                chosen.append(name)
                told |= more
        return Match(tuple(chosen), offered)

    def _terms_of(self, clause: str) -> Mapping[str, float]:
        return next(profile.terms for profile in self.profiles if profile.clause.id == clause)

    def _score(self, profile: _Profile, terms: Mapping[str, float], people: frozenset[str]) -> float:
        shared = said = 0.0
        for term, how in terms.items():
            weight = self.weight(term)
            said += weight * (how if how == 1 else 0)
            shared += weight * how * profile.terms.get(term, 0)
        spoken = sum(self.weight(term) * how for term, how in profile.terms.items())
        if not shared or not said:
            return 0.0
        spoken = min(spoken, LONG) + LONGER * max(0.0, spoken - LONG)
        score = shared / (SENTENCE_SHARE * max(said, shared) + (1 - SENTENCE_SHARE) * spoken)
        score *= _fit(profile.people, people) * self._place(profile, terms)
        if not any(how == 1 and profile.terms.get(term) and _tells(term) for term, how in terms.items()):
            score *= ONLY_AROUND
        return min(1.0, score)

    def _place(self, profile: _Profile, terms: Mapping[str, float]) -> float:
        """What is left or gained by where the sentence stands: under words like those of the clause's section, or not."""
        around = {term for term, how in terms.items() if how < 1}
        if profile.clause.id in self._procedures and not {"disclosure", "adult-employed"} & set(terms):
            return OUT_OF_PLACE
        told = sum(self.weight(term) for term in around)
        shared = sum(self.weight(term) for term in around & profile.section)
        return 1 + IN_PLACE * (shared / told - AVERAGE_PLACE) if told else 1.0


def _decided_by_rules(edition: Edition) -> dict[str, set[str]]:
    """What the rules of each clause look at, in the words of the lists."""
    found: dict[str, set[str]] = {}
    for rule in edition.rules:
        values = {str(value) for use in rule.uses for value in use.values} | (
            rule.acts if len(rule.acts) == 1 else set()
        )
        for value in values:
            found.setdefault(rule.clause, set()).update(schema_words().get(value, ()))
    return found


def _profile(clause: Clause, section: frozenset[str], anybody: set[str], decided: Mapping[str, set[str]]) -> _Profile:
    terms = dict.fromkeys(decided.get(clause.id, ()), DECIDED)
    for text, how in ((clause.plain, 0.6), (clause.lifted, 0.3), (clause.title, 1.0), (clause.wording, 1.0)):
        heard = hear(text)
        for term in (*heard.concepts, *(f"={stem}" for stem in heard.stems)):
            known = how if term[0] != "=" or text == clause.wording else how * 0.8
            terms[term] = max(terms.get(term, 0), known)
    everybody = clause.id in anybody or not clause.binds
    return _Profile(clause, terms, frozenset() if everybody else frozenset(clause.binds), section)


def _terms(heard: Heard, sentence: Sentence) -> dict[str, float]:
    """What a sentence speaks of: its own words wholly, those around it in part."""
    terms: dict[str, float] = {}
    for text in sentence.headings:
        terms |= dict.fromkeys(hear(text).concepts, CONTEXT["heading"])
    for text in sentence.context:
        terms |= dict.fromkeys(hear(text).concepts, CONTEXT["line"])
    return terms | dict.fromkeys((*heard.concepts, *(f"={stem}" for stem in heard.stems)), 1.0)


def audience(heard: Heard, sentence: Sentence) -> frozenset[str]:
    """Whom a sentence binds: as it says itself, or the line that it completes, or the nearest heading; empty if unknown."""
    if heard.bound:
        return heard.bound
    for text in reversed(sentence.context):
        around = hear(text)
        if around.bound or around.named:
            return around.bound or widened(around.named)
    for text in reversed(sentence.headings):
        if named := hear(text).named:
            return widened(named)
    return frozenset()


def _tells(term: str) -> bool:
    """Whether a term is a thing or an act, that says what a sentence is about."""
    return term[0] != "=" and groups()[term] in {"things", "acts"}


def _fit(binds: frozenset[str], people: frozenset[str]) -> float:
    if people and binds == people:
        return SAME_PEOPLE
    return 1.0 if not people or not binds or binds & people else OTHER_PEOPLE


def neighbours(sentences: Sequence[Sentence]) -> dict[tuple[str, ...], frozenset[str]]:
    """Whom most sentences of each section bind, of those that say so: the others under its heading bind them too."""
    found: dict[tuple[str, ...], list[frozenset[str]]] = {}
    for sentence in sentences:
        if sentence.kind == TEXT and (bound := hear(sentence.text).bound):
            found.setdefault(sentence.headings, []).append(bound)
    return {
        headings: frozenset(hat for hat in set().union(*each) if sum(hat in one for one in each) > len(each) / 2)
        for headings, each in found.items()
    }


def match(sentences: Sequence[Sentence], edition: Edition) -> dict[int, Match]:
    """For each sentence that says something, by its place in ``sentences``, the clauses that it belongs to."""
    return dict(_matches(sentences, Matcher(edition)))


def _matches(sentences: Sequence[Sentence], matcher: Matcher) -> Iterator[tuple[int, Match]]:
    before: Match | None = None
    block = -1
    bound = neighbours(sentences)
    for place, sentence in enumerate(sentences):
        if sentence.kind != TEXT:
            continue
        scores = matcher.scores(sentence, bound.get(sentence.headings, frozenset()))
        unsure = not scores or scores[0][1] < LIKELY
        if unsure and sentence.block == block and before and before.clauses and goes_on(sentence.text):
            scores = _carried(scores, before)
        found = matcher.decided(scores, sentence)
        yield place, found
        before, block = found, sentence.block


def _carried(scores: list[tuple[str, float]], before: Match) -> list[tuple[str, float]]:
    found = dict(scores)
    for name in before.clauses[:1]:
        found[name] = max(found.get(name, 0), before.score * CARRIED)
    return sorted(found.items(), key=lambda pair: -pair[1])


_ONWARD = frozenset(stems("this it these such they those exceptions examples"))
"""A sentence that begins with one of these goes on from the one before."""


def goes_on(text: str) -> bool:
    """Whether a sentence only goes on from the one before it."""
    first = stems(text)[:1]
    return bool(first) and first[0] in _ONWARD

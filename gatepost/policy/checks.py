"""Where do the words of a policy say one thing and its rules another? What a person looks at before proposing a draft.

Worked example: the office now gives a permission, and the clause still says "written permission from the head teacher". That is
no error: a machine cannot know which of the two is meant. It is listed as a thing to look at, with what each of them says.

The words are searched for the names that people give to places and to those who decide, in English; a policy in another language
is not searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gatepost.policy import words
from gatepost.policy.coverage import coverage
from gatepost.policy.explain import Say
from gatepost.policy.model import Edition, Grant, Scenario
from gatepost.policy.parameters import places_of
from gatepost.policy.words import translatable as _

DECIDERS: Mapping[str, re.Pattern[str]] = {
    "head": re.compile(r"\bhead\s?teacher|\bprincipal\b(?! of)|\bthe head\b(?! of)", re.IGNORECASE),
    "governing-body": re.compile(r"\bgoverning\s(?:body|board)|\bboard of governors|\bthe governors\b", re.IGNORECASE),
    "office": re.compile(r"\bschool office|\bthe office\b|\breception\b|\boffice staff", re.IGNORECASE),
}

_NO_PUPILS = r"(?:pupils|children|students) (?:do not|don.t|never) (?:use|go)|not used by (?:pupils|children|students)"

PLACES: Mapping[str, re.Pattern[str]] = {
    "staff-room": re.compile(r"\bstaff\s?-?rooms?\b", re.IGNORECASE),
    "office": re.compile(r"\boffices?\b", re.IGNORECASE),
    "hall": re.compile(r"\bhalls?\b", re.IGNORECASE),
    "classroom": re.compile(r"\bclass\s?-?rooms?\b", re.IGNORECASE),
    "playground": re.compile(r"\bplaygrounds?\b", re.IGNORECASE),
    "no-pupil-area": re.compile(_NO_PUPILS, re.IGNORECASE),
    "at-event": re.compile(r"\bassembl(?:y|ies)\b|\bevents?\b", re.IGNORECASE),
}
"""The places that a wording names. "Off the school site" is not looked for: few wordings say that they end at the gate."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. ``says`` and ``rules`` are sentences: what a text says, and what the rules do.

    ``where`` names the text (``wording``, ``plain``, ``lifted``, ``have``, ``covers``), ``about`` the permission, if any.
    """

    code: str
    clause: str
    where: str
    about: str
    says: str
    rules: str


def findings(edition: Edition, *, base: Edition | None = None, say: Say = _) -> tuple[Finding, ...]:
    """What to look at in ``edition``, clause by clause; ``base`` is what the draft was begun from."""
    found = [*_unbacked(edition, say), *_stale(edition, base or edition, say)]
    if edition.language.startswith("en"):
        found += [*_givers(edition, say), *_places(edition, say)]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: edition.clauses[finding.clause].place))


@dataclass(frozen=True, slots=True)
class Reanswered:
    """A worked question whose expected answer is not what it was: ``old`` and ``new`` are the same question."""

    old: Scenario
    new: Scenario


def reanswered(edition: Edition, base: Edition) -> tuple[Reanswered, ...]:
    """The worked questions of ``base`` that ``edition`` answers otherwise, in the order of ``edition``."""
    before = {scenario.id: scenario for scenario in base.scenarios}
    return tuple(
        Reanswered(before[scenario.id], scenario)
        for scenario in edition.scenarios
        if scenario.id in before and _answer(scenario) != _answer(before[scenario.id])
    )


def _answer(scenario: Scenario) -> tuple[object, ...]:
    return scenario.verdict, scenario.clauses, scenario.needs


def _unbacked(edition: Edition, say: Say) -> Iterator[Finding]:
    for row in coverage(edition):
        if row.gap:
            says = say(_("This clause does not say why a person judges it."))
            rules = say(_("There is no rule, permission, outcome or procedure behind it."))
            yield Finding("nothing-behind", row.clause, "wording", "", says, rules)


def _stale(edition: Edition, base: Edition, say: Say) -> Iterator[Finding]:
    """A wording that still says what was said of the policy before: when it was approved, which edition it is."""
    told: set[tuple[str, str]] = set()
    for name in ("label", "approved", "review"):
        old, new = getattr(base, name), getattr(edition, name)
        if old in (new, ""):
            continue
        for clause in edition.clauses.values():
            text = clause.wording.lower()
            if old.lower() in text and not (new and new.lower() in text) and (clause.id, old) not in told:
                told.add((clause.id, old))
                says = say(_("The wording says “{old}”.")).format(old=old)
                now = (
                    _("The policy now says “{new}” of itself.") if new else _("The policy no longer says so of itself.")
                )
                rules = say(now).format(new=new)
                yield Finding("says-what-was", clause.id, "wording", "", says, rules)


def _givers(edition: Edition, say: Say) -> Iterator[Finding]:
    for grant in (edition.grants[name] for name in edition.offered):
        for clause, where, text in _texts_about(edition, grant):
            named = _named(DECIDERS, text)
            strangers = named - _givers_under(edition, clause)
            if named and (strangers or not set(grant.decided_by) <= named):
                yield Finding(
                    "names-another-giver",
                    clause,
                    where,
                    grant.id,
                    say(_("It names {named}.")).format(named=_listed(DECIDERS, named, words.DECIDERS, say)),
                    say(_("The permission “{title}” is given by {givers}.")).format(
                        title=grant.title, givers=_listed(DECIDERS, set(grant.decided_by), words.DECIDERS, say)
                    ),
                )


def _texts_about(edition: Edition, grant: Grant) -> Iterator[tuple[str, str, str]]:
    """The texts that may say who gives ``grant``: clause, which of its texts, the text."""
    for clause in edition.clauses.values():
        if grant.id in _permissions_under(edition, clause.id):
            yield clause.id, "wording", clause.wording
            yield clause.id, "lifted", clause.lifted
    yield grant.clause, "have", grant.have
    yield grant.clause, "covers", grant.covers


def _permissions_under(edition: Edition, clause: str) -> set[str]:
    looked_for = {name for rule in edition.rules if rule.clause == clause for name in rule.mentioned("permissions")}
    return looked_for | {grant.id for grant in edition.grants.values() if grant.clause == clause}


def _givers_under(edition: Edition, clause: str) -> set[str]:
    return {body for name in _permissions_under(edition, clause) for body in edition.grants[name].decided_by}


def _places(edition: Edition, say: Say) -> Iterator[Finding]:
    for parameter in places_of(edition):
        clause = edition.clauses[parameter.clause]
        allowed = {place for place in parameter.places if place in PLACES}
        for where, text in (("wording", clause.wording), ("plain", clause.plain), ("lifted", clause.lifted)):
            named = _named(PLACES, text)
            if named and named != allowed:
                places = _listed(PLACES, allowed, words.VALUES["where"], say) if allowed else say(_("other places"))
                yield Finding(
                    "names-other-places",
                    clause.id,
                    where,
                    "",
                    say(_("It names {named}.")).format(named=_listed(PLACES, named, words.VALUES["where"], say)),
                    say(_("The rules allow it in {places}.")).format(places=places),
                )


def _named(names: Mapping[str, re.Pattern[str]], text: str) -> set[str]:
    return {name for name, pattern in names.items() if pattern.search(" ".join(text.split()))}


def _listed(order: Iterable[str], chosen: set[str], said: Mapping[Any, str], say: Say) -> str:
    return words.listed([say(said[name]) for name in order if name in chosen], last=say(_("and")))

"""Which page does a question need next: who asks, what they want to do, one more fact, or the answer?

next_key(Asked(("parent",), "take-photos"), edition)  ->  "where"
next_key(Asked(("parent",), "take-photos", {"where": "hall"}), edition)  ->  "", and the answer stands
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from gatepost.decisions.facts import Facts
from gatepost.grants.kinds import kinds_for
from gatepost.policy import Edition, Situation, decide
from gatepost.policy.schema import HATS
from gatepost.questions import next_question, question, starters_for
from gatepost.web.ask.addresses import SKIPPABLE, Asked, address, asked_of, mark_of, query_of
from gatepost.web.ask.hints import Hint, hints
from gatepost.web.ask.known import Known, known_of, why_with
from gatepost.web.ask.said import BETWEEN, Said, details, do_not_know, said
from gatepost.web.policy.cards import Card, verdict_card
from gatepost.web.words import hat_in_words, in_words, may_i, value_in_words

ANSWER = ""
"""The key of no question: the answer stands."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it sends and what it says; ``is_now`` marks what was answered before."""

    value: str
    words: str
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class AsOf:
    """A day on which the policy is looked at as it stood, and the address of the same question today."""

    day: date
    today: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with its choices. ``so_far`` is what a tap sends along, the query of the address."""

    key: str
    asking: str
    words: str
    choices: tuple[Choice, ...]
    several: bool
    do_not_know: str
    said: tuple[Said, ...]
    so_far: str
    back: str
    as_of: AsOf | None = None


@dataclass(frozen=True, slots=True)
class StartPage:
    """Who asks, and what they may begin with; no starters while that is not said."""

    hats: tuple[Choice, ...]
    worn: str
    starters: tuple[Choice, ...]
    so_far: str
    somebody_else: str
    is_change: bool
    as_of: AsOf | None = None


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The card, and what it was told. ``link`` is the address that stays."""

    asking: str
    details: str
    card: Card
    hints: tuple[Hint, ...]
    said: tuple[Said, ...]
    link: str
    again: str
    is_older: bool
    known: Known
    as_of: AsOf | None = None


def next_key(asked: Asked, edition: Edition) -> str:
    """Return what is asked next: ``hats``, ``act``, a fact, ``content``, or ANSWER."""
    for key, is_said in (("hats", asked.hats), ("act", asked.act)):
        if asked.change == key or not is_said:
            return key
    if asked.change:
        return asked.change
    following = next_question(edition, asked.situation, skipped=asked.skipped)
    return following.key if following else ANSWER


def as_it_stands(situation: Situation, edition: Edition) -> Asked:
    """Return the question that is answered at once: what the situation leaves open counts as not known."""
    skipped = frozenset[str]()
    while following := next_question(edition, situation, skipped=skipped):
        skipped |= {following.key}
    return replace(asked_of(situation), skipped=skipped)


def start_page(asked: Asked, key: str) -> StartPage:
    """Return the page that asks who (``hats``), or what they want to do (``act``)."""
    begins = starters_for(asked.hats) if key == "act" else ()
    return StartPage(
        hats=tuple(Choice(hat, hat_in_words(hat), hat in asked.hats) for hat in HATS),
        worn=BETWEEN.join(hat_in_words(hat) for hat in asked.hats),
        starters=tuple(Choice(starter.id, in_words(starter.words)) for starter in begins),
        so_far=so_far(asked),
        somebody_else=address(Asked(asked.hats, change="hats", on=asked.on)),
        is_change=bool(asked.change and asked.act),
        as_of=as_of(asked),
    )


def question_page(asked: Asked, key: str) -> QuestionPage:
    """Return the page that asks for one fact, or for the content."""
    asks = question(key)
    now: Mapping[str | bool, bool] = dict.fromkeys(asked.content if asks.several else {asked.known.get(key, "")}, True)
    return QuestionPage(
        key=key,
        asking=may_i(asked.act),
        words=in_words(asks.words),
        choices=tuple(
            Choice(str(value).lower(), value_in_words(key, value), value in now) for value, _ in asks.choices
        ),
        several=asks.several,
        do_not_know=do_not_know(key),
        said=said(replace(asked, change="")),
        so_far=so_far(asked),
        back=_back(asked, key),
        as_of=as_of(asked),
    )


def answer_page(asked: Asked, edition: Edition, facts: Facts) -> AnswerPage:
    """Decide, with what is known of whoever asks, and return the page of the verdict card."""
    told = replace(asked, change="", edition="")
    if facts.is_personal:
        told = replace(told, permissions=frozenset())  # what they have is known, whatever the address says
    ours = {kind.id for kind in kinds_for(edition, asked.hats)}

    def having(permission: str) -> str:
        if facts.is_personal and permission in ours:
            return ""  # that they have it would be known
        return address(replace(told, permissions=told.permissions | {permission}))

    def asking(permission: str) -> str:
        if asked.on or permission not in ours:
            return ""
        return f"{reverse('permission-new', args=[permission])}?{query_of(told)}"

    answer = decide(edition, facts.situation)
    claims = frozenset[str]() if facts.is_personal else told.permissions
    why = why_with(answer, facts)
    return AnswerPage(
        asking=may_i(asked.act),
        details=details(told),
        card=verdict_card(answer, why=why, having=having, asking=asking, later=facts.later, claims=claims),
        hints=hints(answer, asking, facts.later),
        said=said(told),
        link=address(told.decided_by(edition)),
        again=address(Asked(asked.hats)),
        is_older=not asked.on and not _is_by(edition, asked.edition),
        known=known_of(facts, answer),
        as_of=as_of(asked),
    )


def so_far(asked: Asked) -> str:
    """Return what a tap sends along."""
    return query_of(replace(asked, change="", edition=""))


def as_of(asked: Asked) -> AsOf | None:
    """Return the day as of which something is asked, if it is not simply today."""
    return AsOf(asked.day, address(replace(asked, on="", edition=""))) if asked.day else None


def _is_by(edition: Edition, named: str) -> bool:
    """Tell whether an edition is the one that an address names by some digits, or by none."""
    return mark_of(edition).startswith(named) or (not edition.ruled and edition.sha256.startswith(named))


def _back(asked: Asked, key: str) -> str:
    """Return the address of the question before, also where nothing can be asked of the browser's own button."""
    done = {*asked.known, *asked.skipped, *(["content"] if asked.content else [])}
    before = [other for other in SKIPPABLE[: SKIPPABLE.index(key)] if other in done]
    return address(asked.changing(before[-1] if before else "act"))

"""What is in the explorer's form, and what comes of it?

Every fact that matters to the act may be said, or left as not known; another act brings other questions, which a button
fetches, so that no script is needed. What an address says and cannot be read is told, and the rest of it kept.

    GET /policy/explore/?hat=staff&act=use-phone&when=break  ->  the form filled in, and what the rules say
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gatepost.policy import Edition, Situation, decide, words
from gatepost.policy.exploring import deciding_world
from gatepost.policy.schema import ACTS, FACTS, HATS, LISTS
from gatepost.web.ask.addresses import ONES, SEVERALS, Asked, read, written
from gatepost.web.ask.problems import sentence
from gatepost.web.policy.cards import Card, verdict_card
from gatepost.web.understand.addresses import card_address
from gatepost.web.understand.phrases import circumstances, phrase
from gatepost.web.understand.reasons import Group, rules_told
from gatepost.web.words import hat_in_words, in_words, may_i, value_in_words

SHOW = "show"
"""The name of the button that only fetches the questions of an act."""

MOST_ERRORS = 5
"""Problems of an address that are told; whoever wrote more is not helped by a longer list."""


@dataclass(frozen=True, slots=True)
class FormError:
    """A problem, with the field that mends it (``""`` where none does)."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A question of the form: its name in the address, and what may be chosen."""

    name: str
    words: str
    options: tuple[Option, ...]

    @property
    def is_used(self) -> bool:
        """Whether anything is chosen."""
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Form:
    """The form. ``facts`` are those of the act; ``content`` is None for an act that publishes nothing."""

    hats: Field
    act: Field
    facts: tuple[Field, ...]
    content: Field | None
    permissions: Field
    restrictions: Field


@dataclass(frozen=True, slots=True)
class Result:
    """What the rules say. ``worst`` is what the unknown was taken to be, where the answer depends on it."""

    asking: str
    who: tuple[str, ...]
    told: tuple[str, ...]
    card: Card
    card_url: str
    depends: tuple[str, ...]
    worst: tuple[str, ...]
    groups: tuple[Group, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplorerPage:
    """The form and, once it is said who and what, the result."""

    form: Form
    result: Result | None
    errors: tuple[FormError, ...]
    on: str
    as_of: date | None


def explorer_page(query: QueryDict, edition_on: Callable[[date | None], Edition]) -> ExplorerPage:
    """Return the page for an address; ``edition_on`` finds the edition of a day, or of today."""
    asked, problems = read(_answered(query))
    edition = edition_on(asked.day)
    errors = [FormError("", sentence(problem)) for problem in problems[:MOST_ERRORS]]
    is_asking = SHOW not in query and not {*ONES, *SEVERALS}.isdisjoint(query)
    errors += _missing(asked) if is_asking else []
    result = _result(asked, edition) if is_asking and asked.hats and asked.act else None
    return ExplorerPage(form=_form(asked), result=result, errors=tuple(errors), on=asked.on, as_of=asked.day)


def _answered(query: QueryDict) -> QueryDict:
    """Return an address without its button, and without the questions that the form sends unanswered."""
    kept = query.copy()
    for name, values in query.lists():
        if name == SHOW or (name in ONES and not any(values)):
            del kept[name]
    return kept


def _missing(asked: Asked) -> list[FormError]:
    missing = []
    if not asked.hats:
        missing.append(FormError("hat", _("Say who would do it.")))
    if not asked.act:
        missing.append(FormError("act", _("Say what they would like to do.")))
    return missing


def _form(asked: Asked) -> Form:
    act = ACTS.get(asked.act)
    return Form(
        hats=Field("hat", _("Who would do it?"), _options(HATS, asked.hats, hat_in_words)),
        act=Field(
            "act",
            _("What would they like to do?"),
            _options(ACTS, (asked.act,), lambda value: capfirst(in_words(words.ACTS[value]))),
        ),
        facts=tuple(_fact(fact, asked) for fact in (act.facts if act else ())),
        content=_list("content", "content", asked.content) if act and act.content else None,
        permissions=_list("permissions", "permission", asked.permissions),
        restrictions=_list("restrictions", "restriction", asked.restrictions),
    )


def _options(values: Iterable[str], chosen: Iterable[str], named: Callable[[str], str]) -> tuple[Option, ...]:
    held = set(chosen)
    return tuple(Option(value, named(value), value in held) for value in values)


def _fact(fact: str, asked: Asked) -> Field:
    options = (
        Option(written(value), value_in_words(fact, value), asked.known.get(fact) == value)
        for value in FACTS[fact].values
    )
    return Field(fact, in_words(words.QUESTIONS[fact]), tuple(options))


def _list(key: str, name: str, chosen: frozenset[str]) -> Field:
    options = _options(LISTS[key], chosen, lambda value: value_in_words(key, value))
    return Field(name, in_words(words.QUESTIONS[key]), options)


def _result(asked: Asked, edition: Edition) -> Result:
    situation, left_out = _of_the_act(asked)
    answer = decide(edition, situation)
    return Result(
        asking=may_i(situation.act),
        who=tuple(hat_in_words(hat) for hat in situation.hats),
        told=circumstances(situation),
        card=verdict_card(answer, claims=answer.situation.permissions),
        card_url=card_address(situation, on=asked.on),
        depends=tuple(in_words(words.QUESTIONS[fact]) for fact in answer.depends_on),
        worst=tuple(phrase(part) for part in deciding_world(edition, situation)) if answer.depends_on else (),
        groups=rules_told(edition, situation),
        left_out=left_out,
    )


def _of_the_act(asked: Asked) -> tuple[Situation, tuple[str, ...]]:
    """Return the situation with only what matters to its act, and the questions that were left out."""
    act = ACTS[asked.act]
    known = {fact: value for fact, value in asked.known.items() if fact in act.facts}
    content = asked.content if act.content else frozenset[str]()
    left_out = [fact for fact in asked.known if fact not in known] + ["content"] * (content != asked.content)
    situation = replace(asked.situation, known=known, content=content)
    return situation, tuple(in_words(words.QUESTIONS[key]) for key in left_out)

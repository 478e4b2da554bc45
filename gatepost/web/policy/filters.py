"""Which of the worked questions does somebody want to see: whose, with which answer, by which clause?

Chosen in the address. Each choice says how many questions it would leave, the other choices as they are; a choice that
there is not is told and left aside.

    chosen = read(QueryDict("hat=parent&verdict=must-not"), edition)
    [scenario.id for scenario in matching(edition, chosen)]
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.policy import Edition, words
from gatepost.policy.model import Scenario
from gatepost.policy.schema import HATS, VERDICTS
from gatepost.web.policy.faces import Words, verdict_face
from gatepost.web.words import in_words


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen, ``""`` for all. ``problems`` are sentences on what there is not."""

    hat: str = ""
    verdict: str = ""
    clause: str = ""
    problems: tuple[str, ...] = field(default=())

    @property
    def is_everything(self) -> bool:
        """Whether nothing is chosen."""
        return not (self.hat or self.verdict or self.clause)


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, and how many questions it would leave."""

    value: str
    words: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice: its name in the address, its words, the number of questions without it, and the options."""

    name: str
    words: str
    number: int
    options: tuple[Option, ...]


_FITS: Mapping[str, Callable[[Scenario, str], bool]] = {
    "hat": lambda scenario, value: value in scenario.situation.hats,
    "verdict": lambda scenario, value: value == scenario.verdict,
    "clause": lambda scenario, value: value in scenario.clauses,
}
_TITLES: Mapping[str, Words] = {
    "hat": gettext_lazy("Who asks"),
    "verdict": gettext_lazy("The answer"),
    "clause": gettext_lazy("The clause"),
}


def read(query: QueryDict, edition: Edition) -> Chosen:
    """Return what an address chooses."""
    chosen, problems = Chosen(), []
    for name, title in _TITLES.items():
        wanted = [value for value in query.getlist(name) if value]
        if not wanted:
            continue
        if len(wanted) == 1 and wanted[0] in _values(edition)[name]:
            chosen = _with(chosen, name, wanted[0])
        else:
            sentence = _("“%(title)s” has no such choice, so it was left aside.")
            problems.append(sentence % {"title": title})
    return replace(chosen, problems=tuple(problems))


def matching(edition: Edition, chosen: Chosen) -> tuple[Scenario, ...]:
    """Return the worked questions that fit everything that is chosen."""
    return tuple(scenario for scenario in edition.scenarios if _fits(scenario, chosen))


def filters(edition: Edition, chosen: Chosen) -> tuple[Filter, ...]:
    """Return the three choices with their numbers; an option that would leave nothing is left out, but for the chosen one."""
    return tuple(_filter(edition, chosen, name) for name in _TITLES)


def _filter(edition: Edition, chosen: Chosen, name: str) -> Filter:
    others = matching(edition, _with(chosen, name, ""))
    now = getattr(chosen, name)
    options = (
        Option(value, text, sum(_FITS[name](scenario, value) for scenario in others), value == now)
        for value, text in _values(edition)[name].items()
    )
    kept = tuple(option for option in options if option.number or option.is_chosen)
    return Filter(name, str(_TITLES[name]), len(others), kept)


def _with(chosen: Chosen, name: str, value: str) -> Chosen:
    """Return the same choices, one of them otherwise."""
    values = {one: getattr(chosen, one) for one in _TITLES} | {name: value}
    return Chosen(values["hat"], values["verdict"], values["clause"])


def _fits(scenario: Scenario, chosen: Chosen) -> bool:
    return all(not getattr(chosen, name) or fits(scenario, getattr(chosen, name)) for name, fits in _FITS.items())


def _values(edition: Edition) -> dict[str, dict[str, str]]:
    """Return what can be chosen, with its words."""
    return {
        "hat": {hat: capfirst(in_words(words.HATS[hat])) for hat in HATS},
        "verdict": {verdict: str(verdict_face(verdict).word) for verdict in VERDICTS},
        "clause": {clause.id: clause.title for clause in edition.clauses.values()},
    }

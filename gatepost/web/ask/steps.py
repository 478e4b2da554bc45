"""What does a tap do to a question?

It answers one thing, and takes back nothing else that was said.

    answered(Asked(("parent",), "take-photos"), "where", ["hall"]).known  ->  {"where": "hall"}
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from gatepost.policy.schema import FACTS, HATS, LISTS
from gatepost.questions import starters
from gatepost.web.ask.addresses import SKIPPABLE, Asked, value_of


class NothingChosen(Exception):
    """Nothing that can be chosen there was chosen."""


def answered(asked: Asked, key: str, values: Sequence[str]) -> Asked:
    """Return the question with ``key`` answered; raise NothingChosen for no answer, or one that there is not."""
    asked = replace(asked, change="", edition="", skipped=asked.skipped - {key})
    answer = _ANSWERS.get(key, _fact)
    return answer(asked, key, values)


def skipped(asked: Asked, key: str) -> Asked:
    """Return the question with ``key`` as something that is not known; raise NothingChosen where that is no answer."""
    if key not in SKIPPABLE:
        raise NothingChosen
    known = {fact: value for fact, value in asked.known.items() if fact != key}
    content = frozenset[str]() if key == "content" else asked.content
    return replace(asked, change="", edition="", known=known, content=content, skipped=asked.skipped | {key})


def _hats(asked: Asked, key: str, values: Sequence[str]) -> Asked:  # noqa: ARG001  # one shape for every answer
    hats = tuple(hat for hat in HATS if hat in values)
    if not hats:
        raise NothingChosen
    return replace(asked, hats=hats)


def _starter(asked: Asked, key: str, values: Sequence[str]) -> Asked:  # noqa: ARG001  # one shape for every answer
    chosen = next((starter for starter in starters() if starter.id in values), None)
    if chosen is None or not asked.hats:
        raise NothingChosen
    return asked.beginning(chosen.situation(asked.hats))


def _content(asked: Asked, key: str, values: Sequence[str]) -> Asked:
    content = frozenset(value for value in LISTS[key] if value in values)
    if not content:
        raise NothingChosen
    return replace(asked, content=content)


def _as_it_is(asked: Asked, key: str, values: Sequence[str]) -> Asked:  # noqa: ARG001  # one shape for every answer
    """Go on with what was understood."""
    return asked


def _fact(asked: Asked, key: str, values: Sequence[str]) -> Asked:
    value = value_of(key, values[0]) if key in FACTS and len(values) == 1 else None
    if value is None:
        raise NothingChosen
    return replace(asked, known={**asked.known, key: value})


_ANSWERS: dict[str, Callable[[Asked, str, Sequence[str]], Asked]] = {
    "hats": _hats,
    "starter": _starter,
    "content": _content,
    "go-on": _as_it_is,
}

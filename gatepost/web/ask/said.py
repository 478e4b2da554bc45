"""What has somebody said so far, and where do they change it?

[row.answers for row in said(Asked(("parent",), "take-photos"))]  ->  [('A parent or guardian',), ('Take photos or film',)]
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gatepost.policy import words
from gatepost.policy.schema import LISTS
from gatepost.web.ask.addresses import SKIPPABLE, Asked, address
from gatepost.web.words import hat_in_words, in_words, value_in_words

BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Said:
    """A question, what was answered, and the address where that is answered again, or taken back."""

    question: str
    answers: tuple[str, ...]
    url: str
    is_taken_back: bool = False


def said(asked: Asked) -> tuple[Said, ...]:
    """Return what was said, in the order in which it is asked; what was not asked is left out."""
    return (*_beginning(asked), *_facts(asked), *_held(asked, "permissions"), *_held(asked, "restrictions"))


def details(asked: Asked) -> str:
    """Return in one line what is known beside who and what; what is not known needs no mention."""
    rows = _facts(replace(asked, skipped=frozenset()))
    return BETWEEN.join(answer for row in rows for answer in row.answers)


def _facts(asked: Asked) -> Iterator[Said]:
    """Yield the facts and the content, also those that are not known."""
    for key in SKIPPABLE:
        answers = _answers(asked, key)
        if answers:
            yield Said(in_words(words.QUESTIONS[key]), answers, address(asked.changing(key)))


def do_not_know(key: str) -> str:
    """Return the words with which a question is passed over."""
    return _("None of these") if key in LISTS else _("I don't know")


def _beginning(asked: Asked) -> Iterator[Said]:
    if asked.hats:
        hats = tuple(hat_in_words(hat) for hat in asked.hats)
        yield Said(in_words(words.QUESTIONS["hats"]), hats, address(asked.changing("hats")))
    if asked.act:
        act = capfirst(in_words(words.ACTS[asked.act]))
        yield Said(in_words(words.QUESTIONS["act"]), (act,), address(asked.changing("act")))


def _answers(asked: Asked, key: str) -> tuple[str, ...]:
    if key in asked.skipped:
        return (do_not_know(key),)
    if key == "content":
        return tuple(value_in_words(key, value) for value in LISTS[key] if value in asked.content)
    return (value_in_words(key, asked.known[key]),) if key in asked.known else ()


def _held(asked: Asked, key: str) -> Iterator[Said]:
    """Yield what is held, one by one, each to be taken back by itself."""
    held = getattr(asked, key)
    for value in (value for value in LISTS[key] if value in held):
        without = replace(asked, edition="", change="", **{key: held - {value}})
        yield Said(in_words(words.QUESTIONS[key]), (value_in_words(key, value),), address(without), is_taken_back=True)

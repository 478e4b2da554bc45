"""What was told about a situation, in words?

[row.question for row in told(situation)]  ->  ['Who are you here?', 'What would you like to do?', 'When?']
"""

from dataclasses import dataclass

from gatepost.policy import Situation, words
from gatepost.policy.schema import FACTS, LISTS
from gatepost.web.words import in_words


@dataclass(frozen=True, slots=True)
class Told:
    """A question with what was answered."""

    question: str
    answers: tuple[str, ...]


def told(situation: Situation) -> tuple[Told, ...]:
    """Return what is known of a situation, in the order in which it is asked; what is not known is left out."""
    rows = [
        Told(in_words(words.QUESTIONS["hats"]), tuple(in_words(words.HATS[hat]) for hat in situation.hats)),
        Told(in_words(words.QUESTIONS["act"]), (in_words(words.ACTS[situation.act]),)),
    ]
    rows += [
        Told(in_words(words.QUESTIONS[fact]), (_value(fact, situation),)) for fact in FACTS if fact in situation.known
    ]
    return tuple(rows + [_list(name, situation) for name in LISTS if getattr(situation, name)])


def _value(fact: str, situation: Situation) -> str:
    return in_words(words.VALUES[fact][situation.known[fact]])


def _list(name: str, situation: Situation) -> Told:
    held = getattr(situation, name)
    answers = tuple(in_words(words.VALUES[name][value]) for value in LISTS[name] if value in held)
    return Told(in_words(words.QUESTIONS[name]), answers)

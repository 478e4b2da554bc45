"""What does a form about an edition ask, and what was answered?

One reader for all of them: words without the blanks around them, days as ``2026-07-03``. What was typed is kept, whatever is wrong.

    answers, errors = read((Question("since", …, kind="date"),), request.POST)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gatepost.kernel.errors import Refused
from gatepost.web.ask.addresses import day_in

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """Something to fill in. ``kind`` is ``text``, ``long``, ``date``, or ``choice`` of options; words are lazy translations."""

    name: str
    label: Any
    hint: Any = ""
    kind: str = "text"
    is_optional: bool = False
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A question with what was typed, and what is wrong with it."""

    question: Question
    value: str
    error: str

    @property
    def shown(self) -> str | date:
        """The answer as it is said back: a day as a day."""
        return day_in(self.value) or dict(self.question.options).get(self.value, self.value)

    @property
    def is_day(self) -> bool:
        """Whether the answer is a day."""
        return self.question.kind == "date" and day_in(self.value) is not None


def read(questions: Iterable[Question], typed: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what was typed, and what is wrong with it before anybody else looks, by name."""
    answers = {each.name: str(typed.get(each.name, "")).strip() for each in questions}
    wrong = {}
    for each in questions:
        value = answers[each.name]
        if not value and not each.is_optional:
            wrong[each.name] = _("Please fill this in.")
        elif value and each.kind == "date" and day_in(value) is None:
            wrong[each.name] = _("Write the day as 2026-07-03.")
    return answers, wrong


def filled(questions: Iterable[Question], answers: Answers, wrong: Mapping[str, str]) -> tuple[Filled, ...]:
    """Return the questions as a template prints them."""
    return tuple(Filled(each, answers.get(each.name, ""), wrong.get(each.name, "")) for each in questions)


def day_of(answers: Answers, name: str) -> date:
    """Return a day that ``read`` found good."""
    day = day_in(answers[name])
    assert day is not None  # noqa: S101  # read() has seen that it is one
    return day


FIELD_OF = {
    "not-a-person": "name",
    "meeting-to-come": "met_on",
    "meeting-before-proposal": "met_on",
    "meeting-before-approval": "met_on",
    "signed-when": "day",
    "begins-too-early": "since",
    "begins-before-approval": "since",
    "begins-before-its-words": "since",
    "begins-before-decided": "since",
    "day-is-taken": "since",
    "next-review-before": "next_on",
    "no-doubt": "",
    "no-ruling": "",
    "no-choice": "choice",
}
"""Which field a refusal is about; ``no-…`` and ``bad-…`` say it themselves."""


def field_of(refused: Refused) -> str:
    """Return the field that a refusal is about, blank for the whole."""
    _start, _dash, rest = refused.code.partition("-")
    return FIELD_OF.get(refused.code, rest if _start in {"no", "bad"} else "")


def is_conflict(refused: Refused) -> bool:
    """Tell whether a refusal says that the edition is no longer what somebody saw."""
    return refused.code.startswith("is-") or refused.code in {"changed-since", "no-edition", "label-is-taken"}

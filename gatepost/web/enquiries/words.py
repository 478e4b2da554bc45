"""What is said of topics, states and deeds on the pages about questions?

topics_of(reached, answered)[0].who  ->  'School office'
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.enquiries.channels import Reached, Topic
from gatepost.enquiries.states import Deed
from gatepost.people.states import Duty

DID = {
    Deed.ASK: gettext_lazy("asked"),
    Deed.ANSWER: gettext_lazy("answered"),
    Deed.WRITE_BACK: gettext_lazy("wrote back"),
    Deed.PASS_ON: gettext_lazy("passed it on"),
    Deed.CLOSE: gettext_lazy("closed it"),
    Deed.REOPEN: gettext_lazy("opened it again"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic as a page shows it: who gets it by right, and who while nobody is that; ``value`` is what a form sends."""

    title: str
    who: str
    stands_in: str
    value: str


def topics_of(reached: Reached, answered: Mapping[str, str], *, but: Collection[str] = ()) -> tuple[Choice, ...]:
    """Return the topics that somebody answers today, without those that go to a duty in ``but``, by right or today."""
    there = (each for each in reached.topics if each.duty in answered)
    return tuple(_choice(each, answered[each.duty]) for each in there if not {each.duty, answered[each.duty]} & {*but})


def chosen_of(value: str) -> tuple[str, str]:
    """Return the topic and the duty that a form sent."""
    duty, _colon, title = value.partition(":")
    return title, duty


def _choice(topic: Topic, answers: str) -> Choice:
    stands_in = str(Duty(answers).label) if answers != topic.duty else ""
    return Choice(_(topic.title), str(Duty(topic.duty).label), stands_in, f"{topic.duty}:{topic.title}")

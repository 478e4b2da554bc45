"""What may somebody mean who asks in their own words?

Up to three questions, with what was said filled in. Nothing of what was typed is kept, and nothing of it is ever in an
address: it travels in forms, and comes back to the page as one short line.

    understood("can I film the nativity play", Asked(("parent",))).first.asking  ->  'May I take photos or film?'
"""

from dataclasses import dataclass

from gatepost.questions import Meant, find
from gatepost.questions.text import LONGEST
from gatepost.web.ask.addresses import Asked
from gatepost.web.ask.pages import so_far
from gatepost.web.ask.plain import echo, one_line
from gatepost.web.ask.said import Said, details, said
from gatepost.web.words import may_i


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be meant: its words, what was filled in, and what a tap on it sends."""

    asking: str
    details: str
    said: tuple[Said, ...]
    so_far: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood. ``is_sure`` if the first candidate stands out; ``is_cut`` if there was more than is read.

    ``tells`` of what somebody else did, or ``is_urgent``: whom to turn to is said before anything is asked.
    """

    typed: str
    kept: str
    is_sure: bool
    is_cut: bool
    asked: Asked
    candidates: tuple[Candidate, ...]
    tells: bool
    is_urgent: bool


def understood(typed: str, asked: Asked) -> Understood:
    """Return what ``typed`` may mean for somebody with the hats of ``asked``, or those that the words name."""
    found = find(typed, asked.hats)
    who = Asked(asked.hats or found.hats)
    return Understood(
        typed=echo(typed),
        kept=one_line(typed),
        is_sure=found.sure,
        is_cut=len(typed) > LONGEST,
        asked=who,
        candidates=tuple(_candidate(who, meant) for meant in found.meant),
        tells="concern" in found.alarms,
        is_urgent="emergency" in found.alarms,
    )


def _candidate(who: Asked, meant: Meant) -> Candidate:
    asked = Asked(who.hats, meant.act, meant.known, meant.content)
    return Candidate(
        asking=may_i(meant.act),
        details=details(asked),
        said=said(asked),
        so_far=so_far(asked),
    )

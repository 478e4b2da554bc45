"""How are permissions, their states and what was done about them put in words?

>>> str(FACES[State.GRANTED].word)
'In force'
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.grants.access import HEAD
from gatepost.grants.queries import PermissionSeen, StepSeen
from gatepost.grants.states import State
from gatepost.policy.words import DECIDERS, HATS, QUESTIONS, VALUES
from gatepost.web.policy.faces import Face
from gatepost.web.policy.words import joined
from gatepost.web.words import in_words

FACES: Mapping[State, Face] = {
    state: Face(state.value, state.label, icon, tone)
    for state, icon, tone in (
        (State.REQUESTED, "with-permission", "ask"),
        (State.REFUSED, "must-not", "stop"),
        (State.WITHDRAWN, "silent", "quiet"),
        (State.LAPSED, "silent", "quiet"),
        (State.COMING, "with-permission", "ask"),
        (State.GRANTED, "may", "yes"),
        (State.EXPIRED, "silent", "quiet"),
        (State.ENDED, "silent", "quiet"),
        (State.REVOKED, "must-not", "stop"),
    )
}
"""A word, a shape and a tone for each state."""
RESTS = Face("rests", gettext_lazy("Not valid for now"), "please-dont", "ask")
"""Given, while the policy of today asks another body too, or the right to it was lost."""
STEPS = {
    "ask": gettext_lazy("Asked for"),
    "agree": gettext_lazy("Yes"),
    "grant": gettext_lazy("Yes: permission given"),
    "decline": gettext_lazy("No"),
    "answer": gettext_lazy("Reply to the refusal"),
    "withdraw": gettext_lazy("Withdrawn"),
    "give-back": gettext_lazy("Given up"),
    "leave": gettext_lazy("Ended: the holder left"),
    "revoke": gettext_lazy("Taken away"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A permission in a list."""

    seen: PermissionSeen
    face: Face
    waits: str
    days: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in words: what, by whom for whom, when, and what was said."""

    what: str
    who: str
    when: str
    said: StepSeen


def row(seen: PermissionSeen) -> Row:
    """Return a permission as a list shows it."""
    face = RESTS if seen.rests else FACES[seen.state]
    return Row(seen, face, waits_for(seen.waits_for, is_heads=seen.is_heads), days(seen.begins, seen.scope.until))


def rows(found: Iterable[PermissionSeen]) -> list[Row]:
    """Return permissions as a list shows them."""
    return [row(seen) for seen in found]


def bodies(names: Iterable[str]) -> str:
    """Return bodies as a list in words."""
    return joined(in_words(DECIDERS[name]) for name in names if name in DECIDERS)


def waits_for(names: Collection[str], *, is_heads: bool = False) -> str:
    """Return whose decision something waits for; what the head asks for, the chair decides for the head."""
    told = bodies(names)
    if is_heads and HEAD in names:
        told = joined([_("the chair of governors"), *filter(None, [bodies(set(names) - {HEAD})])])
    return _("waits for %(bodies)s") % {"bodies": told} if told else ""


def days(since: date, until: date) -> str:
    """Return a stretch of days in words."""
    if since == until:
        return date_format(since, "j F Y")
    return _("%(since)s to %(until)s") % {"since": date_format(since, "j F Y"), "until": date_format(until, "j F Y")}


def facts(scope: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Return the facts of a scope: each question with the chosen values."""
    return [
        (in_words(QUESTIONS[fact]), capfirst(joined(in_words(VALUES[fact][value]) for value in scope[fact])))
        for fact in QUESTIONS
        if fact in scope
    ]


def hats(worn: Iterable[str]) -> str:
    """Return hats as a list, within a sentence."""
    return joined(in_words(HATS[hat]) for hat in worn)


def step(one: StepSeen) -> StepRow:
    """Return a step in words."""
    who = one.by or _("Gatepost")
    if one.body in DECIDERS:
        who = _("%(name)s, for %(body)s") % {"name": who, "body": in_words(DECIDERS[one.body])}
    return StepRow(str(STEPS[one.step.value]), who, date_format(localtime(one.at), "j F Y, H:i"), one)

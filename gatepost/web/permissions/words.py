"""How are permissions, their states and what was done about them put in words?

>>> str(FACES[State.GRANTED].word)
'In force'
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.agreements.bodies import GOVERNING_BODY, HEAD
from gatepost.grants.seeing import PermissionSeen, StepSeen
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


def speaking(body: str, *, is_heads: bool) -> str:
    """Return for whom somebody speaks, as a button says it; of what the head asks for, another decides in the head's place."""
    if body == HEAD and is_heads:
        return _("in the head teacher's place")
    return _("for %(body)s") % {"body": bodies([body])} if body else ""


def whose(body: str, *, is_heads: bool) -> str:
    """Return whose decision a yes is, where somebody could take it for another one; else blank."""
    if body == HEAD and is_heads:
        return _(
            "The head teacher asks for this, so you decide in the head teacher's place. This is your own decision. "
            "It is not the governing body's, and has no minute."
        )
    if body == GOVERNING_BODY:
        return _("You record what the governing body decided, with its minute. It is not your own decision.")
    return ""


def rests_why(seen: PermissionSeen, asked: Sequence[str]) -> str:
    """Return why something that was given is not valid for now, and what can be done; blank where the right to it was lost."""
    if not seen.rests:
        return ""
    if not asked:
        return _("It was given, and is not valid for now: the policy of today does not know this permission.")
    lacks = bodies(body for body in asked if body not in seen.agreed)
    if not lacks:
        return ""
    return _("It was given, and is not valid for now: the policy has changed since, and asks %(bodies)s too.") % {
        "bodies": lacks
    }


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

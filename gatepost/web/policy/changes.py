"""How is it told what differs between two editions: answers that turn, clauses with both their words, permissions?

The same words wherever it is told: to the governing body before it approves, and to whoever signs, of their own hats alone.

    turned_shown(impact(old, new).turned)[0].who  ->  'Staff, governors and volunteers'
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.policy import Edition, words
from gatepost.policy.comparison import Difference
from gatepost.policy.impact import Compared, Turned
from gatepost.web.policy.faces import Face, verdict_face
from gatepost.web.policy.wording import to_html
from gatepost.web.policy.words import giver, hats_in_words
from gatepost.web.understand.phrases import circumstances
from gatepost.web.words import in_words

ABOUT = {
    "title": gettext_lazy("its title"),
    "audience": gettext_lazy("for whom it is"),
    "intro": gettext_lazy("its introduction"),
    "label": gettext_lazy("what the edition is called"),
    "review": gettext_lazy("when it is reviewed"),
    "language": gettext_lazy("its language"),
    "site": gettext_lazy("the school's hours and places"),
    "sections": gettext_lazy("the order of its parts"),
}


@dataclass(frozen=True, slots=True)
class TurnedShown:
    """Answers that turn, told: who would like to do what, and what they would hear, before and after."""

    who: str
    what: str
    cases: int
    example: tuple[str, ...]
    old: Face
    new: Face
    old_why: str
    new_why: str
    is_milder: bool


@dataclass(frozen=True, slots=True)
class ComparedShown:
    """A clause's wording before and after; blank where it is not there."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PermissionShown:
    """A permission before and after: who gives it, and for how long at most; blank where it is not there."""

    title: str
    old: str
    new: str


def turned_shown(turned: Iterable[Turned]) -> tuple[TurnedShown, ...]:
    """Return answers that turn, told."""
    return tuple(_told(each) for each in turned)


def compared_shown(pairs: Iterable[Compared]) -> tuple[ComparedShown, ...]:
    """Return clauses with both their wordings."""
    return tuple(_compared(pair) for pair in pairs)


def permissions_shown(old: Edition, new: Edition, names: Iterable[str]) -> tuple[PermissionShown, ...]:
    """Return permissions as both editions give them."""
    return tuple(_permission(old, new, name) for name in names)


def only_ruled(new: Edition, difference: Difference) -> tuple[str, ...]:
    """Return the ids of clauses of which only the rules change: nobody would see it in the words."""
    return tuple(name for name in difference.ruled if name not in difference.reworded and name in new.clauses)


def other_changes(old: Edition, new: Edition, difference: Difference) -> Iterator[str]:
    """Yield a sentence for whatever else changes, so that nothing changes unseen."""
    titles = {one.id: one.title for edition in (old, new) for one in edition.outcomes}
    titles |= {one.id: one.title for edition in (old, new) for one in edition.interpretations}
    if difference.outcomes:
        yield _("What may follow a breach: %(what)s") % {"what": ", ".join(titles[n] for n in difference.outcomes)}
    if difference.interpretations:
        names = ", ".join(titles[n] for n in difference.interpretations)
        yield _("How a doubtful sentence is read: %(what)s") % {"what": names}
    if difference.procedures:
        yield _("The steps of a procedure: %(what)s") % {"what": ", ".join(difference.procedures)}
    said = [str(ABOUT[name]) for name in difference.about if name in ABOUT]
    if said:
        yield _("What the policy says of itself: %(what)s") % {"what": ", ".join(said)}


def _told(turned: Turned) -> TurnedShown:
    return TurnedShown(
        who=capfirst(hats_in_words(turned.hats)),
        what=in_words(words.ACTS[turned.act]),
        cases=turned.cases,
        example=circumstances(turned.example),
        old=verdict_face(turned.old),
        new=verdict_face(turned.new),
        old_why=turned.before.why,
        new_why=turned.after.why,
        is_milder=turned.is_milder,
    )


def _compared(pair: Compared) -> ComparedShown:
    shown = pair.new or pair.old
    return ComparedShown(
        shown.title if shown else "",
        to_html(pair.old.wording) if pair.old else "",
        to_html(pair.new.wording) if pair.new else "",
    )


def _permission(old: Edition, new: Edition, name: str) -> PermissionShown:
    title = (new.grants.get(name) or old.grants[name]).title
    return PermissionShown(title, _given(old, name), _given(new, name))


def _given(edition: Edition, name: str) -> str:
    grant = edition.grants.get(name)
    if grant is None:
        return ""
    return _("%(givers)s, for at most %(length)s. %(covers)s") % {
        "givers": giver(grant),
        "length": grant.at_most,
        "covers": grant.covers,
    }

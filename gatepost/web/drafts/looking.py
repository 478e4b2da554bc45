"""What is there to look at before a draft is proposed, and what would it change?

check_page(draft).findings  ->  where the words say one thing and the rules another
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.people.access import sees_everyone
from gatepost.people.queries import count_wearing
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, words
from gatepost.policy.checks import Finding, Reanswered, findings, reanswered
from gatepost.policy.comparison import Difference
from gatepost.policy.impact import Compared, Turned, impact
from gatepost.web.drafts.opened import Opened
from gatepost.web.policy.faces import Face, verdict_face
from gatepost.web.policy.wording import to_html
from gatepost.web.policy.words import giver, hats_in_words
from gatepost.web.understand.contradictions import Told, contradictions_told
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
class FindingShown:
    """A finding with the title of its clause and the name of the text."""

    finding: Finding
    title: str
    where: str


@dataclass(frozen=True, slots=True)
class Question:
    """A worked question with both answers."""

    title: str
    old: Face
    new: Face
    note: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What there is to look at."""

    draft: Opened
    contradictions: tuple[Told, ...]
    findings: tuple[FindingShown, ...]
    questions: tuple[Question, ...]


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


@dataclass(frozen=True, slots=True)
class ImpactPage:
    """What an edition would change. ``ruled`` are clauses whose words stay and whose rules do not; ``others`` what else changes.

    ``signers`` says whose signature would be asked again, in words.

    How many people that are is for those who answer for the policy: ``is_counted``.
    """

    turned: tuple[TurnedShown, ...]
    clauses: tuple[ComparedShown, ...]
    ruled: tuple[str, ...]
    permissions: tuple[PermissionShown, ...]
    others: tuple[str, ...]
    signers: tuple[tuple[str, int], ...]
    persons: int
    is_counted: bool
    is_nothing: bool


def check_page(draft: Opened) -> CheckPage:
    """Return what there is to look at in a draft."""
    named = {
        "wording": _("Wording"),
        "plain": _("In plain words"),
        "lifted": _("What lifts it"),
        "have": _("“You may once you have …”"),
        "covers": _("What it covers"),
    }
    found = findings(draft.policy, base=draft.in_force, say=in_words)
    return CheckPage(
        draft,
        contradictions_told(draft.as_read),
        tuple(FindingShown(each, draft.policy.clauses[each.clause].title, named[each.where]) for each in found),
        tuple(_question(pair) for pair in reanswered(draft.policy, draft.in_force)),
    )


def impact_page(old: Edition, new: Edition, viewer: Viewer, *, on: date) -> ImpactPage:
    """Return what ``new`` changes beside ``old``, with how many persons of the viewer's school would be asked to sign."""
    found = impact(old, new)
    return ImpactPage(
        turned=turned_shown(old, new),
        clauses=tuple(_compared(pair) for pair in found.clauses),
        ruled=_only_ruled(new, found.difference),
        permissions=tuple(_permission(old, new, name) for name in found.difference.grants),
        others=tuple(_others(old, new, found.difference)),
        signers=tuple((capfirst(hats_in_words([hat])), count_wearing(viewer, [hat], on=on)) for hat in found.hats),
        persons=count_wearing(viewer, found.hats, on=on),
        is_counted=sees_everyone(viewer),
        is_nothing=not found.difference,
    )


def _only_ruled(new: Edition, difference: Difference) -> tuple[str, ...]:
    """Return the titles of clauses of which only the rules change: the governing body would not see it in the words."""
    return tuple(new.clauses[name].title for name in difference.ruled if name not in difference.reworded)


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


def _others(old: Edition, new: Edition, difference: Difference) -> Iterator[str]:
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


def turned_shown(old: Edition, new: Edition) -> tuple[TurnedShown, ...]:
    """Return the answers that turn from one edition to another, told."""
    return tuple(_told(turned) for turned in impact(old, new).turned)


def _compared(pair: Compared) -> ComparedShown:
    shown = pair.new or pair.old
    return ComparedShown(
        shown.title if shown else "",
        to_html(pair.old.wording) if pair.old else "",
        to_html(pair.new.wording) if pair.new else "",
    )


def _question(pair: Reanswered) -> Question:
    return Question(pair.new.title, verdict_face(pair.old.verdict), verdict_face(pair.new.verdict), pair.new.note)


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

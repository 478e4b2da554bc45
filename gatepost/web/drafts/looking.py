"""What is there to look at before a draft is proposed, and what would it change?

check_page(draft).findings  ->  where the words say one thing and the rules another
"""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gatepost.people.access import sees_everyone
from gatepost.people.queries import count_wearing
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.policy.checks import Finding, Reanswered, findings, reanswered
from gatepost.policy.impact import impact
from gatepost.web.drafts.opened import Opened
from gatepost.web.policy.changes import (
    ComparedShown,
    PermissionShown,
    TurnedShown,
    compared_shown,
    only_ruled,
    other_changes,
    permissions_shown,
    turned_shown,
)
from gatepost.web.policy.faces import Face, verdict_face
from gatepost.web.policy.words import hats_in_words
from gatepost.web.understand.contradictions import Told, contradictions_told
from gatepost.web.words import in_words


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
        turned=turned_shown(found.turned),
        clauses=compared_shown(found.clauses),
        ruled=tuple(new.clauses[name].title for name in only_ruled(new, found.difference)),
        permissions=permissions_shown(old, new, found.difference.grants),
        others=tuple(other_changes(old, new, found.difference)),
        signers=tuple((capfirst(hats_in_words([hat])), count_wearing(viewer, [hat], on=on)) for hat in found.hats),
        persons=count_wearing(viewer, found.hats, on=on),
        is_counted=sees_everyone(viewer),
        is_nothing=not found.difference,
    )


def _question(pair: Reanswered) -> Question:
    return Question(pair.new.title, verdict_face(pair.old.verdict), verdict_face(pair.new.verdict), pair.new.note)

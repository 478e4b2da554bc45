"""What is on the page of one clause?

Its wording, the same in plain words, whom it binds, how strongly, what lifts it and who gives that, what may follow,
worked examples, readings, the law's notes, and the clauses before and after it.

    clause_page(edition, edition.clauses["conduct.1"]).face.word  ->  'only with permission'
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from gatepost.policy import Clause, Edition
from gatepost.policy.model import Interpretation, LawNote, Outcome
from gatepost.web.policy.cards import Need, need, sending
from gatepost.web.policy.editions import EditionShown, edition_shown
from gatepost.web.policy.examples import ExampleRow, rows
from gatepost.web.policy.faces import Face, modality_face
from gatepost.web.policy.wording import wordings
from gatepost.web.policy.words import hats_in_words
from gatepost.web.understand.addresses import explore_address

DECIDED_BY_RULE = frozenset({"must-not", "with-permission", "must", "may", "requested"})


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A neighbouring clause."""

    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ClausePage:
    """Everything that the page of a clause shows."""

    clause: Clause
    wording: SafeString
    binds: str
    face: Face
    is_rule: bool
    grants: tuple[Need, ...]
    outcomes: tuple[Outcome, ...]
    steps: tuple[str, ...]
    examples: tuple[ExampleRow, ...]
    readings: tuple[Interpretation, ...]
    law: tuple[LawNote, ...]
    explore_url: str
    sends_to_school: bool
    """Whether it asks people to put their questions to the school: then the page says how."""
    before: ClauseLink | None
    after: ClauseLink | None
    edition: EditionShown


def clause_page(edition: Edition, clause: Clause) -> ClausePage:
    """Return the page of a clause of this edition."""
    before, after = _neighbours(edition, clause)
    return ClausePage(
        clause=clause,
        wording=wordings(edition)[clause.id],
        binds=hats_in_words(clause.binds),
        face=modality_face(clause.modality),
        is_rule=clause.modality in DECIDED_BY_RULE,
        grants=tuple(need(grant) for grant in edition.grants.values() if grant.clause == clause.id),
        outcomes=tuple(outcome for outcome in edition.outcomes if outcome.clause == clause.id),
        steps=tuple(step for item in edition.procedures if item.clause == clause.id for step in item.steps),
        examples=rows(edition.scenarios_for(clause.id)),
        readings=edition.interpretations_of(clause.id),
        law=tuple(note for note in edition.law if clause.id in note.clauses),
        explore_url=_explore_url(edition, clause),
        sends_to_school=clause.id in sending(edition),
        before=before,
        after=after,
        edition=edition_shown(edition),
    )


def link(clause: Clause) -> ClauseLink:
    """Return a link to a clause."""
    return ClauseLink(clause.number, clause.title, reverse("clause", args=[clause.id]))


def _explore_url(edition: Edition, clause: Clause) -> str:
    """Return where the first worked question that cites the clause can be tried, or nothing."""
    return next((explore_address(scenario.situation) for scenario in edition.scenarios_for(clause.id)), "")


def _neighbours(edition: Edition, clause: Clause) -> tuple[ClauseLink | None, ClauseLink | None]:
    ordered = tuple(edition.clauses.values())
    before = link(ordered[clause.place - 1]) if clause.place else None
    after = link(ordered[clause.place + 1]) if clause.place + 1 < len(ordered) else None
    return before, after

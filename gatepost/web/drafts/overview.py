"""What does the page of a draft show: its clauses, on and off, and what can be set?

overview(draft).sections[0].rows[0].title  ->  'What we mean by social media'
"""

from dataclasses import dataclass

from django.urls import reverse

from gatepost.policy.parameters import places_of
from gatepost.policy.schema import NEVER_OFFERED
from gatepost.web.drafts.opened import Opened
from gatepost.web.policy.faces import Face, modality_face


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of the draft. ``is_new`` and ``is_reworded`` are beside what is in force."""

    id: str
    number: str
    title: str
    url: str
    face: Face
    is_new: bool
    is_reworded: bool


@dataclass(frozen=True, slots=True)
class SectionRows:
    """A section with its clauses."""

    title: str
    url: str
    rows: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page of a draft shows."""

    draft: Opened
    sections: tuple[SectionRows, ...]
    off: tuple[tuple[str, str], ...]
    settings: tuple[Link, ...]
    permissions: tuple[Link, ...]


def overview(draft: Opened) -> Overview:
    """Return the page of a draft."""
    policy, name = draft.policy, draft.seen.id
    places = [
        Link(policy.clauses[found.clause].title, reverse("draft-places", args=[name, found.clause]))
        for found in places_of(policy)
    ]
    permissions = [
        Link(grant.title, reverse("draft-permission", args=[name, grant.id]))
        for grant in policy.grants.values()
        if grant.id not in NEVER_OFFERED
    ]
    sections = tuple(
        SectionRows(
            section.title,
            reverse("draft-section", args=[name, number]),
            tuple(_row(draft, clause.id) for clause in section.clauses),
        )
        for number, section in enumerate(policy.sections)
    )
    return Overview(draft, sections, draft.off, tuple(places), tuple(permissions))


def _row(draft: Opened, clause_id: str) -> ClauseRow:
    clause, before = draft.policy.clauses[clause_id], draft.in_force.clauses.get(clause_id)
    return ClauseRow(
        id=clause.id,
        number=clause.number,
        title=clause.title,
        url=reverse("draft-clause", args=[draft.seen.id, clause.id]),
        face=modality_face(clause.modality),
        is_new=before is None,
        is_reworded=before is not None and (before.title, before.wording) != (clause.title, clause.wording),
    )

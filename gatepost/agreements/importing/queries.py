"""Which documents that are being brought in may this viewer see?

Their own, at the school in which they act, while they may draft there and until they expire. Nobody else's, not even the head
the chair's.

    get_visible(viewer, import_id, at=now()).looked_at  ->  12
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from gatepost.agreements.access import may_draft
from gatepost.agreements.importing.models import DocumentImport
from gatepost.agreements.importing.states import State
from gatepost.documents import Proposal
from gatepost.people.viewer import Viewer

_SUMMARY = ("id", "name", "state", "done", "of", "refusal", "reason", "started_at", "expires_at")


@dataclass(frozen=True)
class ImportSeen:
    """A document as its owner sees it. ``kept`` is the proposal as JSON, ``chosen`` what was decided, by place of the sentence."""

    id: str
    name: str
    state: State
    done: int
    of: int
    refusal: str
    reason: str
    started_at: datetime
    expires_at: datetime
    kept: str = ""
    chosen: Mapping[int, tuple[str, ...]] | None = None

    @cached_property
    def proposal(self) -> Proposal:
        """What is proposed. Only where it has been read."""
        return Proposal.from_dict(json.loads(self.kept))


def visible_to(viewer: Viewer, *, at: datetime) -> QuerySet[DocumentImport]:
    """Return the viewer's own documents at their school."""
    if may_draft(viewer, school=viewer.school_id):
        return DocumentImport.objects.none()
    rows = DocumentImport.objects.filter(school_id=viewer.school_id, owner_id=viewer.person_id, expires_at__gt=at)
    return rows.defer("document")


def list_visible(viewer: Viewer, *, at: datetime) -> tuple[ImportSeen, ...]:
    """Return the viewer's documents, the latest first, without what is in them."""
    rows = visible_to(viewer, at=at).only(*_SUMMARY).order_by("-started_at", "id")
    return tuple(_seen(row) for row in rows)


def get_visible(viewer: Viewer, import_id: str, *, at: datetime) -> ImportSeen | None:
    """Return one of the viewer's documents with what is proposed and decided, or None."""
    row = visible_to(viewer, at=at).filter(id=import_id).first()
    return _seen(row, kept=row.proposal, chosen=decisions(row.chosen)) if row else None


def decisions(kept: str) -> dict[int, tuple[str, ...]]:
    """Return what was decided, by place of the sentence; no clause means that a person judges it."""
    return {int(place): tuple(clauses) for place, clauses in json.loads(kept).items()}


def _seen(row: DocumentImport, *, kept: str = "", chosen: Mapping[int, tuple[str, ...]] | None = None) -> ImportSeen:
    return ImportSeen(
        id=row.id,
        name=row.name,
        state=State(row.state),
        done=row.done,
        of=row.of,
        refusal=row.refusal,
        reason=row.reason,
        started_at=row.started_at,
        expires_at=row.expires_at,
        kept=kept,
        chosen=chosen,
    )

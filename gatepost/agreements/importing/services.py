"""How does a document come in, and what does its owner decide about it?

    row = start_import(school=school_id, name="policy.docx", data=data, by=head, at=now())
    decide(import_id=row.id, chosen={17: ("conduct.1",), 18: ()}, by=head, at=now())
    edition = make_draft(import_id=row.id, label="Draft of July 2026", by=head, at=now())

The reading itself is ``tasks.read_document``: it begins when the transaction that asked for it is through.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from gatepost.agreements import services as editions
from gatepost.agreements.access import CLAUSE, may_draft
from gatepost.agreements.importing.models import DocumentImport
from gatepost.agreements.importing.queries import decisions, visible_to
from gatepost.agreements.importing.states import State
from gatepost.agreements.importing.tasks import read_document
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.states import Source
from gatepost.audit import services as audit
from gatepost.documents import DocumentRefused, Proposal
from gatepost.documents.kinds import kind_of
from gatepost.documents.to_pack import to_pack
from gatepost.kernel.errors import Refused
from gatepost.people.models import NAME_LENGTH
from gatepost.people.viewer import Viewer
from gatepost.policy import default_files
from gatepost.policy.drafting import DraftError

KEPT_FOR = timedelta(days=7)
MOST_AT_ONCE = 5
"""Documents of one person: each may hold 25 MB until it has been read."""
LONGEST_LABEL = 200
"""Characters of what an edition is called."""
NOT_THERE = "There is no such document of yours."


@transaction.atomic
def start_import(*, school: str, name: str, data: bytes, by: Viewer, at: datetime) -> DocumentImport:
    """Take a document in, and ask for it to be read."""
    refusal = may_draft(by, school=school)
    if refusal:
        raise refusal
    editions.lock(school)
    DocumentImport.objects.filter(school_id=school, expires_at__lte=at).delete()
    if visible_to(by, at=at).exclude(state=State.REFUSED.value).count() >= MOST_AT_ONCE:
        wrong = f"You have {MOST_AT_ONCE} documents here already. Delete one of them first."
        raise Refused("too-many-imports", wrong, clause=CLAUSE)
    try:
        kind_of(name, data)
    except DocumentRefused as refused:
        raise Refused(refused.code, refused.sentence, clause=CLAUSE) from refused
    row = DocumentImport(
        school_id=school,
        owner_id=by.person_id,
        name=name[-NAME_LENGTH:],
        document=data,
        started_at=at,
        expires_at=at + KEPT_FOR,
    )
    row.save(force_insert=True)
    _record(row, "import.started", by, at)
    read_document.enqueue(row.id)
    return row


@transaction.atomic
def decide(*, import_id: str, chosen: Mapping[int, tuple[str, ...]], by: Viewer, at: datetime) -> None:
    """Keep what the owner decided about some sentences: their clauses, or none for a person to judge."""
    row = _locked(import_id, by, at, State.READY)
    proposal = Proposal.from_dict(json.loads(row.proposal))
    for place, clauses in chosen.items():
        if place not in proposal.matches or not set(clauses) <= set(proposal.clauses):
            raise Refused("no-such-clause", "This sentence cannot belong to that clause.", clause=CLAUSE)
    now = {**decisions(row.chosen), **chosen}
    row.chosen = json.dumps({str(place): list(clauses) for place, clauses in sorted(now.items())})
    row.save(update_fields=["chosen"])
    _record(row, "import.decided", by, at, {"sentences": len(chosen)})


@transaction.atomic
def make_draft(*, import_id: str, label: str, by: Viewer, at: datetime) -> SchoolEdition:
    """Begin a draft of the document, and forget the document. What nobody confirmed is for a person to judge."""
    row = _locked(import_id, by, at, State.READY)
    proposal = Proposal.from_dict(json.loads(row.proposal))
    confirmed = decisions(row.chosen)
    chosen = {place: confirmed.get(place, ()) for place in proposal.matches}
    try:
        files = to_pack(proposal, chosen, default_files(), label=label)
    except DraftError as error:
        raise Refused(error.code, _sentence(error), clause=CLAUSE) from error
    edition = editions.start_draft(school=row.school_id, files=files, by=by, at=at, source=Source.IMPORTED)
    _record(row, "import.drafted", by, at, {"edition": edition.id})
    row.delete()
    return edition


@transaction.atomic
def discard(*, import_id: str, by: Viewer, at: datetime) -> None:
    """Forget the document and everything that was decided about it."""
    row = _locked(import_id, by, at, *State)
    _record(row, "import.discarded", by, at)
    row.delete()


def _sentence(error: DraftError) -> str:
    if error.code == "last-rule":
        return (
            "Nothing is confirmed yet that has a rule behind it, so the draft would decide nothing. "
            "Confirm at least one sentence that has a clause."
        )
    return f"This document cannot become a draft as it is: {error}"


def _locked(import_id: str, by: Viewer, at: datetime, *states: State) -> DocumentImport:
    refusal = may_draft(by, school=by.school_id)
    if refusal:
        raise refusal
    row = visible_to(by, at=at).select_for_update(of=("self",)).filter(id=import_id).first()
    if row is None:
        raise Refused("not-found", NOT_THERE, clause=CLAUSE)
    if State(row.state) not in states:
        raise Refused("not-ready", "This document has not been read yet.", clause=CLAUSE)
    return row


def _record(
    row: DocumentImport, action: str, by: Viewer, at: datetime, data: Mapping[str, str | int] | None = None
) -> None:
    audit.record(by=by.actor, action=action, subject=row.id, at=at, school=row.school_id, clause=CLAUSE, data=data)

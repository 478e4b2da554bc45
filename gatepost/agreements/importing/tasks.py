"""How is a document read while its owner waits?

In the worker, and there in a process with limits. Whatever comes of it, the file is gone afterwards. A reading that was interrupted
begins again; one whose owner deleted the document meanwhile has nothing to do.

    read_document.enqueue(row.id)
"""

import json
import time

from django.db import transaction
from django_tasks import task

from gatepost.agreements.importing.models import REASON_LENGTH, DocumentImport
from gatepost.agreements.importing.states import UNREAD, State
from gatepost.documents import DocumentRefused, propose, read_safely
from gatepost.policy import default_pack

UNREADABLE = "This document could not be read. Save it as plain text or as a new Word document, and try that."
SECONDS_BETWEEN_STEPS = 0.5
"""How often the page of somebody who waits could show another number."""


@task()
def read_document(import_id: str) -> None:
    """Read one document, and keep what is proposed for it or why it is refused."""
    row = _taken(import_id)
    if row is None:
        return
    try:
        document = read_safely(row.name, bytes(row.document or b""), _Steps(import_id))
        proposal = propose(row.name, document, default_pack())
    except DocumentRefused as refused:
        _settle(import_id, State.REFUSED, refusal=refused.code, reason=refused.sentence[:REASON_LENGTH])
    except Exception:  # noqa: BLE001  # whoever waits is told, and no worker reads the same document again and again
        _settle(import_id, State.REFUSED, refusal="unreadable", reason=UNREADABLE[:REASON_LENGTH])
    else:
        _settle(import_id, State.READY, proposal=json.dumps(proposal.to_dict(), ensure_ascii=False))


@transaction.atomic
def _taken(import_id: str) -> DocumentImport | None:
    rows = DocumentImport.objects.select_for_update().filter(id=import_id, state__in=[each.value for each in UNREAD])
    row = rows.first()
    if row is not None:
        row.state = State.READING
        row.save(update_fields=["state"])
    return row


@transaction.atomic
def _settle(import_id: str, state: State, *, proposal: str = "", refusal: str = "", reason: str = "") -> None:
    DocumentImport.objects.filter(id=import_id, state=State.READING).update(
        state=state, document=None, proposal=proposal, refusal=refusal, reason=reason
    )


class _Steps:
    """Writes down now and then how far the reading is."""

    def __init__(self, import_id: str) -> None:
        self.import_id = import_id
        self.last = float("-inf")

    def __call__(self, done: int, of: int) -> None:
        moment = time.monotonic()
        if moment - self.last >= SECONDS_BETWEEN_STEPS or done == of:
            self.last = moment
            DocumentImport.objects.filter(id=self.import_id).update(done=done, of=of)

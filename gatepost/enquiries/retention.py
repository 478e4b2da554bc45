"""How long is a question kept?

A year after it was closed, or answered and left alone; one that waits for an answer is never removed. The worker calls
this about once an hour. The record keeps that so many went, and nothing of what they said.

    tidy_up(at=now())
"""

from datetime import datetime

from django.db import transaction

from gatepost.audit import services as audit
from gatepost.enquiries.models import Enquiry
from gatepost.enquiries.states import KEPT, WAITING
from gatepost.people.models import School
from gatepost.people.viewer import SETUP

AT_ONCE = 500
"""Of one school in one transaction; the rest go an hour later."""


def tidy_up(*, at: datetime) -> None:
    """Remove what is due, at every school."""
    for school_id in School.objects.order_by("id").values_list("id", flat=True):
        _remove(school_id, at)


@transaction.atomic
def _remove(school_id: str, at: datetime) -> None:
    old = Enquiry.objects.filter(school_id=school_id, moved_at__lt=at - KEPT).exclude(state__in=WAITING)
    due = list(old.order_by("moved_at", "id").values_list("id", flat=True)[:AT_ONCE])
    if not due:
        return
    list(Enquiry.objects.select_for_update().filter(id__in=due).order_by("id"))  # whoever reopens one holds it too
    gone = list(old.filter(id__in=due).values_list("id", flat=True))
    Enquiry.objects.filter(id__in=gone).delete()
    audit.record(
        by=SETUP.actor,
        action="enquiries.removed",
        subject=school_id,
        at=at,
        school=school_id,
        data={"count": len(gone), "days": KEPT.days},
    )

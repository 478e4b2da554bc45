"""How long is a self-report kept?

Six years after it was seen: as long as somebody may have to show that they said so at once. One that nobody has seen is never
removed. The worker calls this about once an hour.

    tidy_up(at=now())
"""

from datetime import datetime

from django.db import transaction

from gatepost.audit import services as audit
from gatepost.people.models import School
from gatepost.people.viewer import SETUP
from gatepost.selfreports.models import SelfReport
from gatepost.selfreports.states import KEPT

AT_ONCE = 500


def tidy_up(*, at: datetime) -> None:
    """Remove what is due, at every school."""
    for school_id in School.objects.order_by("id").values_list("id", flat=True):
        _remove(school_id, at)


@transaction.atomic
def _remove(school_id: str, at: datetime) -> None:
    old = SelfReport.objects.select_for_update().filter(school_id=school_id, seen_at__lt=at - KEPT)
    gone = [row.id for row in old.order_by("seen_at", "id")[:AT_ONCE]]
    if gone:
        SelfReport.objects.filter(id__in=gone).delete()
        audit.record(
            by=SETUP.actor,
            action="selfreports.removed",
            subject=school_id,
            at=at,
            school=school_id,
            data={"days": KEPT.days},
        )

"""What of imports is too old to keep?

What undoing would need, once it may not be undone any more; the plans of imports that were undone; and what a file said that
nobody came back to. The worker calls this about once an hour.

    tidy_up(at=now())
"""

from datetime import datetime, timedelta

from django.db import transaction

from gatepost.roster.models import RosterImport, RosterItem
from gatepost.roster.states import HOLDS_A_FILE, State
from gatepost.roster.undoing import UNDO_WITHIN

WAITS_FOR = timedelta(days=14)
"""An import that nobody confirms for a fortnight describes a school that is not there any more."""


@transaction.atomic
def tidy_up(*, at: datetime) -> None:
    """Forget what is too old."""
    final = RosterImport.objects.filter(state=State.APPLIED, applied_at__lt=at - UNDO_WITHIN)
    RosterItem.objects.filter(roster__in=final.values("id")).delete()
    final.exclude(undo=None).update(undo=None)
    left = RosterImport.objects.filter(state__in=HOLDS_A_FILE, started_at__lt=at - WAITS_FOR)
    left = left.exclude(state=State.APPLYING)
    RosterItem.objects.filter(roster__in=left.values("id")).delete()
    left.update(state=State.DROPPED, content=None, decisions={}, trouble={})

"""How long is it kept that somebody's phone lay in the office, and what was said to them?

Thirty days after it was given back: long enough to ask what became of a call, or of a phone. The worker calls this about once an
hour. What was not given back stays.

    tidy_up(at=now())
"""

from datetime import datetime, timedelta

from gatepost.premises.models import PhoneHeld
from gatepost.premises.states import Custody

KEPT = timedelta(days=30)
AT_ONCE = 500
"""Phones; the rest go an hour later."""


def tidy_up(*, at: datetime) -> None:
    """Remove what is too old, with its messages."""
    old = PhoneHeld.objects.filter(state=Custody.GIVEN_BACK, given_back_at__lt=at - KEPT)
    PhoneHeld.objects.filter(id__in=list(old.order_by("given_back_at").values_list("id", flat=True)[:AT_ONCE])).delete()

"""How long is it kept that somebody was reminded?

As long as what they answered: so many years after they left, as their school has set. The worker calls this about once an hour.

    tidy_up(at=now())
"""

from datetime import datetime

from gatepost.campaigns.models import Reminder
from gatepost.signoff.retention import AT_ONCE, gone_by, last_days_due


def tidy_up(*, at: datetime) -> None:
    """Remove the reminders of those whose answers are gone, or would be; some hundreds of a school at once."""
    for school_id, last_day in last_days_due(at):
        gone = gone_by(school_id, last_day)
        old = Reminder.objects.filter(campaign__school_id=school_id, at__date__lte=last_day, person__in=gone)
        Reminder.objects.filter(id__in=list(old.order_by("at", "id").values_list("id", flat=True)[:AT_ONCE])).delete()

"""How long is a restriction kept once it is over, and how does it go?

A year after its last day, or after the day on which it was withdrawn, lifted or lapsed: time for a complaint, for a claim about
unequal treatment (six months, Equality Act 2010, section 118), and to see whether something happens again in the next school
year. The worker calls this about once an hour. First the record's entry, without which the database refuses; what stays is that
entry and those of the steps, with kinds and days and no word of why.

    >>> gone_on(date(2026, 7, 17))
    datetime.date(2027, 7, 18)
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.people.viewer import SETUP
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.seeing import notice_of, taken_of
from gatepost.restrictions.standing import over_since
from gatepost.restrictions.unchanging import REMOVED

KEPT = timedelta(days=365)


def gone_on(over: date) -> date:
    """Return the first day on which a restriction that ended on a day is not kept any more."""
    return over + KEPT + timedelta(days=1)


def tidy_up(*, at: datetime) -> None:
    """Remove what is due, one by one: there are few."""
    today = localdate(in_utc(at))
    old = Restriction.objects.filter(at__date__lt=today - KEPT).prefetch_related("steps").order_by("at", "id")
    for row in old:
        over = over_since(notice_of(row), taken_of(row, row.steps.all()), on=today)
        if over and gone_on(over) <= today:
            _remove(row, over, at)


@transaction.atomic
def _remove(row: Restriction, over: date, at: datetime) -> None:
    data = {"over": over.isoformat()}
    audit.record(by=SETUP.actor, action=REMOVED, subject=row.id, at=at, school=row.school_id, data=data)
    RestrictionStep.objects.filter(restriction=row).delete()
    Restriction.objects.filter(id=row.id).delete()

"""How does somebody remind all who have not answered, with one press?

Whoever is missing and got no mail in the last twenty hours is due one more, at the next moment at which the school may write.
Pressing twice is pressing once.

    press(campaign=campaign.id, by=office, at=now())  ->  when the mails begin to go
"""

from datetime import datetime

from django.db import transaction

from gatepost.audit import services as audit
from gatepost.campaigns.access import may_ask
from gatepost.campaigns.chasing import look_at_school
from gatepost.campaigns.due import APART
from gatepost.campaigns.hours import day_of
from gatepost.campaigns.models import Campaign, Press
from gatepost.campaigns.planning import plan_of
from gatepost.campaigns.queries import list_open
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer


@transaction.atomic
def press(*, campaign: str, by: Viewer, at: datetime) -> datetime:
    """Remind all who have not answered; return when the mails begin to go."""
    refusal = may_ask(by, school_id=by.school_id)
    if refusal:
        raise refusal
    row = Campaign.objects.select_for_update().filter(id=campaign, school_id=by.school_id).first()
    if row is None:
        raise Refused("no-campaign", "There is no such campaign at your school.")
    if row.id not in {each.id for each in list_open(by.school_id, on=day_of(at))}:
        raise Refused("not-open", "This campaign asks nobody today, so nobody is reminded.")
    begins = plan_of(by.school_id).hours.next_allowed(at)
    if begins is None:
        raise Refused("no-day", "By your plan there is no day in the next two years on which the school writes.")
    if Press.objects.filter(campaign=row, at__gt=at - APART).exists():
        return begins
    Press.objects.create(campaign=row, by_id=by.person_id, at=at)
    look_at_school.using(run_after=begins).enqueue(row.school_id)
    audit.record(by=by.actor, action="campaign.pressed", subject=row.id, at=at, school=row.school_id)
    return begins

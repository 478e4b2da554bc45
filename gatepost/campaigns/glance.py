"""How far have the campaigns come that run today, at a glance?

For the first page of those who ask: what the worker counted last, about a minute ago, so that no first page ever counts a school.
The questions to the database are as many for one campaign as for ten. A campaign's own page counts what came since, too.

    [(one.campaign.id, one.total.answered) for one in running(viewer, on=today)]  ->  [('3f…', 212)]
"""

from dataclasses import dataclass
from datetime import date

from gatepost.campaigns.access import sees_answers
from gatepost.campaigns.counts import Count, Figures
from gatepost.campaigns.models import Counted
from gatepost.campaigns.queries import CampaignSeen, list_visible
from gatepost.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Glance:
    """A campaign that runs, and what its answers came to when it was counted last today; None if it was not yet."""

    campaign: CampaignSeen
    total: Count | None


def running(viewer: Viewer, *, on: date) -> tuple[Glance, ...]:
    """Return the campaigns that ask on a day, the last one first; none for those who do not ask."""
    if not sees_answers(viewer):
        return ()
    campaigns = [each for each in list_visible(viewer, on=on) if each.is_open]
    rows = Counted.objects.filter(campaign__in=[each.id for each in campaigns], on=on, today=on)
    found = {row.campaign_id: Figures.of_json(row.figures) for row in rows} if campaigns else {}
    return tuple(Glance(each, counted.total if (counted := found.get(each.id)) else None) for each in campaigns)

"""Who waits in the campaigns of a school, what were they sent, and from when on are they due the next mail?

For what the machine does by itself and for the page about it; the callers ask who may know. The number of questions to the
database is the same however many people there are.

    waiting_at(school.id, at=now()).people["…"][0].due  ->  the moment, or None
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from gatepost.campaigns.audience import positions
from gatepost.campaigns.due import APART, Past, Plan, due_from, is_planned, still_counts
from gatepost.campaigns.hours import day_of
from gatepost.campaigns.models import Campaign, Press, Reminder
from gatepost.campaigns.planning import plan_of
from gatepost.campaigns.queries import list_open
from gatepost.people.queries import entries_of


@dataclass(frozen=True, slots=True)
class Waits:
    """A campaign waits for somebody: from when on they are due a mail (None: no more of them), and what they were sent."""

    campaign: str
    due: datetime | None
    is_planned: bool
    """Whether a mail now would be one of the plan's."""
    past: Past


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everybody for whom an open campaign waits, by id."""

    plan: Plan
    campaigns: frozenset[str]
    """Those that ask, by id."""
    people: dict[str, tuple[Waits, ...]]

    def due_at(self, at: datetime) -> list[str]:
        """Return who is due a mail at a moment: those first who have waited longest."""
        due = [(_last(rows), person) for person, rows in self.people.items() if any(_is_due(one, at) for one in rows)]
        return [person for _when, person in sorted(due)]


def waiting_at(school_id: str, *, at: datetime, people: Collection[str] | None = None) -> Waiting:
    """Return who waits at a moment, or of them those of ``people``."""
    plan = plan_of(school_id)
    campaigns = list_open(school_id, on=day_of(at))
    pressed_at = _pressed(campaigns, plan, at)
    since = min([at, *pressed_at.values()]) - APART
    pasts, last = _pasts(school_id, campaigns, since, people)
    found: dict[str, list[Waits]] = {}
    for campaign in campaigns:
        begun = campaign.started_at
        for one in positions(campaign, on=day_of(at), people=people):
            if not one.is_missing:
                continue
            person = one.person_id
            planned, last_here = pasts.get((campaign.id, person), (0, None))
            past = Past(planned, last_here, last.get(person))
            due = due_from(past, plan, begun=begun, pressed_at=pressed_at.get(campaign.id))
            row = Waits(campaign.id, due, is_planned(past, plan, begun=begun, at=at), past)
            found.setdefault(person, []).append(row)
    return Waiting(
        plan, frozenset(one.id for one in campaigns), {person: tuple(rows) for person, rows in found.items()}
    )


def _pressed(campaigns: Collection[Campaign], plan: Plan, at: datetime) -> dict[str, datetime]:
    rows = Press.objects.filter(campaign__in=campaigns).order_by().values_list("campaign").annotate(last=Max("at"))
    return {campaign: pressed for campaign, pressed in rows if still_counts(pressed, plan, at=at)}


def _pasts(
    school_id: str, campaigns: Collection[Campaign], since: datetime, people: Collection[str] | None
) -> tuple[dict[tuple[str, str], tuple[int, datetime]], dict[str, datetime]]:
    """Return what somebody was sent in each of these campaigns, and when the last in any of the school's.

    Of others than these, what was sent ``since`` then: it still counts for the twenty hours before now, or before a press. What an
    entry got that was joined to theirs is theirs.
    """
    here = {one.id for one in campaigns}
    rows = Reminder.objects.filter(
        Q(campaign__in=here) | Q(campaign__school=school_id, at__gt=since),
        **({} if people is None else {"person__in": entries_of(people)}),
    ).annotate(whose=Coalesce("person__merged_into", "person"))
    counted = rows.order_by().values_list("campaign", "whose")
    pasts: dict[tuple[str, str], tuple[int, datetime]] = {}
    last: dict[str, datetime] = {}
    for campaign, person, planned, when in counted.annotate(n=Count("id", filter=Q(is_planned=True)), last=Max("at")):
        if campaign in here:
            pasts[campaign, person] = planned, when
        last[person] = max(when, last.get(person, when))
    return pasts, last


def _last(rows: tuple[Waits, ...]) -> float:
    return max((one.past.last.timestamp() for one in rows if one.past.last), default=0.0)


def _is_due(one: Waits, at: datetime) -> bool:
    return one.due is not None and one.due <= at

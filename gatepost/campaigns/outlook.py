"""What do those who ask see of reminders: what was sent, who is next, and whom no mail reaches?

Worked out anew each time, from who is asked, what they answered and what they were sent.

    outlook(viewer, campaign.id, at=now()).unreached[0].way  ->  Way.BOUNCED
    forecast(viewer, planned(edition=edition.id, audience=Audience.EVERYONE, by=viewer, at=now()), at=now()).mails  ->  212
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import Coalesce

from gatepost.accounts.reaching import REACHED, Way, ways
from gatepost.campaigns.access import may_ask, sees_answers
from gatepost.campaigns.asked_before import Waiting, waiting_at
from gatepost.campaigns.audience import Standing, positions
from gatepost.campaigns.due import APART, Plan
from gatepost.campaigns.hours import day_of
from gatepost.campaigns.models import Campaign, Press, Reminder
from gatepost.campaigns.planning import plan_of
from gatepost.campaigns.queries import visible_to
from gatepost.campaigns.states import How
from gatepost.people import queries as people
from gatepost.people.models import Person
from gatepost.people.viewer import Viewer

LOOKED_UP = 10_000
"""People of whom it is asked at once how a mail reaches them."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody who is missing and whom no mail reaches, and why."""

    id: str
    name: str
    way: Way


@dataclass(frozen=True, slots=True)
class Day:
    """What was sent on a day."""

    day: date
    mails: int
    invitations: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is so with the reminders of a campaign at a moment."""

    plan: Plan
    is_open: bool
    missing: int
    would_get: int
    """Who would get a mail if the button were pressed now."""
    just_got: int
    """Who got one in the last twenty hours, and is not written to again today."""
    on_its_way: int
    """Who is due one at the next moment at which the school may write."""
    unreached: tuple[Unreached, ...]
    turned: int
    """How many of them stand on the pages before."""
    next_allowed: datetime | None
    next_due: datetime | None
    """From when on the next mail goes by itself, or by a press that is not done yet: now, if somebody is due; None: none does."""
    pressed_at: datetime | None
    """When the button was pressed last, if that was not long ago."""
    days: tuple[Day, ...]


def outlook(viewer: Viewer, campaign_id: str, *, at: datetime, after: str = "") -> Outlook | None:
    """Return what is so with the reminders of a campaign; None for those who do not ask, and if there is none.

    ``after`` is the id of the last on the page before, whether or not a mail reaches them by now.
    """
    campaign = visible_to(viewer).filter(id=campaign_id).first() if sees_answers(viewer) else None
    if campaign is None:
        return None
    waiting = waiting_at(campaign.school_id, at=at)
    missing = {person for person, rows in waiting.people.items() if any(one.campaign == campaign.id for one in rows)}
    names, found = _looked_up(viewer, missing, at)
    reached = {person for person in missing if found.get(person) in REACHED}
    just_got = {person for person in reached if _got(waiting, person, at)}
    soon = waiting.plan.hours.next_allowed(at)
    return Outlook(
        plan=waiting.plan,
        is_open=campaign.id in waiting.campaigns,
        missing=len(missing),
        would_get=len(reached - just_got),
        just_got=len(just_got),
        on_its_way=sum(_is_next(waiting, campaign.id, person, soon) for person in reached),
        unreached=tuple(
            Unreached(person, name, found.get(person, Way.NO_ADDRESS))
            for _plain, person, name in names
            if person not in reached
        ),
        turned=_turned(viewer, after, [(plain, person) for plain, person, _name in names if person not in reached]),
        next_allowed=soon,
        next_due=_next(waiting, campaign.id, reached, at),
        pressed_at=Press.objects.filter(campaign=campaign, at__gt=at - APART)
        .order_by("at")
        .values_list("at", flat=True)
        .last(),
        days=_days(campaign.id),
    )


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a campaign does that has not begun: ``mails`` go by themselves, from ``first`` on (None: none does)."""

    begins: date
    asked: int
    held: int
    """How many are not asked, as what they signed before holds."""
    missing: int
    mails: int
    unreached: int
    """Whom no mail reaches of those who are somebody at the school already; of who comes until it begins nobody knows."""
    just_got: int
    """Who got one less than twenty hours before that, in whatever campaign, and gets theirs later."""
    plan: Plan
    first: datetime | None

    @property
    def answered(self) -> int:
        """How many have answered already."""
        return self.asked - self.missing


def forecast(viewer: Viewer, campaign: Campaign, *, at: datetime) -> Forecast | None:
    """Return what a campaign would do that nobody keeps yet; None for those who do not ask."""
    if may_ask(viewer, school_id=campaign.school_id):
        return None
    everybody = list(positions(campaign, on=campaign.since))
    found = [one for one in everybody if one.standing is not Standing.HELD]
    missing = {one.person_id for one in found if one.is_missing}
    plan = plan_of(campaign.school_id)
    _names, by_way = _looked_up(viewer, missing, at)
    reached = {person for person in missing if by_way.get(person) in REACHED}
    first = plan.hours.next_allowed(max(at, plan.hours.begin(campaign.since))) if plan.is_on and reached else None
    later = _got_since(campaign.school_id, first - APART) & reached if first else set()
    mails = len(reached - later) if first else 0
    return Forecast(
        begins=campaign.since,
        asked=len(found),
        held=len(everybody) - len(found),
        missing=len(missing),
        mails=mails,
        unreached=len((missing - reached).intersection(by_way)),
        just_got=len(later),
        plan=plan,
        first=first,
    )


def _got_since(school_id: str, at: datetime) -> set[str]:
    """Return who got a mail in any campaign of a school since a moment."""
    rows = Reminder.objects.filter(campaign__school=school_id, at__gt=at)
    return set(rows.values_list(Coalesce("person__merged_into", "person"), flat=True))


def _looked_up(viewer: Viewer, missing: set[str], at: datetime) -> tuple[list[tuple[str, str, str]], dict[str, Way]]:
    """Return those who are missing by plain name, with id and name, and how a mail reaches each."""
    ids = sorted(missing)
    names: list[tuple[str, str, str]] = []
    found: dict[str, Way] = {}
    for first in range(0, len(ids), LOOKED_UP):
        rows = people.visible_to(viewer).filter(id__in=ids[first : first + LOOKED_UP]).select_related("account")
        some: list[Person] = list(people.with_roles(rows).prefetch_related("delegations"))
        names += [(one.plain_name, one.id, one.name) for one in some]
        found |= ways(viewer.school_id, some, at=at)
    return sorted(names), found


def _turned(viewer: Viewer, after: str, places: list[tuple[str, str]]) -> int:
    last = people.visible_to(viewer).filter(id=after).values_list("plain_name", "id").first() if after else None
    return bisect_right(places, last) if last else 0


def _got(waiting: Waiting, person: str, at: datetime) -> bool:
    return any(one.past.last is not None and one.past.last > at - APART for one in waiting.people[person])


def _is_next(waiting: Waiting, campaign: str, person: str, soon: datetime | None) -> bool:
    rows = (one for one in waiting.people[person] if one.campaign == campaign)
    return soon is not None and any(one.due is not None and one.due <= soon for one in rows)


def _next(waiting: Waiting, campaign: str, reached: Iterable[str], at: datetime) -> datetime | None:
    hours = waiting.plan.hours
    rows = (one for person in reached for one in waiting.people[person])
    moments = [one.due for one in rows if one.campaign == campaign and one.due]
    return hours.next_allowed(max(min(moments), at)) if moments else None


def _days(campaign_id: str) -> tuple[Day, ...]:
    """Return what was sent by day, the last one first."""
    rows = Reminder.objects.filter(campaign=campaign_id).order_by().values_list("at", "how").annotate(n=Count("id"))
    sent: Counter[tuple[date, str]] = Counter()
    for moment, how, number in rows:
        sent[day_of(moment), how] += number
    days = sorted({day for day, _how in sent}, reverse=True)
    return tuple(Day(day, sent[day, How.MAIL], sent[day, How.INVITATION]) for day in days)

"""From when on is somebody due a mail that the policy waits for them?

By the school's plan at once if they never got one in this campaign, and again every few days, so many times at most. If somebody
presses the button for all who have not, once more, but for those who got one in the twenty hours before; a week later a press is
over, and whoever is asked only then is due nothing by it. Who has answered is not asked about here: they are due nothing.

    due_from(Past(), plan, begun=campaign.started_at, pressed_at=None)  ->  campaign.started_at
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gatepost.campaigns.hours import DAY, SCHOOL_HOURS, Hours, day_of

APART = timedelta(hours=20)
"""Between two mails to one person, whatever they are for: one that comes every morning may come a little earlier today."""

PRESS_LASTS = timedelta(days=7)
"""From when its mails may begin: long enough to put an address right. After it nothing goes by itself that no plan asks for."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A school's plan: whether Gatepost writes by itself, every how many days, how often to one person in a campaign, and when."""

    is_on: bool = False
    every: int = 7
    most: int = 3
    hours: Hours = SCHOOL_HOURS


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody was sent: how many by the plan and when the last in this campaign; ``last`` in any campaign."""

    planned: int = 0
    last_here: datetime | None = None
    last: datetime | None = None


def due_from(past: Past, plan: Plan, *, begun: datetime, pressed_at: datetime | None) -> datetime | None:
    """Return the first moment at which somebody who is missing may be written to; None: no more, unless the button is pressed."""
    moments = [_by_plan(past, plan, begun), _by_button(past, pressed_at)]
    wanted = [moment for moment in moments if moment is not None]
    if not wanted:
        return None
    soonest = min(wanted)
    return plan.hours.next_allowed(soonest if past.last is None else max(soonest, past.last + APART))


def still_counts(pressed_at: datetime, plan: Plan, *, at: datetime) -> bool:
    """Tell whether a press still makes anybody due at a moment."""
    begins = plan.hours.next_allowed(pressed_at)
    return begins is not None and at < begins + PRESS_LASTS


def is_planned(past: Past, plan: Plan, *, begun: datetime, at: datetime) -> bool:
    """Tell whether a mail at that moment is one of the plan's, and not only the button's."""
    moment = _by_plan(past, plan, begun)
    return moment is not None and moment <= at


def _by_plan(past: Past, plan: Plan, begun: datetime) -> datetime | None:
    if not plan.is_on or past.planned >= plan.most:
        return None
    return begun if past.last_here is None else plan.hours.begin(day_of(past.last_here) + plan.every * DAY)


def _by_button(past: Past, pressed_at: datetime | None) -> datetime | None:
    if pressed_at is None or (past.last is not None and past.last > pressed_at - APART):
        return None
    return pressed_at

"""From which day on can an edition count, so that no day is judged anew on which the school decided something?

From tomorrow; a school's first edition from a day that is over as well, since it was in force on paper before Gatepost came: not
before the meeting or the day that its own words name, and only after the last day on which the school decided anything under the
policy that stood in for it. What was decided is found in the rulings, and in the record of every room that names an edition.

    beginning_of(edition, on=date(2026, 7, 3)).earliest  ->  date(2018, 7, 12)
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate

from gatepost.agreements import rules
from gatepost.agreements.content import parsed
from gatepost.agreements.models import Approval, RulingMade, SchoolEdition
from gatepost.agreements.reviewing import first_day_of
from gatepost.audit.queries import last_judged
from gatepost.kernel.errors import Refused

UNJUDGED = ("area.", "campaign.", "edition.", "enquiry.", "selfreport.")
"""How the record's entries begin that decide nothing under the policy: steps of an edition itself, whom the school asks to sign it,
what somebody asked the school or told it, what became of that, and which places the school has, used by whom when. They name the
edition that was in force; another one before it changes nothing of them."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What bounds an edition's first day: its meeting, the approval that its own words name, the school's last decision."""

    is_first: bool
    today: date
    met_on: date | None = None
    said: str = ""
    said_on: date | None = None
    decided_on: date | None = None

    @property
    def earliest(self) -> date | None:
        """The first day that would be taken; None while the meeting is not known and nothing else bounds it."""
        tomorrow = self.today + timedelta(days=1)
        if not self.is_first:
            return tomorrow
        decided = self.decided_on + timedelta(days=1) if self.decided_on else None
        days = [day for day in (self.met_on, self.said_on, decided) if day]
        return min(max(days), tomorrow) if days else None


def others(row: SchoolEdition) -> QuerySet[SchoolEdition]:
    """Return the other editions of the school."""
    return SchoolEdition.objects.filter(school_id=row.school_id).exclude(id=row.id)


def first_days(row: SchoolEdition) -> frozenset[date]:
    """Return the days on which other editions of the school begin."""
    days = others(row).filter(in_force_from__isnull=False).values_list("in_force_from", flat=True)
    return frozenset(day for day in days if day)


def is_first(row: SchoolEdition) -> bool:
    """Tell whether no other edition of the school counts, counted or will count."""
    return not first_days(row)


def beginning_of(row: SchoolEdition, *, on: date) -> Beginning:
    """Return what bounds the first day of an edition, seen on a day."""
    if not is_first(row):
        return Beginning(is_first=False, today=on)
    said = parsed(row.content, sha256=row.sha256).approved
    return Beginning(
        is_first=True,
        today=on,
        met_on=Approval.objects.filter(edition=row).values_list("met_on", flat=True).first(),
        said=said,
        said_on=first_day_of(said),
        decided_on=decided_last(row.school_id, on=on),
    )


def can_begin(row: SchoolEdition, since: date, *, on: date) -> Refused | None:
    """Answer whether an approved edition can count from that day, as it is settled on another."""
    begins = beginning_of(row, on=on)
    if not begins.is_first:
        return rules.begins_later(since, today=on) or rules.one_a_day(since, first_days(row))
    return (
        rules.begins_after(since, met_on=row.approval.met_on)
        or rules.begins_as_said(since, said=begins.said, said_on=begins.said_on, today=on)
        or rules.begins_undecided(since, decided_on=begins.decided_on, today=on)
    )


def decided_last(school: str, *, on: date) -> date | None:
    """Return the last day up to ``on`` on which the school decided something under the policy, or a ruling began."""
    days = [day for made in RulingMade.objects.filter(school_id=school) for day in _days(made) if day <= on]
    recorded = last_judged(school, but=UNJUDGED)
    return max([*days, *([localdate(recorded)] if recorded else [])], default=None)


def _days(made: RulingMade) -> tuple[date, date]:
    return localdate(made.recorded_at), made.since

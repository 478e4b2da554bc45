"""For how many years does a school keep what people signed after they have left, and what has been removed?

The head sets it, once it is agreed with the school's data protection officer; until then it is six years: for so long somebody can
bring a claim from a contract in England and Wales (Limitation Act 1980, section 5). What went is counted by day, without names.

    keep_for(years=6, by=head, at=now())
"""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.audit import services as audit
from gatepost.audit.queries import list_about
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.signoff.access import may_set_keeping, sees_keeping
from gatepost.signoff.models import KeptFor
from gatepost.signoff.states import FEWEST_YEARS, MOST_YEARS
from gatepost.signoff.typed import unless

YEARS = 6
"""A proposal, for the school to decide."""
SUBJECT = "retention"
"""What the record calls all this: neither a person nor an answer."""
SET = "signoff.kept-for"
MOST_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """What happened on a day: so many answers went because so many years were over, or (no count) the years were set."""

    day: date
    years: int
    count: int | None


def years_kept(school_id: str) -> int:
    """Return for how many years a school keeps the answers of those who left; the proposal where it has set nothing."""
    return KeptFor.objects.filter(school_id=school_id).values_list("years", flat=True).first() or YEARS


def is_years(years: int) -> Refused | None:
    """Return why answers cannot be kept for so many years, None if they can."""
    if FEWEST_YEARS <= years <= MOST_YEARS:
        return None
    return Refused("bad-years", f"Choose from {FEWEST_YEARS} to {MOST_YEARS} years.")


@transaction.atomic
def keep_for(*, years: int, by: Viewer, at: datetime) -> KeptFor:
    """Set for how many years the school keeps them. Raises Refused."""
    unless(may_set_keeping(by))
    unless(is_years(years))
    row, _made = KeptFor.objects.update_or_create(school_id=by.school_id, defaults={"years": years})
    audit.record(by=by.actor, action=SET, subject=SUBJECT, at=at, school=by.school_id, data={"years": years})
    return row


def list_told(viewer: Viewer) -> tuple[Told, ...]:
    """Return what was removed and what was set, the last day first, for the head and the office; counts of a day together."""
    if not sees_keeping(viewer):
        return ()
    found: dict[tuple[date, int, bool], int] = {}
    for entry in list_about(viewer.school_id, SUBJECT, most=MOST_ENTRIES):
        said = json.loads(entry.data)
        key = (localdate(datetime.fromisoformat(entry.at)), int(said["years"]), entry.action == SET)
        found[key] = found.get(key, 0) + int(said.get("count", 0))
    return tuple(Told(day, years, None if was_set else count) for (day, years, was_set), count in found.items())

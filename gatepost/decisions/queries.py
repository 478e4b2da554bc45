"""Which questions are asked, as far as this viewer may know?

Through ``visible_to(viewer)``, in whole stretches of weeks that are over, and with small numbers hidden before anything
leaves this file.

    asked(viewer, weeks=latest_weeks(on=today), on=today)[0].clause  ->  'parents.photo-pass'
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet, Sum

from gatepost.decisions.access import may_see_asked
from gatepost.decisions.models import QuestionCount
from gatepost.decisions.rules import AskedRow, Cell, Weeks, publish
from gatepost.people.viewer import Viewer


def visible_to(viewer: Viewer) -> QuerySet[QuestionCount]:
    """Return the counts that the viewer may know of: those of their school, or none."""
    if may_see_asked(viewer):
        return QuestionCount.objects.none()
    return QuestionCount.objects.filter(school_id=viewer.school_id)


def asked(viewer: Viewer, *, weeks: Weeks, on: date) -> tuple[AskedRow, ...]:
    """Return what may be shown of a stretch of weeks, the most asked first; nothing while it is not over on that day."""
    if not weeks.is_over(on):
        return ()
    return publish(_counted(visible_to(viewer).filter(week__range=(weeks.first, weeks.last))))


def latest_weeks(*, on: date) -> Weeks:
    """Return the last stretch that is over on that day."""
    return Weeks.holding(on).before


def has_earlier(viewer: Viewer, *, weeks: Weeks) -> bool:
    """Tell whether anything was counted before a stretch of weeks."""
    return visible_to(viewer).filter(week__lt=weeks.first).exists()


def _counted(rows: QuerySet[QuestionCount]) -> Mapping[Cell, int]:
    counts: Counter[Cell] = Counter()
    for clause, act, hat, count in rows.values_list("clause", "act", "hat").annotate(Sum("count")).order_by():
        counts[Cell(clause, "" if clause else act, hat)] += count
    return counts

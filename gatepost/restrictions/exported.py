"""What of restrictions reaches somebody? The notices to them, their replies and what was decided; never those to others.

[source.model.__name__ for source in SOURCES]  ->  ['Restriction', 'RestrictionStep']
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.people.export import Source
from gatepost.people.queries import entries_of
from gatepost.people.viewer import Viewer
from gatepost.restrictions.classification import FIELDS
from gatepost.restrictions.models import Restriction, RestrictionStep
from gatepost.restrictions.states import Kind


def _notices(viewer: Viewer) -> QuerySet[Restriction]:
    mine = Restriction.objects.filter(school_id=viewer.school_id, person__in=entries_of([viewer.person_id]))
    return mine.order_by("at", "id")


def _steps(viewer: Viewer) -> QuerySet[RestrictionStep]:
    steps = RestrictionStep.objects.filter(restriction__in=_notices(viewer).order_by())
    return steps.select_related("restriction").order_by("restriction__at", "restriction", "number")


def _kinds(row: Restriction | RestrictionStep, _viewer: Viewer) -> str:
    return ", ".join(str(Kind(kind).label) for kind in row.kinds.split(",") if kind)


def _of_notice(row: RestrictionStep, _viewer: Viewer) -> str:
    return row.restriction.at.isoformat()


SOURCES = (
    Source(
        Restriction,
        gettext_lazy("Notices to you that you were to lose a right at school"),
        FIELDS,
        _notices,
        {"kinds": _kinds, "person": lambda _row, _viewer: _("you")},
    ),
    Source(
        RestrictionStep,
        gettext_lazy("What you replied to such notices, and what was decided"),
        FIELDS,
        _steps,
        {"kinds": _kinds, "restriction": _of_notice},
    ),
)

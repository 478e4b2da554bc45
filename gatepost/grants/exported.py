"""What of permissions reaches somebody? Those that they asked for, with their letters and each step, and the steps they took.

[source.model.__name__ for source in SOURCES]  ->  ['Permission', 'PermissionStep', 'Letter']
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.grants.classification import FIELDS
from gatepost.grants.models import Letter, Permission, PermissionStep
from gatepost.people.export import Source
from gatepost.people.queries import entries_of
from gatepost.people.viewer import Viewer


def _asked(viewer: Viewer) -> QuerySet[Permission]:
    mine = Permission.objects.filter(person__in=entries_of([viewer.person_id]), school_id=viewer.school_id)
    return mine.order_by("asked_at", "id")


def _steps(viewer: Viewer) -> QuerySet[PermissionStep]:
    entries = entries_of([viewer.person_id])
    rows = PermissionStep.objects.filter(
        Q(permission__person__in=entries) | Q(by__in=entries), permission__school_id=viewer.school_id
    )
    return rows.select_related("permission__person", "by").order_by("at", "id")


def _letters(viewer: Viewer) -> QuerySet[Letter]:
    return Letter.objects.filter(permission__in=_asked(viewer)).order_by("permission__asked_at", "id")


def _you(_row: Permission, _viewer: Viewer) -> str:
    return _("you")  # under whichever of one's entries


def _by(row: PermissionStep, viewer: Viewer) -> str | None:
    return _("you") if row.by and viewer.person_id in {row.by_id, row.by.merged_into_id} else None


def _words(row: PermissionStep, viewer: Viewer) -> str | None:
    """Return what was said of one's own; what one wrote about somebody else's is about them."""
    holder = row.permission.person
    return row.text if viewer.person_id in {holder.id, holder.merged_into_id} else None


SOURCES = (
    Source(
        Permission,
        gettext_lazy("Permissions that you asked for"),
        FIELDS,
        _asked,
        {"person": _you},
    ),
    Source(
        PermissionStep,
        gettext_lazy("What was decided about them, and what you decided"),
        FIELDS,
        _steps,
        {"text": _words, "by": _by},
    ),
    Source(Letter, gettext_lazy("The codes on your letters"), FIELDS, _letters),
)

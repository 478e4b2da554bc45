"""What of campaigns reaches somebody? Those that they began or ended, and the reminders that they got or sent.

[source.model.__name__ for source in SOURCES]  ->  ['Campaign', 'Reminder', 'Press']
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from gatepost.campaigns.classification import FIELDS
from gatepost.campaigns.models import Campaign, Press, Reminder
from gatepost.people.export import Source
from gatepost.people.viewer import Viewer


def _own(viewer: Viewer) -> QuerySet[Campaign]:
    mine = Q(started_by_id=viewer.person_id) | Q(ended_by_id=viewer.person_id)
    rows = Campaign.objects.filter(mine, school_id=viewer.school_id).select_related("edition")
    return rows.defer("edition__content").order_by("started_at", "id")


def _edition(row: Campaign, _viewer: Viewer) -> str:
    return row.edition.label


def _got(viewer: Viewer) -> QuerySet[Reminder]:
    mine = Q(person_id=viewer.person_id) | Q(person__merged_into_id=viewer.person_id)
    rows = Reminder.objects.filter(mine, campaign__school_id=viewer.school_id).select_related("campaign__edition")
    return rows.defer("campaign__edition__content").order_by("at", "id")


def _pressed(viewer: Viewer) -> QuerySet[Press]:
    rows = Press.objects.filter(by_id=viewer.person_id, campaign__school_id=viewer.school_id)
    return rows.select_related("campaign__edition").defer("campaign__edition__content").order_by("at", "id")


def _of_campaign(row: Reminder | Press, _viewer: Viewer) -> str:
    return row.campaign.edition.label


SOURCES = (
    Source(
        Campaign,
        gettext_lazy("Campaigns to sign the policy that you began or ended"),
        FIELDS,
        _own,
        {"edition": _edition},
    ),
    Source(Reminder, gettext_lazy("When the school reminded you to sign"), FIELDS, _got, {"campaign": _of_campaign}),
    Source(
        Press, gettext_lazy("When you reminded all who had not signed"), FIELDS, _pressed, {"campaign": _of_campaign}
    ),
)

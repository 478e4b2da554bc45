"""Which campaigns reach somebody? Those that they began or ended.

[source.model.__name__ for source in SOURCES]  ->  ['Campaign']
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from gatepost.campaigns.classification import FIELDS
from gatepost.campaigns.models import Campaign
from gatepost.people.export import Source
from gatepost.people.viewer import Viewer


def _own(viewer: Viewer) -> QuerySet[Campaign]:
    mine = Q(started_by_id=viewer.person_id) | Q(ended_by_id=viewer.person_id)
    rows = Campaign.objects.filter(mine, school_id=viewer.school_id).select_related("edition")
    return rows.defer("edition__content").order_by("started_at", "id")


def _edition(row: Campaign, _viewer: Viewer) -> str:
    return row.edition.label


SOURCES = (
    Source(
        Campaign,
        gettext_lazy("Campaigns to sign the policy that you began or ended"),
        FIELDS,
        _own,
        {"edition": _edition},
    ),
)

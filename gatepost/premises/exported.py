"""What of premises reaches somebody? Their own phones in the office, and the messages that were taken for them.

[source.model.__name__ for source in SOURCES]  ->  ['PhoneHeld', 'PhoneMessage']
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gatepost.people.export import Source
from gatepost.people.queries import entries_of
from gatepost.people.viewer import Viewer
from gatepost.premises.classification import FIELDS
from gatepost.premises.models import PhoneHeld, PhoneMessage


def _phones(viewer: Viewer) -> QuerySet[PhoneHeld]:
    rows = PhoneHeld.objects.filter(school_id=viewer.school_id, person__in=entries_of([viewer.person_id]))
    return rows.order_by("brought_at", "id")


def _messages(viewer: Viewer) -> QuerySet[PhoneMessage]:
    return PhoneMessage.objects.filter(phone__in=_phones(viewer).values("id")).order_by("at", "id")


SOURCES = (
    Source(PhoneHeld, gettext_lazy("Your phones in the office"), FIELDS, _phones),
    Source(PhoneMessage, gettext_lazy("Messages that the office took for you"), FIELDS, _messages),
)

"""Which answers to the policy reach somebody? Their own.

[source.model.__name__ for source in SOURCES]  ->  ['SignOff']
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gatepost.people.export import Source
from gatepost.people.viewer import Viewer
from gatepost.signoff.classification import FIELDS
from gatepost.signoff.models import SignOff
from gatepost.signoff.queries import visible_to


def _own(viewer: Viewer) -> QuerySet[SignOff]:
    return visible_to(viewer).order_by("at", "number", "id")


def _edition(row: SignOff, _viewer: Viewer) -> str:
    return row.edition.label


SOURCES = (Source(SignOff, gettext_lazy("What you answered to the policy"), FIELDS, _own, {"edition": _edition}),)

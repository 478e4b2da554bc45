"""Which rows about signing in reach somebody?

The invitations that were made for them: when, until when, whether used; and where they are signed in. What opens a door is never
in it.

    [source.model.__name__ for source in SOURCES]  ->  ['Invitation', 'Session']
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gatepost.accounts.classification import FIELDS
from gatepost.accounts.models import Invitation, Session
from gatepost.people.export import Source
from gatepost.people.viewer import Viewer


def _invitations(viewer: Viewer) -> QuerySet[Invitation]:
    return Invitation.objects.filter(person_id=viewer.person_id).order_by("made_at", "id")


def _sessions(viewer: Viewer) -> QuerySet[Session]:
    return Session.objects.filter(account__persons=viewer.person_id).order_by("began_at", "handle")


SOURCES = (
    Source(Invitation, gettext_lazy("Invitations that were made for you"), FIELDS, _invitations),
    Source(Session, gettext_lazy("Where you are signed in"), FIELDS, _sessions),
)

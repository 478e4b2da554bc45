"""What of self-reports reaches somebody? What they reported, without the pupil's name, and the notes to them.

What a safeguarding lead wrote of others is the school's, and stays when they leave.

[source.model.__name__ for source in SOURCES]  ->  ['SelfReport', 'Note']
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gatepost.people.export import Source
from gatepost.people.queries import entries_of
from gatepost.people.viewer import Viewer
from gatepost.selfreports.classification import FIELDS
from gatepost.selfreports.models import Note, SelfReport
from gatepost.selfreports.states import NoteKind


def _reported(viewer: Viewer) -> QuerySet[SelfReport]:
    rows = SelfReport.objects.filter(person__in=entries_of([viewer.person_id]), school_id=viewer.school_id)
    return rows.order_by("sent_at", "id")


def _noted(viewer: Viewer) -> QuerySet[Note]:
    rows = Note.objects.filter(report__person__in=entries_of([viewer.person_id]), kind=NoteKind.TO_PERSON.value)
    return rows.filter(report__school_id=viewer.school_id).order_by("at", "id")


SOURCES = (
    Source(SelfReport, gettext_lazy("What you reported for yourself"), FIELDS, _reported),
    Source(Note, gettext_lazy("Notes to your reports"), FIELDS, _noted),
)

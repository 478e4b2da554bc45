"""Which answers to the policy reach somebody? Their own.

[source.model.__name__ for source in SOURCES]  ->  ['SignOff', 'QuestionsDone']
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gatepost.people.export import Source
from gatepost.people.viewer import Viewer
from gatepost.signoff.classification import FIELDS
from gatepost.signoff.models import QuestionsDone, SignOff
from gatepost.signoff.queries import questions_visible_to, visible_to


def _own(viewer: Viewer) -> QuerySet[SignOff]:
    return visible_to(viewer).order_by("at", "number", "id")


def _own_questions(viewer: Viewer) -> QuerySet[QuestionsDone]:
    return questions_visible_to(viewer).order_by("at", "id")


def _edition(row: SignOff | QuestionsDone, _viewer: Viewer) -> str:
    return row.edition.label


SOURCES = (
    Source(SignOff, gettext_lazy("What you answered to the policy"), FIELDS, _own, {"edition": _edition}),
    Source(
        QuestionsDone,
        gettext_lazy("When you did the questions on the policy"),
        FIELDS,
        _own_questions,
        {"edition": _edition},
    ),
)

"""Which answers to the policy reach somebody? Their own.

[source.model.__name__ for source in SOURCES]  ->  ['SignOff', 'Mistake', 'DealtWith', 'SigningLink', 'QuestionsDone']
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from gatepost.people.export import Source
from gatepost.people.viewer import Viewer
from gatepost.signoff.classification import FIELDS
from gatepost.signoff.models import DealtWith, Mistake, QuestionsDone, SigningLink, SignOff
from gatepost.signoff.queries import (
    dealt_with_visible_to,
    links_visible_to,
    mistakes_visible_to,
    questions_visible_to,
    visible_to,
)


def _own(viewer: Viewer) -> QuerySet[SignOff]:
    return visible_to(viewer).order_by("at", "number", "id")


def _own_mistakes(viewer: Viewer) -> QuerySet[Mistake]:
    return mistakes_visible_to(viewer).order_by("at", "id")


def _own_dealt_with(viewer: Viewer) -> QuerySet[DealtWith]:
    return dealt_with_visible_to(viewer).order_by("at", "id")


def _own_questions(viewer: Viewer) -> QuerySet[QuestionsDone]:
    return questions_visible_to(viewer).order_by("at", "id")


def _own_links(viewer: Viewer) -> QuerySet[SigningLink]:
    return links_visible_to(viewer).order_by("made_at", "id")


def _edition(row: SignOff | QuestionsDone | SigningLink, _viewer: Viewer) -> str:
    return row.edition.label


def _edition_of(row: Mistake | DealtWith, _viewer: Viewer) -> str:
    return row.sign_off.edition.label


SOURCES = (
    Source(SignOff, gettext_lazy("What you answered to the policy"), FIELDS, _own, {"edition": _edition}),
    Source(
        Mistake,
        gettext_lazy("What the school recorded in your name by mistake, and does not count"),
        FIELDS,
        _own_mistakes,
        {"sign_off": _edition_of},
    ),
    Source(
        DealtWith,
        gettext_lazy("That the head teacher dealt with your not agreeing"),
        FIELDS,
        _own_dealt_with,
        {"sign_off": _edition_of},
    ),
    Source(
        SigningLink,
        gettext_lazy("Links to sign the policy that the school mailed you"),
        FIELDS,
        _own_links,
        {"edition": _edition},
    ),
    Source(
        QuestionsDone,
        gettext_lazy("When you did the questions on the policy"),
        FIELDS,
        _own_questions,
        {"edition": _edition},
    ),
)

"""Which rows about editions reach somebody?

What they drafted, proposed and recorded, and where they are named as who approved, reviewed, decided or signed for the governing
body. Whoever else is named there is left out.

    [source.model.__name__ for source in SOURCES][0]  ->  'SchoolEdition'
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gatepost.agreements.classification import FIELDS
from gatepost.agreements.importing import classification as of_importing
from gatepost.agreements.importing.models import DocumentImport
from gatepost.agreements.models import Approval, EditionStep, Review, RulingMade, SchoolEdition, Signature
from gatepost.people.export import Source, own_name
from gatepost.people.viewer import Viewer


def _editions(viewer: Viewer) -> QuerySet[SchoolEdition]:
    mine = Q(started_by_id=viewer.person_id) | Q(proposed_by_id=viewer.person_id)
    found = SchoolEdition.objects.filter(mine, school_id=viewer.school_id)
    return found.defer("content").order_by("started_at", "id")


def _steps(viewer: Viewer) -> QuerySet[EditionStep]:
    mine = EditionStep.objects.filter(by_id=viewer.person_id, edition__school_id=viewer.school_id)
    return _with_edition(mine).order_by("at", "id")


def _rulings(viewer: Viewer) -> QuerySet[RulingMade]:
    return _named(RulingMade, viewer).filter(school_id=viewer.school_id)


def _documents(viewer: Viewer) -> QuerySet[DocumentImport]:
    mine = DocumentImport.objects.filter(owner_id=viewer.person_id, school_id=viewer.school_id)
    return mine.defer("document", "proposal", "chosen").order_by("started_at", "id")


def _of_edition(model: Any) -> Callable[[Viewer], QuerySet[Any]]:
    def rows(viewer: Viewer) -> QuerySet[Any]:
        return _with_edition(_named(model, viewer).filter(edition__school_id=viewer.school_id))

    return rows


def _named(model: Any, viewer: Viewer) -> QuerySet[Any]:
    mine = Q(recorded_by_id=viewer.person_id) | Q(name__iexact=viewer.name)
    found: QuerySet[Any] = model.objects.filter(mine)
    return found.order_by("recorded_at", "id")


def _with_edition(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("edition").defer("edition__content")


def _edition(row: Any, _viewer: Viewer) -> str:
    label: str = row.edition.label
    return label


TOLD = {
    "edition": _edition,
    "name": lambda row, viewer: own_name(row.name, viewer),
    "capacity": lambda row, viewer: row.capacity if own_name(row.name, viewer) else None,
}


def _decided(model: type[Any], title: str | Promise, rows: Callable[[Viewer], QuerySet[Any]] | None = None) -> Source:
    """Return the source of a table that says who decided something, and who recorded that."""
    return Source(model, title, FIELDS, rows or _of_edition(model), TOLD)


SOURCES = (
    Source(SchoolEdition, gettext_lazy("Editions of the policy that you began or proposed"), FIELDS, _editions),
    Source(EditionStep, gettext_lazy("Steps of editions that you took"), FIELDS, _steps, {"edition": _edition}),
    _decided(Approval, gettext_lazy("Approvals that you gave or recorded")),
    _decided(Signature, gettext_lazy("Signatures that you gave or recorded")),
    _decided(Review, gettext_lazy("Reviews that you led or recorded")),
    _decided(RulingMade, gettext_lazy("Interpretations that you gave or recorded"), _rulings),
    Source(DocumentImport, gettext_lazy("Documents that you are bringing in"), of_importing.FIELDS, _documents),
)

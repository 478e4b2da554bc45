"""Which self-reports may this viewer know of?

Their own, and those that came to a duty they hold in person. To everybody else there is none, the head and the office included,
and no count of any.

    list_received(lead, on=today)[0].reference  ->  '7kq2-m4xd'
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from gatepost.people.models import DutyHeld, holding_on
from gatepost.people.queries import entries_of
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer
from gatepost.selfreports.access import receives
from gatepost.selfreports.models import Note, SelfReport
from gatepost.selfreports.states import RECEIVES, NoteKind, goes_to

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """A note: to the person, or what was done."""

    kind: NoteKind
    name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """A self-report as the viewer sees it; codes in words. ``is_own`` tells whether it is theirs."""

    id: str
    reference: str
    name: str
    what: str
    service: str
    happened_on: date
    did: str
    words: str
    pupil: str
    duty: str
    sent_at: datetime
    seen_at: datetime | None
    seen_by: str
    is_own: bool
    notes: tuple[NoteSeen, ...] = ()


def visible_to(viewer: Viewer) -> QuerySet[SelfReport]:
    """Return the reports that the viewer may know of."""
    if not viewer.is_signed_in:
        return SelfReport.objects.none()
    mine = Q(person__in=entries_of([viewer.person_id]))
    return SelfReport.objects.filter(mine | Q(duty__in=receives(viewer)), school_id=viewer.school_id)


def list_own(viewer: Viewer) -> tuple[ReportSeen, ...]:
    """Return what the viewer reported, the last one first."""
    rows = visible_to(viewer).filter(person__in=entries_of([viewer.person_id])).order_by("-sent_at", "id")
    return _listed(rows, viewer)


def list_received(viewer: Viewer) -> tuple[ReportSeen, ...]:
    """Return what others reported to the viewer, what nobody has seen first, then the last one first."""
    rows = visible_to(viewer).filter(duty__in=receives(viewer)).exclude(person__in=entries_of([viewer.person_id]))
    return _listed(rows.order_by(F("seen_at").desc(nulls_first=True), "-sent_at", "id"), viewer)


def get_visible(viewer: Viewer, report_id: str) -> ReportSeen | None:
    """Return a report that the viewer may know of, with its notes, or None."""
    row = visible_to(viewer).filter(id=report_id).select_related("person", "seen_by").first()
    if row is None:
        return None
    notes = row.notes.select_related("by").order_by("number")
    if _is_own(row, viewer):
        notes = notes.filter(kind=NoteKind.TO_PERSON.value)
    return _seen(row, viewer, tuple(notes))


def addressee(viewer: Viewer, *, on: date) -> str:
    """Return the duty to which a report of the viewer's would go that day; blank if nobody would get it."""
    return goes_to(receives(viewer), set(_others(viewer, on).values_list("duty", flat=True)))


def addressees(viewer: Viewer, *, on: date) -> tuple[str, tuple[str, ...]]:
    """Return that duty with the ids of those who hold it."""
    duty = addressee(viewer, on=on)
    return duty, tuple(_others(viewer, on).filter(duty=duty).values_list("person_id", flat=True))


def _others(viewer: Viewer, on: date) -> QuerySet[DutyHeld]:
    held = DutyHeld.objects.filter(holding_on(on), person__school_id=viewer.school_id or None, person__merged_into=None)
    return held.filter(duty__in=[each.value for each in RECEIVES]).exclude(person_id=viewer.person_id)


def _is_own(row: SelfReport, viewer: Viewer) -> bool:
    return viewer.person_id in {row.person_id, row.person.merged_into_id}


def _listed(rows: QuerySet[SelfReport], viewer: Viewer) -> tuple[ReportSeen, ...]:
    return tuple(_seen(row, viewer) for row in rows.select_related("person", "seen_by")[:MOST_LISTED])


def _seen(row: SelfReport, viewer: Viewer, notes: tuple[Note, ...] = ()) -> ReportSeen:
    return ReportSeen(
        id=row.id,
        reference=row.reference,
        name=row.person.name,
        what=row.get_what_display(),
        service=row.get_service_display(),
        happened_on=row.happened_on,
        did=row.get_did_display(),
        words=row.words,
        pupil=row.pupil,
        duty=str(Duty(row.duty).label),
        sent_at=row.sent_at,
        seen_at=row.seen_at,
        seen_by=row.seen_by.name if row.seen_by else "",
        is_own=_is_own(row, viewer),
        notes=tuple(NoteSeen(NoteKind(each.kind), each.by.name, each.text, each.at) for each in notes),
    )

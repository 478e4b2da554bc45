"""Which self-reports may this viewer know of?

Their own, and those that came to a duty they hold in person; while nobody who can sign in holds it, what is unseen falls to the
next. To everybody else there is none, the head and the office included,
and no count of any.

    list_received(lead, on=today)[0].reference  ->  '7kq2-m4xd'
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from gatepost.people.models import DutyHeld, Person, holding_on
from gatepost.people.queries import LET_IN, entries_of
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer
from gatepost.selfreports.access import receives
from gatepost.selfreports.models import Note, SelfReport
from gatepost.selfreports.states import NEWS, RECEIVES, NoteKind, goes_to

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


def visible_to(viewer: Viewer, *, on: date) -> QuerySet[SelfReport]:
    """Return the reports that the viewer may know of that day."""
    if not viewer.is_signed_in:
        return SelfReport.objects.none()
    mine = Q(person__in=entries_of([viewer.person_id]))
    return SelfReport.objects.filter(mine | _routed(viewer, on), school_id=viewer.school_id)


def received_by(viewer: Viewer, *, on: date) -> QuerySet[SelfReport]:
    """Return those that others sent and that come to the viewer that day."""
    return visible_to(viewer, on=on).exclude(person__in=entries_of([viewer.person_id]))


def list_own(viewer: Viewer, *, on: date) -> tuple[ReportSeen, ...]:
    """Return what the viewer reported, the last one first."""
    rows = visible_to(viewer, on=on).filter(person__in=entries_of([viewer.person_id])).order_by("-sent_at", "id")
    return _listed(rows, viewer)


def list_answered(viewer: Viewer, *, on: date) -> tuple[str, ...]:
    """Return the ids of what the viewer reported and was lately seen, or written about to them."""
    since = on - NEWS
    rows = visible_to(viewer, on=on).filter(person__in=entries_of([viewer.person_id]))
    told = Note.objects.filter(kind=NoteKind.TO_PERSON.value, at__date__gte=since).values("report")
    rows = rows.filter(Q(seen_at__date__gte=since) | Q(id__in=told)).order_by("-sent_at", "id")
    return tuple(rows.values_list("id", flat=True))


def list_received(viewer: Viewer, *, on: date) -> tuple[ReportSeen, ...]:
    """Return what others reported to the viewer, what nobody has seen first, then the last one first."""
    rows = received_by(viewer, on=on)
    return _listed(rows.order_by(F("seen_at").desc(nulls_first=True), "-sent_at", "id"), viewer)


def have_reported(people: Collection[str]) -> bool:
    """Tell whether any of these people (ids) reported for themselves: joining their entry shows it to whoever signs in."""
    return SelfReport.objects.filter(person__in=entries_of(people)).exists()


def get_visible(viewer: Viewer, report_id: str, *, on: date) -> ReportSeen | None:
    """Return a report that the viewer may know of, with its notes, or None."""
    row = visible_to(viewer, on=on).filter(id=report_id).select_related("person", "seen_by").first()
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
    return _held(viewer, on).exclude(person_id=viewer.person_id)


def _held(viewer: Viewer, on: date) -> QuerySet[DutyHeld]:
    """Return who holds the duties that receive, at the viewer's school: those who can sign in."""
    people = Person.objects.filter(LET_IN, school_id=viewer.school_id or None, merged_into=None)
    return DutyHeld.objects.filter(holding_on(on), person__in=people, duty__in=[each.value for each in RECEIVES])


def _routed(viewer: Viewer, on: date) -> Q:
    """Return which reports come to the viewer: what went to a duty of theirs, and what falls to one while nobody holds its own.

    That is what nobody else has seen, and goes where it would go if it were sent that day: never to whoever sent it.
    """
    duties = receives(viewer)
    found = Q(duty__in=duties)
    if not duties:
        return found
    held: dict[str, set[str]] = {}
    for duty, person in _held(viewer, on).values_list("duty", "person_id"):
        held.setdefault(duty, set()).add(person)
    holders = set().union(*held.values())
    unseen = Q(seen_at=None) | Q(seen_by__in=entries_of([viewer.person_id]))
    for each in ("", *sorted(holders)):  # whoever holds none of these duties, then one after the other who does
        own = {duty for duty, people in held.items() if each in people}
        others = {duty for duty, people in held.items() if people - {each}}
        if goes_to(own, others) in duties:
            by = Q(person__in=entries_of([each])) if each else ~Q(person__in=entries_of(holders))
            found |= by & unseen & ~Q(duty__in=others)
    return found


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

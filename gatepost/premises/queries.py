"""Which phones lie in the office, what was said for whom, and what is each part of the school now: as far as this viewer may know?

The office and the head see the log; everybody their own entry with its messages (``access``). Places are for those
whose phones the policy limits, and for who keeps them.

    list_held(office, at=now())[0].is_uncollected  ->  True
    holds_urgent_call(teacher, at=now())  ->  True, while the phone that they brought today is in the office
    areas_now(teacher, at=now())[0].now  ->  Now(place=Place.PUPIL_AREA, until=time(18))
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, QuerySet

from gatepost.people.models import Person
from gatepost.people.queries import entries_of, viewer_as, with_roles
from gatepost.people.viewer import Viewer
from gatepost.premises.access import sees_areas, sees_log, sees_messages
from gatepost.premises.models import Area, OfficeDay, PhoneHeld, PhoneMessage
from gatepost.premises.rules import Now, Use, day_of, is_fetched_late, now_in
from gatepost.premises.states import Custody, Place

CLOSES = time(17)
"""When an office closes until the school says otherwise."""


@dataclass(frozen=True, slots=True)
class HeldSeen:
    """A phone as the log shows it. ``has_left``: its owner does not belong to the school today."""

    id: str
    person_id: str
    name: str
    phone: str
    callers: str
    brought_at: datetime
    taken_by: str
    is_held: bool
    given_back_at: datetime | None
    given_back_by: str
    messages: int
    is_uncollected: bool
    has_left: bool


@dataclass(frozen=True, slots=True)
class MessageSeen:
    """What was said, and who took it down when."""

    text: str
    at: datetime
    taken_by: str


@dataclass(frozen=True, slots=True)
class UseSeen:
    """A use, and whether it is over."""

    id: str
    what: str
    use: Use
    is_over: bool


@dataclass(frozen=True, slots=True)
class AreaNow:
    """A part of the school, what it is, and what it counts as at the moment that was asked about."""

    id: str
    name: str
    kind: Place
    now: Now
    uses: tuple[UseSeen, ...]


def visible_to(viewer: Viewer) -> QuerySet[PhoneHeld]:
    """Return the phones that the viewer may know of: all of the school's log, their own, or none."""
    if not viewer.is_signed_in:
        return PhoneHeld.objects.none()
    rows = PhoneHeld.objects.filter(school_id=viewer.school_id)
    return rows if sees_log(viewer) else rows.filter(person__in=entries_of([viewer.person_id]))


def messages_visible_to(viewer: Viewer) -> QuerySet[PhoneMessage]:
    """Return the messages that the viewer may read: all as the office, else those for them; as the head also those they took."""
    if not viewer.is_signed_in:
        return PhoneMessage.objects.none()
    rows = PhoneMessage.objects.filter(phone__school_id=viewer.school_id)
    if sees_messages(viewer):
        return rows
    mine = Q(phone__person__in=entries_of([viewer.person_id]))
    return rows.filter(mine | Q(taken_by_id=viewer.person_id) if sees_log(viewer) else mine)


def areas_visible_to(viewer: Viewer) -> QuerySet[Area]:
    """Return the parts of the viewer's school, for whom its rules on phones there bind; none for a parent."""
    return Area.objects.filter(school_id=viewer.school_id) if sees_areas(viewer) else Area.objects.none()


def list_held(viewer: Viewer, *, at: datetime) -> tuple[HeldSeen, ...]:
    """Return the phones that lie in the office, for those who keep the log: what should have been fetched first."""
    rows = visible_to(viewer).filter(state=Custody.HELD) if sees_log(viewer) else PhoneHeld.objects.none()
    return tuple(sorted(_seen(viewer, rows.order_by("brought_at", "id"), at), key=lambda row: not row.is_uncollected))


def list_given_back(viewer: Viewer, *, at: datetime) -> tuple[HeldSeen, ...]:
    """Return the phones that were given back that day, for those who keep the log: the last one first."""
    rows = visible_to(viewer).filter(state=Custody.GIVEN_BACK) if sees_log(viewer) else PhoneHeld.objects.none()
    return _seen(viewer, rows.filter(given_back_at__date=day_of(at)).order_by("-given_back_at", "id"), at)


def list_own(viewer: Viewer, *, at: datetime) -> tuple[HeldSeen, ...]:
    """Return the viewer's own phones: those in the office, and those of the last month."""
    mine = visible_to(viewer).filter(person__in=entries_of([viewer.person_id]))
    return _seen(viewer, mine.order_by("-brought_at", "id"), at)


def get_held(viewer: Viewer, phone_id: str, *, at: datetime) -> HeldSeen | None:
    """Return a phone that the viewer may know of, or None."""
    return next(iter(_seen(viewer, visible_to(viewer).filter(id=phone_id), at)), None)


def list_messages(viewer: Viewer, phone_id: str) -> tuple[MessageSeen, ...]:
    """Return what was said for the owner of a phone, as far as the viewer may read it."""
    rows = messages_visible_to(viewer).filter(phone=phone_id).select_related("taken_by").order_by("at", "id")
    return tuple(MessageSeen(row.text, row.at, row.taken_by.name) for row in rows)


def holds_urgent_call(viewer: Viewer, *, at: datetime) -> bool:
    """Tell whether a phone that the viewer brought that day lies in the office: then the policy's permission is theirs."""
    if not viewer.is_signed_in:
        return False
    mine = PhoneHeld.objects.filter(school_id=viewer.school_id, person__in=entries_of([viewer.person_id]))
    brought = mine.filter(state=Custody.HELD, brought_at__lte=at).values_list("brought_at", flat=True)
    return any(day_of(moment) == day_of(at) for moment in brought)


def closes_at(school_id: str) -> time:
    """Return when a school's office closes."""
    return OfficeDay.objects.filter(school_id=school_id).values_list("closes", flat=True).first() or CLOSES


def areas_now(viewer: Viewer, *, at: datetime) -> tuple[AreaNow, ...]:
    """Return the parts of the viewer's school by name, and what each is at a moment."""
    rows = areas_visible_to(viewer).prefetch_related("uses").order_by("name", "id")
    return tuple(_area(row, at) for row in rows)


def get_area(viewer: Viewer, area_id: str, *, at: datetime) -> AreaNow | None:
    """Return a part of the viewer's school, or None."""
    row = areas_visible_to(viewer).prefetch_related("uses").filter(id=area_id).first()
    return _area(row, at) if row else None


def have_messages(people: Collection[str]) -> bool:
    """Tell whether a message was taken for any of these people (ids): joining their entry shows it to whoever signs in."""
    return PhoneMessage.objects.filter(phone__person__in=entries_of(people)).exists()


def _area(row: Area, at: datetime) -> AreaNow:
    kind, day = Place(row.kind), day_of(at)
    ordered = sorted(row.uses.all(), key=lambda each: (not each.days, each.first or date.min, each.begins))
    uses = tuple(UseSeen(each.id, each.what, each.use, bool(each.last and each.last < day)) for each in ordered)
    return AreaNow(row.id, row.name, kind, now_in(kind, [each.use for each in uses], at), uses)


def _seen(viewer: Viewer, rows: QuerySet[PhoneHeld], at: datetime) -> tuple[HeldSeen, ...]:
    """Return rows as the log shows them; as many questions to the database for many as for one."""
    found = list(rows.select_related("person", "taken_by", "given_back_by").annotate(count=Count("messages")))
    owners = with_roles(Person.objects.filter(id__in={row.person.entry_id for row in found})).prefetch_related(
        "delegations"
    )
    people, closes = {one.id: one for one in owners}, closes_at(viewer.school_id)
    return tuple(_one(row, row.count, people[row.person.entry_id], closes, at) for row in found)


def _one(row: PhoneHeld, messages: int, owner: Person, closes: time, at: datetime) -> HeldSeen:
    is_held = row.state == Custody.HELD
    return HeldSeen(
        id=row.id,
        person_id=owner.id,
        name=owner.name,
        phone=row.phone,
        callers=row.callers,
        brought_at=row.brought_at,
        taken_by=row.taken_by.name,
        is_held=is_held,
        given_back_at=row.given_back_at,
        given_back_by=row.given_back_by.name if row.given_back_by else "",
        messages=messages,
        is_uncollected=is_held and is_fetched_late(row.brought_at, closes, at),
        has_left=not viewer_as(owner, day_of(at)).is_signed_in,
    )

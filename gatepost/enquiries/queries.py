"""Which questions may this viewer know of?

Their own, and those that go to a duty which they hold that day; whoever stands in for a vacant one, what waits there and what they
wrote in last, and nothing else that was ever settled. To everybody else a question does not exist: not in a list, not in
a count, not by its address.

    [each.topic for each in list_waiting(office, on=today)]  ->  ['Phones, photos and social media']
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gatepost.enquiries.models import Enquiry, Post
from gatepost.enquiries.routing import handled_by, held_by, stood_in_by
from gatepost.enquiries.states import DOES, NEXT, REOPEN_WITHIN, WAITING, Deed, Part, State, not_to
from gatepost.people.models import Person
from gatepost.people.queries import LET_IN, entries_of
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer

MOST_LISTED = 100
"""Of those that are settled: the last ones."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message, or what was done. ``by_asker`` tells whose it is; ``topic`` and ``duty`` are where it went from then on."""

    number: int
    deed: Deed
    name: str
    by_asker: bool
    text: str
    at: datetime
    topic: str
    duty: str


@dataclass(frozen=True, slots=True)
class EnquirySeen:
    """A question as the viewer sees it. ``deeds`` is what they may do with it now, ``not_to`` to whom it is not passed on."""

    id: str
    topic: str
    duty: str
    duty_code: str
    state: State
    asked_at: datetime
    moved_at: datetime
    asker: str
    is_own: bool
    asker_left: bool
    deeds: frozenset[Deed]
    not_to: frozenset[str]
    posts: tuple[Said, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Tell whether the school has to answer."""
        return self.state in WAITING

    @property
    def last(self) -> int:
        """The number of the last message: what whoever writes next has read."""
        return self.posts[-1].number if self.posts else 0


def visible_to(viewer: Viewer, *, on: date) -> QuerySet[Enquiry]:
    """Return the questions that the viewer may know of that day."""
    if not viewer.is_signed_in:
        return Enquiry.objects.none()
    me = entries_of([viewer.person_id])
    seen = Q(duty__in=held_by(viewer)) | Q(asker__in=me)
    stood_in = stood_in_by(viewer, on=on)
    if stood_in:
        wrote_last = Post.objects.filter(enquiry=OuterRef("pk")).order_by("-number").values("by")[:1]
        seen |= Q(Q(state__in=WAITING) | Q(wrote_last__in=me), duty__in=stood_in)
        return Enquiry.objects.alias(wrote_last=Subquery(wrote_last)).filter(seen, school_id=viewer.school_id)
    return Enquiry.objects.filter(seen, school_id=viewer.school_id)


def have_asked(people: Collection[str]) -> bool:
    """Tell whether any of these people (ids) asked the school something: joining their entry shows it to whoever signs in."""
    return Enquiry.objects.filter(asker__in=entries_of(people)).exists()


def list_own(viewer: Viewer, *, on: date) -> tuple[EnquirySeen, ...]:
    """Return what the viewer asked, the last one first."""
    rows = visible_to(viewer, on=on).filter(asker__in=entries_of([viewer.person_id]))
    return _listed(rows.order_by("-moved_at", "id")[:MOST_LISTED], viewer)


def list_answered(viewer: Viewer, *, on: date, since: date) -> tuple[EnquirySeen, ...]:
    """Return what the viewer asked and the school answered or closed since a day, the last one first."""
    me = entries_of([viewer.person_id])
    rows = visible_to(viewer, on=on).filter(asker__in=me, moved_at__date__gte=since).exclude(state__in=WAITING)
    last = Post.objects.filter(enquiry=OuterRef("pk")).order_by("-number").values("by")[:1]
    rows = rows.alias(last=Subquery(last)).exclude(last__in=me)
    return _listed(rows.order_by("-moved_at", "id")[:MOST_LISTED], viewer)


def list_waiting(viewer: Viewer, *, on: date) -> tuple[EnquirySeen, ...]:
    """Return what waits for an answer of the viewer's, the oldest first."""
    return _listed(_routed(viewer, on).filter(state__in=WAITING).order_by("moved_at", "id"), viewer)


def list_settled(viewer: Viewer, *, on: date) -> tuple[EnquirySeen, ...]:
    """Return what went to the viewer's duties and waits for nobody, the last one first."""
    rows = _routed(viewer, on).exclude(state__in=WAITING).order_by("-moved_at", "id")
    return _listed(rows[:MOST_LISTED], viewer)


def get_visible(viewer: Viewer, enquiry_id: str, *, at: datetime, on: date) -> EnquirySeen | None:
    """Return a question that the viewer may know of, with all that was written, or None."""
    row = visible_to(viewer, on=on).filter(id=enquiry_id).select_related("asker").first()
    if row is None:
        return None
    posts = tuple(row.posts.select_related("by").order_by("number"))
    return _seen(row, viewer, handled_by(viewer, on=on), posts=posts, at=at, on=on)


def parts_of(viewer: Viewer, row: Enquiry, handled: frozenset[str]) -> frozenset[Part]:
    """Return what the viewer has to do with a question. Nobody answers themselves."""
    if viewer.person_id in {row.asker_id, row.asker.merged_into_id}:
        return frozenset({Part.ASKER})
    return frozenset({Part.HOLDER}) if row.school_id == viewer.school_id and row.duty in handled else frozenset()


def may_reopen(row: Enquiry, at: datetime) -> bool:
    """Tell whether it is not too late, nor the second time."""
    return not row.was_reopened and at <= row.moved_at + REOPEN_WITHIN


def _routed(viewer: Viewer, on: date) -> QuerySet[Enquiry]:
    rows = visible_to(viewer, on=on).filter(duty__in=handled_by(viewer, on=on))
    return rows.exclude(asker__in=entries_of([viewer.person_id]))


def _listed(rows: QuerySet[Enquiry], viewer: Viewer) -> tuple[EnquirySeen, ...]:
    return tuple(_seen(row, viewer, frozenset()) for row in rows.select_related("asker"))


def _seen(
    row: Enquiry,
    viewer: Viewer,
    handled: frozenset[str],
    *,
    posts: Sequence[Post] = (),
    at: datetime | None = None,
    on: date | None = None,
) -> EnquirySeen:
    state = State(row.state)
    parts = parts_of(viewer, row, handled)
    can = {deed for each, deed in NEXT if each is state and parts.intersection(DOES[deed])}
    if at and not may_reopen(row, at):
        can.discard(Deed.REOPEN)
    return EnquirySeen(
        id=row.id,
        topic=row.topic,
        duty=str(Duty(row.duty).label),
        duty_code=row.duty,
        state=state,
        asked_at=row.asked_at,
        moved_at=row.moved_at,
        asker=row.asker.name,
        is_own=Part.ASKER in parts,
        asker_left=bool(on) and not _can_read(row),
        deeds=frozenset(can),
        not_to=not_to({row.duty, *(each.duty for each in posts)}),
        posts=tuple(_said(each, row) for each in posts),
    )


def _can_read(row: Enquiry) -> bool:
    """Tell whether whoever asked can still sign in here; two entries that were joined are one person."""
    return Person.objects.filter(LET_IN, id=row.asker.entry_id).exists()


def _said(post: Post, row: Enquiry) -> Said:
    return Said(
        number=post.number,
        deed=Deed(post.deed),
        name=post.by.name,
        by_asker=post.by_id in {row.asker_id, row.asker.merged_into_id},
        text=post.text,
        at=post.at,
        topic=post.topic,
        duty=str(Duty(post.duty).label),
    )

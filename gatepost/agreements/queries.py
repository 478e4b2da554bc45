"""Which edition is in force on a day, and which ones may this viewer know of?

``edition_on`` is what everything is judged by: the policy of a school on a day, as its governing body read it on that day. Editions
that count, counted or will count are for everybody; proposals are for those who answer for the policy, drafts for those who draft.

    edition_on(school_id, date(2026, 3, 1)).label  ->  'July 2018'
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from gatepost.agreements.access import may_read_drafts, may_read_proposals
from gatepost.agreements.beginning import Beginning, beginning_of
from gatepost.agreements.content import parsed, read
from gatepost.agreements.keeping import Kept
from gatepost.agreements.models import EditionStep, Review, RulingMade, SchoolEdition
from gatepost.agreements.reviewing import ReviewSeen
from gatepost.agreements.seeing import (
    EditionSeen,
    RulingSeen,
    StepSeen,
    approved_in_words,
    rulings_seen,
    seen,
    signed_in_words,
    step_seen,
)
from gatepost.agreements.states import State, state_on
from gatepost.people.queries import get_school_id
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, default_pack
from gatepost.policy.rulings import Ruling, with_rulings
from gatepost.sql import Once

_OF_STANDING = ("id", "label", "sha256", "state", "in_force_from")
_kept: Kept[tuple[object, ...], Edition] = Kept(most=16)
"""Parsed editions of this process, with and without rulings: some megabytes each."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Which words an edition has and whether they count on a day: all that is asked where many sign at once."""

    id: str
    label: str
    sha256: str
    state: State


def edition_on(school_id: str, day: date) -> Edition:
    """Return the policy that counts at a school on a day; the pack that Gatepost ships where none does.

    It costs two questions to the database, a third where this process has not met the edition yet, none for no school. Raises
    EditionAltered if somebody changed the words behind Gatepost's back.
    """
    if not school_id:
        return default_pack()
    row = next(iter(_IN_FORCE(school_id, day)), None)
    adopted = _policy(row) if row else default_pack()
    rulings = tuple(standing_rulings(school_id, day))
    if not rulings:
        return adopted
    return _kept.get(
        (adopted.sha256, adopted.approved, adopted.signed_by, rulings), lambda: with_rulings(adopted, rulings)
    )


def in_force(school: str, on: date) -> QuerySet[SchoolEdition]:
    """Return the edition of a school's own that counts on a day, none where it has none: for questions about what hangs on it."""
    return _begun(school, on).order_by("-in_force_from")[:1]


_IN_FORCE = Once(in_force)
_RULINGS = Once(lambda school, on: RulingMade.objects.filter(school_id=school, since__lte=on).order_by("since", "id"))
"""Asked for each page that says or judges anything."""


def has_adopted(school_id: str, day: date) -> bool:
    """Tell whether an edition of the school's own counts on that day."""
    return _begun(school_id, day).exists()


def standing_rulings(school_id: str, day: date) -> Iterable[Ruling]:
    """Yield what is decided about each doubt on a day: of several, the last that counts by then."""
    latest: dict[str, RulingMade] = {}
    for made in _RULINGS(school_id, day):
        latest[made.doubt] = made
    return (_ruling(made) for made in latest.values() if made.choice)


def standing_ruling(school_id: str, doubt: str, day: date) -> Ruling | None:
    """Return what is decided about a doubt on a day, or None."""
    return next((ruling for ruling in standing_rulings(school_id, day) if ruling.doubt == doubt), None)


def list_rulings(viewer: Viewer, *, on: date) -> tuple[RulingSeen, ...]:
    """Return what was decided about doubts at the viewer's school (for nobody: at the only one here), by doubt and first day."""
    made = RulingMade.objects.filter(school_id=get_school_id(viewer) or None).order_by("doubt", "since")
    return rulings_seen(tuple(made), on=on)


def visible_to(viewer: Viewer) -> QuerySet[SchoolEdition]:
    """Return the editions that the viewer may know of: of their school; for nobody, of the only one here."""
    return _of(get_school_id(viewer) or None, _reads(viewer))


def _reads(viewer: Viewer) -> State | None:
    """Return the earliest of the states in which the viewer reads editions; None: those alone that have a first day."""
    if may_read_drafts(viewer):
        return State.DRAFT
    return State.PROPOSED if may_read_proposals(viewer) else None


def _of(school_id: str | None, reads: State | None) -> QuerySet[SchoolEdition]:
    editions = SchoolEdition.objects.filter(school_id=school_id)
    if reads is State.DRAFT:
        return editions
    if reads is State.PROPOSED:
        return editions.exclude(state=State.DRAFT.value)
    return editions.filter(in_force_from__isnull=False)


_STANDING = {
    reads: Once(lambda school, reads=reads: _of(school, reads).values_list(*_OF_STANDING))
    for reads in (State.DRAFT, State.PROPOSED, None)
}


def list_visible(viewer: Viewer, *, on: date) -> tuple[EditionSeen, ...]:
    """Return the visible editions as they stand on a day: those with a day first, the latest on top, then by their beginning."""
    return tuple(seen(row, viewer, on=on) for row in _listed(visible_to(viewer)))


def get_visible(viewer: Viewer, edition_id: str, *, on: date) -> EditionSeen | None:
    """Return an edition that the viewer may know of as it stands on a day, or None."""
    row = _listed(visible_to(viewer)).filter(id=edition_id).first()
    return seen(row, viewer, on=on) if row else None


def get_standing(viewer: Viewer, edition_id: str, *, on: date) -> Standing | None:
    """Return how an edition that the viewer may know of stands on a day, or None: less than `get_visible`, and sooner."""
    school = get_school_id(viewer)
    editions = {row[0]: row for row in _STANDING[_reads(viewer)](school)} if school else {}
    if edition_id not in editions:
        return None
    of_id, label, sha256, state, first_day = editions[edition_id]
    days = (other[-1] for other in editions.values())
    later = [day for day in days if day and first_day and day > first_day]
    return Standing(of_id, label, sha256, state_on(on, state, first_day, min(later, default=None)))


def get_policy(viewer: Viewer, edition_id: str) -> Edition | None:
    """Return the words and rules of an edition that the viewer may know of, without any ruling, or None."""
    row = _without_content(visible_to(viewer)).filter(id=edition_id).first()
    return _policy(row) if row else None


def list_steps(viewer: Viewer, edition_id: str) -> tuple[StepSeen, ...]:
    """Return the history of an edition, for those who answer for the policy."""
    if not may_read_proposals(viewer):
        return ()
    steps = EditionStep.objects.filter(edition__in=visible_to(viewer).filter(id=edition_id))
    return tuple(step_seen(step) for step in steps.select_related("by").order_by("number"))


def list_reviews(viewer: Viewer, edition_id: str) -> tuple[ReviewSeen, ...]:
    """Return the reviews that left an edition as it is, the first one first."""
    reviews = Review.objects.filter(edition__in=visible_to(viewer).filter(id=edition_id)).order_by(
        "met_on", "recorded_at"
    )
    return tuple(
        ReviewSeen(each.name, each.capacity, each.met_on, each.minute, each.next, each.next_on) for each in reviews
    )


def get_files(viewer: Viewer, edition_id: str) -> dict[str, str] | None:
    """Return the files of an edition that the viewer may know of, as they are kept, or None."""
    row = visible_to(viewer).filter(id=edition_id).only("content", "sha256").first()
    if row is None:
        return None
    parsed(row.content, sha256=row.sha256)
    return read(row.content)


def get_beginning(viewer: Viewer, edition_id: str, *, on: date) -> Beginning | None:
    """Return what bounds the first day of an edition, for those who answer for the policy."""
    row = visible_to(viewer).filter(id=edition_id).first() if may_read_proposals(viewer) else None
    return beginning_of(row, on=on) if row else None


def _begun(school_id: str, day: date) -> QuerySet[SchoolEdition]:
    return _without_content(SchoolEdition.objects.filter(school_id=school_id, in_force_from__lte=day))


def _without_content(editions: QuerySet[SchoolEdition]) -> QuerySet[SchoolEdition]:
    return editions.select_related("approval", "signature").defer("content")


def _listed(editions: QuerySet[SchoolEdition]) -> QuerySet[SchoolEdition]:
    """Add to each edition the day on which the next one of its school begins, in the same question."""
    later = SchoolEdition.objects.filter(school=OuterRef("school"), in_force_from__gt=OuterRef("in_force_from"))
    followed = Subquery(later.order_by("in_force_from").values("in_force_from")[:1])
    rows = _without_content(editions).select_related("started_by", "proposed_by").annotate(followed_on=followed)
    return rows.order_by(F("in_force_from").desc(nulls_last=True), "-started_at", "id")


def _policy(row: SchoolEdition) -> Edition:
    """Return the parsed edition, saying who approved and who signed it where its own words do not."""
    plain = _kept.get((row.sha256,), lambda: parsed(row.content, sha256=row.sha256))
    approved, signed_by = plain.approved or approved_in_words(row), plain.signed_by or signed_in_words(row)
    if (approved, signed_by) == (plain.approved, plain.signed_by):
        return plain
    return _kept.get((row.sha256, approved, signed_by), lambda: replace(plain, approved=approved, signed_by=signed_by))


def _ruling(made: RulingMade) -> Ruling:
    return Ruling(
        id=made.id,
        day=made.met_on,
        decided_by=f"{made.name}, {made.capacity}, for the governing body",
        minute=made.minute,
        why=made.why,
        doubt=made.doubt,
        choice=made.choice,
    )

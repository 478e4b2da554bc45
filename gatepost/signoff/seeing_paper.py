"""Who sees what was signed on paper, and that somebody did the questions?

Whoever signed sees their sheet. The head and the office see the sheets on which others agreed; the sheet of a refusal says why, so
of those only the head sees any. What the office typed of a reason is not shown to it again.

    get_scan(office, sign_off.id).media_type  ->  'application/pdf'
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gatepost.agreements.queries import edition_on
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.signoff.access import sees_refusals, sees_scans
from gatepost.signoff.models import Mistake, QuestionsDone, Scan, SignOff
from gatepost.signoff.queries import worn
from gatepost.signoff.quiz import ASKED_HATS, quiz_for
from gatepost.signoff.scans import Kind
from gatepost.signoff.states import Answer


@dataclass(frozen=True, slots=True)
class ScanSeen:
    """The picture of a sheet."""

    content: bytes
    media_type: str
    ending: str


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """An answer on paper as the office sees it; ``reason`` is blank and ``has_scan`` not so for whom they are not meant."""

    id: str
    label: str
    answer: Answer
    name: str
    day: date
    at: datetime
    recorded_by: str
    reason: str
    has_scan: bool
    person_id: str
    mistaken_at: datetime | None
    """When it was found to be recorded by mistake; None: it counts."""
    without_questions: bool
    """Whether they agreed on paper with a hat that is asked questions, and did none for it."""


@dataclass(frozen=True, slots=True)
class DoneSeen:
    """That somebody did the questions of an edition, as what (in words) and when: of how, nobody knows anything."""

    label: str
    hats: tuple[str, ...]
    at: datetime


def scans_visible_to(viewer: Viewer) -> QuerySet[Scan]:
    """Return the scans that the viewer may see."""
    if not viewer.is_signed_in:
        return Scan.objects.none()
    seen = _own(viewer.person_id, "sign_off__person")
    scans = Scan.objects.filter(sign_off__edition__school_id=viewer.school_id)
    if sees_refusals(viewer):
        return scans
    if sees_scans(viewer):
        seen |= ~Q(sign_off__answer=Answer.REFUSED.value)
    return scans.filter(seen)


def get_scan(viewer: Viewer, sign_off_id: str) -> ScanSeen | None:
    """Return the scan of an answer, byte for byte, or None."""
    row = scans_visible_to(viewer).filter(sign_off_id=sign_off_id).first()
    return ScanSeen(bytes(row.content), Kind(row.kind).media_type, row.kind) if row else None


def list_paper(viewer: Viewer, person_id: str) -> tuple[PaperSeen, ...]:
    """Return what somebody answered on paper, the last that was recorded first, for those who record it."""
    done = list(_questions(viewer).filter(_own(person_id, "person")))
    return tuple(_seen(row, viewer, done) for row in _paper(viewer).filter(_own(person_id, "person")))


def list_done(viewer: Viewer, person_id: str) -> tuple[DoneSeen, ...]:
    """Return for which editions somebody did the questions, the last first: for the head and the office."""
    rows = _questions(viewer).filter(_own(person_id, "person"))
    return tuple(DoneSeen(row.edition.label, Hat.labels_of(worn(row.hats)), row.at) for row in rows)


def count_recorded(viewer: Viewer, *, on: date) -> int:
    """Return how many sheets the viewer recorded on a day, without those that were a mistake."""
    return _paper(viewer).filter(recorded_by=viewer.person_id, at__date=on, mistake=None).count()


def get_paper(viewer: Viewer, sign_off_id: str) -> PaperSeen | None:
    """Return one answer on paper, for those who record them, or None."""
    row = _paper(viewer).filter(id=sign_off_id).first()
    if row is None:
        return None
    return _seen(row, viewer, list(_questions(viewer).filter(_own(row.person.entry_id, "person"))))


def _paper(viewer: Viewer) -> QuerySet[SignOff]:
    if not sees_scans(viewer):
        return SignOff.objects.none()
    rows = SignOff.objects.filter(edition__school_id=viewer.school_id, on_paper__isnull=False)
    rows = rows.select_related("edition", "recorded_by", "mistake", "person").defer("edition__content")
    return rows.order_by("-at", "-number", "-id")


def _questions(viewer: Viewer) -> QuerySet[QuestionsDone]:
    if not sees_scans(viewer):
        return QuestionsDone.objects.none()
    rows = QuestionsDone.objects.filter(edition__school_id=viewer.school_id)
    return rows.select_related("edition").defer("edition__content").order_by("-at", "-id")


def _without_questions(row: SignOff, done: Iterable[QuestionsDone]) -> bool:
    """Tell whether questions were skipped by signing on paper; an edition that has none skips none."""
    if row.answer != Answer.AGREED.value:
        return False
    left = worn(row.hats).difference(*(worn(one.hats) for one in done if one.edition_id == row.edition_id)) & ASKED_HATS
    policy = edition_on(row.edition.school_id, row.on_paper or row.at.date()) if left else None
    return policy is not None and quiz_for(policy, left, row.person_id).wanted > 0


def _own(person_id: str, path: str) -> Q:
    return Q(**{f"{path}_id": person_id}) | Q(**{f"{path}__merged_into_id": person_id})


def _seen(row: SignOff, viewer: Viewer, done: Iterable[QuestionsDone]) -> PaperSeen:
    mistake: Mistake | None = getattr(row, "mistake", None)
    counts = mistake is None  # else what stood on it is somebody else's, or was never said
    is_open = counts and (row.answer != Answer.REFUSED.value or sees_refusals(viewer))
    return PaperSeen(
        id=row.id,
        label=row.edition.label,
        answer=Answer(row.answer),
        name=row.name,
        day=row.on_paper or row.at.date(),
        at=row.at,
        recorded_by=row.recorded_by.name if row.recorded_by else "",
        reason=row.reason if is_open else "",
        has_scan=is_open,
        person_id=row.person.entry_id,
        mistaken_at=mistake.at if mistake else None,
        without_questions=counts and _without_questions(row, done),
    )

"""What has this viewer answered to the editions of their school?

Only one's own is seen here, whatever duty one has. Entries that were found to be the same person's count together.
What was recorded by mistake from a sheet is no answer of theirs: they see that it happened, and nothing of what stood there.

    list_own(viewer, to=edition.id)[0].answer  ->  Answer.AGREED
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gatepost.people.queries import entries_of
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.signoff.models import DealtWith, Mistake, QuestionsDone, SigningLink, SignOff
from gatepost.signoff.states import Answer
from gatepost.sql import Once


@dataclass(frozen=True, slots=True)
class SignOffSeen:
    """An answer as whoever gave it sees it. ``hats`` are in words."""

    id: str
    edition: str
    label: str
    sha256: str
    answer: Answer
    hats: tuple[str, ...]
    name: str
    reason: str
    at: datetime
    on_paper: date | None
    """The day on the sheet, of what was signed on paper."""

    @property
    def is_refusal(self) -> bool:
        """Tell whether it says no."""
        return self.answer is Answer.REFUSED


@dataclass(frozen=True, slots=True)
class MistakeSeen:
    """That something was recorded in somebody's name by mistake, and no word of what: it may be a stranger's."""

    label: str
    recorded: datetime
    at: datetime


def counted(rows: QuerySet[SignOff]) -> QuerySet[SignOff]:
    """Keep of answers those that count: not what was recorded by mistake."""
    return rows.exclude(id__in=Mistake.objects.values("sign_off"))


def only_counted(rows: list[SignOff]) -> list[SignOff]:
    """Return of answers those that count; asks the database only if one came on paper."""
    on_paper = [row.id for row in rows if row.on_paper]
    mistaken = set(Mistake.objects.filter(sign_off__in=on_paper).values_list("sign_off", flat=True)) if on_paper else ()
    return [row for row in rows if row.id not in mistaken]


def visible_to(viewer: Viewer) -> QuerySet[SignOff]:
    """Return the viewer's own answers at their school, the last one first."""
    if not viewer.is_signed_in:
        return SignOff.objects.none()
    return counted(_answers(viewer.person_id, viewer.school_id))


def mistakes_visible_to(viewer: Viewer) -> QuerySet[Mistake]:
    """Return what was recorded by mistake in the viewer's name at their school, the last one first."""
    if not viewer.is_signed_in:
        return Mistake.objects.none()
    mine = Q(sign_off__person__in=entries_of([viewer.person_id]), sign_off__edition__school_id=viewer.school_id)
    rows = Mistake.objects.filter(mine).select_related("sign_off__edition").defer("sign_off__edition__content")
    return rows.order_by("-at", "-id")


def list_mistakes(viewer: Viewer) -> tuple[MistakeSeen, ...]:
    """Return what was recorded by mistake in the viewer's name, the last one first."""
    return tuple(
        MistakeSeen(row.sign_off.edition.label, row.sign_off.at, row.at) for row in mistakes_visible_to(viewer)
    )


def dealt_with_visible_to(viewer: Viewer) -> QuerySet[DealtWith]:
    """Return that the head dealt with the viewer's own refusals at their school, the last one first."""
    rows = DealtWith.objects.filter(sign_off__in=visible_to(viewer).order_by().values("id"))
    return rows.select_related("sign_off__edition").defer("sign_off__edition__content").order_by("-at", "-id")


def questions_visible_to(viewer: Viewer) -> QuerySet[QuestionsDone]:
    """Return for which editions of their school the viewer did the questions."""
    if not viewer.is_signed_in:
        return QuestionsDone.objects.none()
    rows = QuestionsDone.objects.filter(_own(viewer.person_id), edition__school_id=viewer.school_id)
    return rows.select_related("edition").defer("edition__content").order_by("-at", "-id")


def links_visible_to(viewer: Viewer) -> QuerySet[SigningLink]:
    """Return the links to sign that the viewer was sent by their school and that did not run out."""
    if not viewer.is_signed_in:
        return SigningLink.objects.none()
    rows = SigningLink.objects.filter(_own(viewer.person_id), edition__school_id=viewer.school_id)
    return rows.select_related("edition").defer("edition__content").order_by("-made_at", "-id")


def answers_to(viewer: Viewer, edition_id: str) -> QuerySet[SignOff]:
    """Return the viewer's own answers to one edition, the one that stands first: the last one, under whichever entry of theirs."""
    return visible_to(viewer).filter(edition_id=edition_id)


def list_own(viewer: Viewer, *, to: str = "") -> tuple[SignOffSeen, ...]:
    """Return everything that the viewer ever answered, or to one edition, the last one first: of an edition the one that stands."""
    return tuple(_seen(row) for row in (answers_to(viewer, to) if to else visible_to(viewer)))


def get_own(viewer: Viewer, sign_off_id: str) -> SignOffSeen | None:
    """Return one of the viewer's own answers, or None."""
    row = visible_to(viewer).filter(id=sign_off_id).first()
    return _seen(row) if row else None


def worn(hats: str) -> frozenset[str]:
    """Return hats as codes, from how an answer keeps them.

    >>> sorted(worn("parent,staff")), sorted(worn(""))
    (['parent', 'staff'], [])
    """
    return frozenset(hats.split(",")) - {""}


def agreed_as(answers: Iterable[SignOff]) -> frozenset[str]:
    """Return for which hats somebody agreed, from their answers to one edition: one laid down takes nothing away."""
    return frozenset().union(*(worn(row.hats) for row in answers if row.answer == Answer.AGREED.value))


def agreed_with_all(answers: Iterable[SignOff], hats: str) -> bool:
    """Tell whether somebody agreed with each of these hats, kept as an answer keeps them, in their answers to one edition."""
    return agreed_as(answers).issuperset(worn(hats))


def last_agreed(viewer: Viewer, *, but: str) -> SignOffSeen | None:
    """Return the viewer's last agreement to any edition but one, None if there is none."""
    row = visible_to(viewer).filter(answer=Answer.AGREED.value).exclude(edition_id=but).first()
    return _seen(row) if row else None


def did_questions_as(viewer: Viewer, edition_id: str) -> frozenset[str]:
    """Return for which hats the viewer did the questions of an edition, as codes."""
    rows = questions_visible_to(viewer).filter(edition_id=edition_id).values_list("hats", flat=True)
    return frozenset().union(*map(worn, rows))


def have_answered(people: Iterable[str]) -> bool:
    """Tell whether any of these people answered to an edition: what they said would be seen by whoever they are joined to."""
    return SignOff.objects.filter(person__in=people).exists()


def list_answers_to(viewer: Viewer, edition_id: str, *, of_one_entry: bool) -> list[SignOff]:
    """Return what `answers_to` finds, and what was recorded by mistake, without the edition itself: where many sign at once.

    ``of_one_entry``: no other entry was joined to the viewer's. Then all that one person ever answered is read, by an index,
    whatever the database believes of how many have signed: it counted before the rush, and would go through all who did.
    """
    if not viewer.is_signed_in:
        return []
    if of_one_entry:
        return [row for row in _ANSWERS_OF_ONE(viewer.person_id) if row.edition_id == edition_id]
    return _ANSWERS(viewer.person_id, viewer.school_id, edition_id)


def _answers(person_id: str, school_id: str) -> QuerySet[SignOff]:
    rows = SignOff.objects.filter(_own(person_id), edition__school_id=school_id)
    return rows.select_related("edition").defer("edition__content").order_by("-at", "-number", "-id")


_ANSWERS_OF_ONE = Once(lambda person: SignOff.objects.filter(person_id=person).order_by("-at", "-number", "-id"))
_ANSWERS = Once(
    lambda person, school, edition: _answers(person, school).filter(edition_id=edition).select_related(None)
)


def _own(person_id: str) -> Q:
    return Q(person__in=entries_of([person_id]))


def _seen(row: SignOff) -> SignOffSeen:
    return SignOffSeen(
        id=row.id,
        edition=row.edition_id,
        label=row.edition.label,
        sha256=row.sha256,
        answer=Answer(row.answer),
        hats=Hat.labels_of(worn(row.hats)),
        name=row.name,
        reason=row.reason,
        at=row.at,
        on_paper=row.on_paper,
    )

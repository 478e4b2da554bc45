"""What may somebody know of themselves?

Only what is kept under their own id, whatever duties they have. Of their children the name and nothing else: what a guardian
reads here must be the same, to the letter, whether or not something must not be told to them (ADR 0036).

    get_mine(viewer, on=today).hats[0].what  ->  'Class teacher, Year 4'
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from gatepost.people.access import may_declare_family
from gatepost.people.file import Line, list_declarations
from gatepost.people.models import Account, Adjustment, Dated, Delegation, DutyHeld, Guardianship, HatWorn, holding_on
from gatepost.people.queries import entries_of
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import Viewer

AnyDated = TypeVar("AnyDated", bound=Dated)


@dataclass(frozen=True, slots=True)
class Mine:
    """What holds for somebody that day. ``declarations`` is None for who declares none: a parent, say."""

    name: str
    email: str
    sign_in_name: str
    """What stands in place of the address, for whoever has none of their own."""
    hats: tuple[Line, ...]
    duties: tuple[Line, ...]
    delegations: tuple[Line, ...]
    adjustments: tuple[Line, ...]
    children: tuple[str, ...]
    declarations: tuple[Line, ...] | None


def get_mine(viewer: Viewer, *, on: date) -> Mine | None:
    """Return what somebody may know of themselves, None for nobody."""
    if not viewer.is_signed_in:
        return None
    me = viewer.person_id
    account = Account.objects.filter(persons=me).first()
    return Mine(
        name=viewer.name,
        email=account.email or "" if account else "",
        sign_in_name=account.name or "" if account and not account.email else "",
        hats=_holding(HatWorn.objects.filter(person_id=me), on, lambda row: row.title or Hat(row.hat).label),
        duties=_holding(DutyHeld.objects.filter(person_id=me), on, lambda row: Duty(row.duty).label),
        delegations=_holding(Delegation.objects.filter(person_id=me), on, lambda row: Lent(row.acts_for).label),
        adjustments=_holding(Adjustment.objects.filter(person_id=me), on, lambda row: row.what),
        children=_children(viewer, on),
        declarations=my_declarations(viewer, on=on) if _declares(viewer) else None,
    )


def my_declarations(viewer: Viewer, *, on: date) -> tuple[Line, ...]:
    """Return what the viewer declared about their own family and did not take back."""
    return tuple(line for line in list_declarations(viewer, viewer.person_id, on=on) if line.until is None)


def has_adjustment(viewer: Viewer, *, on: date) -> bool:
    """Tell whether the head recorded an adjustment for the viewer that holds on that day."""
    return Adjustment.objects.filter(holding_on(on), person__in=entries_of([viewer.person_id])).exists()


def _declares(viewer: Viewer) -> bool:
    return may_declare_family(viewer, person_id=viewer.person_id) is None


def _children(viewer: Viewer, on: date) -> tuple[str, ...]:
    links = Guardianship.objects.filter(person_id=viewer.person_id, pupil__school_id=viewer.school_id)
    names = {link.pupil.name for link in links.select_related("pupil") if link.holds_on(on)}
    return tuple(sorted(names))


def _holding(rows: Iterable[AnyDated], on: date, what: Callable[[AnyDated], object]) -> tuple[Line, ...]:
    standing = sorted((row for row in rows if row.holds_on(on)), key=lambda row: row.since)
    return tuple(Line(row.id, str(what(row)), row.since, row.until) for row in standing)

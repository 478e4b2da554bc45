"""What does the office see on one person's page, and on one pupil's?

Each part only as far as this viewer may: what is declared in private, what a doctor knows and whom a court keeps away are
not the office's to see; nobody sees on their own page that something is kept from them.

    get_file(viewer, person_id, on=today).children[0].name  ->  'Ada Zielińska'
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gatepost.people.access import sees_declarations, sees_everyone, sees_others, sees_restrictions
from gatepost.people.models import (
    ContactRestriction,
    Dated,
    Delegation,
    FamilyDeclaration,
    Guardianship,
    Person,
)
from gatepost.people.queries import LET_IN, pupils_visible_to, visible_to
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """Something that holds from one day to another. ``code`` is its hat, duty or power."""

    id: str
    what: str
    since: date
    until: date | None
    code: str = ""
    note: str = ""
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Tie:
    """A guardianship, seen from one of its ends: ``name`` is the other's. ``kept_from`` is a restriction that holds."""

    id: str
    other_id: str
    name: str
    class_name: str
    relationship: str
    has_responsibility: bool
    since: date
    until: date | None
    holds: bool
    kept_from: str = ""


@dataclass(frozen=True, slots=True)
class PersonFile:
    """A person's page."""

    id: str
    name: str
    email: str
    hats: tuple[Line, ...]
    duties: tuple[Line, ...]
    delegations: tuple[Line, ...]
    declarations: tuple[Line, ...]
    children: tuple[Tie, ...]
    signs_in_with: str
    mail_goes_to: str
    """The address to which mail goes from now on, if they sign in with another until they take up an invitation to it."""
    shares_email: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class PupilFile:
    """A pupil's page."""

    id: str
    name: str
    class_name: str
    year_group: str
    since: date
    until: date | None
    guardians: tuple[Tie, ...]
    restrictions: tuple[Line, ...]


def get_file(viewer: Viewer, person_id: str, *, on: date) -> PersonFile | None:
    """Return a person's page, or None for somebody whom the viewer does not see among everybody."""
    if not sees_others(viewer):
        return None
    people = visible_to(viewer).prefetch_related("hats", "duties", "delegations", "children__pupil")
    person = people.filter(id=person_id).first()
    if person is None:
        return None
    hats = [line_of(row, row.title or Hat(row.hat).label, on, code=row.hat) for row in person.hats.all()]
    duties = [line_of(row, Duty(row.duty).label, on, code=row.duty) for row in person.duties.all()]
    lent = [_lent(row, on) for row in person.delegations.all()]
    return PersonFile(
        id=person.id,
        name=person.name,
        email=person.email,
        hats=newest(hats),
        duties=newest(duties),
        delegations=newest(lent),
        declarations=list_declarations(viewer, person.id, on=on) if sees_declarations(viewer) else (),
        children=tuple(_tie_to_child(viewer, link, on) for link in person.children.all() if sees_everyone(viewer)),
        signs_in_with=_sign_in(person),
        mail_goes_to="" if _shares(person) or _sign_in(person) in {"", person.email} else person.email,
        shares_email=_shares(person),
        is_here=any(line.holds for line in (*hats, *duties)),
    )


def merged_into(viewer: Viewer, person_id: str) -> str:
    """Return the id that somebody has now whose row was merged away, blank if it was not."""
    if not sees_everyone(viewer):
        return ""
    dropped = Person.objects.filter(school_id=viewer.school_id, id=person_id).exclude(merged_into=None)
    return dropped.values_list("merged_into", flat=True).first() or ""


def get_pupil_file(viewer: Viewer, pupil_id: str, *, on: date) -> PupilFile | None:
    """Return a pupil's page with all guardians, or None for who does not see everybody: a parent never learns of the other."""
    if not sees_everyone(viewer):
        return None
    pupil = pupils_visible_to(viewer, on=on).filter(id=pupil_id).prefetch_related("guardians__person").first()
    if pupil is None:
        return None
    links = pupil.guardians.all()
    return PupilFile(
        id=pupil.id,
        name=pupil.name,
        class_name=pupil.class_name,
        year_group=pupil.year_group,
        since=pupil.since,
        until=pupil.until,
        guardians=tuple(_tie_to_guardian(viewer, link, on) for link in links),
        restrictions=tuple(
            line_of(row, row.reason, on, note=row.guardianship.person.name) for row in _restrictions(viewer, links)
        ),
    )


def list_declarations(viewer: Viewer, person_id: str, *, on: date) -> tuple[Line, ...]:
    """Return what somebody declared about their own family: for themselves, the head and the safeguarding lead."""
    if viewer.person_id != person_id and not sees_declarations(viewer):
        return ()
    rows = FamilyDeclaration.objects.filter(person_id=person_id, person__school_id=viewer.school_id)
    return newest([line_of(row, row.pupil.name, on, note=row.relationship) for row in rows.select_related("pupil")])


def _restrictions(viewer: Viewer, links: Iterable[Guardianship]) -> list[ContactRestriction]:
    """Return the restrictions on those links that the viewer may see: never one against themselves."""
    if not sees_restrictions(viewer):
        return []
    found = ContactRestriction.objects.filter(guardianship__in=[link.id for link in links])
    return list(
        found.exclude(guardianship__person_id=viewer.person_id)
        .select_related("guardianship__person")
        .order_by("-since")
    )


def _tie_to_child(viewer: Viewer, link: Guardianship, on: date) -> Tie:
    return _tie(viewer, link, on, link.pupil_id, link.pupil.name, link.pupil.class_name)


def _tie_to_guardian(viewer: Viewer, link: Guardianship, on: date) -> Tie:
    return _tie(viewer, link, on, link.person_id, link.person.name, "")


def _tie(viewer: Viewer, link: Guardianship, on: date, other_id: str, name: str, class_name: str) -> Tie:
    standing = [row for row in _restrictions(viewer, [link]) if row.holds_on(on)]
    return Tie(
        id=link.id,
        other_id=other_id,
        name=name,
        class_name=class_name,
        relationship=link.relationship,
        has_responsibility=link.has_responsibility,
        since=link.since,
        until=link.until,
        holds=link.holds_on(on),
        kept_from=standing[0].id if standing else "",
    )


def line_of(row: Dated, what: object, on: date, *, code: str = "", note: str = "") -> Line:
    """Return a row as a page shows it."""
    return Line(row.id, str(what), row.since, row.until, code=code, note=note, holds=row.holds_on(on))


def _lent(row: Delegation, on: date) -> Line:
    return line_of(row, Lent(row.acts_for).label, on, code=row.acts_for, note=row.minute or row.reason)


def newest(lines: list[Line]) -> tuple[Line, ...]:
    """Return what holds first, and of each the newest."""
    return tuple(sorted(lines, key=lambda line: (not line.holds, -line.since.toordinal(), line.what)))


def _sign_in(person: Person) -> str:
    """Return the address or the name with which somebody signs in, blank if they cannot."""
    found = Person.objects.filter(LET_IN, id=person.id).values_list("account__email", "account__name").first()
    return next(filter(None, found or ()), "")


def _shares(person: Person) -> bool:
    """Tell whether somebody else at the school has the same address."""
    others = Person.objects.filter(Q(school_id=person.school_id, email=person.email), merged_into=None)
    return bool(person.email) and others.exclude(id=person.id).exists()

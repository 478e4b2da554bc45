"""Which row does somebody mean who is about to change it?

Services take rows, pages know ids. A row is found only for who sees everybody at that school; what is private is found only
for who may see it. Whether the viewer may change it, the service asks.

    get_person(office, "kq3…")  ->  the Person, or None both for a stranger and for somebody of another school
"""

from datetime import date

from gatepost.people.access import sees_everyone, sees_others, sees_restrictions
from gatepost.people.models import (
    ContactRestriction,
    Delegation,
    DutyHeld,
    Guardianship,
    HatWorn,
    Person,
    Pupil,
    School,
)
from gatepost.people.queries import pupils_visible_to, visible_to
from gatepost.people.viewer import Viewer

__all__ = ["Person", "Pupil"]
"""Pages hold these rows and hand them on; what stands in them, queries say."""


def get_school(viewer: Viewer) -> School | None:
    """Return the viewer's own school, for who sees everybody there."""
    return School.objects.filter(id=viewer.school_id).first() if sees_everyone(viewer) else None


def get_person(viewer: Viewer, person_id: str) -> Person | None:
    """Return somebody of the viewer's school."""
    return visible_to(viewer).filter(id=person_id).first() if sees_others(viewer) else None


def get_pupil(viewer: Viewer, pupil_id: str, *, on: date) -> Pupil | None:
    """Return a pupil of the viewer's school."""
    return pupils_visible_to(viewer, on=on).filter(id=pupil_id).first() if sees_everyone(viewer) else None


def get_hat(person: Person, row_id: str) -> HatWorn | None:
    """Return one of a person's hats."""
    return person.hats.filter(id=row_id).select_related("person").first()


def get_duty(person: Person, row_id: str) -> DutyHeld | None:
    """Return one of a person's duties."""
    return person.duties.filter(id=row_id).select_related("person").first()


def get_delegation(person: Person, row_id: str) -> Delegation | None:
    """Return one of the powers that were lent to a person."""
    return person.delegations.filter(id=row_id).select_related("person").first()


def get_tie(person: Person, row_id: str) -> Guardianship | None:
    """Return one of the links of a person to a child."""
    return person.children.filter(id=row_id).select_related("person", "pupil").first()


def get_guardian(pupil: Pupil, link_id: str) -> Guardianship | None:
    """Return one of the links of a pupil to a guardian."""
    return pupil.guardians.filter(id=link_id).select_related("person", "pupil").first()


def get_restriction(viewer: Viewer, pupil: Pupil, row_id: str) -> ContactRestriction | None:
    """Return what must not be told about a pupil; never to the one whom it is about."""
    if not sees_restrictions(viewer):
        return None
    mine = ContactRestriction.objects.filter(guardianship__pupil__school_id=viewer.school_id)
    rows = mine.filter(guardianship__pupil=pupil, id=row_id)
    return rows.exclude(guardianship__person_id=viewer.person_id).select_related("guardianship__pupil").first()

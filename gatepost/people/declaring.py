"""How does somebody say in private that a pupil is their own family, without a list of pupils to look through?

They type the child's whole name. One sentence answers a name that no pupil has and one that several have, and after a few such
tries in a day there are no more: it is no way to find out who is a pupil. The class is asked for only where it decides between two
pupils of the same name; else it is not looked at, so nobody can learn it here either.

    declare(name="Ada Quill", class_name="", relationship="my niece", by=viewer, at=now())
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.audit.chain import written
from gatepost.audit.queries import count_done
from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import new_id
from gatepost.people import services
from gatepost.people.access import may_declare_family
from gatepost.people.models import CLASS_LENGTH, FamilyDeclaration, Pupil, holding_on
from gatepost.people.naming import plain
from gatepost.people.services.writing import SENTENCES, lock, record, unless
from gatepost.people.viewer import Viewer

TRIES = 5
"""Names that match nobody, of one person in PERIOD: enough for slips of the pen."""
PERIOD = timedelta(days=1)
NOT_FOUND = "family.not-found"


def declare(*, name: str, class_name: str, relationship: str, by: Viewer, at: datetime) -> FamilyDeclaration:
    """Declare that the pupil of that name is immediate family, from today on; a name that fits nobody is recorded as a try."""
    unless(may_declare_family(by, person_id=by.person_id))
    unless(_says_enough(name, relationship))
    with transaction.atomic():
        person = lock(by.person_id)
        unless(_tried_enough(by, at))
        pupil = _the_one(by, name, class_name, localdate(at))
        if pupil:
            return services.declare_family(
                person=person, pupil=pupil, relationship=relationship, since=localdate(at), by=by, at=at
            )
        record(by.school_id, NOT_FOUND, new_id(), by, at)  # nobody's history shows it
    raise Refused(
        "no-such-pupil",
        "This name does not lead to one pupil. Check how the school writes it, or ask the safeguarding lead.",
    )


def find_own(viewer: Viewer, declaration_id: str) -> FamilyDeclaration | None:
    """Return a declaration of the viewer's own that still holds, or None both for another's and for a made-up id."""
    mine = FamilyDeclaration.objects.filter(person_id=viewer.person_id, person__school_id=viewer.school_id, until=None)
    return mine.filter(id=declaration_id).select_related("pupil").first()


def withdraw(*, declaration: FamilyDeclaration, by: Viewer, at: datetime) -> None:
    """Take a declaration of one's own back; today is its last day."""
    services.withdraw_declaration(declaration=declaration, until=localdate(at), by=by, at=at)


def _says_enough(name: str, relationship: str) -> Refused | None:
    if not plain(name):
        return Refused("bad-name", "Write the child's first name and last name.")
    if not 0 < len(relationship.strip()) <= CLASS_LENGTH:
        return Refused("bad-relationship", SENTENCES["relationship"])
    return None


def _tried_enough(by: Viewer, at: datetime) -> Refused | None:
    if count_done(school=by.school_id, actor=by.actor, action=NOT_FOUND, since=written(at - PERIOD)) < TRIES:
        return None
    return Refused(
        "too-many-tries", "Several names did not lead to a pupil. Try again tomorrow, or ask the safeguarding lead."
    )


def _the_one(by: Viewer, name: str, class_name: str, on: date) -> Pupil | None:
    here = Pupil.objects.filter(holding_on(on), school_id=by.school_id)
    found = list(here.filter(plain_name=plain(name)))
    if len(found) > 1:
        found = [pupil for pupil in found if plain(pupil.class_name) == plain(class_name)]
    return found[0] if len(found) == 1 else None

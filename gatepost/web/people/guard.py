"""Who comes through the door of the office's pages?

Those who see everybody at their school: the head, the office, the safeguarding lead; and, to the pages about governors,
the chair and the clerk. To everybody else every page here answers 403, whether the person in its address exists or not.

    viewer = seer(request)
    person = person_of(viewer, person_id)  # or 404
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.timezone import localdate

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people import chosen
from gatepost.people.access import may_manage_people, sees_everyone, sees_others
from gatepost.people.chosen import Person, Pupil
from gatepost.people.viewer import Viewer
from gatepost.web.viewers import viewer_of


def today() -> date:
    """Return the school's day."""
    return localdate(now())


def seer(request: HttpRequest) -> Viewer:
    """Return the viewer; refuse those who do not see everybody."""
    viewer = viewer_of(request)
    if not sees_everyone(viewer):
        raise PermissionDenied
    return viewer


def looker(request: HttpRequest) -> Viewer:
    """Return the viewer; refuse those who see nobody but themselves."""
    viewer = viewer_of(request)
    if not sees_others(viewer):
        raise PermissionDenied
    return viewer


def manager(request: HttpRequest) -> Viewer:
    """Return the viewer; refuse those who change nobody."""
    viewer = seer(request)
    only_if(may_manage_people(viewer, school_id=viewer.school_id))
    return viewer


def only_if(refusal: Refused | None) -> None:
    """Refuse the page where the service would refuse."""
    if refusal:
        raise PermissionDenied


def person_of(viewer: Viewer, person_id: str) -> Person:
    """Return the person of an address, or answer 404."""
    person = chosen.get_person(viewer, person_id)
    if person is None:
        raise Http404
    return person


def pupil_of(viewer: Viewer, pupil_id: str) -> Pupil:
    """Return the pupil of an address, or answer 404."""
    pupil = chosen.get_pupil(viewer, pupil_id, on=today())
    if pupil is None:
        raise Http404
    return pupil

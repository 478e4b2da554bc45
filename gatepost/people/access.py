"""May *this person* see or change who belongs to the school?

Answers are a Refused to raise or to show, or None for yes: the page that shows a button and the service behind it ask
the same question.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_manage_people(NOBODY, school_id="s1").code
    'not-the-office'
"""

from gatepost.kernel.errors import Refused
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer

MANAGERS = (Duty.HEAD.value, Duty.OFFICE.value)
SEERS = (*MANAGERS, Duty.SAFEGUARDING_LEAD.value)


def may_manage_people(viewer: Viewer, *, school_id: str) -> Refused | None:
    """Answer whether the viewer may add people to that school and change their hats, duties and accounts."""
    if viewer.sets_up or (viewer.school_id == school_id and viewer.has_duty(*MANAGERS)):
        return None
    return Refused("not-the-office", "Only the head teacher or the school office may change who belongs to the school.")


def may_open_school(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may add a school: nobody signed in may, only who installs Gatepost."""
    if viewer.sets_up:
        return None
    return Refused("not-the-installer", "A school is added by whoever installs Gatepost.")


def sees_everyone(viewer: Viewer) -> bool:
    """Tell whether the viewer sees all people of their school; everybody else sees only themselves."""
    return viewer.is_signed_in and viewer.has_duty(*SEERS)

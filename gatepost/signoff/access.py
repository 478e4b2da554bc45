"""May *this person* answer to an edition, or record what somebody answered on paper?

Everybody of the school answers, for themselves and for nobody else. It needs no second factor: it is one's own. What was signed on
paper is recorded by the office or the head, never for themselves.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_answer(NOBODY).code
    'not-signed-in'
"""

from gatepost.kernel.errors import Refused
from gatepost.people.access import MANAGERS, may_manage_people
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer


def may_answer(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may read and sign the policy of their school."""
    if viewer.is_signed_in:
        return None
    return Refused("not-signed-in", "Sign in to read and sign the policy.")


def may_record_paper(viewer: Viewer, *, school_id: str, person_id: str = "") -> Refused | None:
    """Answer whether the viewer may record what that person (blank: anybody) signed on paper."""
    if not viewer.is_signed_in or may_manage_people(viewer, school_id=school_id):
        return Refused("not-the-office", "Only the head teacher or the school office records what was signed on paper.")
    if viewer.person_id == person_id:
        return Refused("not-ones-own", "Somebody else has to record what you signed on paper.")
    return None


def sees_scans(viewer: Viewer) -> bool:
    """Tell whether the viewer sees the sheets on which others agreed: who may record them does."""
    return may_record_paper(viewer, school_id=viewer.school_id) is None


def sees_refusals(viewer: Viewer) -> bool:
    """Tell whether the viewer sees why others did not agree, and the sheets that say it: the head, in person."""
    return viewer.is_signed_in and viewer.has_duty(Duty.HEAD.value)


def sees_keeping(viewer: Viewer) -> bool:
    """Tell whether the viewer sees for how long signatures are kept and how many were removed: the head and the office."""
    return viewer.is_signed_in and viewer.acts_for(*MANAGERS)


def may_set_keeping(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may set for how long signatures are kept: the head, or who acts for the head."""
    if viewer.is_signed_in and viewer.acts_for(Duty.HEAD.value):
        return None
    return Refused("not-the-head", "Only the head teacher sets for how long signatures are kept.")

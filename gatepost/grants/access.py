"""May *this person* ask, and which requests do they see?

Who decides is asked of the policy, in one place for all rooms (``agreements.bodies``).

    >>> from gatepost.people.viewer import NOBODY
    >>> may_ask(NOBODY).code
    'not-bound'
"""

from gatepost.agreements.access import HEAD, may_decide
from gatepost.kernel.errors import Refused
from gatepost.people.access import LENDERS
from gatepost.people.states import Duty, Lent
from gatepost.people.viewer import Viewer

OFFICERS = (Duty.CHAIR.value, Duty.VICE_CHAIR.value, Duty.CLERK.value)


def may_ask(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may ask for any permission: whoever wears a hat at their school."""
    if viewer.is_signed_in and viewer.hats:
        return None
    return Refused("not-bound", "You ask for a permission as somebody who belongs to the school.")


def sees_all(viewer: Viewer) -> bool:
    """Tell whether the viewer sees every request of their school: the head does."""
    return viewer.is_signed_in and viewer.has_duty(Duty.HEAD.value)


def sees_the_heads(viewer: Viewer) -> bool:
    """Tell whether the viewer sees what the head decides, and nothing that the head asks for: who acts for the head does."""
    return viewer.is_signed_in and viewer.acts_for(HEAD)


def sees_the_bodys(viewer: Viewer) -> bool:
    """Tell whether the viewer sees what the governing body is asked: its officers do, and those to whom it lent its powers."""
    return viewer.is_signed_in and (viewer.has_duty(*OFFICERS) or may_decide(viewer, school=viewer.school_id) is None)


def sees_the_desks(viewer: Viewer) -> bool:
    """Tell whether the viewer sees what the office decides, and which permissions of the school are in force."""
    return viewer.is_signed_in and viewer.has_duty(Duty.OFFICE.value)


def may_lend_the_bodys(viewer: Viewer) -> bool:
    """Tell whether the viewer records to whom the governing body lent its powers."""
    return viewer.is_signed_in and viewer.has_duty(*LENDERS[Lent.GOVERNING_BODY])


def sees_requests(viewer: Viewer) -> bool:
    """Tell whether the viewer has requests of others before them: somebody who speaks for a body that the policy names."""
    return any(sees(viewer) for sees in (sees_all, sees_the_heads, sees_the_bodys, sees_the_desks))

"""May *this person* see which questions are asked?

Those who answer for the policy may: the head, a deputy, the governors.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_see_asked(NOBODY).code
    'not-answerable-for-the-policy'
"""

from gatepost.kernel.errors import Refused
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import Viewer

SEERS = (Duty.HEAD.value, Duty.DEPUTY.value, Duty.CHAIR.value, Duty.VICE_CHAIR.value)


def may_see_asked(viewer: Viewer) -> Refused | None:
    """Answer whether the viewer may see what is asked at their own school."""
    answers_for_it = viewer.has_duty(*SEERS) or Hat.GOVERNOR.value in viewer.hats
    if viewer.is_signed_in and answers_for_it:
        return None
    return Refused(
        "not-answerable-for-the-policy", "Only the head, a deputy and the governors see which questions are asked."
    )

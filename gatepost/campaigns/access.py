"""May *this person* ask people to sign, see who has not, or see the figures?

The head and the office ask, and see who has answered; why somebody declined, the head alone (``signoff.access``).
Those who answer for the policy see figures and no names.

    >>> from gatepost.people.viewer import NOBODY
    >>> may_ask(NOBODY, school_id="s1").code, sees_figures(NOBODY)
    ('not-the-office', False)
"""

from gatepost.agreements.access import may_read_proposals
from gatepost.kernel.errors import Refused
from gatepost.people.access import MANAGERS
from gatepost.people.viewer import Viewer


def may_ask(viewer: Viewer, *, school_id: str) -> Refused | None:
    """Answer whether the viewer may begin and end campaigns of that school, and remind people."""
    if viewer.is_signed_in and viewer.school_id == school_id and viewer.acts_for(*MANAGERS):
        return None
    return Refused("not-the-office", "Only the head teacher or the school office asks people to sign the policy.")


def sees_answers(viewer: Viewer) -> bool:
    """Tell whether the viewer sees who of their school has answered what."""
    return may_ask(viewer, school_id=viewer.school_id) is None


def sees_figures(viewer: Viewer) -> bool:
    """Tell whether the viewer sees how many of their school have answered."""
    return sees_answers(viewer) or may_read_proposals(viewer)
